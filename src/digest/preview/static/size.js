// @ts-check
// How near the edition is to the size at which Gmail cuts it off, and what weighs most.

import { kindName } from "./blocks.js";
import { byId, fill, figure, h } from "./dom.js";
import { follow, now, set } from "./store.js";

// Gmail clips what is longer; an ESP's link tracking makes it longer than it is here, hence the first mark.
const CLIP = 102_400;
const WARN = 80_000;
const HEAVIEST = 5;

/** @type {{version: string, blocks: Map<string, number>, head: number}} */
let weighed = { version: "", blocks: new Map(), head: 0 };

/** Draw the meter and keep it right. */
export function startSize() {
  follow(["issue", "gone"], draw);
}

/**
 * @param {string} version
 * @returns {boolean}
 */
export function isWeighed(version) {
  return weighed.version === version;
}

/**
 * Show what weighs most.
 * @param {string} version  of the edition that was weighed
 * @param {Map<string, number>} blocks  bytes of each block
 * @param {number} head  bytes of the styles
 */
export function showWeights(version, blocks, head) {
  weighed = { version, blocks, head };
  draw();
}

function draw() {
  const bytes = now.issue?.edition?.html_bytes ?? 0;
  const section = byId("size");
  section.hidden = !bytes;
  if (!bytes) return;
  const state = bytes > CLIP ? "over" : bytes > WARN ? "near" : "fine";
  const words = {
    over: "Gmail cuts this edition off, and hides what counts opens and the unsubscribe link with it.",
    near: "Close: the ESP's link tracking adds to it.",
    fine: "",
  }[state];
  fill(
    section,
    h("h2", {}, "Size", h("span", { class: "size-figures" }, `${figure(bytes)} of ${figure(CLIP)} bytes`)),
    meter(bytes, state),
    words && h("p", { class: `size-words ${state}` }, words),
    now.issue?.edition && isWeighed(now.issue.edition.version) && heaviest(bytes),
  );
}

/**
 * @param {number} bytes
 * @param {string} state
 */
function meter(bytes, state) {
  const bar = h("div", { class: "meter-bar" });
  bar.style.width = `${Math.min(100, (bytes / CLIP) * 100)}%`;
  const mark = h("div", { class: "meter-mark", title: `Warning from ${figure(WARN)} bytes` });
  mark.style.left = `${(WARN / CLIP) * 100}%`;
  return h(
    "div",
    {
      class: `meter ${state}`,
      role: "meter",
      "aria-label": "Size towards Gmail's clip",
      "aria-valuemin": 0,
      "aria-valuemax": CLIP,
      "aria-valuenow": Math.min(bytes, CLIP),
      "aria-valuetext": `${figure(bytes)} of ${figure(CLIP)} bytes`,
    },
    bar,
    mark,
  );
}

/** @param {number} bytes */
function heaviest(bytes) {
  const titles = new Map(now.issue?.blocks.map((block) => [block.place, block]));
  const blocks = [...weighed.blocks].map(([place, size]) => ({ place, size, name: name(titles.get(place)) }));
  const rest = bytes - weighed.head - blocks.reduce((sum, each) => sum + each.size, 0);
  const rows = [
    ...blocks,
    { place: "", size: weighed.head, name: "Styles and head" },
    { place: "", size: Math.max(0, rest), name: "Masthead, footer, Outlook's tables" },
  ]
    .sort((a, b) => b.size - a.size)
    .slice(0, HEAVIEST);
  return h("ol", { class: "weights", "aria-label": "What weighs most" }, rows.map((row) => h("li", {}, weight(row, bytes))));
}

/** @param {import("./types.js").Block | undefined} block */
function name(block) {
  if (!block) return "";
  return `${kindName(block)}: ${block.title || "untitled"}`;
}

/**
 * @param {{place: string, size: number, name: string}} row
 * @param {number} bytes
 */
function weight(row, bytes) {
  const share = h("span", { class: "weight-share" });
  share.style.width = `${(row.size / bytes) * 100}%`;
  const inner = [h("span", { class: "weight-name" }, row.name), h("span", { class: "weight-size" }, figure(row.size)), share];
  if (!row.place) return h("div", { class: "weight" }, inner);
  return h("button", { type: "button", class: "weight", onclick: () => set({ block: row.place, check: "", link: "", tab: "edition" }) }, inner);
}
