// @ts-check
// Making elements without markup, so that content can never become markup.

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * Make an element: `h("button", { class: "quiet", onclick: run, "aria-label": "Close" }, icon("close"))`.
 * Functions become listeners, true and false present and absent attributes.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...kept(children.flat()));
  return element;
}

/**
 * Replace what is in an element. Where one of its controls has the focus, the new one of that name gets it.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  const focused = document.activeElement;
  const name = focused && element.contains(focused) && element !== focused ? controlName(focused) : "";
  element.replaceChildren(...kept(children.flat()));
  if (!name) return;
  const controls = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("a, button, input, select, [tabindex]"));
  [...controls].find((control) => controlName(control) === name)?.focus({ preventScroll: true });
}

/** @param {Element} control */
function controlName(control) {
  const { id, textContent } = control;
  return `${control.tagName} ${id || control.getAttribute("data-name") || control.getAttribute("aria-label") || textContent}`;
}

/**
 * @param {Child[]} children
 * @returns {(string | Node)[]}
 */
function kept(children) {
  return /** @type {(string | Node)[]} */ (
    children
      .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
      .map((child) => (typeof child === "number" ? String(child) : child))
  );
}

/**
 * Return an icon of icons.svg; it says nothing to a screen reader.
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Return an element of the page.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element '${id}'`);
  return found;
}

/**
 * Tell screen readers.
 * @param {string} words
 */
export function announce(words) {
  byId("announcer").textContent = words;
}

/**
 * Show a short message for a moment, and tell screen readers.
 * @param {string} words
 * @param {"done" | "failed"} [kind]
 */
export function toast(words, kind = "done") {
  const element = h("div", { class: `toast ${kind}` }, icon(kind === "done" ? "check" : "alert"), words);
  fill(byId("toasts"), element);
  announce(words);
  setTimeout(() => element.remove(), 4000);
}

/**
 * Put a text on the clipboard and say so.
 * @param {string} text
 * @param {string} what  such as "Subject"
 */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    toast("The browser does not let this page write to the clipboard", "failed");
  }
}

/**
 * Begin a sentence of the server's, whose messages follow a file name elsewhere, with a capital letter.
 * @param {string} words
 * @returns {string}
 */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Write a number with separators.
 * @param {number} value
 * @returns {string}
 */
export function figure(value) {
  return value.toLocaleString("en");
}

/**
 * Write a count with its noun: "1 warning", "2 warnings"; advice has no plural.
 * @param {number} value
 * @param {string} noun
 * @returns {string}
 */
export function counted(value, noun) {
  return `${figure(value)} ${noun}${value === 1 || noun === "advice" ? "" : "s"}`;
}
