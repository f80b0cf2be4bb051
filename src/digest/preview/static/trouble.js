// @ts-check
// What is shown when an issue or a template cannot be read: why, over the last good edition.

import { details } from "./checks.js";
import { byId, counted, fill, h, icon, sentence } from "./dom.js";
import { newest } from "./issues.js";
import { follow, now, set } from "./store.js";

/** Draw what is wrong and keep it right. */
export function startTrouble() {
  follow(["issue", "gone", "entries", "stem", "tab", "editor"], draw);
}

function draw() {
  const box = byId("trouble");
  const { issue, gone, stem, tab } = now;
  const broken = issue !== null && !issue.fresh && tab !== "checks"; // there it stands anyway
  box.hidden = !gone && !broken;
  if (gone) fill(box, goneCard(stem));
  else if (issue && broken) fill(box, brokenCard(issue.diagnostics, issue.edition !== null, issue.file));
  else fill(box);
}

/** @param {string} stem */
function goneCard(stem) {
  const other = newest();
  return h(
    "div",
    { class: "trouble-card" },
    h("h2", {}, icon("alert"), `The file of ${stem} is gone`),
    h("p", {}, "It was deleted or renamed. When it comes back, so does its edition."),
    other && h("button", { type: "button", onclick: () => set({ stem: other.stem }) }, `Open ${other.subject || other.stem}`),
  );
}

/**
 * @param {import("./types.js").Diagnostic[]} found
 * @param {boolean} below  an earlier edition is shown below
 * @param {string} file
 */
function brokenCard(found, below, file) {
  const elsewhere = found.some((each) => each.place && each.place.file !== file);
  const what = elsewhere ? "The edition cannot be rendered" : `${file} cannot be read`;
  return h(
    "div",
    { class: "trouble-card" },
    h("h2", {}, icon("alert"), what, h("span", { class: "trouble-count" }, counted(found.length, "error"))),
    h(
      "div",
      { class: "trouble-list", tabindex: "0", "aria-label": "What is wrong" },
      found.map((each) => h("article", {}, h("h3", {}, sentence(each.message)), details(each))),
    ),
    below && h("p", { class: "hint" }, "Below is the last good edition. Mend the file and save: this goes away by itself."),
  );
}
