// The language, case by case: every line of test/golden/language/*.txt is a test.
import { describe, expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";
import { tellMeaning } from "../../src/core/syntaxes/tell-meaning.ts";
import { caseFiles } from "./cases.ts";

const at = { repo: "octo/yard", number: 1 };

/** The order of edges is of no matter, here or to the graph. */
function sorted(lines: readonly string[]): string[] {
  return [...lines].sort();
}

describe.each(caseFiles())("$name", ({ cases, isComment }) => {
  test.each(cases)("$text", ({ text, finds, says }) => {
    const meaning = parseMeaning(text, { ...at, isComment });
    expect(sorted(tellMeaning(meaning, at))).toEqual(sorted(finds));
    for (const words of says) expect(meaning.warnings.map((warning) => warning.message).join("\n")).toContain(words);
  });
});

test("there are enough cases to call it a specification", () => {
  const count = caseFiles().flatMap(({ cases }) => cases).length;
  expect(count).toBeGreaterThanOrEqual(400);
});

test("no case stands in a file twice", () => {
  for (const { name, cases } of caseFiles()) {
    const texts = cases.map(({ written }) => written);
    expect(new Set(texts).size, name).toBe(texts.length);
  }
});
