// @ts-check
// The words of HTML and MJML by kind, line by line.

/** @typedef {{kind: "" | "tag" | "name" | "value" | "comment" | "entity" | "style", text: string}} Token */

// What may stand in the text, in a tag, in a comment, in a value and in a style element.
const TEXT = /<!--|<\/?[a-zA-Z][\w:-]*|<!doctype|&[a-zA-Z#0-9]+;|[^<&]+|[<&]/gi;
const TAG = /\/?>|"[^"]*"?|'[^']*'?|[^\s"'>/=]+|[\s=/]+/g;

/**
 * Split a line into tokens. `state.inside` carries over to the next line what is still open: "comment", "tag",
 * a quote, or "style".
 * @param {string} line
 * @param {{inside: string}} state
 * @returns {Token[]}
 */
export function tokens(line, state) {
  /** @type {Token[]} */
  const found = [];
  let at = 0;
  while (at < line.length) {
    const before = { at, inside: state.inside };
    if (state.inside === "comment") at = until(line, at, "-->", "comment", found, state);
    else if (state.inside === '"' || state.inside === "'") at = until(line, at, state.inside, "value", found, state, "tag");
    else if (state.inside.startsWith("tag")) at = tag(line, at, found, state);
    else if (state.inside === "style") at = style(line, at, found, state);
    else at = text(line, at, found, state);
    if (at === before.at && state.inside === before.inside) {
      found.push({ kind: "", text: line.slice(at) });
      break;
    }
  }
  return found;
}

/**
 * @param {string} line
 * @param {number} at
 * @param {string} end
 * @param {Token["kind"]} kind
 * @param {Token[]} found
 * @param {{inside: string}} state
 * @param {string} [after]
 */
function until(line, at, end, kind, found, state, after = "") {
  const index = line.indexOf(end, at);
  const stop = index < 0 ? line.length : index + end.length;
  found.push({ kind, text: line.slice(at, stop) });
  if (index >= 0) state.inside = after;
  return stop;
}

/**
 * @param {string} line
 * @param {number} at
 * @param {Token[]} found
 * @param {{inside: string}} state
 */
function text(line, at, found, state) {
  TEXT.lastIndex = at;
  const part = TEXT.exec(line)?.[0] ?? line.slice(at);
  if (part === "<!--") state.inside = "comment";
  else if (/^<[/!a-z]/i.test(part)) {
    state.inside = /^<style/i.test(part) ? "tag style" : "tag";
    found.push({ kind: "tag", text: part });
    return at + part.length;
  } else found.push({ kind: part.length > 1 && part.startsWith("&") ? "entity" : "", text: part });
  return part === "<!--" ? at : at + part.length;
}

/**
 * @param {string} line
 * @param {number} at
 * @param {Token[]} found
 * @param {{inside: string}} state
 */
function tag(line, at, found, state) {
  TAG.lastIndex = at;
  const part = TAG.exec(line)?.[0] ?? line.slice(at);
  const quote = part[0];
  if (part === ">" || part === "/>") {
    found.push({ kind: "tag", text: part });
    state.inside = part === ">" && state.inside === "tag style" ? "style" : "";
  } else if (quote === '"' || quote === "'") {
    found.push({ kind: "value", text: part });
    if (part.length === 1 || !part.endsWith(quote)) state.inside = quote;
  } else found.push({ kind: /^[\s=/]+$/.test(part) ? "" : "name", text: part });
  return at + part.length;
}

/**
 * @param {string} line
 * @param {number} at
 * @param {Token[]} found
 * @param {{inside: string}} state
 */
function style(line, at, found, state) {
  const end = line.toLowerCase().indexOf("</style", at);
  const stop = end < 0 ? line.length : end;
  if (stop > at) found.push({ kind: "style", text: line.slice(at, stop) });
  if (end >= 0) state.inside = "";
  if (end === at) return text(line, at, found, state);
  return stop;
}
