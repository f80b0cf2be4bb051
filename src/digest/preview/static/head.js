// @ts-check
// What stands above the edition: which issue, how it is, how new it is, and the tabs.

import { byId, counted, fill, figure, h, icon } from "./dom.js";
import { TABS, follow, now, set } from "./store.js";

/** @import { Tab } from "./types.js" */

/** Draw the head and keep it right. */
export function startHead() {
  for (const tab of TABS) {
    const button = byId(`tab-${tab}`);
    button.addEventListener("click", () => set({ tab }));
    button.addEventListener("keydown", (event) => {
      const moves = { ArrowRight: 1, ArrowLeft: -1, Home: -TABS.length, End: TABS.length };
      const move = moves[/** @type {keyof typeof moves} */ (event.key)];
      if (!move) return;
      const at = Math.abs(move) === 1 ? (TABS.indexOf(tab) + move + TABS.length) % TABS.length : move < 0 ? 0 : TABS.length - 1;
      set({ tab: TABS[at] });
      byId(`tab-${TABS[at]}`).focus();
      event.preventDefault();
      event.stopPropagation();
    });
  }
  follow(["tab"], () => showTab(now.tab));
  follow(["issue", "gone", "stem", "project"], draw);
  follow(["online"], () => {
    byId("connection").className = now.online ? "connection" : "connection lost";
    byId("connection-words").textContent = now.online ? "Live" : "Reconnecting…";
    byId("lost").hidden = now.online;
  });
}

/** @param {Tab} chosen */
function showTab(chosen) {
  for (const tab of TABS) {
    const button = byId(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === chosen));
    button.tabIndex = tab === chosen ? 0 : -1;
    byId(`panel-${tab}`).hidden = tab !== chosen;
    if (tab === chosen) button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  byId("toolbar").hidden = chosen !== "edition";
}

function draw() {
  const { issue, stem, project } = now;
  byId("newsletter").textContent = project.name;
  const subject = issue?.edition?.subject || now.entries.get(stem)?.subject || stem;
  byId("subject").textContent = subject || "No issue";
  document.title = `${subject || "Preview"} · ${project.name}`;
  const facts = byId("facts");
  if (!issue || now.gone) {
    fill(facts);
    return;
  }
  fill(facts, pill(), h("span", { class: "fresh" }, freshness()), h("span", { class: "file" }, issue.file));
}

function pill() {
  const { issue } = now;
  if (!issue) return null;
  const count = (/** @type {string} */ severity) => issue.diagnostics.filter((each) => each.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  const words = errors ? counted(errors, "error") : warnings ? counted(warnings, "warning") : "Clean";
  const name = { errors: "alert", warnings: "warn", clean: "check" }[issue.state];
  return h("span", { class: `pill ${issue.state}` }, icon(name), words);
}

function freshness() {
  const { issue } = now;
  if (!issue) return "";
  const time = new Date(issue.made_at * 1000).toLocaleTimeString("en", { hour12: false });
  return issue.fresh ? `Rendered ${time} in ${figure(Math.round(issue.milliseconds))} ms` : `Broken since ${time}`;
}
