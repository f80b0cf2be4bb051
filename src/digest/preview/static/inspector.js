// @ts-check
// Where the selected block comes from: its kind, its lines of YAML, and the way there.

import { getText, issuePath } from "./api.js";
import { byId, copy, fill, h, icon } from "./dom.js";
import { codeFrame, ways } from "./places.js";
import { follow, now, set } from "./store.js";

/** @import { Block, Place } from "./types.js" */

const KINDS = { lead: "Lead", sponsor: "Sponsor block", more_from: "Section", text: "Text", teaser: "Teaser" };
// Lines of a block that are shown; the rest is in the editor.
const LINES = 5;

let drawing = 0;

/** Draw the inspector and keep it right. */
export function startInspector() {
  follow(["block", "link", "issue", "tab"], draw);
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
  set({ block: blocks[next].place, check: -1, link: "", tab: "edition" });
}

async function draw() {
  const inspector = byId("inspector");
  const turn = ++drawing;
  const { issue, link } = now;
  const block = issue?.blocks.find((each) => each.place === now.block);
  const shown = now.tab === "edition" && (block !== undefined || link !== "");
  if (!shown || !issue) {
    inspector.hidden = true;
    return;
  }
  const lines = block && issue.fresh ? await yamlLines(issue.stem, block, issue.blocks) : [];
  if (turn !== drawing) return;
  inspector.hidden = false;
  const place = block ? { file: issue.file, path: issue.path, line: block.line, column: block.column, frame: lines } : null;
  fill(
    inspector,
    h(
      "header",
      {},
      h("span", { class: "kind" }, block ? (KINDS[/** @type {keyof typeof KINDS} */ (block.kind)] ?? block.kind) : "Link"),
      h("strong", { class: "inspector-title" }, block?.title ?? ""),
      block && h("button", { type: "button", class: "quiet small", "aria-label": "Previous block", title: "Previous block", onclick: () => stepBlock(-1) }, icon("up")),
      block && h("button", { type: "button", class: "quiet small", "aria-label": "Next block", title: "Next block", onclick: () => stepBlock(1) }, icon("down")),
      h("button", { type: "button", class: "quiet small", "aria-label": "Close", title: "Close", onclick: () => set({ block: "", link: "" }) }, icon("close")),
    ),
    link && linkRow(link),
    place && codeFrame(/** @type {Place} */ (place)),
    place && h("footer", {}, ways(place)),
  );
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
