// @ts-check
// Where the words that a check is about stand in the edition.

import { plain, readable } from "./blocks.js";

/** @import { Place } from "./types.js" */

// Shorter ones stand everywhere.
const SHORTEST = 2;

/**
 * Return the words of the file that a place marks, as a reader sees them; empty: it marks none.
 * @param {Place | null | undefined} place
 * @returns {string}
 */
export function markedWords(place) {
  const line = place?.frame?.find((each) => each.line === place.line)?.text ?? "";
  const start = (place?.column ?? 1) - 1;
  const marked = [...line].slice(start, start + (place?.length ?? 0)).join("");
  return marked.replace(/\[([^\]]*)\](\([^)]*\)?)?/g, "$1").replace(/[*_`]/g, "");
}

/**
 * Find words in the elements of a block.
 * @param {Document} doc
 * @param {Element[]} elements
 * @param {string} words
 * @returns {Range | null}
 */
export function findWords(doc, elements, words) {
  const letters = plain(words);
  if (letters.length < SHORTEST) return null;
  const text = readable(doc);
  const found = [];
  for (let at = text.letters.indexOf(letters); at >= 0; at = text.letters.indexOf(letters, at + 1)) {
    const [first, last] = [at, at + letters.length - 1].map((each) => text.nodes.findLast(({ start }) => start <= each));
    if (!first || !last || !elements.some((each) => each.contains(first.node))) continue;
    const range = doc.createRange();
    range.setStart(first.node, offset(first.node, at - first.start));
    range.setEnd(last.node, offset(last.node, at + letters.length - 1 - last.start) + 1);
    found.push(range);
  }
  // "here" also stands in "there"; in languages that write without spaces no words stand apart.
  return found.find(standsApart) ?? found[0] ?? null;
}

/** @param {Range} range */
function standsApart({ startContainer, startOffset, endContainer, endOffset }) {
  const before = startContainer.nodeValue?.slice(0, startOffset) ?? "";
  const after = endContainer.nodeValue?.slice(endOffset) ?? "";
  return !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after);
}

/**
 * Return where the letter of this number stands in a text node, spaces counted.
 * @param {Text} node
 * @param {number} letter
 * @returns {number}
 */
function offset(node, letter) {
  let seen = -1;
  for (let at = 0; at < node.data.length; at += 1) {
    if (plain(node.data[at])) seen += 1;
    if (seen === letter) return at;
  }
  return node.data.length;
}
