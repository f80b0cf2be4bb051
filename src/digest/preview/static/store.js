// @ts-check
// What the page shows, and who wants to know when it changes.

/** @import { Entry, Issue, Project, Scheme, Severity, Tab, View } from "./types.js" */

/**
 * @typedef {object} State
 * @property {Project} project
 * @property {Map<string, Entry>} entries
 * @property {string} stem  the issue that is shown
 * @property {Issue | null} issue  its state, as last heard
 * @property {boolean} gone  its file is not there
 * @property {boolean} online
 * @property {Tab} tab
 * @property {[View, View]} views  of the two panes
 * @property {boolean} beside  both are shown
 * @property {number} active  which of them the toolbar is for
 * @property {string} block  the place of the selected block
 * @property {string} link  that was clicked in the edition
 * @property {string} check  the key of the selected check, if one is
 * @property {Severity[]} hidden  severities that the panel leaves out
 * @property {string} query  in the list of issues
 * @property {boolean} panel  the checks stand beside the edition, where there is room for them
 * @property {boolean} drawer  the list of issues is open, where there is no room for it
 * @property {string} esp  that the edition is handed over to
 * @property {boolean} shortcuts  single keys do something
 * @property {string} editor  the name of the editor that places open in
 * @property {Record<string, number>} scroll  of the edition, by issue
 */

/** @type {State} */
const state = {
  project: { name: "", sender: "", run: "", first: "", editor: null, editors: [], esp: "", esps: [], clients: [], smtp: "", smtp_fault: "", prefs: {} },
  entries: new Map(),
  stem: "",
  issue: null,
  gone: false,
  online: true,
  tab: "edition",
  views: [
    { width: 700, scheme: "light", pictures: true, client: "" },
    { width: 375, scheme: "dark", pictures: true, client: "" },
  ],
  beside: false,
  active: 0,
  block: "",
  link: "",
  check: "",
  hidden: [],
  query: "",
  panel: true,
  drawer: false,
  esp: "",
  shortcuts: true,
  editor: "vscode",
  scroll: {},
};

/** @type {{keys: (keyof State)[], run: () => void}[]} */
const listeners = [];

/** The state; it is changed through `set` alone. */
export const now = /** @type {Readonly<State>} */ (state);

/**
 * Change the state and tell those who listen to what changed.
 * @param {Partial<State>} change
 */
export function set(change) {
  const keys = /** @type {(keyof State)[]} */ (Object.keys(change)).filter((key) => state[key] !== change[key]);
  Object.assign(state, change);
  for (const { keys: wanted, run } of listeners) {
    if (wanted.some((key) => keys.includes(key))) run();
  }
}

/**
 * Call a function now, and whenever one of these changes.
 * @param {(keyof State)[]} keys
 * @param {() => void} run
 */
export function follow(keys, run) {
  listeners.push({ keys, run });
  run();
}

/**
 * Call a function whenever one of these changes.
 * @param {(keyof State)[]} keys
 * @param {() => void} run
 */
export function on(keys, run) {
  listeners.push({ keys, run });
}

/**
 * Change how the active pane shows the edition.
 * @param {Partial<View>} change
 */
export function look(change) {
  const views = /** @type {[View, View]} */ ([...state.views]);
  views[state.active] = { ...views[state.active], ...change };
  set({ views });
}

/**
 * Return how the active pane shows the edition.
 * @returns {View}
 */
export function view() {
  return state.views[state.active];
}

/** @type {Scheme[]} */
export const SCHEMES = ["light", "dark", "inverted"];
/** @type {Tab[]} */
export const TABS = ["edition", "text", "source", "mjml", "checks", "inbox", "handover"];
export const WIDTHS = { desktop: 700, tablet: 600, phone: 375 };
export const NARROWEST = 280;
export const WIDEST = 1200;
