// One socket for the page, whatever the number of things on it that are live. It comes back by itself after
// outages, sleep and going offline, and every subscriber then says from which sequence it goes on.
import { afterClose, isTooQuiet } from "./socket-schedule.js";

const CHECK_SECONDS = 5;

export class LiveSocket extends EventTarget {
  #topics = new Map();
  #socket = null;
  #attempt = 0;
  #retry = null;
  #check = null;
  #heardAt = 0;
  #heartbeat = 25;
  #asleep = false;

  /** @param {string} url @param {object} host what the browser gives; tests bring their own */
  constructor(url, host = globalThis) {
    super();
    this.url = url;
    this.host = host;
    this.isOpen = false;
    this.isHopeless = typeof host.WebSocket !== "function";
    this.member = null;
  }

  /**
   * Read a topic. `after()` says which sequence is held; `take(frame)` gets every frame of the topic.
   * Returns the function that stops it.
   */
  subscribe(topic, { after, take }) {
    this.#topics.set(topic, { after, take });
    if (this.isOpen) this.#ask(topic);
    else this.open();
    return () => {
      this.#topics.delete(topic);
      this.send({ type: "unsubscribe", topic });
    };
  }

  /** Ask again from where the subscriber now stands: after a gap. */
  resubscribe(topic) {
    if (this.isOpen && this.#topics.has(topic)) this.#ask(topic);
  }

  /** Send a frame if the socket is open; frames are never queued, they would be stale. */
  send(frame) {
    if (this.isOpen) this.#socket.send(JSON.stringify(frame));
    return this.isOpen;
  }

  open() {
    if (this.#socket || this.isHopeless || this.#asleep) return;
    this.host.clearTimeout(this.#retry);
    this.#retry = null;
    const socket = (this.#socket = new this.host.WebSocket(this.url));
    this.#heardAt = this.host.performance.now();
    socket.addEventListener("message", (event) => this.#hear(socket, event.data));
    socket.addEventListener("close", (event) => this.#closed(socket, event.code));
    this.#check ??= this.host.setInterval(() => this.look(), CHECK_SECONDS * 1000);
  }

  /** Go to sleep (page hidden in the back/forward cache): let the server forget us. */
  sleep() {
    this.#asleep = true;
    this.#drop(1000);
  }

  /** The page is looked at again, or the network is back: make sure that the socket lives. */
  wake() {
    this.#asleep = false;
    if (!this.#topics.size) return;
    if (!this.#socket) {
      this.#attempt = 0;
      this.open();
    } else if (this.isOpen && this.#silence() > this.#heartbeat) {
      this.#drop(4000);
      this.open();
    }
  }

  /** On a clock: drop a socket that fell silent, and show a visible page's interest. */
  look() {
    if (!this.#socket) return;
    if (isTooQuiet(this.#silence(), this.#heartbeat)) this.#drop(4000);
    else if (this.isOpen && !this.host.document?.hidden && this.#silence() > this.#heartbeat / 2) {
      this.send({ type: "ping" });
    }
  }

  #silence() {
    return (this.host.performance.now() - this.#heardAt) / 1000;
  }

  #ask(topic) {
    this.send({ type: "subscribe", topic, after: this.#topics.get(topic).after() });
  }

  #hear(socket, text) {
    if (socket !== this.#socket) return;
    this.#heardAt = this.host.performance.now();
    const frame = JSON.parse(text);
    if (frame.type === "welcome") this.#welcome(frame);
    else if (frame.type === "heads") this.#heads(frame.topics);
    else this.#topics.get(frame.topic)?.take(frame);
    if (frame.type === "gone") this.#topics.delete(frame.topic);
  }

  #welcome(frame) {
    this.#heartbeat = frame.heartbeat;
    this.#attempt = 0;
    this.member = frame.member;
    this.isOpen = true;
    for (const topic of this.#topics.keys()) this.#ask(topic);
    this.dispatchEvent(new Event("open"));
  }

  #heads(heads) {
    for (const [topic, head] of Object.entries(heads)) {
      const subscriber = this.#topics.get(topic);
      if (subscriber && subscriber.after() < head) this.#ask(topic);
    }
  }

  #drop(code) {
    const socket = this.#socket;
    if (!socket) return;
    this.#closed(socket, code);
    socket.close();
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    this.isOpen = false;
    const next = afterClose(code, this.#attempt, this.host.Math?.random);
    this.#attempt += 1;
    this.isHopeless = next.retry === "never";
    if (next.retry === "later" && !this.#asleep) {
      this.#retry = this.host.setTimeout(() => this.open(), next.seconds * 1000);
    }
    this.dispatchEvent(new Event("close"));
  }
}
