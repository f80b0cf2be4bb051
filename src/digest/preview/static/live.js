// @ts-check
// Hearing from the server, through the worker that all tabs share where the browser has such workers.

import { Stream } from "./stream.js";

/** @typedef {import("./stream.js").Event} Event */

/**
 * Listen. Returns a function that says which issue this tab shows.
 * @param {(event: Event) => void} tell
 * @returns {(stem: string) => void}
 */
export function listen(tell) {
  if (!("SharedWorker" in window)) {
    const stream = new Stream(tell);
    return (stem) => stream.show([stem]);
  }
  const worker = new SharedWorker("/static/worker.js", { type: "module", name: "digest" });
  worker.port.onmessage = ({ data }) => tell(data);
  const name = `digest-${crypto.randomUUID()}`;
  navigator.locks.request(name, () => new Promise(() => {}));
  // Asked for after ours is granted, so that the worker's turn comes when this tab is gone.
  navigator.locks.query().then(() => worker.port.postMessage({ lock: name }));
  return (stem) => worker.port.postMessage({ stem });
}
