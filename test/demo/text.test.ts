/** What is printed: width in columns, and an issue's Markdown as text. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMNS, cut, padTo, widthOf, wrap } from "../../src/cli/columns.ts";
import { plainIssue } from "../../src/cli/demo/plain-issue.ts";
import { anyCharacter } from "../any-character.ts";

test("a wide character takes two columns, a mark on a letter none", () => {
  expect(["ab", "日本", "e\u0301", "✅", "⚠️"].map(widthOf)).toEqual([2, 4, 1, 2, 1]);
});

test("whatever the text: cutting and padding keep to the width, wrapping keeps the words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 2, max: 90 }), (text, columns) => {
      expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns);
      expect(widthOf(padTo(text, columns))).toBe(columns);
      for (const line of wrap(text, columns)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    }),
  );
  const words = "one two three four five six";
  expect(wrap(words, 9).join(" ")).toBe(words);
});

test("what was cut before is not marked as cut twice", () => {
  expect(cut("from length, season and… · P1", 25)).toBe("from length, season and…");
});

test("an issue as text: tables in columns, data and drawings named, hidden comments gone", () => {
  const body = [
    "Above <!-- hidden --> and **bold** [link](https://example.org/a)",
    "",
    `| Task | Why |`,
    "|---|---|",
    `| #1 ${"long ".repeat(30)} | a \\| b |`,
    "",
    "<details><summary>Status for machines</summary>",
    "",
    "```json",
    "{}",
    "```",
    "</details>",
    "```mermaid",
    "graph TD",
    "```",
    `- a list item ${"with many words ".repeat(10)}`,
  ].join("\n");
  const lines = plainIssue(body);
  expect(lines.filter((line) => widthOf(line) > COLUMNS)).toEqual([]);
  const text = lines.join("\n");
  expect(lines[0]).toBe("Above  and bold [link]");
  expect(text).toContain("▸ Status for machines");
  expect(text).toMatch(/^Task {2,}Why$/m);
  expect(text).toContain("a | b");
  expect(text).not.toMatch(/hidden|graph TD|\{\}|<details>/);
});

test("any text at all can be printed", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
      for (const line of plainIssue(text)) expect(widthOf(line)).toBeLessThanOrEqual(COLUMNS);
    }),
  );
});

test("markup that only rendering hides is gone, and what two lists leave out is one number", () => {
  const table = ["| Task |", "|---|", ...Array.from({ length: 5 }, (_, at) => `| #${at} |`)];
  const body = ["### Forecast of `main`", "", ...table, "", "… and 7 more, folded to keep this short"].join("\n");
  expect(plainIssue(body, { mostRows: 2 })).toEqual([
    "Forecast of main",
    "",
    "Task",
    "────",
    "#0",
    "#1",
    "and 10 more",
    "",
  ]);
});
