// Every field, report and syntax is held to the examples in its own file.
import { describe, expect, test } from "vitest";
import { fields } from "../../src/core/fields/all.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import { reportKinds } from "../../src/core/reports/all.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { syntaxes } from "../../src/core/syntaxes/all.ts";
import { tellMeaning } from "../../src/core/syntaxes/tell-meaning.ts";
import { languages } from "../../src/core/words/all.ts";

const at = { repo: "octo/yard", number: 1 };

describe.each(syntaxes)("syntax $name", (syntax) => {
  test.each(syntax.examples)("$text", ({ text, finds }) => {
    expect(tellMeaning(parseMeaning(text, at), at)).toEqual(finds);
  });

  test("has an example that finds something and one that finds nothing", () => {
    const told = syntax.examples.map(({ finds }) => finds.some((line) => line !== "asks"));
    expect(told).toContain(true);
    expect(told).toContain(false);
  });
});

describe.each(fields)("field $name", (field) => {
  test.each(field.examples)("$text", ({ text, finds }) => {
    expect(parseMeaning(text, at).fields).toEqual(finds ?? {});
  });

  test("has an example that holds nothing, and a line to show that holds something", () => {
    expect(field.examples.some(({ finds }) => finds === null)).toBe(true);
    expect(Object.keys(parseMeaning(field.example, at).fields)).not.toEqual([]);
  });
});

test("what other languages call a field belongs to a field that exists", () => {
  const known = fields.map(({ name }) => name);
  expect(languages.flatMap((language) => Object.keys(language.fields)).filter((name) => !known.includes(name))).toEqual(
    [],
  );
});

describe.each(reportKinds)("report $name", (kind) => {
  test.each(kind.examples)("$text", ({ text, finds }) => {
    const report = parseReport(text, at);
    if (finds === null) expect(report).toBeNull();
    else expect(report).toMatchObject({ kind: kind.name, ...finds });
  });

  test("its form misses nothing, and something is no such report", () => {
    expect(parseReport(kind.form, at)).toMatchObject({ kind: kind.name, missing: [] });
    expect(kind.examples.some(({ finds }) => finds === null)).toBe(true);
  });
});
