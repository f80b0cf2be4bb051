// @ts-check
// The page begins here: it asks what there is, listens for what changes, and starts its parts.

import { Refused, get, issuePath } from "./api.js";
import { weights } from "./blocks.js";
import { startChecks } from "./checks.js";
import { startClients } from "./clients.js";
import { byId } from "./dom.js";
import { startDrawers } from "./drawers.js";
import { startHandover } from "./handover.js";
import { startHead } from "./head.js";
import { readFollowing, startInbox } from "./inbox.js";
import { startInspector } from "./inspector.js";
import { newest, startIssues } from "./issues.js";
import { press, startKeys } from "./keys.js";
import { listen } from "./live.js";
import { restore } from "./prefs.js";
import { isWeighed, showWeights, startSize } from "./size.js";
import { startStage } from "./stage.js";
import { now, on, set } from "./store.js";
import { startTexts } from "./texts.js";
import { startToolbar } from "./toolbar.js";
import { startTrouble } from "./trouble.js";

/** @import { Pane } from "./pane.js" */
/** @import { Entry, Issue } from "./types.js" */

// Whether this tab has asked anew since it hears the server, and how often it has heard of the list.
let joined = false;
let told = 0;

/** Ask for everything anew. */
async function refresh() {
  set({ project: await get("/api/project") });
  await refreshList();
  await open();
}

/** Ask for the list anew; an answer that is older than what was heard meanwhile is not taken. */
async function refreshList() {
  const before = told;
  const entries = byStem(await get("/api/issues"));
  if (before === told) set({ entries });
  else await refreshList();
}

/**
 * @param {Entry[]} entries
 * @returns {Map<string, Entry>}
 */
function byStem(entries) {
  return new Map(entries.map((entry) => [entry.stem, entry]));
}

/** Ask for the shown issue. */
async function open() {
  const { stem } = now;
  if (!stem) return;
  try {
    /** @type {Issue} */
    const issue = await get(issuePath(stem));
    if (stem === now.stem) take(issue);
  } catch (error) {
    if (error instanceof Refused && error.status === 404 && stem === now.stem) set({ gone: true });
  }
}

/** @param {Issue} issue */
function take(issue) {
  if (issue.stem !== now.stem) return;
  if (now.gone && !now.entries.has(issue.stem)) return; // asked for before its file went away
  if (now.issue?.stem === issue.stem && now.issue.revision >= issue.revision && !now.gone) return;
  set({ issue, gone: false });
}

/** @param {import("./stream.js").Event} event */
function hear({ name, data }) {
  if (name === "lost") set({ online: false });
  else if (name === "found") refresh().then(() => set({ online: true }), () => undefined);
  else if (name === "issue") take(data);
  else if (name === "issues") hearList(data.changed, data.gone);
  else if (name === "project") get("/api/project").then((project) => set({ project }), () => undefined);
  else if (name === "hello") {
    // Another run of the server has another token, and may be of another version.
    if (data.run !== now.project.run) location.reload();
    set({ online: true });
    // The first time, the list may have changed since it was asked for.
    (joined ? open() : refresh()).catch(() => undefined); // it says that it is lost, and comes again
    joined = true;
  }
}

/**
 * @param {Entry[]} changed
 * @param {string[]} gone
 */
function hearList(changed, gone) {
  told += 1;
  const entries = new Map(now.entries);
  for (const stem of gone) entries.delete(stem);
  for (const entry of changed) entries.set(entry.stem, entry);
  set({ entries });
  if (gone.includes(now.stem)) set({ gone: true });
  else if (now.gone && entries.has(now.stem)) open();
  if (!now.stem) set({ stem: newest()?.stem ?? "" });
}

/** @param {Pane} pane */
function shown(pane) {
  if (!pane.doc?.body || pane.view.client || pane.address !== pane.wanted) return;
  readFollowing(pane.doc);
  const { blocks, issue, doc, view } = pane;
  // Inverted, a document carries its colours in every element, and weighs more than what is sent.
  if (!issue?.edition || view.scheme === "inverted" || !view.pictures || isWeighed(issue.edition.version)) return;
  const head = new TextEncoder().encode(doc.head.outerHTML).length;
  showWeights(issue.edition.version, weights(blocks, issue.blocks), head);
}

/** The issue that the address of the page names. */
function fromAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // somebody wrote a percent sign
  }
}

/** The issue that the command line named, the first time that this tab shows this run of the server. */
function firstOfRun() {
  const { run, first } = now.project;
  const known = sessionStorage.getItem("digest-run") === run;
  sessionStorage.setItem("digest-run", run);
  return known ? "" : first;
}

async function start() {
  const [project, entries] = await Promise.all([get("/api/project"), get("/api/issues")]);
  set({ project });
  restore();
  set({ entries: byStem(entries) });
  const known = new Set(now.project.clients.map((client) => client.id));
  const [first, second] = now.views.map((view) => ({ ...view, client: known.has(view.client) ? view.client : "" }));
  const stem = [fromAddress(), firstOfRun(), now.stem].find((each) => now.entries.has(each)) ?? newest()?.stem ?? "";
  set({ views: [first, second], stem });
  startStage(press, shown); // first: it also hears first, and begins to load while the others draw
  for (const begin of [startHead, startIssues, startToolbar, startClients, startChecks, startSize, startInspector]) begin();
  for (const begin of [startTrouble, startTexts, startInbox, startHandover, startKeys, startDrawers]) begin();
  const tellStem = listen(hear);
  on(["stem"], () => {
    history.replaceState(null, "", `#${encodeURIComponent(now.stem)}`);
    set({ issue: null, gone: false, block: "", link: "", check: "" });
    tellStem(now.stem);
    open();
  });
  addEventListener("hashchange", () => {
    if (now.entries.has(fromAddress())) set({ stem: fromAddress() });
  });
  tellStem(now.stem);
  await open();
  document.body.classList.add("started");
}

start().catch((error) => {
  byId("subject").textContent = "The preview could not start. Is it running? Then reload this page.";
  throw error;
});
