// @ts-check
// The checks, beside the edition or in a tab of their own: by severity, the chosen one opened and its block shown.

import { byId, counted, fill, h, icon, sentence } from "./dom.js";
import { codeFrame, placeWords, ways } from "./places.js";
import { follow, now, on, set } from "./store.js";

/** @import { Check, Diagnostic, Severity } from "./types.js" */

/** @type {{severity: Severity, title: string, noun: string, icon: string}[]} */
const GROUPS = [
  { severity: "error", title: "Errors", noun: "error", icon: "alert" },
  { severity: "warning", title: "Warnings", noun: "warning", icon: "warn" },
  { severity: "advice", title: "Advice", noun: "advice", icon: "advice" },
];

// How many checks said the same as the chosen one when it was looked at last.
let chosenAlike = 0;

/** Draw the panel and keep it right. */
export function startChecks() {
  for (const { severity } of GROUPS) {
    byId(`filter-${severity}`).addEventListener("click", () => {
      const hidden = now.hidden.includes(severity) ? now.hidden.filter((each) => each !== severity) : [...now.hidden, severity];
      set({ hidden });
    });
  }
  on(["issue", "gone"], letGoOfMended);
  follow(["issue", "hidden", "check", "gone", "editor"], draw);
  follow(["tab"], settle);
}

/** Put the checks where they are shown: in their tab, or beside the edition. */
function settle() {
  const findings = byId("findings");
  const home = byId(now.tab === "checks" ? "panel-checks" : "panel");
  if (findings.parentElement === home) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const inside = findings.contains(focused);
  home.append(findings);
  if (inside) focused?.focus({ preventScroll: true });
  if (inside && document.activeElement !== focused) byId("main").focus({ preventScroll: true });
}

/**
 * The checks of the shown issue in the order in which they are shown. The key of each stays the same while others
 * come and go: lines move with every edit.
 * @returns {Check[]}
 */
function all() {
  const found = now.gone ? [] : (now.issue?.diagnostics ?? []);
  /** @type {Map<string, number>} */
  const equal = new Map();
  const keyed = found.map((each) => {
    const words = `${each.rule} ${each.message}`;
    const number = equal.get(words) ?? 0;
    equal.set(words, number + 1);
    return { ...each, key: `${words} ${number}` };
  });
  return GROUPS.flatMap(({ severity }) => keyed.filter((each) => each.severity === severity));
}

/** Those that the filter lets through. */
function listed() {
  return all().filter((each) => !now.hidden.includes(each.severity));
}

/** Whether the checks stand beside what the tab shows. */
function panelShown() {
  return byId("panel").checkVisibility({ visibilityProperty: true });
}

/** Select nothing in the place of what was mended; what is left may have moved to another block. */
function letGoOfMended() {
  if (!now.check) return;
  const check = chosenCheck();
  const left = check ? alike(check) : 0;
  // Of several with the same words, nobody can tell which one was mended.
  if (!check || left < chosenAlike) set({ check: "", block: "" });
  else set({ block: check.block ?? "" });
  chosenAlike = left;
}

/**
 * Count the checks that say the same.
 * @param {Check} check
 */
function alike({ rule, message }) {
  return all().filter((each) => each.rule === rule && each.message === message).length;
}

/**
 * Choose the check that stands so many places further down.
 * @param {number} move
 */
export function stepCheck(move) {
  const found = listed();
  if (!found.length) return;
  const at = found.findIndex((each) => each.key === now.check);
  const next = at < 0 ? (move > 0 ? 0 : found.length - 1) : (at + move + found.length) % found.length;
  choose(found[next]);
  byId("checks").querySelector(".check.open")?.scrollIntoView({ block: "nearest" });
}

/** The chosen check, if one is. */
export function chosenCheck() {
  return all().find((each) => each.key === now.check) ?? null;
}

/** The place that the chosen check is about, or else the selected block. */
export function chosenPlace() {
  const { issue } = now;
  const check = chosenCheck();
  if (check?.place) return check.place;
  const block = issue?.blocks.find((each) => each.place === now.block);
  return issue && block ? { file: issue.file, path: issue.path, line: block.line, column: block.column } : null;
}

/** @param {Check} check */
function choose(check) {
  chosenAlike = alike(check);
  // Its block is pointed out anew even if it is the same one.
  set({ check: check.key, block: "", link: "" });
  // What is about no block is read in the panel, or else in the tab.
  const tab = check.block ? "edition" : panelShown() ? now.tab : "checks";
  set({ block: check.block ?? "", tab });
}

function draw() {
  const found = all();
  const shown = listed();
  for (const { severity, noun } of GROUPS) {
    const count = found.filter((each) => each.severity === severity).length;
    const button = byId(`filter-${severity}`);
    button.setAttribute("aria-pressed", String(!now.hidden.includes(severity)));
    button.classList.toggle("none", count === 0);
    button.setAttribute("aria-label", `Show ${counted(count, noun)}`);
    fill(button, h("span", { class: `dot ${severity}` }), count);
  }
  for (const count of document.querySelectorAll(".count")) count.textContent = found.length ? String(found.length) : "";
  const hidden = found.length - shown.length;
  fill(
    byId("checks"),
    GROUPS.map(({ severity, title }) => group(title, severity, shown)),
    !found.length && now.issue && !now.gone && nothing(),
    hidden > 0 && h("p", { class: "hint" }, `${counted(hidden, "check")} left out by the filter.`),
  );
}

/**
 * @param {string} title
 * @param {Severity} severity
 * @param {Check[]} shown
 */
function group(title, severity, shown) {
  const own = shown.filter((each) => each.severity === severity);
  if (!own.length) return null;
  return h("section", { class: "checks-group", "aria-label": title }, h("h3", {}, title), own.map(item));
}

/** @param {Check} check */
function item(check) {
  const open = check.key === now.check;
  return h(
    "div",
    { class: `check ${check.severity}${open ? " open" : ""}` },
    h(
      "button",
      { type: "button", class: "check-head", "data-name": check.key, "aria-expanded": String(open), onclick: () => (open ? set({ check: "", block: "" }) : choose(check)) },
      severityIcon(check),
      h("span", { class: "check-words" }, sentence(check.message), h("span", { class: "check-place" }, check.place ? placeWords(check.place) : check.rule)),
    ),
    open && details(check),
  );
}

/** @param {Diagnostic} check */
export function severityIcon(check) {
  return icon(GROUPS.find(({ severity }) => severity === check.severity)?.icon ?? "alert");
}

/**
 * Everything else that is known about a check.
 * @param {Diagnostic} check
 */
export function details(check) {
  return h(
    "div",
    { class: "check-details" },
    check.place && codeFrame(check.place),
    check.hint && h("p", { class: "check-hint" }, icon("advice"), h("span", {}, sentence(check.hint))),
    check.notes.map((note) => h("p", { class: "hint" }, note)),
    check.why && h("p", { class: "hint" }, sentence(check.why)),
    h("p", { class: "check-foot" }, check.place && ways(check.place), h("code", { class: "rule" }, check.rule)),
  );
}

function nothing() {
  return h("div", { class: "nothing" }, icon("check"), h("p", {}, "Nothing to mend."), h("p", { class: "hint" }, "Every rule that digest knows has been over this issue."));
}
