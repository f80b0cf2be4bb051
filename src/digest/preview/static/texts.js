// @ts-check
// The tabs with the plain-text edition, the HTML and the MJML, as they go out.

import { getText, issuePath } from "./api.js";
import { byId, copy, fill, figure, h, icon } from "./dom.js";
import { tokens } from "./highlight.js";
import { follow, now } from "./store.js";

const PARTS = {
  text: { part: "text", title: "Plain text" },
  source: { part: "html", title: "HTML" },
  mjml: { part: "mjml", title: "MJML" },
};
// Lines are laid out in portions, those that are off the screen only when they come near it.
const PORTION = 60;

/** @type {Map<string, number>} The revision that each tab shows. */
const drawn = new Map();

/** Draw the tabs when they are shown. */
export function startTexts() {
  follow(["tab", "issue"], () => {
    if (!now.issue?.edition) clear();
    else if (now.tab in PARTS) draw(/** @type {keyof typeof PARTS} */ (now.tab));
  });
}

/** Show nothing of another issue while there is nothing of this one. */
function clear() {
  drawn.clear();
  for (const tab of Object.keys(PARTS)) fill(byId(`panel-${tab}`));
}

/** @param {keyof typeof PARTS} tab */
async function draw(tab) {
  const { issue } = now;
  const { part, title } = PARTS[tab];
  if (!issue || drawn.get(tab) === issue.revision) return;
  let text = "";
  try {
    text = await getText(issuePath(issue.stem, "parts", part));
  } catch {
    return; // the server is gone; what is shown stays until it is back
  }
  if (now.issue?.stem !== issue.stem) return;
  drawn.set(tab, issue.revision);
  const bytes = new TextEncoder().encode(text).length;
  const panel = byId(`panel-${tab}`);
  const scroller = panel.querySelector(".paper");
  const top = scroller?.scrollTop ?? 0;
  const lines = text.split("\n");
  fill(
    panel,
    h(
      "div",
      { class: "bar" },
      h("strong", {}, title),
      h("span", { class: "hint" }, `${figure(bytes)} bytes · ${figure(lines.length)} lines${tab === "text" ? ` · longest ${longest(lines)} columns` : ""}`),
      h("span", { class: "grow" }),
      h("button", { type: "button", onclick: () => copy(text, title) }, icon("copy"), "Copy"),
    ),
    h("div", { class: `paper ${tab}`, tabindex: "0", role: "region", "aria-label": title }, tab === "text" ? h("pre", { lang: issue.edition?.lang }, text) : numbered(lines)),
  );
  const now_scroller = panel.querySelector(".paper");
  if (now_scroller) now_scroller.scrollTop = top;
}

/** @param {string[]} lines */
function longest(lines) {
  return Math.max(...lines.filter((line) => !/https?:/.test(line)).map((line) => [...line].length));
}

/** @param {string[]} lines */
function numbered(lines) {
  const state = { inside: "" };
  const rows = lines.map((line, index) =>
    h(
      "div",
      { class: "row" },
      h("span", { class: "number" }, index + 1),
      h("code", {}, tokens(line, state).map(({ kind, text }) => (kind ? h("span", { class: kind }, text) : text))),
    ),
  );
  const portions = [];
  for (let start = 0; start < rows.length; start += PORTION) {
    portions.push(h("div", { class: "portion" }, rows.slice(start, start + PORTION)));
  }
  return portions;
}
