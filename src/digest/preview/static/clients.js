// @ts-check
// The menu of mail clients that the edition can be shown as.

import { byId, fill, h, icon } from "./dom.js";
import { follow, look, now, view } from "./store.js";

/** @import { Client } from "./types.js" */

const AS_BUILT = { id: "", name: "As built", major: true };

/** @type {string} */
let pointed = "";

/** Let the menu open, be searched and be chosen from. */
export function startClients() {
  const menu = byId("clients");
  const search = /** @type {HTMLInputElement} */ (byId("clients-search"));
  // Before it opens, so that what is typed at once is searched for; its place is known afterwards.
  menu.addEventListener("beforetoggle", (event) => {
    const open = /** @type {ToggleEvent} */ (event).newState === "open";
    byId("client").setAttribute("aria-expanded", String(open));
    if (!open) return;
    search.value = "";
    pointed = view().client;
    draw();
  });
  menu.addEventListener("toggle", () => {
    place(menu);
    showPointed();
  });
  search.addEventListener("input", () => {
    pointed = matching()[0]?.id ?? "";
    draw();
  });
  search.addEventListener("keydown", (event) => {
    const found = matching();
    const at = found.findIndex((client) => client.id === pointed);
    if (event.key === "ArrowDown") pointed = found[Math.min(at + 1, found.length - 1)]?.id ?? "";
    else if (event.key === "ArrowUp") pointed = found[Math.max(at - 1, 0)]?.id ?? "";
    else if (event.key === "Enter" && found.length) choose(pointed);
    else if (event.key === "Escape") menu.hidePopover(); // a browser would only empty the field
    else return;
    draw();
    event.preventDefault();
    event.stopPropagation();
  });
  follow(["views", "active", "project"], () => {
    const client = now.project.clients.find((each) => each.id === view().client) ?? AS_BUILT;
    byId("client-name").textContent = client.id ? `As ${client.name}` : client.name;
    byId("client").classList.toggle("chosen", client.id !== "");
  });
}

/** Open the menu, or close it. */
export function toggleClients() {
  byId("clients").togglePopover();
}

/** @param {HTMLElement} menu */
function place(menu) {
  const box = byId("client").getBoundingClientRect();
  menu.style.top = `${box.bottom + 6}px`;
  menu.style.left = `${Math.max(8, Math.min(box.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
}

/** @returns {Client[]} */
function matching() {
  const words = /** @type {HTMLInputElement} */ (byId("clients-search")).value.toLowerCase().split(/\s+/).filter(Boolean);
  return [AS_BUILT, ...now.project.clients].filter((client) => words.every((word) => client.name.toLowerCase().includes(word)));
}

/** @param {string} client */
function choose(client) {
  look({ client });
  byId("clients").hidePopover();
  byId("client").focus();
}

function draw() {
  const found = matching();
  const groups = [
    { title: "Most read", clients: found.filter((client) => client.major) },
    { title: "Others", clients: found.filter((client) => !client.major) },
  ];
  fill(
    byId("clients-list"),
    groups
      .filter(({ clients }) => clients.length)
      .map(({ title, clients }) =>
        h("div", { role: "group", "aria-label": title }, h("div", { class: "group", role: "presentation" }, title), clients.map(option)),
      ),
  );
  byId("clients-none").hidden = found.length > 0;
  showPointed();
}

/** Tell screen readers which client Enter chooses, and keep it in view. */
function showPointed() {
  const search = byId("clients-search");
  const option = document.getElementById(`client-${pointed || "none"}`);
  if (option) search.setAttribute("aria-activedescendant", option.id);
  else search.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

/** @param {Client} client */
function option(client) {
  return h(
    "div",
    {
      class: client.id === pointed ? "option pointed" : "option",
      role: "option",
      id: `client-${client.id || "none"}`,
      "aria-selected": String(client.id === view().client),
      onclick: () => choose(client.id),
    },
    client.name,
    client.id === view().client && icon("check"),
  );
}
