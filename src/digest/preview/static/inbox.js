// @ts-check
// The row of the message list, as three clients draw it, and where they cut it.

import { byId, counted, fill, h } from "./dom.js";
import { follow, now, on } from "./store.js";

/**
 * @typedef {object} Mock
 * @property {string} name
 * @property {string} id
 * @property {string} says  how this client shows the row
 */

/** @type {Mock[]} */
const MOCKS = [
  { id: "gmail", name: "Gmail on the web", says: "One line: the sender, the subject, and what fits of the preheader." },
  { id: "apple", name: "Apple Mail on a phone", says: "The subject on one line, the preheader on two." },
  { id: "outlook", name: "Outlook", says: "Sender, subject and preheader, a line each." },
];

let scheme = "light";
let following = "";

/** Draw the rows and keep them right. */
export function startInbox() {
  on(["stem"], () => (following = ""));
  follow(["tab", "issue", "project"], () => {
    if (now.tab === "inbox") draw();
  });
  new ResizeObserver(() => {
    if (now.tab === "inbox") cuts();
  }).observe(byId("panel-inbox"));
}

/**
 * Remember the words that follow the preheader in the edition: a client fills the row with them.
 * @param {Document} doc
 */
export function readFollowing(doc) {
  following = (doc.body.textContent ?? "").replace(/[\s\u034f\u200c\u00a0]+/g, " ").trim().slice(0, 300);
  if (now.tab === "inbox") draw();
}

function draw() {
  const edition = now.issue?.edition;
  if (!edition) {
    fill(byId("panel-inbox"));
    return;
  }
  const letters = [...edition.subject].length;
  const preheader = [...edition.preheader].length;
  fill(
    byId("panel-inbox"),
    h(
      "div",
      { class: "bar" },
      h("strong", {}, "Inbox"),
      h("span", { class: "hint" }, `Subject ${counted(letters, "character")} · ${preheader ? `preheader ${counted(preheader, "character")}` : "no preheader: clients show the first words they find"}`),
      h("span", { class: "grow" }),
      h(
        "div",
        { class: "segments", role: "group", "aria-label": "Scheme of the inbox" },
        ["light", "dark"].map((each) =>
          h("button", { type: "button", "aria-pressed": String(each === scheme), onclick: () => ((scheme = each), draw()) }, each === "light" ? "Light" : "Dark"),
        ),
      ),
    ),
    h("div", { class: "inboxes", tabindex: "0", role: "region", "aria-label": "Rows of the message list" }, MOCKS.map((mock) => shelf(mock, edition.subject, edition.preheader || following, edition))),
  );
  cuts();
}

/**
 * @param {Mock} mock
 * @param {string} subject
 * @param {string} snippet
 * @param {import("./types.js").Edition} edition
 */
function shelf(mock, subject, snippet, { date, lang }) {
  return h(
    "figure",
    { class: "shelf" },
    h("figcaption", {}, h("strong", {}, mock.name), h("span", { class: "hint" }, mock.says)),
    h(
      "div",
      { class: `inbox ${mock.id} ${scheme}` },
      message(mock.id, "Ana Prior", "Lunch on Thursday?", "The place by the harbour has a table at one.", when(mock.id, date, "07:40"), "other"),
      message(mock.id, now.project.sender || "Sender", subject, snippet, when(mock.id, date, "06:00"), "ours", lang),
      message(mock.id, "Harbour Books", "Your order is on its way", "Three books, one parcel, tomorrow before noon.", when(mock.id, date, "05:12"), "other"),
    ),
    h("p", { class: "cut hint", "data-mock": mock.id }),
  );
}

/**
 * Say when a message came: the day where the list shows days, else the time.
 * @param {string} id
 * @param {string} date
 * @param {string} time
 */
function when(id, date, time) {
  if (id !== "gmail") return time;
  return new Date(`${date}T${time}`).toLocaleDateString("en", { month: "short", day: "numeric" });
}

/**
 * @param {string} id
 * @param {string} sender
 * @param {string} subject
 * @param {string} snippet
 * @param {string} came
 * @param {string} kind
 * @param {string} [lang]
 */
function message(id, sender, subject, snippet, came, kind, lang) {
  const inner =
    id === "gmail"
      ? [h("span", { class: "m-line", dir: "auto", lang }, h("span", { class: "m-subject" }, subject), h("span", { class: "m-snippet" }, ` - ${snippet}`))]
      : [h("span", { class: "m-subject", dir: "auto", lang }, subject), h("span", { class: "m-snippet", dir: "auto", lang }, snippet)];
  return h("div", { class: `m ${kind}` }, id !== "gmail" && h("span", { class: "m-face" }, sender.slice(0, 1)), h("span", { class: "m-sender" }, sender), h("span", { class: "m-when" }, came), inner);
}

/** Say below each row where it is cut. Text under an ellipsis has no measures, so it goes for that moment. */
function cuts() {
  const panel = byId("panel-inbox");
  panel.classList.add("measuring");
  for (const mock of MOCKS) {
    const shown = document.querySelector(`.inbox.${mock.id} .ours`);
    const words = document.querySelector(`.cut[data-mock="${mock.id}"]`);
    if (!shown || !words) continue;
    const subject = visible(shown.querySelector(".m-subject"), shown.querySelector(".m-line"));
    const snippet = visible(shown.querySelector(".m-snippet"), shown.querySelector(".m-line"));
    words.textContent = subject.cut
      ? `The subject is cut after “${ending(subject.text)}”.`
      : `The whole subject shows; ${snippet.cut ? `the preheader is cut after “${ending(snippet.text)}”` : "so does the preheader"}.`;
  }
  panel.classList.remove("measuring");
}

/** @param {string} text */
function ending(text) {
  return text.length > 40 ? `…${text.slice(-40).trimStart()}` : text;
}

/**
 * Return how much of an element's text is inside its box, or that of its line.
 * @param {Element | null} element
 * @param {Element | null} line
 * @returns {{text: string, cut: boolean}}
 */
function visible(element, line) {
  const node = element?.firstChild;
  const text = node?.nodeValue ?? "";
  if (!element || !node) return { text, cut: false };
  const box = (line ?? element).getBoundingClientRect();
  const range = document.createRange();
  range.setStart(node, 0);
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    range.setEnd(node, middle);
    const last = [...range.getClientRects()].at(-1);
    if (last && last.left >= box.left - 1 && last.right <= box.right + 1 && last.bottom <= box.bottom + 1) low = middle;
    else high = middle - 1;
  }
  return { text: text.slice(0, low), cut: low < text.length };
}
