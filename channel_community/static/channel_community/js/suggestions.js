// Which people fit what was typed after an @. Pure, but for `ask`, which fetches.

/** How many the site sends at most: fewer means that it sent everybody. */
const FULL = 8;

/** Whether what was typed after the @ can still become a handle or a name. */
export function isAsked(text) {
  return /^[\p{L}\p{N}-]{0,40}$/u.test(text);
}

/** Whether a handle, or a word of a name, begins with `start`. */
export function fits({ handle, name }, start) {
  const wanted = start.toLowerCase();
  return handle.startsWith(wanted) || ` ${name.toLowerCase()}`.includes(` ${wanted}`);
}

/** Answers remembered by what was asked, so that going on with a name asks nothing again. */
export class Suggestions {
  #known = new Map();

  /** @param {(start: string) => Promise<{handle: string, name: string}[]>} ask */
  constructor(ask) {
    this.ask = ask;
  }

  /** What follows from earlier answers: people, or null when the site must be asked. */
  remembered(start) {
    const wanted = start.toLowerCase();
    if (this.#known.has(wanted)) return this.#known.get(wanted);
    for (let length = wanted.length - 1; length > 0; length -= 1) {
      const wider = this.#known.get(wanted.slice(0, length));
      if (wider && wider.length < FULL) return wider.filter((person) => fits(person, wanted));
    }
    return null;
  }

  async find(start) {
    const found = this.remembered(start) ?? (await this.ask(start));
    this.#known.set(start.toLowerCase(), found);
    return found;
  }
}
