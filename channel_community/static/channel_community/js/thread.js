// A live thread: entry for pages with [data-cc-thread]. The page works without it; this keeps it true while one
// reads, by the socket, or where there is none by asking now and then.
import { startComposer } from "./composer.js";
import { announce } from "./dom.js";
import { freshPage, get } from "./http.js";
import { live } from "./live.js";
import { Head } from "./thread-head.js";
import { People } from "./presence.js";
import { startActions } from "./thread-actions.js";
import { Posts } from "./thread-posts.js";
import { pollSeconds } from "./socket-schedule.js";
import { judge } from "./thread-state.js";
import { say } from "./words.js";

const PATIENCE_SECONDS = 4;

class LiveThread {
  #stop = null;
  #late = null;
  #poll = null;

  constructor(container) {
    const near = (name) =>
      container.parentElement.querySelector(`[data-cc-${name}]`) ?? document.querySelector(`[data-cc-${name}]`);
    this.container = container;
    this.topic = container.dataset.topic;
    this.sequence = Number(container.dataset.sequence);
    this.notice = near("connection");
    this.posts = new Posts(container, near("new-posts"));
    this.head = new Head(container, () => this.composer?.adopt());
    this.people = new People(near("presence"), near("typing"));
    this.isOver = false;
  }

  start() {
    this.#stop = live.subscribe(this.topic, { after: () => this.sequence, take: (frame) => this.take(frame) });
    live.addEventListener("open", () => this.#connected());
    live.addEventListener("close", () => this.#disconnected());
    document.addEventListener("visibilitychange", () => this.#schedulePoll());
    if (live.isHopeless) this.#disconnected();
  }

  /** A frame of this thread's topic. */
  take(frame) {
    if (frame.type === "changes") this.#apply(frame);
    else if (frame.type === "subscribed") this.#follows(frame);
    else if (frame.type === "presence") this.people.present(frame.count, frame.members);
    else if (frame.type === "typing") this.people.writes(frame.member);
    else if (frame.type === "resync") this.resync();
    else if (frame.type === "gone" || frame.code === "not_found") this.#gone();
  }

  /** The answer to an own write: shown at once, without claiming to hold what lies before it. */
  show(entry) {
    this.posts.settle(entry.client_key);
    return this.posts.place(entry);
  }

  /** Too far behind: take the posts of this page as the server shows them now. */
  async resync() {
    try {
      const page = await freshPage();
      const fresh = page.querySelector("[data-cc-thread]");
      const drafts = [...this.container.querySelectorAll(":scope > [data-cc-draft]")];
      this.container.replaceChildren(...document.importNode(fresh, true).childNodes, ...drafts);
      this.head.renew(page);
      Object.assign(this.container.dataset, { ...fresh.dataset });
      this.posts.recount();
      this.sequence = Number(fresh.dataset.sequence);
      live.resubscribe(this.topic);
    } catch {
      this.#tell(say("reload"));
    }
  }

  #apply(frame) {
    const verdict = judge(this.sequence, frame);
    if (verdict === "gap") live.resubscribe(this.topic);
    if (verdict !== "apply") return;
    const articles = new Map();
    for (const entry of frame.posts ?? []) {
      articles.set(String(entry.id), this.show(entry));
      this.people.wrote(entry.author?.handle);
    }
    this.sequence = frame.sequence;
    this.container.dataset.sequence = String(frame.sequence);
    this.head.retell(frame.thread ?? {}, articles);
  }

  #gone() {
    this.isOver = true;
    this.#stop?.();
    clearTimeout(this.#poll);
    this.people.forget();
    this.#tell(say("gone"));
  }

  #follows(frame) {
    this.container.dataset.live = "true";
    this.people.present(frame.presence);
  }

  #connected() {
    clearTimeout(this.#late);
    clearTimeout(this.#poll);
    this.#poll = null;
    if (this.notice && !this.isOver) this.notice.hidden = true;
  }

  #disconnected() {
    delete this.container.dataset.live;
    if (this.isOver) return;
    this.people.forget();
    clearTimeout(this.#late);
    if (!live.isHopeless) this.#late = setTimeout(() => this.#tell(say("offline")), PATIENCE_SECONDS * 1000);
    this.#schedulePoll();
  }

  #schedulePoll() {
    if (this.#poll || live.isOpen || this.isOver || document.hidden) return;
    this.#poll = setTimeout(() => this.askNow(), pollSeconds() * 1000);
  }

  /** Without a socket an own write would not tell what else it changed. */
  async askNow() {
    clearTimeout(this.#poll);
    this.#poll = null;
    if (live.isOpen || this.isOver) return;
    try {
      const url = new URL(this.container.dataset.changesUrl, location.href);
      url.searchParams.set("after", this.sequence);
      const answer = await get(url);
      if (answer.resync) await this.resync();
      else this.#apply(answer);
      if (live.isHopeless && this.notice) this.notice.hidden = true;
    } catch (refusal) {
      if (refusal.status === 404 || refusal.status === 403) this.#gone();
    }
    this.#schedulePoll();
  }

  #tell(text) {
    if (this.notice) {
      this.notice.textContent = text;
      this.notice.hidden = false;
    } else announce(text);
  }
}

const container = document.querySelector("[data-cc-thread]");
if (container) {
  const thread = new LiveThread(container);
  thread.start();
  startActions(thread);
  thread.composer = startComposer(thread);
}
