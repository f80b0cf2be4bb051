// @ts-check
// Showing a document in another colour scheme or without pictures, from outside: its HTML stays as it was sent.

/** @import { View } from "./types.js" */

const FEATURE = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi;
const ALWAYS = "(min-width: 0px)";
const NEVER = "(max-width: 0px)";
// As a picture this is broken, which is what a blocked picture looks like.
const NO_PICTURE = "data:,";
const NO_BACKGROUNDS = "* { background-image: none !important; }";

/** @type {WeakMap<MediaList, string>} */
const ownMedia = new WeakMap();
/** @type {WeakMap<Element, Record<string, string | null>>} */
const ownAttributes = new WeakMap();
/** @type {WeakSet<Document>} */
const inverted = new WeakSet();

/**
 * Show a document as a view says.
 * @param {Document} doc
 * @param {View} view
 */
export function dress(doc, view) {
  showScheme(doc, view.scheme === "dark" ? "dark" : "light");
  showPictures(doc, view.pictures);
  if (inverted.has(doc)) uninvert(doc);
  if (view.scheme === "inverted") invert(doc);
}

/**
 * @param {Document} doc
 * @param {"light" | "dark"} scheme
 */
function showScheme(doc, scheme) {
  for (const sheet of doc.styleSheets) force(rulesOf(sheet), scheme);
  for (const source of doc.querySelectorAll("source[media]")) {
    const { media } = keep(source, "media");
    source.setAttribute("media", forced(media ?? "", scheme));
  }
  doc.documentElement.style.setProperty("color-scheme", scheme, "important");
}

/**
 * Return the rules of a style sheet; those of one from elsewhere, which is not loaded here, cannot be read.
 * @param {CSSStyleSheet} sheet
 * @returns {Iterable<CSSRule>}
 */
function rulesOf(sheet) {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}

/**
 * @param {Iterable<CSSRule>} rules
 * @param {"light" | "dark"} scheme
 */
function force(rules, scheme) {
  for (const rule of rules) {
    if ("media" in rule && rule.media) {
      const media = /** @type {MediaList} */ (rule.media);
      const own = ownMedia.get(media) ?? media.mediaText;
      if (/prefers-color-scheme/i.test(own)) {
        ownMedia.set(media, own);
        media.mediaText = forced(own, scheme);
      }
    }
    if ("cssRules" in rule && rule.cssRules) force(/** @type {CSSRuleList} */ (rule.cssRules), scheme);
  }
}

/**
 * @param {string} query
 * @param {string} scheme
 */
function forced(query, scheme) {
  return query.replace(FEATURE, (_, wanted) => (wanted.toLowerCase() === scheme ? ALWAYS : NEVER));
}

/**
 * @param {Document} doc
 * @param {boolean} shown
 */
function showPictures(doc, shown) {
  for (const element of doc.querySelectorAll("img, source")) {
    for (const name of ["src", "srcset"]) {
      const own = keep(element, name)[name];
      if (own === null) continue;
      const value = shown ? own : NO_PICTURE;
      if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
  }
  const sheet = doc.querySelector("style[data-digest]");
  if (shown) sheet?.remove();
  else if (!sheet) {
    const style = doc.createElement("style");
    style.dataset.digest = "pictures";
    style.textContent = NO_BACKGROUNDS;
    doc.head.append(style);
  }
}

/**
 * Invert the lightness of every colour and leave pictures alone, as clients do that force dark mode.
 * @param {Document} doc
 */
function invert(doc) {
  const window = doc.defaultView;
  if (!window) return;
  const changes = [...doc.querySelectorAll("html, body, body *:not([data-digest])")].map((element) => {
    const style = window.getComputedStyle(element);
    /** @type {[string, string][]} */
    const colours = [["color", style.color]];
    if (!transparent(style.backgroundColor)) colours.push(["background-color", style.backgroundColor]);
    for (const side of ["top", "right", "bottom", "left"]) {
      if (style.getPropertyValue(`border-${side}-width`) !== "0px") {
        colours.push([`border-${side}-color`, style.getPropertyValue(`border-${side}-color`)]);
      }
    }
    return { element: /** @type {HTMLElement} */ (element), colours };
  });
  // Read first, written then: else each element would be laid out anew.
  for (const { element, colours } of changes) {
    if (!element.style) continue;
    keep(element, "style");
    for (const [name, colour] of colours) element.style.setProperty(name, opposite(colour), "important");
  }
  doc.documentElement.style.setProperty("background-color", opposite("rgb(255, 255, 255)"), "important");
  inverted.add(doc);
}

/** @param {Document} doc */
function uninvert(doc) {
  for (const element of doc.querySelectorAll("html, body, body *:not([data-digest])")) {
    const own = ownAttributes.get(element)?.style;
    if (own) element.setAttribute("style", own);
    else element.removeAttribute("style");
  }
  inverted.delete(doc);
  doc.documentElement.style.setProperty("color-scheme", "light", "important");
}

/**
 * Return what attributes an element had before any was changed here.
 * @param {Element} element
 * @param {string} name
 * @returns {Record<string, string | null>}
 */
function keep(element, name) {
  const own = ownAttributes.get(element) ?? {};
  if (!(name in own)) own[name] = element.getAttribute(name);
  ownAttributes.set(element, own);
  return own;
}

/** @param {string} colour */
function transparent(colour) {
  return /^(transparent|rgba\(.*,\s*0\))$/.test(colour);
}

/**
 * Return a colour of the same hue with the opposite lightness; white becomes the near-black of dark modes.
 * @param {string} colour  as computed: rgb(…) or rgba(…)
 * @returns {string}
 */
function opposite(colour) {
  const parts = colour.match(/[\d.]+/g)?.map(Number);
  if (!parts || parts.length < 3) return colour;
  const [red, green, blue, alpha = 1] = parts;
  const most = Math.max(red, green, blue) / 255;
  const least = Math.min(red, green, blue) / 255;
  const lightness = (most + least) / 2;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1));
  const dark = 0.07 + (1 - lightness) * 0.88;
  return `hsl(${hue(red / 255, green / 255, blue / 255, most, spread)} ${saturation * 100}% ${dark * 100}% / ${alpha})`;
}

/**
 * @param {number} red
 * @param {number} green
 * @param {number} blue
 * @param {number} most
 * @param {number} spread
 */
function hue(red, green, blue, most, spread) {
  if (spread === 0) return 0;
  if (most === red) return 60 * (((green - blue) / spread + 6) % 6);
  if (most === green) return 60 * ((blue - red) / spread + 2);
  return 60 * ((red - green) / spread + 4);
}
