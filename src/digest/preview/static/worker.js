// @ts-check
// One connection for all tabs: a browser opens no more than six to a server, and each tab needs some.

import { Stream } from "./stream.js";

/** @type {Map<MessagePort, string>} */
const tabs = new Map();
const stream = new Stream((event) => {
  for (const port of tabs.keys()) port.postMessage(event);
});

/** @param {MessagePort} port */
function forget(port) {
  tabs.delete(port);
  port.close();
  if (tabs.size) stream.show(tabs.values());
  else stream.close();
}

/** @param {MessagePort} port */
function welcome(port) {
  port.onmessage = ({ data }) => {
    if (data.lock) {
      // A tab holds its lock as long as it lives, however it ends.
      navigator.locks.request(data.lock, () => forget(port));
      return;
    }
    if (stream.lost) port.postMessage({ name: "lost", data: {} });
    tabs.set(port, data.stem);
    stream.show(tabs.values());
    // Who joins a connection that stands has missed its greeting.
    if (stream.run) port.postMessage({ name: "hello", data: { run: stream.run } });
  };
}

self.addEventListener("connect", (event) => welcome(/** @type {MessageEvent} */ (event).ports[0]));
