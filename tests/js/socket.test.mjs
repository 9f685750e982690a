import assert from "node:assert/strict";
import { test } from "node:test";

import { afterClose, isTooQuiet, pollSeconds } from "../../channel_community/static/channel_community/js/socket-schedule.js";
import { LiveSocket } from "../../channel_community/static/channel_community/js/socket.js";

/** What a browser gives a page, on a clock that only moves when told to. */
class Browser {
  constructor() {
    this.now = 0;
    this.timers = new Map();
    this.opened = [];
    this.ids = 0;
    this.document = { hidden: false };
    this.performance = { now: () => this.now };
    this.Math = { random: () => 1 };
    const { opened } = this;
    this.WebSocket = class extends EventTarget {
      constructor(url) {
        super();
        this.url = url;
        this.sent = [];
        this.isClosed = false;
        opened.push(this);
      }
      send(text) {
        this.sent.push(JSON.parse(text));
      }
      close() {
        this.isClosed = true;
      }
      says(frame) {
        this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(frame) }));
      }
      breaks(code) {
        this.dispatchEvent(Object.assign(new Event("close"), { code }));
      }
    };
  }

  setTimeout(act, wait) {
    this.timers.set(++this.ids, { act, at: this.now + wait });
    return this.ids;
  }

  setInterval(act, every) {
    this.timers.set(++this.ids, { act, at: this.now + every, every });
    return this.ids;
  }

  clearTimeout(id) {
    this.timers.delete(id);
  }

  pass(seconds) {
    const end = this.now + seconds * 1000;
    for (;;) {
      const due = [...this.timers].filter(([, timer]) => timer.at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.now = timer.at;
      if (timer.every) timer.at += timer.every;
      else this.timers.delete(id);
      timer.act();
    }
    this.now = end;
  }

  get socket() {
    return this.opened.at(-1);
  }
}

const WELCOME = { type: "welcome", protocol: 1, heartbeat: 25, member: null };

function reading(browser, after = { value: 0 }) {
  const live = new LiveSocket("ws://site/ws/community/", browser);
  const taken = [];
  live.subscribe("thread:1", { after: () => after.value, take: (frame) => taken.push(frame) });
  return { live, taken, after };
}

const subscribes = (socket) => socket.sent.filter((frame) => frame.type === "subscribe");

test("subscribes once welcomed, and passes on its topic's frames", () => {
  const browser = new Browser();
  const { taken } = reading(browser);
  assert.deepEqual(browser.socket.sent, []);
  browser.socket.says(WELCOME);
  assert.deepEqual(browser.socket.sent, [{ type: "subscribe", topic: "thread:1", after: 0 }]);
  browser.socket.says({ type: "changes", topic: "thread:1", previous: 0, sequence: 1 });
  browser.socket.says({ type: "changes", topic: "thread:2", previous: 0, sequence: 1 });
  assert.equal(taken.length, 1);
});

test("after an outage it asks from the sequence now held", () => {
  const browser = new Browser();
  const { after } = reading(browser);
  browser.socket.says(WELCOME);
  after.value = 17;
  browser.socket.breaks(1006);
  assert.equal(browser.opened.length, 1);
  browser.pass(1.1);
  assert.equal(browser.opened.length, 2);
  browser.socket.says(WELCOME);
  assert.deepEqual(subscribes(browser.socket), [{ type: "subscribe", topic: "thread:1", after: 17 }]);
});

test("a higher head than held means a gap, and is asked for", () => {
  const browser = new Browser();
  const { after } = reading(browser);
  browser.socket.says(WELCOME);
  after.value = 20;
  browser.socket.says({ type: "heads", topics: { "thread:1": 20, "thread:9": 3 } });
  assert.equal(subscribes(browser.socket).length, 1);
  browser.socket.says({ type: "heads", topics: { "thread:1": 21 } });
  assert.deepEqual(subscribes(browser.socket).at(-1), { type: "subscribe", topic: "thread:1", after: 20 });
});

test("a silent socket is dropped and replaced", () => {
  const browser = new Browser();
  reading(browser);
  const [first] = browser.opened;
  first.says(WELCOME);
  browser.pass(75);
  assert.equal(first.isClosed, true);
  assert.equal(browser.opened.length, 2);
});

test("a page that is looked at shows interest, a hidden one does not", () => {
  const browser = new Browser();
  reading(browser);
  browser.socket.says(WELCOME);
  browser.pass(20);
  assert.ok(browser.socket.sent.some((frame) => frame.type === "ping"));
  browser.document.hidden = true;
  const before = browser.socket.sent.length;
  browser.pass(10);
  assert.equal(browser.socket.sent.length, before);
});

test("after sleep the dead socket is not waited for", () => {
  const browser = new Browser();
  const { live } = reading(browser);
  const [first] = browser.opened;
  first.says(WELCOME);
  browser.now += 600_000; // timers stood still
  live.wake();
  assert.equal(first.isClosed, true);
  assert.equal(browser.opened.length, 2);
});

test("waking with a living socket opens no second one", () => {
  const browser = new Browser();
  const { live } = reading(browser);
  browser.socket.says(WELCOME);
  live.wake();
  assert.equal(browser.opened.length, 1);
});

test("a page put away closes its socket and comes back with it", () => {
  const browser = new Browser();
  const { live } = reading(browser);
  browser.socket.says(WELCOME);
  live.sleep();
  browser.pass(120);
  assert.equal(browser.opened.length, 1);
  live.wake();
  assert.equal(browser.opened.length, 2);
});

test("a gone topic is not asked for again", () => {
  const browser = new Browser();
  const { taken } = reading(browser);
  browser.socket.says(WELCOME);
  browser.socket.says({ type: "gone", topic: "thread:1" });
  assert.equal(taken.at(-1).type, "gone");
  browser.socket.breaks(1006);
  browser.pass(60);
  browser.socket.says(WELCOME);
  assert.deepEqual(subscribes(browser.socket), []);
});

test("a late message of a replaced socket is not heard", () => {
  const browser = new Browser();
  const { taken, live } = reading(browser);
  const [first] = browser.opened;
  first.says(WELCOME);
  live.sleep();
  first.says({ type: "changes", topic: "thread:1", previous: 0, sequence: 1 });
  assert.deepEqual(taken, []);
});

test("without WebSocket nothing is tried and the page is told", () => {
  const browser = new Browser();
  browser.WebSocket = undefined;
  const { live } = reading(browser);
  assert.equal(live.isHopeless, true);
});

test("a refused origin is not tried again", () => {
  const browser = new Browser();
  const { live } = reading(browser);
  browser.socket.breaks(4403);
  browser.pass(600);
  assert.equal(browser.opened.length, 1);
  assert.equal(live.isHopeless, true);
});

test("an idle socket comes back when it is looked at", () => {
  const browser = new Browser();
  const { live } = reading(browser);
  browser.socket.says(WELCOME);
  browser.socket.breaks(4408);
  browser.pass(600);
  assert.equal(browser.opened.length, 1);
  live.wake();
  assert.equal(browser.opened.length, 2);
});

test("waits grow to half a minute and are spread", () => {
  const most = [0, 1, 2, 3, 4, 5, 50].map((attempt) => afterClose(1006, attempt, () => 1).seconds);
  assert.deepEqual(most, [1, 2, 4, 8, 16, 30, 30]);
  const least = [0, 5].map((attempt) => afterClose(1006, attempt, () => 0).seconds);
  assert.deepEqual(least, [0.3, 9]);
  assert.ok(afterClose(1012, 0, () => 1).seconds <= 5);
  assert.ok(afterClose(4429, 0, () => 0).seconds >= 30);
});

test("two heartbeats and a little without a word are too quiet", () => {
  assert.equal(isTooQuiet(54, 25), false);
  assert.equal(isTooQuiet(56, 25), true);
});

test("polls are spread", () => {
  assert.equal(pollSeconds(() => 0), 12);
  assert.equal(pollSeconds(() => 1), 20);
});
