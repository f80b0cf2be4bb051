// @ts-check
// One edition as a view shows it: loaded out of sight, then put in the place of the one before.

import { blockOf, findBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { dress } from "./dress.js";
import { outline } from "./outline.js";
import { findWords } from "./words.js";

/** @import { Mapping } from "./blocks.js" */
/** @import { Issue, View } from "./types.js" */

// A document is shown when its pictures are there too, or this long after it could be read without.
const PICTURES_MS = 40;
const LOOK_MS = 4;
const MARGIN = 16;
// This long after its last step, a scroll that was not the user's is over.
const STILL_MS = 150;

/**
 * What a pane tells of.
 * @typedef {object} Hearer
 * @property {(pane: Pane) => void} shown  another document
 * @property {(pane: Pane, place: string, link: string) => void} chosen  a block or a link was clicked
 * @property {(event: KeyboardEvent) => void} key  pressed inside
 * @property {(pane: Pane, led: boolean) => void} scrolled  by the user, or led by the page
 * @property {(pane: Pane) => void} moved  what is in the document may stand elsewhere now
 */

export class Pane {
  /**
   * @param {string} name
   * @param {Hearer} hearer
   */
  constructor(name, hearer) {
    this.name = name;
    this.hearer = hearer;
    this.sheet = h("div", { class: "sheet" });
    this.scroller = h("div", { class: "scroller", onscroll: () => this.scrolled() }, this.sheet);
    this.head = h("div", { class: "pane-head" });
    this.element = h("section", { class: "pane", "aria-label": name }, this.head, this.scroller);
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    /** @type {Issue | null} */
    this.issue = null;
    /** @type {View} */
    this.view = { width: 700, scheme: "light", pictures: true, client: "" };
    this.address = "";
    this.scale = 1;
    this.loading = false;
    this.led = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.still = undefined;
    /** @type {Mapping | null} */
    this.mapping = null;
    /** @type {Element | null} */
    this.hovered = null;
    this.resized = new ResizeObserver(() => this.layOut());
    this.resized.observe(this.scroller);
    this.reflowed = new ResizeObserver(() => this.reflow());
  }

  /** The shown document, if there is one. */
  get doc() {
    return this.frame?.contentDocument ?? null;
  }

  /**
   * The elements of each block of the shown document.
   * @returns {Mapping}
   */
  get blocks() {
    if (!this.mapping && this.doc?.body && this.issue) this.mapping = findBlocks(this.doc, this.issue.blocks);
    return this.mapping ?? new Map();
  }

  /**
   * Show an issue's edition.
   * @param {Issue} issue
   * @param {View} view
   */
  show(issue, view) {
    const stays = issue.stem === this.issue?.stem;
    this.issue = issue;
    const before = this.view;
    this.view = view;
    if (!stays || !issue.edition) this.clear();
    if (this.doc && (before.scheme !== view.scheme || before.pictures !== view.pictures)) {
      dress(this.doc, view);
      this.hearer.shown(this);
    }
    this.layOut();
    if (!this.loading) this.load();
  }

  /** Take the document away. */
  clear() {
    this.frame?.remove();
    this.frame = null;
    this.mapping = null;
    this.address = "";
    delete this.scroller.dataset.stem;
  }

  /** Load the newest edition; whatever is asked for meanwhile is loaded next, so that none is waited for in vain. */
  async load() {
    this.loading = true;
    while (this.issue?.edition && this.wanted !== this.address) {
      const { wanted, issue } = this;
      const frame = this.makeFrame(wanted);
      this.sheet.append(frame);
      const doc = await ready(frame);
      if (this.issue?.stem !== issue.stem || !doc) {
        frame.remove();
        if (!doc) break; // the server is gone; what is shown stays until it is back
        continue;
      }
      this.address = wanted;
      this.take(frame, doc);
    }
    this.loading = false;
  }

  /** The address of what is to be shown. */
  get wanted() {
    const { issue, view } = this;
    const client = view.client ? `&as=${encodeURIComponent(view.client)}` : "";
    return `/edition/${encodeURIComponent(issue?.stem ?? "")}/edition.html?v=${issue?.edition?.version}${client}`;
  }

  /** @param {string} address */
  makeFrame(address) {
    const frame = h("iframe", {
      class: "waiting",
      // Our page may look inside and listen; nothing in there runs, submits, opens or leads anywhere.
      sandbox: "allow-same-origin",
      scrolling: "no",
      title: `Edition of ${this.issue?.stem}, ${this.name}`,
      src: address,
    });
    this.size(frame);
    return frame;
  }

  /**
   * @param {HTMLIFrameElement} frame
   * @param {Document} doc
   */
  take(frame, doc) {
    dress(doc, this.view);
    const before = this.frame;
    this.frame = frame;
    this.mapping = null;
    this.layOut();
    frame.className = "";
    const inside = before !== null && document.activeElement === before;
    before?.remove();
    if (inside) frame.focus({ preventScroll: true });
    this.reflowed.disconnect();
    this.reflowed.observe(doc.documentElement);
    this.listen(doc);
    this.hearer.shown(this);
  }

  /** Follow a document that became wider or longer. */
  reflow() {
    this.mapping = null; // on another width another part of it may be hidden
    this.layOut();
    this.hearer.moved(this);
  }

  /** Give the frame its width, and the height of what is in it, scaled down where there is too little room. */
  layOut() {
    const room = this.scroller.clientWidth - 2 * MARGIN;
    if (room <= 0) return;
    this.scale = Math.min(1, room / this.view.width);
    const height = this.frame ? this.size(this.frame) : this.scroller.clientHeight;
    this.sheet.style.width = `${this.view.width * this.scale}px`;
    this.sheet.style.height = `${height * this.scale}px`;
    this.element.dataset.scaled = this.scale < 1 ? `${Math.round(this.scale * 100)} %` : "";
  }

  /**
   * @param {HTMLIFrameElement} frame
   * @returns {number} the frame's height
   */
  size(frame) {
    frame.style.width = `${this.view.width}px`;
    frame.style.transform = this.scale < 1 ? `scale(${this.scale})` : "";
    const root = frame.contentDocument?.documentElement;
    const content = root ? Math.ceil(root.getBoundingClientRect().height) : 0;
    const height = Math.max(content, (this.scroller.clientHeight - 2 * MARGIN) / this.scale);
    frame.style.height = `${height}px`;
    return height;
  }

  /** @param {Document} doc */
  listen(doc) {
    doc.addEventListener("click", (event) => {
      event.preventDefault();
      const target = /** @type {Element} */ (event.target);
      const link = target.closest("a")?.getAttribute("href") ?? "";
      this.hearer.chosen(this, blockOf(this.blocks, target), link);
    });
    for (const name of ["auxclick", "submit", "dragstart"]) {
      doc.addEventListener(name, (event) => event.preventDefault());
    }
    doc.addEventListener("mousemove", (event) => this.hover(/** @type {Element} */ (event.target)));
    doc.documentElement.addEventListener("mouseleave", () => {
      this.hovered = null;
      outline(doc, "hovered", []);
    });
    doc.addEventListener("keydown", (event) => this.hearer.key(event));
  }

  /** @param {Element} target */
  hover(target) {
    if (!this.doc || target === this.hovered) return;
    this.hovered = target;
    outline(this.doc, "hovered", this.blocks.get(blockOf(this.blocks, target)) ?? []);
  }

  /**
   * Outline a block and words in it, and bring them into view.
   * @param {string} place
   * @param {string} words
   * @param {boolean} scroll
   */
  point(place, words, scroll) {
    if (!this.doc?.body) return;
    const elements = this.blocks.get(place) ?? [];
    const range = findWords(this.doc, elements, words);
    outline(this.doc, "selected", elements);
    outline(this.doc, "words", range ? [range] : []);
    if (!scroll || !elements.length) return;
    const top = Math.min(...elements.map((each) => each.getBoundingClientRect().top)) * this.scale - 40;
    // The words may stand far below the top of their block.
    const low = range ? range.getBoundingClientRect().top * this.scale - this.scroller.clientHeight / 4 : top;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.lead(Math.max(top, low), calm ? "instant" : "smooth");
  }

  /** How far this is scrolled: 0 at the top, 1 at the end. */
  get share() {
    return this.scroller.scrollTop / Math.max(1, this.scroller.scrollHeight - this.scroller.clientHeight);
  }

  /** @param {number} share */
  leadTo(share) {
    this.lead(share * (this.scroller.scrollHeight - this.scroller.clientHeight), "instant");
  }

  /**
   * Scroll, where it is not the user who does.
   * @param {number} top
   * @param {"instant" | "smooth"} behavior
   */
  lead(top, behavior) {
    this.led = true;
    this.scroller.scrollTo({ top, behavior });
    this.settle();
  }

  scrolled() {
    this.hearer.scrolled(this, this.led);
    this.settle();
  }

  /** Give the lead back to the user when the last step is done. */
  settle() {
    clearTimeout(this.still);
    this.still = setTimeout(() => (this.led = false), STILL_MS);
  }
}

/**
 * Wait until a frame can be shown; null where nothing came.
 * @param {HTMLIFrameElement} frame
 * @returns {Promise<Document | null>}
 */
function ready(frame) {
  return new Promise((resolve) => {
    let readable = 0;
    const timer = setInterval(() => {
      const doc = frame.contentDocument;
      if (!doc || doc.URL === "about:blank" || doc.readyState === "loading") return;
      readable ||= performance.now();
      // Those that were shown before are there at once, as the server lets them be kept.
      const complete = [...doc.images].every((image) => image.complete);
      if (complete || performance.now() - readable >= PICTURES_MS) done();
    }, LOOK_MS);
    const done = () => {
      clearInterval(timer);
      const doc = frame.contentDocument;
      resolve(doc?.body && doc.URL !== "about:blank" ? doc : null);
    };
    frame.addEventListener("load", done, { once: true });
  });
}
