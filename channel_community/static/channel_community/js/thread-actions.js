// Reactions and accepted answers without leaving the page. The buttons belong to a plain form and work without this.
import { announce } from "./dom.js";
import { post, token } from "./http.js";
import { replyStart, withReply } from "./text.js";
import { say } from "./words.js";

/** Let the buttons of a thread's posts act in place. */
export function startActions(thread) {
  let marked = "";
  // Pressing a link takes the selection away; it is read before that.
  thread.container.addEventListener("pointerdown", (event) => {
    const link = event.target.closest("[data-cc-reply]");
    marked = link ? markedIn(link.closest(".cc-post")) : "";
  });
  thread.container.addEventListener("click", (event) => {
    const button = event.target.closest("button[form=cc-post-actions]");
    if (!button || button.hasAttribute("aria-busy")) {
      if (button) event.preventDefault();
      return;
    }
    event.preventDefault();
    press(thread, button);
  });
  thread.container.addEventListener("click", (event) => {
    const link = event.target.closest("[data-cc-reply]");
    const editor = link && document.querySelector("[data-cc-composer] textarea");
    if (!editor) return;
    event.preventDefault();
    answer(editor, link.closest(".cc-post"), marked);
    marked = "";
  });
}

/** What is selected, if all of it lies in the text of `article`. */
function markedIn(article) {
  const selection = document.getSelection();
  const body = article.querySelector(".cc-post__body");
  const isInside = body.contains(selection.anchorNode) && body.contains(selection.focusNode);
  return isInside ? selection.toString() : "";
}

/** Begin an answer to `article` below what was typed already. */
function answer(editor, article, marked) {
  const isOwn = article.dataset.authorId === document.body.dataset.ccViewer;
  const start = replyStart({
    handle: isOwn ? "" : article.dataset.authorHandle,
    number: article.dataset.number,
    url: article.querySelector(".cc-post__no").getAttribute("href"),
    selection: marked || markedIn(article),
  });
  const text = withReply(editor.value, start);
  if (text !== editor.value) {
    editor.value = text;
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  }
  editor.focus({ preventScroll: true });
  editor.setSelectionRange(text.length, text.length);
  editor.scrollIntoView({ block: "center" });
}

async function press(thread, button) {
  const fields = new URLSearchParams({ csrfmiddlewaretoken: token() });
  if (button.name) fields.set(button.name, button.value);
  const isReaction = button.name === "kind";
  if (isReaction) fields.set("on", button.getAttribute("aria-pressed") === "true" ? "0" : "1");
  const { value } = button;
  const address = button.getAttribute("formaction");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await post(address, fields);
    thread.show(answer);
    if (!isReaction) thread.askNow();
    if (isReaction) showPressed(thread.posts.find(String(answer.id)), address, value, answer.on);
  } catch (refusal) {
    if (refusal.loginUrl) location.assign(refusal.loginUrl);
    else tell(thread, refusal.words || say("failed"));
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function showPressed(article, address, value, isOn) {
  for (const button of article?.querySelectorAll("button[name=kind]") ?? []) {
    if (button.getAttribute("formaction") !== address || button.value !== value) continue;
    if (isOn) button.setAttribute("aria-pressed", "true");
    else button.removeAttribute("aria-pressed");
  }
}

function tell(thread, text) {
  if (!thread.notice) return announce(text);
  thread.notice.textContent = text;
  thread.notice.hidden = false;
  setTimeout(() => {
    if (thread.notice.textContent === text) thread.notice.hidden = true;
  }, 8000);
}
