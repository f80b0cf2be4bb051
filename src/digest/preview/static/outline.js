// @ts-check
// Lines around the block under the pointer, the selected one, and the words that a check is about, drawn into the
// shown document.

import { around } from "./blocks.js";

const LOOKS = {
  hovered: "border: 1px dashed #5b7cff; background: rgb(91 124 255 / 6%);",
  selected: "border: 2px solid #3558f0; box-shadow: 0 0 0 4px rgb(91 124 255 / 25%);",
  words: "border: 2px solid #d98400; background: rgb(255 190 60 / 30%);",
};
// Air between a block and the line around it.
const AIR = 4;

/**
 * Draw a line around elements or words, or take it away where there are none.
 * @param {Document} doc
 * @param {keyof typeof LOOKS} kind
 * @param {(Element | Range)[]} parts
 */
export function outline(doc, kind, parts) {
  const box = around(doc, parts);
  let line = /** @type {HTMLElement | null} */ (doc.querySelector(`[data-digest="${kind}"]`));
  if (!box) {
    line?.remove();
    return;
  }
  if (!line) {
    line = doc.createElement("div");
    line.dataset.digest = kind;
    line.setAttribute("aria-hidden", "true");
    doc.body.append(line);
  }
  const right = Math.min(box.right + AIR, doc.documentElement.clientWidth - 1);
  const left = Math.max(box.left - AIR, 1);
  line.style.cssText = `position: absolute; z-index: 2147483647; pointer-events: none; box-sizing: border-box;
    border-radius: 6px; left: ${left}px; top: ${Math.max(box.top - AIR, 1)}px; width: ${right - left}px;
    height: ${box.bottom - box.top + 2 * AIR}px; ${LOOKS[kind]}`;
}
