// What stands around the posts: title, badges, number of replies, the accepted answer, and whether one may reply.
import { announce, keepInPlace } from "./dom.js";
import { freshPage } from "./http.js";
import { startMentions } from "./mentions.js";
import { firstWords } from "./text.js";
import { startToolbar } from "./toolbar.js";
import { say, sayCount } from "./words.js";

const EXCERPT_WORDS = 44;
const SPREAD_MS = 1500;

export class Head {
  /** @param {HTMLElement} container `[data-cc-thread]` @param {() => void} replyChanged the reply box is another one now */
  constructor(container, replyChanged) {
    this.container = container;
    this.replyChanged = replyChanged;
    this.answer = document.querySelector("[data-cc-answer]");
  }

  /**
   * Follow a frame's `thread`.
   * @param {object} thread @param {Map<string, HTMLElement>} articles of the frame's posts by id, on this page or not
   */
  retell(thread, articles) {
    if (thread.id === undefined) return;
    this.#title(thread.title);
    const badges = { solved: thread.is_solved, open: !thread.is_solved, closed: thread.is_closed };
    for (const badge of document.querySelectorAll("[data-cc-badge]")) badge.hidden = !badges[badge.dataset.ccBadge];
    const count = document.querySelector("[data-cc-reply-count]");
    if (count) count.textContent = sayCount("replies", thread.reply_count);
    this.#answer(String(thread.accepted_post_id ?? ""), articles);
    this.#closed(thread.is_closed);
  }

  /** Follow the whole page as the site shows it now. */
  renew(page) {
    const title = page.querySelector(".cc-thread-head__title");
    if (title) this.#title(title.textContent);
    for (const name of ["[data-cc-badge=solved]", "[data-cc-badge=open]", "[data-cc-badge=closed]"]) {
      const badge = document.querySelector(name);
      if (badge) badge.hidden = page.querySelector(name)?.hidden ?? true;
    }
    const answer = page.querySelector("[data-cc-answer]");
    if (answer && this.answer) {
      const fresh = document.importNode(answer, true);
      this.answer.replaceWith(fresh);
      this.answer = fresh;
    }
    this.#closed(page.querySelector("[data-cc-thread]")?.dataset.closed === "yes");
  }

  #title(title) {
    const heading = document.querySelector(".cc-thread-head__title");
    if (!heading || heading.textContent === title) return;
    document.title = document.title.replace(heading.textContent, () => title);
    heading.textContent = title;
    announce(say("retitled", { title }));
  }

  /** The summary of the accepted answer, which only the first page of a question has. */
  #answer(id, articles) {
    if (!this.answer) return;
    const isChanged = id !== this.answer.dataset.ccAnswer;
    const article = articles.get(id); // a post that was just accepted is always in the frame
    if (article || isChanged) {
      keepInPlace(this.container, () => {
        if (article) this.#fill(article);
        this.answer.hidden = !article;
      });
    }
    this.answer.dataset.ccAnswer = id;
    if (isChanged) announce(say(id ? "answered" : "unanswered"));
  }

  #fill(article) {
    const part = (name) => this.answer.querySelector(`.cc-answer__${name}`);
    const name = article.querySelector(".cc-post__name");
    const body = article.querySelector(".cc-post__body").cloneNode(true);
    for (const code of body.querySelectorAll("pre")) code.replaceWith(" … ");
    for (const block of body.querySelectorAll("p, li, h1, h2, h3, h4, h5, h6, blockquote, td, th")) block.append(" ");
    part("text").textContent = firstWords(body.textContent, EXCERPT_WORDS);
    part("name").textContent = name.textContent;
    part("name").setAttribute("href", name.getAttribute("href"));
    part("go").setAttribute("href", article.querySelector(".cc-post__no").getAttribute("href"));
    const face = article.querySelector(".cc-post__face .cc-avatar").cloneNode(true);
    face.classList.replace("cc-avatar--m", "cc-avatar--xs");
    part("face").replaceChildren(face);
  }

  #closed(isClosed) {
    if (isClosed === (this.container.dataset.closed === "yes")) return;
    this.container.dataset.closed = isClosed ? "yes" : "";
    const typed = document.querySelector("form[data-cc-composer] textarea")?.value.trim();
    announce(say(!isClosed ? "reopened" : typed ? "closedKept" : "closed"));
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.#takeReplyBox(), Math.random() * SPREAD_MS); // not all readers at once
  }

  /** The reply box as this reader gets it now: only the site knows who may still write, and in which words. */
  async #takeReplyBox() {
    const page = await freshPage().catch(() => null);
    const fresh = page?.querySelector("#reply");
    const old = document.querySelector("#reply");
    if (!fresh || !old || Boolean(fresh.querySelector("form")) === Boolean(old.querySelector("form"))) return;
    const hadFocus = old.contains(document.activeElement);
    const box = document.importNode(fresh, true);
    keepInPlace(this.container, () => old.replaceWith(box));
    if (hadFocus) {
      box.tabIndex = -1;
      box.focus({ preventScroll: true });
    }
    startToolbar();
    startMentions();
    this.replyChanged();
  }
}
