// @ts-check
// The tab "Hand over": the parts for an ESP, its export, and a test message.

import { Refused, get, issuePath, post } from "./api.js";
import { details } from "./checks.js";
import { byId, copy, counted, figure, fill, h, icon, sentence, toast } from "./dom.js";
import { follow, now, on, set } from "./store.js";

/** @import { Diagnostic, Esp } from "./types.js" */

/**
 * @typedef {object} Parts
 * @property {string} subject
 * @property {string} preheader
 * @property {string} html
 * @property {string} text
 * @property {{name: string, bytes: number}[]} files
 * @property {Diagnostic[]} diagnostics
 * @property {boolean} stopped
 */

let drawing = 0;
// What is under way: a push or a test is not begun a second time.
const busy = { push: false, test: false };
// What became of them stands there until another issue or ESP is chosen, however often the cards are drawn.
const outcomes = {
  push: h("div", { id: "push-result", role: "status" }),
  test: h("div", { id: "test-result", role: "status" }),
};

// What somebody is typing is not begun anew with every save.
const recipients = h("input", { id: "test-to", name: "to", type: "text", inputmode: "email", autocomplete: "email", required: true, placeholder: "you@example.com" });

/** Make the tab, and draw what is in it when it is shown. */
export function startHandover() {
  // The list of ESPs stays the same element: who types a name into it would begin anew with every letter.
  const select = h("select", { id: "esp", onchange: () => set({ esp: select.value }) });
  const form = h("span", { class: "hint" });
  const cards = h("div", { id: "handover-cards", class: "cards", tabindex: "0", role: "region", "aria-label": "Hand over" });
  const label = h("label", { for: "esp" }, h("strong", {}, "Hand over to"));
  fill(byId("panel-handover"), h("div", { class: "bar" }, label, select, form), cards);
  follow(["project"], () => fill(select, now.project.esps.map((each) => h("option", { value: each.name }, each.title))));
  follow(["project", "esp"], () => {
    const esp = chosenEsp();
    select.value = esp?.name ?? "";
    form.textContent = esp?.import ?? "";
  });
  on(["stem", "esp"], () => {
    fill(cards);
    fill(outcomes.push);
    fill(outcomes.test);
  });
  follow(["tab", "issue", "esp", "project"], redraw);
}

function redraw() {
  if (now.tab === "handover" && now.issue) draw();
}

/** The ESP that the edition is handed over to. */
function chosenEsp() {
  const named = (/** @type {string} */ name) => now.project.esps.find((each) => each.name === name);
  return named(now.esp) ?? named(now.project.esp) ?? now.project.esps[0];
}

async function draw() {
  const { issue } = now;
  const esp = chosenEsp();
  if (!issue || !esp) return;
  const turn = ++drawing;
  /** @type {Parts | null} */
  let parts = null;
  /** @type {Diagnostic[]} */
  let faults = [];
  try {
    parts = await get(issuePath(issue.stem, "for", esp.name));
  } catch (error) {
    if (!(error instanceof Refused)) return; // the server is gone; what is shown stays until it is back
    faults = error.diagnostics;
  }
  if (turn !== drawing) return;
  fill(
    byId("handover-cards"),
    standing(esp, parts?.diagnostics ?? faults, parts === null || parts.stopped),
    parts && copies(parts),
    parts && downloads(esp, parts),
    drafts(esp, parts === null || parts.stopped),
    tests(),
  );
}

/**
 * What stands in the way, or should be known.
 * @param {Esp} esp
 * @param {Diagnostic[]} found
 * @param {boolean} stopped
 */
function standing(esp, found, stopped) {
  const errors = now.issue?.diagnostics.filter((each) => each.severity === "error").length ?? 0;
  const words = stopped
    ? `This edition cannot go to ${esp.title} as it is.`
    : errors
      ? `${esp.title} takes this edition, but the checks found ${counted(errors, "error")}.`
      : `Ready for ${esp.title}.`;
  const state = stopped ? "errors" : errors || found.length ? "warnings" : "clean";
  return h(
    "section",
    { class: `card standing ${state}` },
    h("h2", {}, icon(state === "clean" ? "check" : state === "warnings" ? "warn" : "alert"), words),
    found.map((each) => h("article", {}, h("h3", {}, sentence(each.message)), details(each))),
  );
}

/** @param {Parts} parts */
function copies(parts) {
  const bytes = (/** @type {string} */ text) => `${figure(new TextEncoder().encode(text).length)} bytes`;
  const row = (/** @type {string} */ what, /** @type {string} */ text, /** @type {string} */ shown) =>
    h(
      "li",
      { class: "copy-row" },
      h("span", { class: "copy-what" }, what),
      h("span", { class: "copy-text" }, shown),
      h("button", { type: "button", disabled: !text, "aria-label": `Copy ${what.toLowerCase()}`, onclick: () => copy(text, what) }, icon("copy"), "Copy"),
    );
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Copy and paste"),
    h("ul", { class: "rows" }, row("Subject", parts.subject, parts.subject), row("Preheader", parts.preheader, parts.preheader || "none"), row("HTML", parts.html, bytes(parts.html)), row("Plain text", parts.text, bytes(parts.text))),
  );
}

/**
 * @param {Esp} esp
 * @param {Parts} parts
 */
function downloads(esp, parts) {
  if (parts.stopped || !now.issue) return null;
  const { stem } = now.issue;
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Export"),
    h(
      "ul",
      { class: "rows" },
      parts.files.map((file) =>
        h(
          "li",
          { class: "copy-row" },
          h("span", { class: "copy-what" }, kind(file.name)),
          h("span", { class: "copy-text" }, `${file.name} · ${figure(file.bytes)} bytes`),
          h("a", { class: "button", href: issuePath(stem, "for", esp.name, "files", file.name), download: file.name, "aria-label": `Download ${file.name}` }, icon("download"), "Download"),
        ),
      ),
    ),
  );
}

/** @param {string} name */
function kind(name) {
  if (name.endsWith(".html")) return "HTML";
  if (name.endsWith(".txt")) return "Plain text";
  if (name.endsWith(".eml")) return "Message";
  return "Package";
}

/**
 * @param {Esp} esp
 * @param {boolean} stopped
 */
function drafts(esp, stopped) {
  const { push } = esp;
  if (!push) return null;
  if (!push.configured) {
    return h("section", { class: "card" }, h("h2", {}, "Draft"), h("p", { class: "hint" }, `To put a ${push.makes} into your ${esp.title} account, set `, h("code", {}, push.variable), " before digest preview."));
  }
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Draft"),
    h("p", { class: "hint" }, `Makes a ${push.makes} in your ${esp.title} account, or updates the one made before. It is never sent from here.${push.takes_text ? "" : " Its API takes no text part and makes its own."}`),
    h("p", {}, h("button", { type: "button", class: "primary", disabled: stopped, "aria-disabled": String(busy.push), onclick: () => askToPush(esp) }, icon("push"), `Push to ${esp.title}…`)),
    outcomes.push,
  );
}

/** @param {Esp} esp */
function askToPush(esp) {
  const { stem } = now;
  const anew = h("input", { type: "checkbox" });
  const dialog = h(
    "dialog",
    { class: "confirm", "aria-labelledby": "confirm-title", onclose: () => dialog.remove() },
    h("h2", { id: "confirm-title" }, `Push this edition to ${esp.title}?`),
    h("p", {}, `“${now.issue?.edition?.subject}” becomes a ${esp.push?.makes} in your account. Nothing is sent.`),
    h("label", { class: "single-keys" }, anew, "Make a new one, whatever exists"),
    h(
      "footer",
      {},
      h("button", { type: "button", autofocus: true, onclick: () => dialog.close() }, "Cancel"),
      h("button", { type: "button", class: "primary", onclick: () => (dialog.close(), push(stem, esp, anew.checked)) }, icon("push"), "Push draft"),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {string} stem
 * @param {Esp} esp
 * @param {boolean} anew
 */
async function push(stem, esp, anew) {
  await perform("push", "Pushing…", async () => {
    const done = await post(issuePath(stem, "for", esp.name, "push"), { anew });
    toast("Draft pushed");
    return `${done.made ? "Made" : "Updated"} the ${done.makes} “${done.name}” in ${esp.title}.`;
  });
}

/**
 * Do something that takes a while, and show what became of it.
 * @param {keyof typeof busy} what
 * @param {string} meanwhile
 * @param {() => Promise<string>} act  returns what to say when it is done
 */
async function perform(what, meanwhile, act) {
  if (busy[what]) return;
  const [stem, esp] = [now.stem, chosenEsp()?.name];
  busy[what] = true;
  fill(outcomes[what], h("p", { class: "hint" }, meanwhile));
  redraw();
  /** @type {Element} */
  let outcome;
  try {
    outcome = h("p", { class: "done" }, icon("check"), await act());
  } catch (error) {
    outcome = refusal(error);
  }
  busy[what] = false;
  if (stem === now.stem && esp === chosenEsp()?.name) fill(outcomes[what], outcome);
  else if (!outcome.classList.contains("done")) toast(`${stem}: ${outcome.textContent}`, "failed");
  redraw();
}

/** @param {unknown} error */
function refusal(error) {
  const found = error instanceof Refused ? error.diagnostics : [];
  if (!found.length) return h("p", {}, error instanceof Refused ? error.message : "The server did not answer.");
  return h("div", {}, found.map((each) => h("article", {}, h("h3", {}, sentence(each.message)), details(each))));
}

function tests() {
  const { smtp, smtp_fault } = now.project;
  if (!smtp) {
    return h("section", { class: "card" }, h("h2", {}, "Test message"), smtp_fault && h("p", { class: "faulty" }, icon("alert"), `${sentence(smtp_fault)}.`), h("p", { class: "hint" }, "To send yourself a test, set ", h("code", {}, "DIGEST_SMTP"), " to your mail server before digest preview: ", h("code", {}, "smtp://USER:PASSWORD@HOST:587")));
  }
  return h(
    "section",
    { class: "card" },
    h("h2", {}, "Test message"),
    h(
      "form",
      { class: "test-form", onsubmit: sendTest },
      h("label", { for: "test-to" }, "To"),
      recipients,
      h("button", { type: "submit", class: "primary", "aria-disabled": String(busy.test) }, icon("send"), "Send test"),
    ),
    h("p", { class: "hint" }, `Through ${smtp}, with sample values for merge tags and [TEST] before the subject. Several addresses: separate them with commas.`),
    outcomes.test,
  );
}

/** @param {SubmitEvent} event */
async function sendTest(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const to = String(new FormData(form).get("to")).split(/[\s,;]+/).filter(Boolean);
  await perform("test", "Sending…", async () => {
    const { through } = await post(issuePath(now.stem, "test"), { to });
    toast("Test message sent");
    return `Sent to ${to.join(", ")} through ${through}.`;
  });
}
