// The rules by which a thread in the browser stays true to the thread in the database. Pure.
//
// Every visible change has a sequence. A frame leads from `previous` to `sequence`; posts in it carry their state as of
// then. So a frame may be applied by whoever holds `previous` or more, and twice does no harm.

/**
 * What to do with a `changes` frame while holding sequence `held`.
 * @returns {"apply" | "old" | "gap"} gap: ask again with one's own `after`
 */
export function judge(held, frame) {
  if (frame.sequence <= held) return "old";
  return frame.previous <= held ? "apply" : "gap";
}

/** Whether a post's state replaces the one shown (null: none is). */
export function isNewer(shownSequence, sequence) {
  return shownSequence === null || sequence > shownSequence;
}

/**
 * Where a post goes among those shown: before the returned index. Numbers decide, never the order of arrival.
 * @param {number[]} shown numbers on the page, ascending
 */
export function placeOf(shown, number) {
  let low = 0;
  let high = shown.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shown[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a post that is not shown belongs on this page: between the posts it shows, or after them on the last page.
 */
export function belongsHere(shown, number, isLastPage) {
  if (!shown.length) return isLastPage;
  if (number < shown[0]) return false;
  return number < shown[shown.length - 1] || isLastPage;
}

/**
 * Which of the marked controls of a post a viewer sees; the server asks again at the press.
 * @param {{viewer: string, author: string, threadAuthor: string, mayAccept: boolean, mayModerate: boolean}} who
 */
export function rights({ viewer, author, threadAuthor, mayAccept, mayModerate }) {
  const own = viewer !== "" && viewer === author;
  return {
    own,
    "thread-author": mayAccept || (viewer !== "" && viewer === threadAuthor),
    moderator: mayModerate && !own,
  };
}

/** Who is writing: remembers names for five seconds each. */
export class Typists {
  #until = new Map();

  /** @param {string} handle @param {string} name @param {number} now in milliseconds */
  add(handle, name, now) {
    this.#until.set(handle, { name, until: now + 5000 });
  }

  /** They have posted: no longer writing. */
  remove(handle) {
    this.#until.delete(handle);
  }

  /** Names of those writing at `now`. */
  names(now) {
    for (const [handle, typist] of this.#until) if (typist.until <= now) this.#until.delete(handle);
    return [...this.#until.values()].map((typist) => typist.name);
  }
}
