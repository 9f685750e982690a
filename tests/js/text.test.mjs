import assert from "node:assert/strict";
import { test } from "node:test";

import { firstWords, replyStart, withReply } from "../../channel_community/static/channel_community/js/text.js";

const POST = { handle: "ana", number: 3, url: "/community/t/7/disks/3/" };

test("a reply begins with whom it is for", () => {
  assert.equal(replyStart(POST), "@ana ");
});

test("what was selected is quoted, line by line, with where it stands", () => {
  assert.equal(
    replyStart({ ...POST, selection: " Nine years.\n\n\nIn a shed. " }),
    "> Nine years.\n>\n> In a shed.\n>\n> [#3](/community/t/7/disks/3/)\n\n@ana ",
  );
});

test("nobody addresses oneself", () => {
  assert.equal(replyStart({ ...POST, handle: "" }), "");
  assert.match(replyStart({ ...POST, handle: "", selection: "So I said" }), /^> So I said\n>\n> \[#3\]\(.*\)\n\n$/);
});

test("a long selection is cut, and says so", () => {
  const quoted = replyStart({ ...POST, selection: "word ".repeat(400) });
  assert.ok(quoted.length < 700);
  assert.match(quoted, /word …\n/);
});

test("what was typed stays, and pressing twice is pressing once", () => {
  assert.equal(withReply("", "@ana "), "@ana ");
  assert.equal(withReply("First this.\n", "@ana "), "First this.\n\n@ana ");
  assert.equal(withReply("First this.\n\n@ana ", "@ana "), "First this.\n\n@ana ");
  assert.equal(withReply("First this.", ""), "First this.");
});

test("first words stand on one line, with a mark where the text goes on", () => {
  assert.equal(firstWords("  one\n two ", 2), "one two");
  assert.equal(firstWords("one two three", 2), "one two …");
});
