// @ts-check
// The panel of checks: by severity, the chosen one opened and its block shown.

import { byId, counted, fill, h, icon, sentence } from "./dom.js";
import { codeFrame, placeWords, ways } from "./places.js";
import { follow, now, set } from "./store.js";

/** @import { Diagnostic, Severity } from "./types.js" */

/** @type {{severity: Severity, title: string, noun: string, icon: string}[]} */
const GROUPS = [
  { severity: "error", title: "Errors", noun: "error", icon: "alert" },
  { severity: "warning", title: "Warnings", noun: "warning", icon: "warn" },
  { severity: "advice", title: "Advice", noun: "advice", icon: "advice" },
];

/** Draw the panel and keep it right. */
export function startChecks() {
  for (const { severity } of GROUPS) {
    byId(`filter-${severity}`).addEventListener("click", () => {
      const hidden = now.hidden.includes(severity) ? now.hidden.filter((each) => each !== severity) : [...now.hidden, severity];
      set({ hidden });
    });
  }
  follow(["issue", "hidden", "check", "gone"], draw);
}

/** The checks in the order in which the panel shows them. */
function ordered() {
  const found = now.gone ? [] : (now.issue?.diagnostics ?? []);
  return GROUPS.flatMap(({ severity }) =>
    now.hidden.includes(severity) ? [] : found.filter((each) => each.severity === severity),
  );
}

/**
 * Choose the check that stands so many places further down.
 * @param {number} move
 */
export function stepCheck(move) {
  const found = ordered();
  if (!found.length) return;
  const index = now.check < 0 ? (move > 0 ? 0 : found.length - 1) : (now.check + move + found.length) % found.length;
  choose(index);
  byId("checks").querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" });
}

/** The place that the chosen check is about, or else the selected block. */
export function chosenPlace() {
  const { issue } = now;
  const check = ordered()[now.check];
  if (check?.place) return check.place;
  const block = issue?.blocks.find((each) => each.place === now.block);
  return issue && block ? { file: issue.file, path: issue.path, line: block.line, column: block.column } : null;
}

/** @param {number} index */
function choose(index) {
  const check = ordered()[index];
  if (!check) return;
  // Its block is pointed out anew even if it is the same one.
  set({ check: index, block: "", link: "" });
  set({ block: check.block ?? "", tab: check.block ? "edition" : now.tab });
}

function draw() {
  const found = now.gone ? [] : (now.issue?.diagnostics ?? []);
  const shown = ordered();
  for (const { severity, noun } of GROUPS) {
    const count = found.filter((each) => each.severity === severity).length;
    const button = byId(`filter-${severity}`);
    button.setAttribute("aria-pressed", String(!now.hidden.includes(severity)));
    button.classList.toggle("none", count === 0);
    button.setAttribute("aria-label", `Show ${counted(count, noun)}`);
    fill(button, h("span", { class: `dot ${severity}` }), count);
  }
  byId("checks-count").textContent = found.length ? String(found.length) : "";
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
 * @param {Diagnostic[]} shown
 */
function group(title, severity, shown) {
  const own = shown.filter((each) => each.severity === severity);
  if (!own.length) return null;
  return h("section", { class: "checks-group", "aria-label": title }, h("h3", {}, title), own.map((each) => item(each, shown.indexOf(each))));
}

/**
 * @param {Diagnostic} check
 * @param {number} index
 */
function item(check, index) {
  const open = index === now.check;
  const { icon: name } = GROUPS.find(({ severity }) => severity === check.severity) ?? GROUPS[0];
  return h(
    "div",
    { class: `check ${check.severity}${open ? " open" : ""}`, "data-index": index },
    h(
      "button",
      { type: "button", class: "check-head", "aria-expanded": String(open), onclick: () => (open ? set({ check: -1, block: "" }) : choose(index)) },
      icon(name),
      h("span", { class: "check-words" }, sentence(check.message), h("span", { class: "check-place" }, check.place ? placeWords(check.place) : check.rule)),
    ),
    open && details(check),
  );
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
