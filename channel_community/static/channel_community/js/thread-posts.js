// The posts on the page: placing, replacing, and telling about those that came while one looked elsewhere.
import { announce, elementOf, isInView, keepInPlace } from "./dom.js";
import { reachScrollers } from "./enhance.js";
import { belongsHere, isNewer, placeOf } from "./thread-state.js";
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
    this.viewer = document.body.dataset.ccViewer || "";
    const isAuthor = this.viewer !== "" && this.viewer === container.dataset.threadAuthorId;
    // Others may be allowed to accept as well (managers): the server showed them the button.
    this.mayAccept = isAuthor || Boolean(container.querySelector('[data-cc-show="thread-author"]:not([hidden])'));
    button?.addEventListener("click", () => this.#goToUnseen());
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
    for (const control of article.querySelectorAll("[data-cc-show]")) {
      const isOwn = this.viewer !== "" && article.dataset.authorId === this.viewer;
      control.hidden = !(control.dataset.ccShow === "own" ? isOwn : this.mayAccept);
    }
  }

  #replace(old, fresh) {
    const focused = old.contains(document.activeElement) ? sameControl(fresh, document.activeElement) : null;
    for (const pressed of old.querySelectorAll('[aria-pressed="true"]')) {
      sameControl(fresh, pressed)?.setAttribute("aria-pressed", "true");
    }
    keepInPlace(this.container, () => old.replaceWith(fresh));
    focused?.focus({ preventScroll: true });
  }

  #add(entry, fresh) {
    const shown = this.shown;
    const numbers = shown.map(numberOf);
    const isOwn = fresh.dataset.authorId === this.viewer;
    if (!belongsHere(numbers, entry.number, this.isLastPage)) {
      const isLater = entry.number > (numbers.at(-1) ?? 0);
      if (isLater && entry.state !== "removed") this.#count(entry.id, fresh);
      return;
    }
    fresh.dataset.ccFresh = "";
    const next = shown[placeOf(numbers, entry.number)] ?? this.container.querySelector(":scope > [data-cc-draft]");
    keepInPlace(this.container, () => this.container.insertBefore(fresh, next ?? null));
    if (isOwn || entry.state === "removed") return;
    announce(say("arrived", { name: entry.author?.name ?? "" }));
    if (!isInView(fresh)) {
      this.#count(entry.id, fresh);
      this.#seen.observe(fresh);
    }
  }

  #count(id, article) {
    this.#unseen.set(id, article);
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
      location.assign(first.querySelector(".cc-post__no, .cc-post__time").href);
      return;
    }
    first.tabIndex = -1;
    first.scrollIntoView({ block: "start" });
    first.focus({ preventScroll: true });
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
