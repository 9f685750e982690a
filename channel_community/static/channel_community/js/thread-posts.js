// The posts on the page: placing, replacing, and telling about those that came while one looked elsewhere.
import { announce, elementOf, isInView, keepInPlace, make } from "./dom.js";
import { reachScrollers } from "./enhance.js";
import { belongsHere, isNewer, placeOf, rights } from "./thread-state.js";
import { showLocalTimes } from "./times.js";
import { say, sayCount } from "./words.js";

const numberOf = (article) => Number(article.dataset.number);

export class Posts {
  #unseen = new Map();
  #seen = new IntersectionObserver((entries) => this.#look(entries));

  /** @param {HTMLElement} container `[data-cc-thread]` @param {HTMLElement | null} button `[data-cc-new-posts]` */
  constructor(container, button) {
    this.container = container;
    this.button = button;
    button?.addEventListener("click", () => this.#goToUnseen());
  }

  get viewer() {
    return document.body.dataset.ccViewer || "";
  }

  get shown() {
    return [...this.container.querySelectorAll(":scope > .cc-post[data-number]")];
  }

  get isLastPage() {
    return this.container.dataset.isLastPage !== "false";
  }

  find(id) {
    return this.container.querySelector(`:scope > .cc-post[data-post-id="${CSS.escape(id)}"]`);
  }

  /** Show a post's state: replace it, put it in its place, or count it as new elsewhere. */
  place(entry) {
    const fresh = elementOf(entry.html);
    const old = this.find(String(entry.id));
    if (!isNewer(old ? Number(old.dataset.sequence) : null, entry.sequence)) return old;
    if (entry.isOwn && !this.viewer) document.body.dataset.ccViewer = fresh.dataset.authorId; // their first words
    this.#suit(fresh);
    if (old) this.#replace(old, fresh);
    else this.#add(entry, fresh);
    reachScrollers(fresh);
    showLocalTimes(fresh);
    return fresh;
  }

  /** Take away what the writer saw while a post was on its way. */
  settle(clientKey) {
    if (!clientKey) return;
    this.container.querySelector(`:scope > [data-cc-draft="${CSS.escape(clientKey)}"]`)?.remove();
  }

  /** Unhide what this viewer may use: live posts come the same for everybody. */
  #suit(article) {
    const { mayAccept, mayModerate, threadAuthorId } = this.container.dataset;
    const shows = rights({
      viewer: this.viewer,
      author: article.dataset.authorId,
      threadAuthor: threadAuthorId,
      mayAccept: mayAccept === "yes",
      mayModerate: mayModerate === "yes",
    });
    for (const control of article.querySelectorAll("[data-cc-show]")) control.hidden = !shows[control.dataset.ccShow];
    if (shows.own) countsOnly(article);
  }

  /** The posts of the page were replaced: what is unseen is looked for again. */
  recount() {
    for (const [id, article] of this.#unseen) {
      const there = this.find(String(id));
      this.#seen.unobserve(article);
      if (there) this.#watch(id, there);
    }
    this.#showCount();
  }

  #replace(old, fresh) {
    const focused = old.contains(document.activeElement) ? sameControl(fresh, document.activeElement) : null;
    for (const pressed of old.querySelectorAll('[aria-pressed="true"]')) {
      sameControl(fresh, pressed)?.setAttribute("aria-pressed", "true");
    }
    keepInPlace(this.container, () => old.replaceWith(fresh));
    this.#retake(Number(fresh.dataset.postId), fresh);
    focused?.focus({ preventScroll: true });
  }

  #add(entry, fresh) {
    const shown = this.shown;
    const numbers = shown.map(numberOf);
    const isOwn = fresh.dataset.authorId === this.viewer;
    if (!belongsHere(numbers, entry.number, this.isLastPage)) {
      const isNew = entry.number > Number(this.container.dataset.lastNumber);
      if (this.#unseen.has(entry.id)) this.#retake(entry.id, fresh);
      else if (isNew && !isOwn && entry.state !== "removed") this.#arrived(entry, fresh);
      return;
    }
    fresh.dataset.ccFresh = "";
    const next = shown[placeOf(numbers, entry.number)] ?? this.container.querySelector(":scope > [data-cc-draft]");
    keepInPlace(this.container, () => this.container.insertBefore(fresh, next ?? null));
    if (isOwn || entry.state === "removed") return;
    this.#arrived(entry, fresh);
  }

  #arrived(entry, article) {
    announce(say("arrived", { name: entry.author?.name ?? "" }));
    if (article.isConnected && isInView(article)) return;
    this.#watch(entry.id, article);
    this.#showCount();
  }

  #watch(id, article) {
    this.#unseen.set(id, article);
    if (article.isConnected) this.#seen.observe(article);
  }

  /** A post that counts as unseen has changed, or was taken away, before it was seen. */
  #retake(id, article) {
    if (!this.#unseen.has(id)) return;
    this.#seen.unobserve(this.#unseen.get(id));
    if (article.dataset.state === "removed") this.#unseen.delete(id);
    else this.#watch(id, article);
    this.#showCount();
  }

  #look(entries) {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      this.#seen.unobserve(entry.target);
      this.#unseen.delete(Number(entry.target.dataset.postId));
    }
    this.#showCount();
  }

  #showCount() {
    if (!this.button) return;
    this.button.hidden = this.#unseen.size === 0;
    if (this.#unseen.size) this.button.textContent = sayCount("newPosts", this.#unseen.size);
  }

  #goToUnseen() {
    const [first] = [...this.#unseen.values()].sort((one, other) => numberOf(one) - numberOf(other));
    if (!first) return;
    if (!first.isConnected) {
      location.assign(first.querySelector(".cc-post__no").getAttribute("href"));
      return;
    }
    first.tabIndex = -1;
    first.scrollIntoView({ block: "start" });
    first.focus({ preventScroll: true });
  }
}

/** Own posts show what others thought of them; there is nothing to press. */
function countsOnly(article) {
  for (const button of article.querySelectorAll("button[name=kind]")) {
    if (!button.querySelector("b")) button.remove();
    else {
      const count = make("span", "cc-quiet");
      count.append(...button.childNodes);
      button.replaceWith(count);
    }
  }
}

/** The control of `article` that does what `control` does in an older state of it. */
function sameControl(article, control) {
  const address = control.getAttribute("formaction") ?? control.getAttribute("href");
  return [...article.querySelectorAll("button, a")].find(
    (other) =>
      (other.getAttribute("formaction") ?? other.getAttribute("href")) === address && other.value === control.value,
  );
}
