// Reactions and accepted answers without leaving the page. The buttons belong to a plain form and work without this.
import { announce } from "./dom.js";
import { post, token } from "./http.js";
import { say } from "./words.js";

/** Let the buttons of a thread's posts act in place. */
export function startActions(thread) {
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
    editor.focus();
    editor.scrollIntoView({ block: "center" });
  });
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
  announce(text);
  if (!thread.notice) return;
  thread.notice.textContent = text;
  thread.notice.hidden = false;
  setTimeout(() => {
    if (thread.notice.textContent === text) thread.notice.hidden = true;
  }, 8000);
}
