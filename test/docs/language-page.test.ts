// The page for users says what the language does today. `UPDATE=1 npm test -- test/docs` writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { caseFiles } from "../language/cases.ts";
import { renderLanguagePage } from "./language-page.ts";

const file = new URL("../../.github/language.md", import.meta.url);

test("the page is the one that the tests make", () => {
  const page = `${renderLanguagePage()}\n`;
  if (process.env["UPDATE"] === "1") writeFileSync(file, page);
  expect(readFileSync(file, "utf8")).toBe(page);
});

test("every case stands on the page, in a table row of its own", () => {
  const rows = renderLanguagePage()
    .split("\n")
    .filter((line) => line.startsWith("| ``"));
  const count = caseFiles().flatMap(({ cases }) => cases).length;
  expect(rows.length).toBeGreaterThanOrEqual(count);
  for (const row of rows) expect(row.split(/(?<!\\)\|/)).toHaveLength(4);
});
