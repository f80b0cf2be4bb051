// @ts-check
// Requests to the preview's server.

/** @import { Diagnostic } from "./types.js" */

const token = document.querySelector('meta[name="digest-token"]')?.getAttribute("content") ?? "";

/** An answer that is not what was asked for. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {Diagnostic[]} diagnostics
   */
  constructor(status, message, diagnostics) {
    super(message);
    this.status = status;
    this.diagnostics = diagnostics;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function ask(path, options) {
  const answer = await fetch(path, options);
  if (answer.ok) return answer;
  const words = await answer.text();
  /** @type {Diagnostic[]} */
  let diagnostics = [];
  try {
    diagnostics = JSON.parse(words).diagnostics;
  } catch {
    // It says so in plain words.
  }
  const message = diagnostics.length ? diagnostics.map((each) => each.message).join("; ") : words;
  throw new Refused(answer.status, message, diagnostics);
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function get(path) {
  return (await ask(path)).json();
}

/**
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function getText(path) {
  return (await ask(path)).text();
}

/**
 * Send something that changes or sends something; it carries the page's token.
 * @param {string} path
 * @param {unknown} data
 * @param {boolean} [leaving]  the page is being left: the request outlives it
 * @returns {Promise<any>}
 */
export async function post(path, data, leaving = false) {
  const answer = await ask(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-digest-token": token },
    body: JSON.stringify(data),
    keepalive: leaving,
  });
  return answer.status === 204 ? null : answer.json();
}

/**
 * Return the path of something that belongs to an issue.
 * @param {string} stem
 * @param {...string} rest
 * @returns {string}
 */
export function issuePath(stem, ...rest) {
  return ["/api/issues", ...[stem, ...rest].map(encodeURIComponent)].join("/");
}
