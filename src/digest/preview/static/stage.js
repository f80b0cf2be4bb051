// @ts-check
// The tab "Edition": one pane or two.

import { chosenCheck } from "./checks.js";
import { byId, fill, h } from "./dom.js";
import { Pane } from "./pane.js";
import { follow, now, on, set } from "./store.js";
import { makeHandle } from "./toolbar.js";
import { markedWords } from "./words.js";

/** @import { View } from "./types.js" */

const SCHEME_NAMES = { light: "Light", dark: "Dark, as the theme says", inverted: "Dark, inverted" };

// Of so many issues it is known where they were scrolled to.
const REMEMBERED = 50;

/** @type {Pane[]} */
const panes = [];

let stay = false;

/**
 * Make the panes and keep them right.
 * @param {(event: KeyboardEvent) => void} key  hears keys that are pressed inside an edition
 * @param {(pane: Pane) => void} shown  hears of another document in the first pane
 */
export function startStage(key, shown) {
  ["first pane", "second pane"].forEach((name, index) => {
    const pane = new Pane(name, {
      shown: (each) => {
        restoreScroll(each);
        if (index === 1) each.leadTo(panes[0].share);
        if (now.block) each.point(now.block, chosenWords(), false);
        // What else is made of the document waits until it is painted.
        if (index === 0) requestAnimationFrame(() => setTimeout(() => shown(each)));
      },
      chosen: (_, block, link) => {
        stay = true; // what was clicked is in view
        set({ active: index, block, link, check: "" });
        stay = false;
      },
      moved: (each) => {
        if (now.block) each.point(now.block, chosenWords(), false);
      },
      scrolled: (each, led) => {
        rememberScroll(each);
        // Each is as far through its edition as the other, however long the two are.
        if (now.beside && !led) panes[1 - index].leadTo(each.share);
      },
      key,
    });
    pane.sheet.append(makeHandle(index, () => pane.scale));
    pane.element.addEventListener("pointerdown", () => set({ active: index }));
    panes.push(pane);
  });
  fill(byId("panes"), panes.map((pane) => pane.element));
  follow(["issue", "gone", "views", "beside", "active"], show);
  on(["tab", "panel"], () => requestAnimationFrame(() => panes.forEach((pane) => pane.layOut())));
  on(["block", "check"], () => shownPanes().forEach((pane) => pane.point(now.block, chosenWords(), !stay)));
  document.addEventListener("visibilitychange", show);
}

/** The panes that are shown. */
function shownPanes() {
  return panes.slice(0, now.beside ? 2 : 1);
}

/** The words that the chosen check is about. */
function chosenWords() {
  return markedWords(chosenCheck()?.place);
}

function show() {
  // What nobody sees is not loaded: with ten tabs open, nine of them wait.
  if (document.hidden) return;
  const { issue } = now;
  panes.forEach((pane, index) => {
    pane.element.hidden = index === 1 && !now.beside;
    pane.element.classList.toggle("active", now.beside && index === now.active);
    pane.element.classList.toggle("stale", now.gone || issue?.fresh === false);
    label(pane, now.views[index]);
    if (pane.element.hidden) pane.clear();
    else if (issue) pane.show(issue, now.views[index]);
  });
  byId("empty").hidden = !issue || issue.edition !== null;
}

/**
 * @param {Pane} pane
 * @param {View} view
 */
function label(pane, view) {
  const client = now.project.clients.find((each) => each.id === view.client);
  pane.head.hidden = !now.beside && !client;
  fill(
    pane.head,
    h("span", { class: "pane-facts" }, `${view.width} px · ${SCHEME_NAMES[view.scheme]}${view.pictures ? "" : " · pictures off"}`),
    client && h("span", { class: "badge", title: "What this client does not support is removed, by the Can I email data; a browser draws the rest." }, `Simulation: ${client.name}`),
  );
}

/**
 * Scroll to where the issue was left. The first frames of a page may not yet be as tall as they will be.
 * @param {Pane} pane
 * @param {number} [patience]  frames to wait for
 */
function restoreScroll(pane, patience = 20) {
  const stem = pane.issue?.stem;
  if (pane !== panes[0] || !stem || pane.scroller.dataset.stem === stem) return;
  const top = now.scroll[stem] ?? 0;
  pane.scroller.scrollTop = top;
  if (Math.abs(pane.scroller.scrollTop - top) <= 1 || patience === 0) pane.scroller.dataset.stem = stem;
  else requestAnimationFrame(() => restoreScroll(pane, patience - 1));
}

/** @param {Pane} pane */
function rememberScroll(pane) {
  const stem = pane.issue?.stem;
  if (pane !== panes[0] || !stem || pane.scroller.dataset.stem !== stem || !pane.frame) return;
  const others = Object.entries(now.scroll).filter(([each]) => each !== stem);
  set({ scroll: Object.fromEntries([...others.slice(-REMEMBERED), [stem, Math.round(pane.scroller.scrollTop)]]) });
}
