// Words behind a list: what declares or denies something itself is nothing that was lost, and is passed over in silence.
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";

const at = { repo: "octo/yard", number: 1 };

function told(text: string): string[] {
  return parseMeaning(text, at).warnings.map((warning) => warning.message);
}

test.each([
  "Depends on #12, and blocks #13",
  "Depends on #12 and it needs #13",
  "Depends on #12, but not on #13",
  "Depends on #12 and maybe #13",
  "Depends on #12, which depends on #13",
  "Depends on #12, sorry for that",
  "Depends on #12 - it holds the schema",
  "Depends on #12. See JIRA-13.",
  "Needs #12 and the new schema",
  "Requires #12, Node 20",
  "Depends on #12 ✅",
])("%s: nothing to tell", (text) => {
  expect(told(text)).toEqual([]);
});

test("a loose range is asked about once, not told as left over too", () => {
  expect(told("Depends on #12 - #15")).toEqual(["Read #12 only. Did you mean #12-15?"]);
});

test("a sentence of another issue that says none leaves the own edges without a remark", () => {
  expect(told("Depends on #12\n\n- #17: depends on none")).toEqual([]);
});
