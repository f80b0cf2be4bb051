// @ts-check
// The list of issues and the checks, where there is no room for them: they come in from the side.

import { byId } from "./dom.js";
import { togglePanel } from "./keys.js";
import { follow, now, set } from "./store.js";

/** @type {HTMLElement | null} */
let opener = null;

/** Let drawers be opened and closed. */
export function startDrawers() {
  for (const [id, drawer] of /** @type {[string, "issues" | "checks"][]} */ ([["open-issues", "issues"], ["open-checks", "checks"]])) {
    byId(id).addEventListener("click", () => {
      opener = byId(id);
      set({ drawer: now.drawer === drawer ? "" : drawer });
    });
  }
  byId("nav-edition").addEventListener("click", () => set({ drawer: "", tab: "edition" }));
  byId("nav-handover").addEventListener("click", () => set({ drawer: "", tab: "handover" }));
  byId("toggle-panel").addEventListener("click", togglePanel);
  byId("scrim").addEventListener("click", () => set({ drawer: "" }));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && now.drawer) set({ drawer: "" });
  });
  follow(["drawer"], () => {
    document.body.dataset.drawer = now.drawer;
    byId("open-issues").setAttribute("aria-expanded", String(now.drawer === "issues"));
    byId("open-checks").setAttribute("aria-expanded", String(now.drawer === "checks"));
    byId("scrim").hidden = !now.drawer;
    if (now.drawer) byId(now.drawer === "issues" ? "search" : "panel").focus({ preventScroll: true });
    else opener?.focus();
    if (!now.drawer) opener = null;
  });
  follow(["tab", "drawer"], () => {
    const current = now.drawer || (now.tab === "handover" ? "handover" : "edition");
    for (const [id, name] of [["open-issues", "issues"], ["nav-edition", "edition"], ["open-checks", "checks"], ["nav-handover", "handover"]]) {
      byId(id).classList.toggle("current", name === current);
    }
  });
  follow(["panel"], () => {
    document.body.classList.toggle("no-panel", !now.panel);
    byId("toggle-panel").setAttribute("aria-pressed", String(now.panel));
  });
}
