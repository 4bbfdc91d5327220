// The issue form for tasks: what somebody fills in is read as they meant it, in the text that GitHub makes of it.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { parseMeaning } from "../../src/core/meaning.ts";

interface Field {
  readonly type: string;
  readonly attributes: { readonly label: string; readonly options?: readonly string[] };
}

const form: { readonly body: readonly Field[] } = parse(readFileSync("templates/issue-forms/task.yml", "utf8"));

/** As GitHub writes a form's answers: a heading for each field, `_No response_` for an empty one. */
function filled(answers: Readonly<Record<string, string>>): string {
  const labels = form.body.map(({ attributes }) => attributes.label);
  for (const label of Object.keys(answers)) expect(labels).toContain(label);
  return labels.map((label) => `### ${label}\n\n${answers[label] ?? "_No response_"}`).join("\n\n");
}

const read = (answers: Readonly<Record<string, string>>) =>
  parseMeaning(filled(answers), { repo: "octo/yard", number: 20, host: "github.com" });

test("every answer becomes what its label says", () => {
  const { edges, fields, warnings } = read({
    Goal: "Trains can be imported from the old book.",
    "Depends on": "#12, #14 (soft)",
    "Done when": "- [ ] the tests pass\n- [x] it is agreed",
    Deliverables: "- [ ] docs/import.md",
    Estimate: "2-3 hours",
    Priority: "P1",
    Track: "backend",
    Phase: "2",
    Skills: "sql, typescript",
    Touches: "`src/import/**`",
    Reviewer: "ana",
  });
  expect(edges.map(({ blocker, kind }) => [blocker.number, kind])).toEqual([
    [12, "hard"],
    [14, "soft"],
  ]);
  expect(fields).toMatchObject({
    estimateMinutes: { low: 120, high: 180 },
    priority: "P1",
    track: "backend",
    phase: "2",
    skills: ["sql", "typescript"],
    touches: ["src/import/**"],
    reviewer: "ana",
    doneWhen: [
      { text: "the tests pass", done: false },
      { text: "it is agreed", done: true },
    ],
    deliverables: [{ text: "docs/import.md", done: false }],
  });
  expect(warnings.filter(({ asks }) => asks)).toEqual([]);
});

test("what was left empty says nothing", () => {
  const { edges, fields, warnings } = read({ Goal: "Only a goal." });
  expect([edges, warnings.filter(({ asks }) => asks)]).toEqual([[], []]);
  const { unknown: _kept, ...said } = fields;
  expect(said).toEqual({});
});
