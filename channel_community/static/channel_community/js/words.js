// What scripts say to people. The page brings the words in its own language in <template data-cc-words>; these are
// the same in English, for pages whose templates were replaced.

const ENGLISH = {
  newPostsOne: "{n} new post",
  newPostsOther: "{n} new posts",
  arrived: "New post by {name}",
  readersOne: "{n} person is here",
  readersOther: "{n} people are here",
  typingOne: "{name} is writing…",
  typingTwo: "{name} and {other} are writing…",
  typingMany: "Several people are writing…",
  offline: "No live connection. Trying again; the page still works.",
  gone: "This thread is not open to you any more.",
  closed: "This thread was closed.",
  closedKept: "This thread was closed. Your text is kept in this tab, in case it opens again.",
  reopened: "This thread is open again.",
  answered: "This question has an accepted answer now.",
  unanswered: "The accepted answer was taken back.",
  retitled: "The title is now “{title}”.",
  repliesOne: "{n} reply",
  repliesOther: "{n} replies",
  people: "People you may mean",
  reload: "This page is out of date. Reload it to see everything.",
  you: "You",
  sending: "Sending…",
  notSent: "Not sent: the site did not answer. Your text is kept.",
  sent: "Your post is in the thread.",
  retry: "Try again",
  takeBack: "Back to the editor",
  failed: "That did not work. Try again.",
};

/**
 * Fill a sentence: `fill("{n} posts", {n: 2})`. Unknown names stay as they are.
 */
export function fill(sentence, values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The words of a page: its template's data attributes over the English ones. */
export function wordsOf(page) {
  return { ...ENGLISH, ...page?.querySelector("template[data-cc-words]")?.dataset };
}

let words = null;

/** A sentence in the page's language. */
export function say(name, values = {}) {
  words ??= wordsOf(globalThis.document);
  return fill(words[name], values);
}

/** The same by number: `sayCount("newPosts", 3)`. */
export function sayCount(name, n) {
  const isOne = new Intl.PluralRules(globalThis.document?.documentElement.lang || "en").select(n) === "one";
  return say(isOne ? `${name}One` : `${name}Other`, { n });
}
