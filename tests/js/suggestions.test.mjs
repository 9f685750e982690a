import assert from "node:assert/strict";
import { test } from "node:test";

import { fits, isAsked, Suggestions } from "../../channel_community/static/channel_community/js/suggestions.js";

const ANA = { handle: "ana", name: "Ana Silva" };
const ANDRE = { handle: "dre", name: "Zé André" };

function source(people) {
  const asked = [];
  const suggestions = new Suggestions(async (start) => {
    asked.push(start);
    return people;
  });
  return { suggestions, asked };
}

test("only what can become a handle or a name is asked", () => {
  assert.ok(isAsked("") && isAsked("an") && isAsked("andré") && isAsked("ana-2"));
  assert.ok(!isAsked("an\nother") && !isAsked("a@b") && !isAsked("x".repeat(41)));
});

test("handles and words of names fit from their beginning, in any case", () => {
  assert.ok(fits(ANA, "AN") && fits(ANA, "sil") && fits(ANDRE, "andré"));
  assert.ok(!fits(ANA, "na") && !fits(ANDRE, "ana"));
});

test("going on with a name asks nothing again when the answer was whole", async () => {
  const { suggestions, asked } = source([ANA, ANDRE]);
  await suggestions.find("a");
  assert.deepEqual(suggestions.remembered("ana"), [ANA]);
  assert.deepEqual(await suggestions.find("An"), [ANA, ANDRE]);
  assert.deepEqual(asked, ["a"]);
});

test("a full answer may have left somebody out, so the site is asked again", async () => {
  const { suggestions, asked } = source(Array.from({ length: 8 }, (_, n) => ({ handle: `ana${n}`, name: "Ana" })));
  await suggestions.find("a");
  assert.equal(suggestions.remembered("an"), null);
  await suggestions.find("an");
  assert.deepEqual(asked, ["a", "an"]);
});

test("people of the thread, who come without a letter, say nothing about the others", async () => {
  const { suggestions } = source([ANA]);
  await suggestions.find("");
  assert.equal(suggestions.remembered("d"), null);
});
