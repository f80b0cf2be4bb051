// @ts-check
// Places in files: the lines around them, and the ways to get there.

import { copy, h, icon } from "./dom.js";
import { now } from "./store.js";

/** @import { Place } from "./types.js" */

// Pixels: what stays free around a mark that is brought into view, and the width of the line numbers.
const AIR = 16;
const NUMBERS = 38;

/**
 * Return the address that opens a place in the editor; empty: places can only be copied.
 * @param {Place} place
 * @returns {string}
 */
export function editorAddress(place) {
  const { editor, editors } = now.project;
  const address = editor ?? editors.find(({ name }) => name === now.editor)?.address ?? "";
  const path = place.path.split("/").map(encodeURIComponent).join("/");
  // A Windows path begins with its drive; in an address it begins with a slash.
  const file = path.startsWith("/") ? path : `/${path.replace("%3A", ":")}`;
  return address
    .replaceAll("{file}", file)
    .replaceAll("{line}", String(place.line))
    .replaceAll("{column}", String(place.column));
}

/**
 * @param {Place} place
 * @returns {string}
 */
export function placeWords(place) {
  return `${place.file}:${place.line}:${place.column}`;
}

/**
 * Return the link that opens a place and the button that copies it.
 * @param {Place} place
 * @returns {HTMLElement}
 */
export function ways(place) {
  const address = editorAddress(place);
  return h(
    "span",
    { class: "ways" },
    address
      ? h("a", { class: "place", href: address, title: "Open in your editor" }, icon("edit"), placeWords(place))
      : h("code", { class: "place" }, placeWords(place)),
    h(
      "button",
      { type: "button", class: "quiet small", "aria-label": `Copy ${placeWords(place)}`, title: "Copy the place", onclick: () => copy(placeWords(place), "Place") },
      icon("copy"),
    ),
  );
}

/**
 * Return the lines around a place with the place marked, without the indentation that all of them share.
 * @param {Place} place
 * @returns {HTMLElement | null}
 */
export function codeFrame(place) {
  const lines = place.frame ?? [];
  if (!lines.length) return null;
  const indents = lines.filter(({ text }) => text.trim()).map(({ text }) => text.search(/[^ ]/));
  const shared = Math.min(place.column - 1, ...indents);
  const shifted = { ...place, column: place.column - shared };
  const frame = h(
    "pre",
    { class: "frame", tabindex: "0", "aria-label": `${placeWords(place)}` },
    lines.map(({ line, text }) =>
      h("span", { class: line === place.line ? "frame-line hit" : "frame-line" }, h("span", { class: "frame-number" }, line), code(line, text.slice(shared), shifted)),
    ),
  );
  requestAnimationFrame(() => showMark(frame));
  return frame;
}

/**
 * Scroll a code frame sideways until what is marked can be read.
 * @param {HTMLElement} frame
 */
function showMark(frame) {
  const mark = frame.querySelector("mark");
  if (!mark) return;
  const beyond = mark.getBoundingClientRect().right - frame.getBoundingClientRect().right + AIR;
  const before = mark.offsetLeft - NUMBERS - AIR;
  if (beyond > 0) frame.scrollLeft = Math.max(0, Math.min(beyond, before));
}

/**
 * @param {number} line
 * @param {string} text
 * @param {Place} place
 */
function code(line, text, place) {
  if (line !== place.line || !place.length) return h("code", {}, text || " ");
  // Columns count characters, and a character may be two units of a JavaScript string.
  const letters = [...text];
  const start = place.column - 1;
  const end = start + (place.length ?? 0);
  return h(
    "code",
    {},
    letters.slice(0, start).join(""),
    end > start && h("mark", {}, letters.slice(start, end).join("") || " "),
    letters.slice(end).join(""),
  );
}
