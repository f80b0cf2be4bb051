// @ts-check
// The server's events, through whatever happens to the connection.

const RETRY_MS = 500;
const SLOWEST_RETRY_MS = 3000;
// The server says something every 5 seconds; after this it is not there any more.
const SILENCE_MS = 13000;

/** @typedef {{name: string, data: any}} Event */

/** One connection that is made again and again until it is closed. */
export class Stream {
  /** @param {(event: Event) => void} tell  hears the server's events, and "lost" and "found" */
  constructor(tell) {
    this.tell = tell;
    this.retry = RETRY_MS;
    this.lost = false;
    this.address = "";
    this.run = ""; // of the server that is heard; empty: none is
    /** @type {EventSource | null} */
    this.source = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.silence = undefined;
  }

  /**
   * Hear of these issues. The old connection ends when the new one stands, so that nothing is missed.
   * @param {Iterable<string>} stems
   */
  show(stems) {
    const named = [...new Set(stems)].sort().map((stem) => `issue=${encodeURIComponent(stem)}`);
    const address = `/events?${named.join("&")}`;
    if (address === this.address && (this.source || this.timer)) return;
    this.address = address;
    this.run = "";
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const before = this.source;
    const source = new EventSource(this.address);
    this.source = source;
    for (const name of ["hello", "alive", "issue", "issues", "project"]) {
      source.addEventListener(name, (event) => {
        if (name === "hello") {
          this.run = JSON.parse(event.data).run;
          before?.close();
          this.found();
        }
        this.heard();
        if (name !== "alive") this.tell({ name, data: JSON.parse(event.data) });
      });
    }
    source.onerror = () => {
      source.close();
      before?.close();
      if (this.source === source) this.again();
    };
    this.heard();
  }

  /** Wait for the next sign of life. */
  heard() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.source?.close();
      this.again();
    }, SILENCE_MS);
  }

  found() {
    this.retry = RETRY_MS;
    if (this.lost) this.tell({ name: "found", data: {} });
    this.lost = false;
  }

  again() {
    this.run = "";
    clearTimeout(this.silence);
    clearTimeout(this.timer);
    this.source = null;
    if (!this.lost) this.tell({ name: "lost", data: {} });
    this.lost = true;
    this.timer = setTimeout(() => this.connect(), this.retry);
    this.retry = Math.min(this.retry * 1.5, SLOWEST_RETRY_MS);
  }

  close() {
    this.run = "";
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.timer = undefined;
    this.source?.close();
    this.source = null;
  }
}
