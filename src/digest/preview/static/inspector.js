// @ts-check
// Over the edition: where the selected block comes from, its lines of YAML and the way there; or, where no panel
// says so, what the chosen check found.

import { getText, issuePath } from "./api.js";
import { kindName } from "./blocks.js";
import { chosenCheck, details, severityIcon, stepCheck } from "./checks.js";
import { byId, copy, fill, h, icon, sentence } from "./dom.js";
import { codeFrame, ways } from "./places.js";
import { follow, now, set } from "./store.js";

/** @import { Block, Issue, Place } from "./types.js" */

// Lines of a block that are shown; the rest is in the editor.
const LINES = 5;

let drawing = 0;

/** Draw the inspector and keep it right. */
export function startInspector() {
  follow(["block", "check", "link", "issue", "tab", "editor"], draw);
}

/**
 * Select the block that stands so many places further down.
 * @param {number} move
 */
export function stepBlock(move) {
  const blocks = now.issue?.blocks ?? [];
  if (!blocks.length) return;
  const at = blocks.findIndex((each) => each.place === now.block);
  const next = at < 0 ? (move > 0 ? 0 : blocks.length - 1) : Math.min(Math.max(at + move, 0), blocks.length - 1);
  set({ block: blocks[next].place, check: "", link: "", tab: "edition" });
}

async function draw() {
  const inspector = byId("inspector");
  const turn = ++drawing;
  const { issue, link } = now;
  const block = issue?.blocks.find((each) => each.place === now.block);
  if (now.tab !== "edition" || !issue || (!block && !link)) {
    inspector.hidden = true;
    return;
  }
  const check = chosenCheck();
  const lines = block && issue.fresh && !check ? await yamlLines(issue.stem, block, issue.blocks) : [];
  if (turn !== drawing) return;
  inspector.hidden = false;
  inspector.classList.toggle("for-check", check !== null);
  if (check) fill(inspector, head(check.severity, severityIcon(check), sentence(check.message), "check", stepCheck), details(check));
  else if (block) fill(inspector, head("", kindName(block), block.title, "block", stepBlock), link && linkRow(link), source(issue, block, lines));
  else fill(inspector, head("", "Link", "", "", null), linkRow(link));
}

/**
 * @param {string} severity
 * @param {string | Node} label
 * @param {string} title
 * @param {string} what  the steps lead to
 * @param {((move: number) => void) | null} step
 */
function head(severity, label, title, what, step) {
  const button = (/** @type {string} */ words, /** @type {string} */ name, /** @type {() => void} */ onclick) =>
    h("button", { type: "button", class: "quiet small", "aria-label": words, title: words, onclick }, icon(name));
  return h(
    "header",
    {},
    h("span", { class: `kind ${severity}` }, label),
    h("strong", { class: "inspector-title" }, title),
    step && button(`Previous ${what}`, "up", () => step(-1)),
    step && button(`Next ${what}`, "down", () => step(1)),
    button("Close", "close", () => set({ block: "", check: "", link: "" })),
  );
}

/**
 * @param {Issue} issue
 * @param {Block} block
 * @param {{line: number, text: string}[]} lines
 */
function source(issue, block, lines) {
  /** @type {Place} */
  const place = { file: issue.file, path: issue.path, line: block.line, column: block.column, frame: lines };
  return [codeFrame(place), h("footer", {}, ways(place))];
}

/** @param {string} link */
function linkRow(link) {
  const web = /^https?:/i.test(link);
  return h(
    "p",
    { class: "link-row" },
    icon("link"),
    web ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer", title: "Open in a new tab" }, link) : h("span", {}, link),
    h("button", { type: "button", class: "quiet small", "aria-label": "Copy the link", title: "Copy the link", onclick: () => copy(link, "Link") }, icon("copy")),
  );
}

/**
 * @param {string} stem
 * @param {Block} block
 * @param {Block[]} blocks
 */
async function yamlLines(stem, block, blocks) {
  try {
    const text = await getText(issuePath(stem, "parts", "yaml"));
    const next = blocks.find((each) => each.line > block.line);
    const last = Math.min(block.line + LINES - 1, next ? next.line - 1 : Infinity);
    return text
      .split("\n")
      .slice(block.line - 1, last)
      .map((line, index) => ({ line: block.line + index, text: line }));
  } catch {
    return []; // the file has gone since; the list of issues says so
  }
}
