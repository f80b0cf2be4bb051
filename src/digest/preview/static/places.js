// @ts-check
// Places in files: the lines around them, and the ways to get there.

import { copy, h, icon } from "./dom.js";
import { now } from "./store.js";

/** @import { Place } from "./types.js" */

/**
 * Return the address that opens a place in the editor; empty: none is configured.
 * @param {Place} place
 * @returns {string}
 */
export function editorAddress(place) {
  const path = place.path.split("/").map(encodeURIComponent).join("/");
  // A Windows path begins with its drive; in an address it begins with a slash.
  const file = path.startsWith("/") ? path : `/${path.replace("%3A", ":")}`;
  return now.project.editor
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
 * Return the lines around a place with the place marked.
 * @param {Place} place
 * @returns {HTMLElement | null}
 */
export function codeFrame(place) {
  if (!place.frame?.length) return null;
  return h(
    "pre",
    { class: "frame", tabindex: "0", "aria-label": `${placeWords(place)}` },
    place.frame.map(({ line, text }) =>
      h("span", { class: line === place.line ? "frame-line hit" : "frame-line" }, h("span", { class: "frame-number" }, line), code(line, text, place)),
    ),
  );
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
