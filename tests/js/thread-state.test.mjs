import assert from "node:assert/strict";
import { test } from "node:test";

import { belongsHere, isNewer, judge, placeOf, rights, Typists } from "../../channel_community/static/channel_community/js/thread-state.js";

test("a frame that follows what is held is applied", () => {
  assert.equal(judge(20, { previous: 20, sequence: 21 }), "apply");
});

test("a frame that was applied is old, however often it comes", () => {
  assert.equal(judge(21, { previous: 20, sequence: 21 }), "old");
  assert.equal(judge(30, { previous: 20, sequence: 21 }), "old");
});

test("a frame that begins earlier and ends later is applied: it carries states, not steps", () => {
  assert.equal(judge(21, { previous: 19, sequence: 23 }), "apply");
});

test("a frame behind a gap is not applied", () => {
  assert.equal(judge(20, { previous: 21, sequence: 22 }), "gap");
});

test("frames in any order, with repeats, end in the same state once gaps are asked for", () => {
  const frames = Array.from({ length: 12 }, (_, n) => ({ previous: n, sequence: n + 1, posts: [{ id: n % 5, sequence: n + 1 }] }));
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 200; round += 1) {
    const arriving = [...frames, ...frames.slice(0, 4)].sort(() => random() - 0.5).filter(() => random() > 0.2);
    let held = 0;
    const shown = new Map();
    const apply = (frame) => {
      for (const post of frame.posts) if (isNewer(shown.get(post.id) ?? null, post.sequence)) shown.set(post.id, post.sequence);
      held = frame.sequence;
    };
    const ask = () => {
      if (held < 12) apply({ sequence: 12, posts: frames.slice(held).flatMap((frame) => frame.posts) });
    };
    for (const frame of arriving) {
      const verdict = judge(held, frame);
      if (verdict === "apply") apply(frame);
      if (verdict === "gap") ask();
    }
    ask();
    assert.equal(held, 12);
    assert.deepEqual([...shown].sort(), [[0, 11], [1, 12], [2, 8], [3, 9], [4, 10]]);
  }
});

test("only a newer state replaces the one shown", () => {
  assert.equal(isNewer(null, 1), true);
  assert.equal(isNewer(5, 6), true);
  assert.equal(isNewer(5, 5), false);
  assert.equal(isNewer(5, 4), false);
});

test("numbers decide the place", () => {
  assert.equal(placeOf([], 5), 0);
  assert.equal(placeOf([1, 2, 4], 3), 2);
  assert.equal(placeOf([1, 2, 4], 9), 3);
  assert.equal(placeOf([5, 6], 1), 0);
});

test("a post belongs between the posts of a page, and after them on the last page only", () => {
  assert.equal(belongsHere([21, 22, 24], 23, false), true);
  assert.equal(belongsHere([21, 22, 24], 25, false), false);
  assert.equal(belongsHere([21, 22, 24], 25, true), true);
  assert.equal(belongsHere([21, 22, 24], 3, true), false);
  assert.equal(belongsHere([], 1, true), true);
  assert.equal(belongsHere([], 1, false), false);
});

test("own posts may be edited, others' taken down by those who moderate, answers accepted by who asked", () => {
  const who = { viewer: "7", author: "7", threadAuthor: "9", mayAccept: false, mayModerate: true };
  assert.deepEqual(rights(who), { own: true, "thread-author": false, moderator: false });
  assert.deepEqual(rights({ ...who, author: "8" }), { own: false, "thread-author": false, moderator: true });
  assert.equal(rights({ ...who, viewer: "9" })["thread-author"], true);
  assert.equal(rights({ ...who, mayAccept: true })["thread-author"], true);
});

test("signed-out readers own nothing, not even posts without an author", () => {
  const who = { viewer: "", author: "", threadAuthor: "", mayAccept: false, mayModerate: false };
  assert.deepEqual(rights(who), { own: false, "thread-author": false, moderator: false });
});

test("typists are forgotten after five seconds, or once they have posted", () => {
  const typists = new Typists();
  typists.add("ana", "Ana", 0);
  typists.add("ben", "Ben", 3000);
  assert.deepEqual(typists.names(4000), ["Ana", "Ben"]);
  assert.deepEqual(typists.names(5001), ["Ben"]);
  typists.remove("ben");
  assert.deepEqual(typists.names(5001), []);
});
