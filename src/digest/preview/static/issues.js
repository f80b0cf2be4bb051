// @ts-check
// The list of issues: newest first, searched as one types.

import { byId, counted, fill, h } from "./dom.js";
import { follow, now, set } from "./store.js";

/** @import { Entry } from "./types.js" */

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/** Draw the list, and let it be used. */
export function startIssues() {
  const search = /** @type {HTMLInputElement} */ (byId("search"));
  search.addEventListener("input", () => set({ query: search.value }));
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape" && search.value) set({ query: (search.value = "") });
    else if (event.key === "Enter") byId("issues").focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  byId("issues").addEventListener("keydown", (event) => {
    const moves = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    const move = moves[/** @type {keyof typeof moves} */ (event.key)];
    if (!move) return;
    step(move);
    event.preventDefault();
    event.stopPropagation();
  });
  follow(["entries", "query", "stem"], draw);
  follow(["stem"], () => byId("issues").querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }));
}

/** The issue that is shown where nobody chose one. */
export function newest() {
  return sorted([...now.entries.values()])[0];
}

/**
 * @param {Entry[]} entries
 * @returns {Entry[]} newest first; those without a date come last
 */
function sorted(entries) {
  return entries.sort((a, b) => day(b).localeCompare(day(a)) || b.stem.localeCompare(a.stem));
}

/** The issues that match the search. */
function listed() {
  const words = now.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...now.entries.values()].filter((entry) => {
    const text = `${entry.stem} ${entry.subject} ${entry.date} ${entry.number ?? ""} ${status(entry)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return sorted(found);
}

/**
 * Open the issue that stands so many places further down.
 * @param {number} move
 */
export function step(move) {
  const found = listed();
  if (!found.length) return;
  const at = found.findIndex((entry) => entry.stem === now.stem);
  const next = at < 0 ? 0 : Math.min(Math.max(at + move, 0), found.length - 1);
  set({ stem: found[next].stem });
}

/**
 * Say in words how an issue is.
 * @param {Entry} entry
 * @returns {string}
 */
export function status(entry) {
  if (!entry.state) return "not checked yet";
  if (entry.errors) return counted(entry.errors, "error");
  if (entry.warnings) return counted(entry.warnings, "warning");
  return entry.advice ? counted(entry.advice, "advice") : "clean";
}

/** @param {Entry} entry */
function day(entry) {
  return entry.date || (entry.stem.match(/\d{4}-\d{2}-\d{2}/)?.[0] ?? "");
}

function draw() {
  const list = byId("issues");
  const found = listed();
  const items = [];
  let month = "";
  for (const entry of found) {
    const date = new Date(day(entry));
    const name = Number.isNaN(date.valueOf()) ? "No date" : MONTH.format(date);
    if (name !== month) items.push(h("div", { class: "month", role: "presentation" }, name));
    month = name;
    items.push(option(entry, Number.isNaN(date.valueOf()) ? "" : DAY.format(date)));
  }
  fill(list, items);
  byId("no-issues").hidden = found.length > 0;
  byId("no-issues").textContent = now.query ? `No issue matches “${now.query}”.` : "There are no issues yet: run digest new.";
  const chosen = list.querySelector('[aria-selected="true"]');
  if (chosen) list.setAttribute("aria-activedescendant", chosen.id);
  else list.removeAttribute("aria-activedescendant");
}

/**
 * @param {Entry} entry
 * @param {string} date
 */
function option(entry, date) {
  const facts = [date, entry.number === null ? "" : `No. ${entry.number}`].filter(Boolean).join(" · ");
  return h(
    "div",
    {
      class: "issue",
      role: "option",
      id: `issue-${encodeURIComponent(entry.stem)}`, // a name with a space is no name to point at
      "aria-selected": String(entry.stem === now.stem),
      title: entry.stem,
      onclick: () => set({ stem: entry.stem, drawer: false }),
    },
    h("span", { class: `dot ${entry.state || "unknown"}` }),
    h("span", { class: "issue-subject", dir: "auto" }, entry.subject || entry.stem),
    h("span", { class: "issue-facts" }, facts || entry.stem, h("span", { class: `issue-state ${entry.state}` }, status(entry))),
  );
}
