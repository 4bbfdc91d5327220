// Quotation marks as people leave them: one that nothing closes takes no declaration away.
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";

const at = { repo: "octo/yard", number: 1 };

function waitsFor(text: string): number[] {
  return parseMeaning(text, at).edges.map(({ blocker }) => blocker.number);
}

test.each([
  ['He said "hello. This is blocked by #12. And "bye" to us.', [12]],
  ['The 5" screen is blocked by #12, and the 7" one too.', [12]],
  ["He said “hello. This is blocked by #12. And “bye” to us.", [12]],
  ['He said "blocked by #12" to us.', []],
  ["He said “blocked by #12” to us.", []],
  ["Er sagte „blockiert durch #12“ dazu.", []],
  ['The ("blocked by #12") phrase.', []],
  ['"It is blocked by #12.", he said, "and late".', []],
])("%s", (text, blockers) => {
  expect(waitsFor(text)).toEqual(blockers);
});
