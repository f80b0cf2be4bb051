// @ts-check
// Which part of an edition is which block of the issue. The edition carries no marks for that, since every
// byte of it is sent to every reader; blocks are found by their words, which stand in the same order.

/** @import { Block } from "./types.js" */

/** @typedef {Map<string, Element[]>} Mapping  the elements of each block, by its place */

/** @typedef {{letters: string, nodes: {start: number, node: Text}[]}} Readable */

const KINDS = { lead: "Lead", sponsor: "Sponsor", more_from: "Section", text: "Text", teaser: "Teaser" };

// Several blocks share such an element.
const SHARED = Symbol("shared");

/**
 * Find the blocks in a document.
 * @param {Document} doc
 * @param {Block[]} blocks
 * @returns {Mapping}
 */
export function findBlocks(doc, blocks) {
  const text = readable(doc);
  const starts = anchors(text, blocks);
  const hits = blocks.map((block, index) => {
    const from = starts.slice(0, index).findLast((start) => start >= 0) ?? 0;
    const to = starts.slice(index + 1).find((start) => start >= 0) ?? text.letters.length;
    return starts[index] < 0 ? [] : found(text, block, from, to, starts[index]);
  });
  const owners = ownership(blocks, hits);
  const mapping = new Map(blocks.map((block, index) => [block.place, grown(hits[index], block.place, owners)]));
  for (const block of blocks) {
    if (block.inside) mapping.get(block.inside)?.push(...(mapping.get(block.place) ?? []));
  }
  return mapping;
}

/**
 * Return the letters that a reader sees, without spaces, with the text nodes that they come from.
 * @param {Document} doc
 * @returns {Readable}
 */
export function readable(doc) {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  const parts = [];
  let length = 0;
  /** @type {Map<Element, boolean>} */
  const seen = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const letters = plain(node.nodeValue ?? "");
    const parent = node.parentElement;
    if (!letters || !parent || !visible(parent, seen)) continue;
    nodes.push({ start: length, node: /** @type {Text} */ (node) });
    parts.push(letters);
    length += letters.length;
  }
  return { letters: parts.join(""), nodes };
}

/**
 * @param {Element} element
 * @param {Map<Element, boolean>} seen
 * @returns {boolean}
 */
function visible(element, seen) {
  const known = seen.get(element);
  if (known !== undefined) return known;
  const shown = element.checkVisibility();
  seen.set(element, shown);
  return shown;
}

/**
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  return text.replace(/[\s\u00ad\u034f\u200b-\u200f\u2060\ufeff]+/g, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

/**
 * Return where the first words of each block stand, or -1; they stand one after another.
 * @param {Readable} text
 * @param {Block[]} blocks
 * @returns {number[]}
 */
function anchors(text, blocks) {
  let from = 0;
  return blocks.map((block) => {
    for (const words of block.texts) {
      const at = text.letters.indexOf(plain(words), from);
      if (at >= 0) {
        from = at + 1;
        return at;
      }
    }
    return -1;
  });
}

/**
 * Return the elements that hold a block's texts, between its neighbours.
 * @param {Readable} text
 * @param {Block} block
 * @param {number} from
 * @param {number} to
 * @param {number} anchor
 * @returns {Element[]}
 */
function found(text, block, from, to, anchor) {
  const places = [anchor];
  for (const words of block.texts) {
    const letters = plain(words);
    const at = text.letters.indexOf(letters, from + 1);
    if (letters.length > 3 && at >= 0 && at < to) places.push(at);
  }
  const elements = places.map((at) => text.nodes.findLast((each) => each.start <= at)?.node.parentElement);
  return elements.filter((each) => each !== null && each !== undefined);
}

/**
 * Return whose each ancestor of the elements is.
 * @param {Block[]} blocks
 * @param {Element[][]} hits
 * @returns {Map<Element, string | symbol>}
 */
function ownership(blocks, hits) {
  /** @type {Map<Element, string | symbol>} */
  const owners = new Map();
  blocks.forEach(({ place }, index) => {
    for (const hit of hits[index]) {
      for (let element = /** @type {Element | null} */ (hit); element; element = element.parentElement) {
        const owner = owners.get(element);
        if (owner === place || owner === SHARED) break;
        owners.set(element, owner === undefined ? place : SHARED);
      }
    }
  });
  for (const [element, owner] of owners) {
    if (owner !== SHARED) continue;
    for (let above = element.parentElement; above; above = above.parentElement) owners.set(above, SHARED);
  }
  return owners;
}

/**
 * Return the largest elements around the hits that belong to their block alone.
 * @param {Element[]} hits
 * @param {string} place
 * @param {Map<Element, string | symbol>} owners
 * @returns {Element[]}
 */
function grown(hits, place, owners) {
  const largest = hits.map((hit) => {
    let element = hit;
    while (element.parentElement && owners.get(element.parentElement) === place && element.parentElement.tagName !== "BODY") {
      element = element.parentElement;
    }
    return element;
  });
  return [...new Set(largest)];
}

/**
 * Return the place of the block that an element belongs to, the innermost; empty: of none.
 * @param {Mapping} mapping
 * @param {Element} element
 * @returns {string}
 */
export function blockOf(mapping, element) {
  let best = "";
  for (const [place, elements] of mapping) {
    if (elements.some((each) => each.contains(element)) && place.length > best.length) best = place;
  }
  return best;
}

/**
 * Name the kind of a block in words.
 * @param {Block} block
 * @returns {string}
 */
export function kindName(block) {
  return KINDS[/** @type {keyof typeof KINDS} */ (block.kind)] ?? block.kind;
}

/**
 * Return the rectangle around elements or words, in the document's coordinates.
 * @param {Document} doc
 * @param {(Element | Range)[]} parts
 * @returns {{left: number, top: number, right: number, bottom: number} | null}
 */
export function around(doc, parts) {
  const boxes = parts.map((each) => each.getBoundingClientRect()).filter((box) => box.width && box.height);
  const window = doc.defaultView;
  if (!boxes.length || !window) return null;
  return {
    left: Math.min(...boxes.map((box) => box.left)) + window.scrollX,
    top: Math.min(...boxes.map((box) => box.top)) + window.scrollY,
    right: Math.max(...boxes.map((box) => box.right)) + window.scrollX,
    bottom: Math.max(...boxes.map((box) => box.bottom)) + window.scrollY,
  };
}

/**
 * Return how many bytes of the HTML each block takes; an element counts for its innermost block.
 * @param {Mapping} mapping
 * @param {Block[]} blocks
 * @returns {Map<string, number>}
 */
export function weights(mapping, blocks) {
  const encoder = new TextEncoder();
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const { place } of blocks) {
    const inner = blocks.filter((each) => each.inside === place).flatMap((each) => mapping.get(each.place) ?? []);
    const own = (mapping.get(place) ?? []).filter((each) => !inner.includes(each));
    sizes.set(place, own.reduce((sum, each) => sum + encoder.encode(each.outerHTML).length, 0));
  }
  return sizes;
}
