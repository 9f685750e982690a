// Completion of @mentions in every editor. The element behind it is fetched where there is an editor; keys and roles
// are its own. Nothing is asked before somebody types an @.
import { make } from "./dom.js";
import { get } from "./http.js";
import { isAsked, Suggestions } from "./suggestions.js";
import { say } from "./words.js";

const PAUSE_MS = 120;
const EDGE = 8;
const sources = new WeakMap();
let pause = null;

/** Fetch the element if the page has an editor (now). */
export function startMentions() {
  if (document.querySelector("text-expander")) import("../vendor/text-expander-element.js");
}

function sourceOf(expander) {
  if (!sources.has(expander)) {
    sources.set(
      expander,
      new Suggestions((start) => {
        const url = new URL(expander.dataset.ccPeople, location.href);
        url.searchParams.set("q", start);
        if (expander.dataset.thread) url.searchParams.set("thread", expander.dataset.thread);
        return get(url);
      }),
    );
  }
  return sources.get(expander);
}

/** The answer for what was typed last. Earlier questions are never answered, so the list does not flicker. */
async function people(expander, start) {
  clearTimeout(pause);
  const source = sourceOf(expander);
  const known = source.remembered(start);
  if (known) return known;
  await new Promise((resolve) => {
    pause = setTimeout(resolve, PAUSE_MS);
  });
  try {
    return await source.find(start);
  } catch {
    return []; // a kindness, not a need: one can always type the whole handle
  }
}

async function offer(expander, start) {
  const found = isAsked(start) ? await people(expander, start) : [];
  return { matched: found.length > 0, fragment: listOf(found) };
}

function listOf(found) {
  const list = make("ul", "cc-suggest");
  list.role = "listbox";
  list.ariaLabel = say("people");
  for (const [index, person] of found.entries()) list.append(optionOf(person, index));
  return list;
}

function optionOf({ handle, name, avatar_url: picture }, index) {
  const option = make("li");
  option.role = "option";
  option.id = `cc-suggest-${index}`;
  option.dataset.value = `@${handle}`;
  const face = picture ? Object.assign(make("img"), { src: picture, alt: "" }) : make("span", "", name.slice(0, 1).toUpperCase());
  face.classList.add("cc-avatar", "cc-avatar--xs");
  if (!picture) face.ariaHidden = "true";
  option.append(face, make("span", "cc-suggest__name", name), make("span", "cc-suggest__handle", `@${handle}`));
  return option;
}

/** Keep the list between the edges of the window. */
function keepInside(list) {
  const box = list?.getBoundingClientRect();
  if (!box) return;
  const tooFar = Math.max(0, box.right - document.documentElement.clientWidth + EDGE);
  if (tooFar) list.style.left = `${list.offsetLeft - Math.min(tooFar, box.left - EDGE)}px`;
}

// The element's events do not bubble; on their way down they pass here, for editors that come later too.
document.addEventListener(
  "text-expander-change",
  ({ target, detail }) => target.dataset.ccPeople && detail.provide(offer(target, detail.text)),
  true,
);
document.addEventListener(
  "text-expander-value",
  ({ target, detail }) => {
    if (target.dataset.ccPeople) detail.value = detail.item.dataset.value;
  },
  true,
);
document.addEventListener(
  "text-expander-activate",
  ({ target }) => queueMicrotask(() => keepInside(target.querySelector(".cc-suggest"))),
  true,
);
document.addEventListener(
  "text-expander-committed",
  ({ detail }) => detail.input.dispatchEvent(new Event("input", { bubbles: true })), // the draft is kept on input
  true,
);

startMentions();
