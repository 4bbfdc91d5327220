// The page for users shows every case of the language.
import { expect, test } from "vitest";
import { caseFiles } from "../language/cases.ts";
import { renderLanguagePage } from "./language-page.ts";

test("every case stands on the page, in a table row of its own", () => {
  const rows = renderLanguagePage()
    .split("\n")
    .filter((line) => line.startsWith("| ``"));
  const count = caseFiles().flatMap(({ cases }) => cases).length;
  expect(rows.length).toBeGreaterThanOrEqual(count);
  for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(4);
});
