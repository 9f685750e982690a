// Text that scripts make out of other text. Pure.

const QUOTE_LENGTH = 600;

/** The first `count` words of a text on one line, with a mark where it goes on. */
export function firstWords(text, count) {
  const words = text.split(/\s+/).filter(Boolean);
  return words.slice(0, count).join(" ") + (words.length > count ? " …" : "");
}

/**
 * What answering a post puts into the editor: who is meant, below what was marked in the post, if anything.
 * @param {{handle: string, number: number | string, url: string, selection?: string}} post `handle` "": oneself
 */
export function replyStart({ handle, number, url, selection = "" }) {
  const address = handle ? `@${handle} ` : "";
  const marked = selection.trim();
  if (!marked) return address;
  const shown = marked.length > QUOTE_LENGTH ? `${marked.slice(0, QUOTE_LENGTH).trimEnd()} …` : marked;
  const lines = shown.replace(/\n\s*\n/g, "\n\n").split("\n").map((line) => `> ${line.trim()}`.trimEnd());
  return `${lines.join("\n")}\n>\n> [#${number}](${url})\n\n${address}`;
}

/** `typed` with `start` after it. What was typed stays; naming the same person twice in a row is once. */
export function withReply(typed, start) {
  if (!start || typed.trimEnd().endsWith(start.trim())) return typed;
  return typed.trim() ? `${typed.trimEnd()}\n\n${start}` : start;
}
