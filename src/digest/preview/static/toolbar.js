// @ts-check
// How the edition is shown: width, scheme, pictures, side by side, as which mail client.

import { byId, h, icon } from "./dom.js";
import { NARROWEST, SCHEMES, WIDEST, WIDTHS, follow, look, now, set, view } from "./store.js";

/** Let the toolbar work, and show what holds for the active pane. */
export function startToolbar() {
  for (const [name, width] of Object.entries(WIDTHS)) {
    byId(`width-${name}`).addEventListener("click", () => look({ width }));
  }
  for (const scheme of SCHEMES) byId(`scheme-${scheme}`).addEventListener("click", () => look({ scheme }));
  byId("pictures").addEventListener("click", () => look({ pictures: !view().pictures }));
  byId("beside").addEventListener("click", toggleBeside);
  const readout = /** @type {HTMLInputElement} */ (byId("width"));
  readout.addEventListener("change", () => setWidth(Number(readout.value)));
  follow(["views", "active", "beside"], () => {
    const { width, scheme, pictures } = view();
    for (const [name, each] of Object.entries(WIDTHS)) press(`width-${name}`, each === width);
    for (const each of SCHEMES) press(`scheme-${each}`, each === scheme);
    press("pictures", !pictures);
    press("beside", now.beside);
    readout.value = String(width);
  });
}

/**
 * Set the active pane's width, within what makes sense.
 * @param {number} width
 */
export function setWidth(width) {
  if (Number.isFinite(width)) look({ width: Math.round(Math.min(Math.max(width, NARROWEST), WIDEST)) });
  else look({});
}

/** Show the next scheme. */
export function nextScheme() {
  look({ scheme: SCHEMES[(SCHEMES.indexOf(view().scheme) + 1) % SCHEMES.length] });
}

/** Show one pane or two. */
export function toggleBeside() {
  set({ beside: !now.beside, active: 0 });
}

/**
 * @param {string} id
 * @param {boolean} pressed
 */
function press(id, pressed) {
  byId(id).setAttribute("aria-pressed", String(pressed));
}

/**
 * Make the handle that drags a pane to any width.
 * @param {number} index  of the pane
 * @param {() => number} scale  how much smaller than life the pane is shown
 * @returns {HTMLElement}
 */
export function makeHandle(index, scale) {
  const grip = h(
    "div",
    {
      class: "handle",
      role: "slider",
      tabindex: "0",
      "aria-label": `Width of ${index ? "the second" : "the"} edition`,
      "aria-orientation": "horizontal",
      "aria-valuemin": NARROWEST,
      "aria-valuemax": WIDEST,
    },
    icon("grip"),
  );
  const widen = (/** @type {number} */ width) => {
    set({ active: index });
    setWidth(width);
  };
  grip.addEventListener("pointerdown", (event) => {
    const start = { x: event.clientX, width: now.views[index].width };
    grip.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
    const move = (/** @type {PointerEvent} */ each) => {
      // The edition is centred: it grows on both sides.
      widen(start.width + (2 * (each.clientX - start.x)) / scale());
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener(
      "lostpointercapture",
      () => {
        grip.removeEventListener("pointermove", move);
        document.body.classList.remove("dragging");
      },
      { once: true },
    );
    event.preventDefault();
  });
  grip.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 10, ArrowUp: 10, ArrowLeft: -10, ArrowDown: -10, PageUp: 100, PageDown: -100 };
    const by = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (event.key === "Home") widen(NARROWEST);
    else if (event.key === "End") widen(WIDEST);
    else if (by) widen(now.views[index].width + by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  follow(["views"], () => {
    const { width } = now.views[index];
    grip.setAttribute("aria-valuenow", String(width));
    grip.setAttribute("aria-valuetext", `${width} pixels`);
  });
  return grip;
}
