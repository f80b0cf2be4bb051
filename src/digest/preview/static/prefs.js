// @ts-check
// How the page is left is how it is found again: after a reload, and after a restart on another port.

import { post } from "./api.js";
import { NARROWEST, SCHEMES, TABS, WIDEST, WIDTHS, look, now, on, set } from "./store.js";

/** @import { State } from "./store.js" */
/** @import { View } from "./types.js" */

/** @type {(keyof State)[]} */
const KEPT = ["stem", "tab", "views", "beside", "active", "hidden", "panel", "esp", "shortcuts", "editor", "scroll"];
const QUIET_MS = 400;
const KEY = "digest-preview";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
let saved = "";

/** Take up what this tab remembers, else what the project's folder does, and remember from now on. */
export function restore() {
  if (matchMedia("(max-width: 759px)").matches) look({ width: WIDTHS.phone });
  set(understood({ ...now.project.prefs, ...remembered() }));
  saved = JSON.stringify(current());
  on(KEPT, () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, QUIET_MS);
  });
  addEventListener("pagehide", () => save(true));
}

/** @returns {Record<string, unknown>} */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}

/** @returns {Partial<State>} */
function current() {
  return Object.fromEntries(KEPT.map((key) => [key, now[key]]));
}

/** @param {boolean} [leaving] */
function save(leaving = false) {
  clearTimeout(waiting);
  const text = JSON.stringify(current());
  if (text === saved) return;
  saved = text;
  sessionStorage.setItem(KEY, text);
  post("/api/prefs", current(), leaving === true).catch(() => {
    // A project that may only be read: this tab still remembers.
  });
}

/**
 * Keep what has the form that it should have; a file may have been edited, or be of another version.
 * @param {Record<string, any>} found
 * @returns {Partial<State>}
 */
function understood(found) {
  /** @type {Partial<State>} */
  const kept = {};
  if (typeof found.stem === "string") kept.stem = found.stem;
  if (TABS.includes(found.tab)) kept.tab = found.tab;
  if (Array.isArray(found.views) && found.views.length === 2 && found.views.every(isView)) {
    kept.views = /** @type {[View, View]} */ (found.views);
  }
  if (typeof found.beside === "boolean") kept.beside = found.beside;
  if (found.active === 0 || (found.active === 1 && found.beside)) kept.active = found.active;
  if (Array.isArray(found.hidden)) {
    kept.hidden = found.hidden.filter((each) => ["error", "warning", "advice"].includes(each));
  }
  if (typeof found.panel === "boolean") kept.panel = found.panel;
  if (typeof found.esp === "string") kept.esp = found.esp;
  if (now.project.editors.some(({ name }) => name === found.editor)) kept.editor = found.editor;
  if (typeof found.shortcuts === "boolean") kept.shortcuts = found.shortcuts;
  if (found.scroll && typeof found.scroll === "object") {
    kept.scroll = Object.fromEntries(Object.entries(found.scroll).filter(([, y]) => typeof y === "number"));
  }
  return kept;
}

/**
 * @param {any} found
 * @returns {boolean}
 */
function isView(found) {
  return (
    Number.isFinite(found?.width) &&
    found.width >= NARROWEST &&
    found.width <= WIDEST &&
    SCHEMES.includes(found.scheme) &&
    typeof found.pictures === "boolean" &&
    typeof found.client === "string"
  );
}
