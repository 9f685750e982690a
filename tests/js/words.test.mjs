import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, say, sayCount, wordsOf } from "../../channel_community/static/channel_community/js/words.js";

test("sentences are filled by name", () => {
  assert.equal(fill("{name} and {other}", { name: "Ana", other: "Ben" }), "Ana and Ben");
  assert.equal(fill("{name} {unknown}", { name: "{other}" }), "{other} {unknown}");
});

test("the page's own words win", () => {
  const page = { querySelector: () => ({ dataset: { retry: "Noch einmal" } }) };
  const words = wordsOf(page);
  assert.equal(words.retry, "Noch einmal");
  assert.equal(words.you, "You");
});

test("numbers choose the sentence", () => {
  assert.equal(sayCount("newPosts", 1), "1 new post");
  assert.equal(sayCount("newPosts", 3), "3 new posts");
  assert.equal(say("arrived", { name: "Ana" }), "New post by Ana");
});
