// Tables with `#` and a column of issues: which of the two a row speaks of.
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";

const at = { repo: "octo/yard", number: 1 };

test.each([
  ["| 1 | #12 the schema | #13 |", "12 waits for 13"],
  ["| 12 | Fix what #3 broke | #13 |", "12 waits for 13"],
  ["| 1 | PR #12 | #13 |", "12 waits for 13"],
  ["| 12 | The schema | #13 |", "12 waits for 13"],
])("| # | Issue | Blocked by | with %s: %s", (row, edge) => {
  const { edges } = parseMeaning(`| # | Issue | Blocked by |\n|---|---|---|\n${row}`, at);
  expect(edges.map(({ dependent, blocker }) => `${dependent.number} waits for ${blocker.number}`)).toEqual([edge]);
});
