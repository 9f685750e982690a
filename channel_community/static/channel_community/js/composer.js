// Replying without leaving the page. What is sent stands in the thread at once, marked as on its way; it becomes the
// real post when the site or the socket brings it (both know it by its key), and stays with its text when it fails.
import { announce, make } from "./dom.js";
import { post, token } from "./http.js";
import { live } from "./live.js";
import { say } from "./words.js";

const TYPING_SECONDS = 3;

/** Let the reply box of `thread` send in place, now or once there is one. Without it the form is a plain form. */
export function startComposer(thread) {
  const composer = new Composer(thread);
  composer.adopt();
  return composer;
}

class Composer {
  #typedAt = -Infinity;

  constructor(thread) {
    this.thread = thread;
  }

  /** Take the page's reply box; after a thread was closed there may be none, and the draft waits. */
  adopt() {
    this.form = document.querySelector("form[data-cc-composer]");
    this.editor = this.form?.querySelector("textarea[name=body]");
    this.problem = this.form?.querySelector("[data-cc-composer-error]");
    this.notice = this.form?.querySelector("[data-cc-composer-notice]");
    if (!this.editor) return;
    this.action = this.form.getAttribute("action");
    this.draftName = `cc-draft:${this.action}`;
    const kept = read(this.draftName);
    if (kept && !this.editor.value) this.editor.value = kept;
    this.editor.addEventListener("input", () => this.#typed());
    this.editor.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #typed() {
    keep(this.draftName, this.editor.value);
    const now = performance.now();
    if (!this.editor.value.trim() || now - this.#typedAt < TYPING_SECONDS * 1000) return;
    this.#typedAt = now;
    live.send({ type: "typing", topic: this.thread.topic });
  }

  #submit() {
    this.#complain("");
    this.#tell("");
    const body = this.editor.value;
    const key = this.form.elements.client_key;
    const sent = { body, clientKey: key?.value || newKey() };
    if (body.trim()) {
      this.#write("");
      this.#typedAt = -Infinity;
    }
    if (key) key.value = newKey();
    this.#send(sent, body.trim() ? this.#show(sent) : null);
  }

  /** The post as its writer sees it while it is on its way. */
  #show({ body, clientKey }) {
    const article = make("article", "cc-post is-sending");
    article.dataset.ccDraft = clientKey;
    const main = make("div", "cc-post__main");
    const head = make("header", "cc-post__head");
    head.append(make("span", "cc-post__name", live.member?.name || say("you")), make("span", "cc-post__time"));
    const text = make("div", "cc-post__body cc-prose");
    text.append(...body.trim().split(/\n{2,}/).map((paragraph) => make("p", "", paragraph)));
    main.append(head, text, make("footer", "cc-post__foot"));
    const face = make("span", "cc-post__face");
    face.append(document.querySelector(".cc-reply__box > .cc-avatar")?.cloneNode(true) ?? "");
    article.append(face, main);
    this.thread.container.append(article);
    article.scrollIntoView({ block: "nearest" });
    this.#mark(article, "is-sending", say("sending"));
    return article;
  }

  async #send(sent, article) {
    const fields = new URLSearchParams({
      csrfmiddlewaretoken: token(),
      body: sent.body,
      client_key: sent.clientKey,
    });
    try {
      this.#sent(await post(this.action, fields), sent, article);
    } catch (refusal) {
      if (refusal.isPassing) this.#failed(sent, article);
      else this.#refused(refusal, sent, article);
    }
  }

  #sent(answer, sent, article) {
    if (!this.editor?.value) forget(this.draftName);
    if (answer.state === "held") {
      article?.remove();
      this.#tell(answer.detail);
      return;
    }
    const hadFocus = article?.contains(document.activeElement);
    const placed = this.thread.show({ ...answer, client_key: sent.clientKey, state: answer.state ?? "visible", isOwn: true });
    article?.remove();
    if (hadFocus) this.editor?.focus();
    announce(say("sent"));
    if (placed && !placed.isConnected) location.assign(answer.url); // it stands on a later page
  }

  /** No answer, or the server stumbled: the text stays in sight, and the same key makes trying again harmless. */
  #failed(sent, article, words = say("notSent")) {
    if (!article) return this.#complain(words);
    this.#mark(article, "is-failed", words);
    announce(words);
    const foot = article.querySelector(".cc-post__foot");
    const retry = make("button", "cc-quiet", say("retry"));
    const back = make("button", "cc-quiet", say("takeBack"));
    retry.type = back.type = "button";
    retry.addEventListener("click", () => {
      foot.replaceChildren();
      this.#mark(article, "is-sending", say("sending"));
      this.#send(sent, article);
    });
    back.addEventListener("click", () => this.#takeBack(sent, article));
    foot.replaceChildren(retry, ...(this.editor ? [back] : []));
  }

  /** The site said no, and why: the text goes back to where it can be changed. */
  #refused(refusal, sent, article) {
    if (!this.editor && article) return this.#failed(sent, article, refusal.words || say("failed"));
    this.#takeBack(sent, article);
    if (refusal.loginUrl) location.assign(refusal.loginUrl);
    else this.#complain(refusal.words || say("failed"));
  }

  #takeBack(sent, article) {
    article?.remove();
    const since = this.editor.value;
    this.#write(since.trim() ? `${sent.body}\n\n${since}` : sent.body);
    this.editor.focus();
  }

  #write(text) {
    this.editor.value = text;
    keep(this.draftName, text);
    this.editor.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #mark(article, state, text) {
    article.classList.remove("is-sending", "is-failed");
    article.classList.add(state);
    article.querySelector(".cc-post__time").textContent = text;
  }

  /** Good news about what was sent, where the writer looks. */
  #tell(text) {
    if (!this.notice) return text && announce(text);
    this.notice.textContent = text;
    this.notice.hidden = !text;
  }

  #complain(text) {
    if (!this.problem) return text && announce(text);
    this.problem.textContent = text;
    this.problem.hidden = !text;
    if (text) this.editor.setAttribute("aria-invalid", "true");
    else this.editor.removeAttribute("aria-invalid");
  }
}

const newKey = () =>
  crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

// Storage may be switched off or full; a draft is a kindness, not a need.
function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function keep(name, text) {
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    return;
  }
}

const forget = (name) => keep(name, "");
