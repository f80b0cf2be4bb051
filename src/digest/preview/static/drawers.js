// @ts-check
// The list of issues where there is no room for it, and the bar at the bottom that leads to it.

import { byId } from "./dom.js";
import { togglePanel } from "./keys.js";
import { follow, now, on, set } from "./store.js";

/** @import { Tab } from "./types.js" */

/** @type {Tab[]} */
const LED_TO = ["edition", "checks", "handover"];

/** Let the drawer be opened and closed, and the bar lead to what it names. */
export function startDrawers() {
  const opener = byId("open-issues");
  opener.addEventListener("click", () => set({ drawer: !now.drawer }));
  byId("scrim").addEventListener("click", () => set({ drawer: false }));
  for (const tab of LED_TO) byId(`nav-${tab}`).addEventListener("click", () => set({ drawer: false, tab }));
  byId("toggle-panel").addEventListener("click", togglePanel);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") set({ drawer: false });
  });
  follow(["drawer", "tab"], () => {
    document.body.classList.toggle("drawer-open", now.drawer);
    opener.setAttribute("aria-expanded", String(now.drawer));
    opener.classList.toggle("current", now.drawer);
    byId("scrim").hidden = !now.drawer;
    byId("main").inert = now.drawer;
    for (const tab of LED_TO) byId(`nav-${tab}`).classList.toggle("current", !now.drawer && now.tab === tab);
  });
  on(["drawer"], () => {
    if (now.drawer) byId("search").focus({ preventScroll: true });
    else if (byId("sidebar").contains(document.activeElement) || document.activeElement === document.body) opener.focus({ preventScroll: true });
  });
  follow(["panel", "tab"], () => {
    const beside = now.panel && now.tab !== "checks";
    document.body.classList.toggle("no-panel", !beside);
    byId("toggle-panel").setAttribute("aria-pressed", String(beside));
  });
}
