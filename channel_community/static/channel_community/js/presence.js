// Who is here, and who is writing.
import { say, sayCount } from "./words.js";
import { Typists } from "./thread-state.js";

const NAMED = 5;

export class People {
  #typists = new Typists();
  #timer = null;

  /** @param {HTMLElement | null} count `[data-cc-presence]` @param {HTMLElement | null} typing `[data-cc-typing]` */
  constructor(count, typing) {
    this.count = count;
    this.typing = typing;
  }

  /** A `presence` frame, or only a count. Alone is not worth a word. */
  present(count, members = []) {
    if (!this.count) return;
    this.count.hidden = count < 2;
    this.count.textContent = sayCount("readers", count);
    const names = members.slice(0, NAMED).map((member) => member.name);
    if (names.length) this.count.title = names.join(", ");
    else this.count.removeAttribute("title");
  }

  /** A `typing` frame. */
  writes(member) {
    this.#typists.add(member.handle, member.name, Date.now());
    this.#show();
  }

  /** Their post has arrived. */
  wrote(handle) {
    this.#typists.remove(handle);
    this.#show();
  }

  /** Nobody can be told any more: the connection is gone. */
  forget() {
    if (this.count) this.count.hidden = true;
  }

  #show() {
    if (!this.typing) return;
    clearTimeout(this.#timer);
    const names = this.#typists.names(Date.now());
    const text = words(names);
    if (this.typing.textContent !== text) this.typing.textContent = text;
    if (names.length) this.#timer = setTimeout(() => this.#show(), 1000);
  }
}

function words(names) {
  if (!names.length) return "";
  if (names.length === 1) return say("typingOne", { name: names[0] });
  if (names.length === 2) return say("typingTwo", { name: names[0], other: names[1] });
  return say("typingMany");
}
