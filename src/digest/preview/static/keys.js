// @ts-check
// Every function by key, and the sheet that lists them.

import { chosenPlace, stepCheck } from "./checks.js";
import { toggleClients } from "./clients.js";
import { byId, copy, fill, h } from "./dom.js";
import { stepBlock } from "./inspector.js";
import { step } from "./issues.js";
import { editorAddress, placeWords } from "./places.js";
import { TABS, WIDTHS, follow, look, now, set, view } from "./store.js";
import { nextScheme, setWidth, toggleBeside } from "./toolbar.js";

/** @typedef {{keys: string[], says: string, run: () => void}} Shortcut */

/** @type {Record<string, Shortcut[]>} */
const SHORTCUTS = {
  Issues: [
    { keys: ["j"], says: "Older issue", run: () => step(1) },
    { keys: ["k"], says: "Newer issue", run: () => step(-1) },
    { keys: ["/"], says: "Search issues", run: search },
  ],
  Tabs: TABS.map((tab, index) => ({
    keys: [String(index + 1)],
    says: { edition: "Edition", text: "Plain text", source: "Source", mjml: "MJML", checks: "Checks", inbox: "Inbox", handover: "Hand over" }[tab],
    run: () => set({ tab }),
  })),
  Edition: [
    { keys: ["d"], says: "Desktop width", run: () => width(WIDTHS.desktop) },
    { keys: ["t"], says: "Tablet width", run: () => width(WIDTHS.tablet) },
    { keys: ["p"], says: "Phone width", run: () => width(WIDTHS.phone) },
    { keys: ["+", "="], says: "Wider", run: () => setWidth(view().width + 10) },
    { keys: ["-"], says: "Narrower", run: () => setWidth(view().width - 10) },
    { keys: ["s"], says: "Next scheme: light, dark, inverted", run: nextScheme },
    { keys: ["i"], says: "Pictures on or off", run: () => look({ pictures: !view().pictures }) },
    { keys: ["b"], says: "Side by side", run: toggleBeside },
    { keys: ["o"], says: "Set up the other pane", run: () => now.beside && set({ active: 1 - now.active }) },
    { keys: ["c"], says: "As which mail client", run: clients },
  ],
  "Checks and blocks": [
    { keys: ["n"], says: "Next check", run: () => stepCheck(1) },
    { keys: ["N"], says: "Previous check", run: () => stepCheck(-1) },
    { keys: ["]", "."], says: "Next block", run: () => stepBlock(1) },
    { keys: ["[", ","], says: "Previous block", run: () => stepBlock(-1) },
    { keys: ["e"], says: "Open the place in the editor", run: openEditor },
    { keys: ["y"], says: "Copy the place", run: copyPlace },
    { keys: ["x"], says: "Show or hide the checks", run: togglePanel },
    { keys: ["Escape"], says: "Let go of what is selected", run: letGo },
  ],
  Help: [{ keys: ["?"], says: "This sheet", run: toggleSheet }],
};

/** Listen for keys, and draw the sheet. */
export function startKeys() {
  addEventListener("keydown", press);
  byId("help").addEventListener("click", toggleSheet);
  const sheet = /** @type {HTMLDialogElement} */ (byId("sheet"));
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  byId("sheet-close").addEventListener("click", () => sheet.close());
  const single = /** @type {HTMLInputElement} */ (byId("single-keys"));
  single.addEventListener("change", () => set({ shortcuts: single.checked }));
  follow(["shortcuts"], () => (single.checked = now.shortcuts));
  startEditors();
  fill(
    byId("sheet-list"),
    Object.entries(SHORTCUTS).map(([title, shortcuts]) =>
      h(
        "section",
        {},
        h("h3", {}, title),
        h("dl", {}, shortcuts.map(({ keys, says }) => h("div", {}, h("dt", {}, keys.map((key) => h("kbd", {}, key === "Escape" ? "Esc" : key))), h("dd", {}, says)))),
      ),
    ),
  );
}

/** Let the editor be chosen, unless the command line did. */
function startEditors() {
  const { editor, editors } = now.project;
  const select = /** @type {HTMLSelectElement} */ (byId("editor"));
  byId("editor-choice").hidden = editor !== null;
  fill(select, editors.map(({ name, title }) => h("option", { value: name }, title)));
  select.addEventListener("change", () => set({ editor: select.value }));
  follow(["editor"], () => (select.value = now.editor));
}

/**
 * Do what a key stands for, unless somebody is typing.
 * @param {KeyboardEvent} event
 */
export function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  const target = /** @type {Element} */ (event.target);
  if (target.closest?.("input:not([type=checkbox]), textarea, select, [popover]") || document.querySelector("dialog[open]")) return;
  const key = latin(event);
  if (!now.shortcuts && key !== "?" && key !== "Escape") return;
  const found = Object.values(SHORTCUTS)
    .flat()
    .find(({ keys }) => keys.includes(key));
  if (!found) return;
  found.run();
  event.preventDefault();
}

/**
 * Return the key that was pressed; on a keyboard with other letters, the one that stands there on a Latin keyboard.
 * @param {KeyboardEvent} event
 * @returns {string}
 */
function latin({ key, code, shiftKey }) {
  if (key.length > 1 || key <= "\u007f" || !code.startsWith("Key")) return key;
  return shiftKey ? code.slice(3) : code.slice(3).toLowerCase();
}

function search() {
  if (!byId("sidebar").checkVisibility({ visibilityProperty: true })) set({ drawer: true });
  byId("search").focus();
}

/** @param {number} pixels */
function width(pixels) {
  set({ tab: "edition" });
  look({ width: pixels });
}

function clients() {
  set({ tab: "edition" });
  toggleClients();
}

function openEditor() {
  const place = chosenPlace() ?? (now.issue && { file: now.issue.file, path: now.issue.path, line: 1, column: 1 });
  const address = place && editorAddress(place);
  if (address) location.assign(address);
  else if (place) copy(placeWords(place), "Place");
}

function copyPlace() {
  const place = chosenPlace();
  if (place) copy(placeWords(place), "Place");
}

/** Show the checks, or hide them: beside the edition where there is room, else in their tab. */
export function togglePanel() {
  const room = matchMedia("(min-width: 1100px)").matches;
  if (now.tab === "checks") set({ tab: "edition", panel: true });
  else if (room) set({ panel: !now.panel });
  else set({ tab: "checks" });
}

function letGo() {
  set({ drawer: false, block: "", link: "", check: "" });
}

function toggleSheet() {
  const sheet = /** @type {HTMLDialogElement} */ (byId("sheet"));
  if (sheet.open) sheet.close();
  else sheet.showModal();
}
