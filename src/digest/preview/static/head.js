// @ts-check
// What stands above the edition: which issue, how it is, how new it is, and the tabs.

import { announce, byId, counted, fill, figure, h, icon } from "./dom.js";
import { TABS, follow, now, on, set } from "./store.js";

/** @import { Tab } from "./types.js" */

let said = { stem: "", state: "" };

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
  on(["issue"], () => {
    const { issue } = now;
    if (!issue || issue.stem !== said.stem || issue.state !== said.state) tell();
  });
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

/** Tell screen readers how the issue is, when another one is shown or its state changes. */
function tell() {
  const { issue } = now;
  said = { stem: issue?.stem ?? "", state: issue?.state ?? "" };
  if (issue) announce(issue.fresh ? `${issue.edition?.subject}: ${verdict()}` : `${issue.file} cannot be shown: ${verdict()}`);
}

function draw() {
  const { issue, stem, project } = now;
  byId("newsletter").textContent = project.name;
  const subject = issue?.edition?.subject || now.entries.get(stem)?.subject || stem;
  byId("subject").textContent = subject || "No issue";
  byId("subject").lang = issue?.edition?.lang ?? "";
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
  const name = { errors: "alert", warnings: "warn", clean: "check" }[issue.state];
  return h("span", { class: `pill ${issue.state}` }, icon(name), verdict());
}

/** Say in a word or two what the checks found. */
function verdict() {
  const count = (/** @type {string} */ severity) => now.issue?.diagnostics.filter((each) => each.severity === severity).length ?? 0;
  const [errors, warnings] = [count("error"), count("warning")];
  return errors ? counted(errors, "error") : warnings ? counted(warnings, "warning") : "Clean";
}

function freshness() {
  const { issue } = now;
  if (!issue) return "";
  const time = new Date(issue.made_at * 1000).toLocaleTimeString("en", { hourCycle: "h23" });
  return issue.fresh ? `Rendered ${time} in ${figure(Math.round(issue.milliseconds))} ms` : `Broken since ${time}`;
}
