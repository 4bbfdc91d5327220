/** Ordinary words that look like the words of the plan language are read as what they are. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

const HEAD = "| ID | Task | Depends on |\n|---|---|---|\n";

function waitsOf(text: string): Record<string, string> {
  return Object.fromEntries((readPlan(text).plan?.tasks ?? []).map(({ id, dependsOn }) => [id, dependsOn.join(" ")]));
}

function warnedAt(text: string): number[] {
  return readPlan(text).warnings.map(({ line }) => line);
}

test("a title with “without” in it is a name, and takes nothing out", () => {
  const rows = "| T-1 | Deploy without downtime | - |\n| T-2 | Cook | - |\n| T-3 | Docs |";
  expect(waitsOf(`${HEAD}${rows} Deploy without downtime |`)).toMatchObject({ "T-3": "T-1" });
  expect(waitsOf(`${HEAD}${rows} T-2, Deploy without downtime |`)).toMatchObject({ "T-3": "T-2 T-1" });
  expect(waitsOf(`${HEAD}${rows} All except T-2 |`)).toMatchObject({ "T-3": "T-1" });
  expect(waitsOf(`${HEAD}${rows} T-1 to T-2 (without T-1) |`)).toMatchObject({ "T-3": "T-2" });
});

test("TODO in a dependency cell is no name, and not everything", () => {
  const text = `${HEAD}| T-1 | Code | - |\n| T-2 | Ship | TODO |\n`;
  expect(waitsOf(text)).toEqual({ "T-1": "", "T-2": "" });
  expect(warnedAt(text)).toEqual([4]);
});

test.each([
  "Do not start tests (T-2) before code (T-1).",
  "Never run tests (T-2) before the code (T-1).",
  "Don't merge the tests (T-2) before code (T-1).",
  "Do the tests (T-2) go before code (T-1)?",
])("%s is reported, and nothing is ordered the other way round", (sentence) => {
  const text = `${HEAD}| T-1 | Code | |\n| T-2 | Test | |\n\n${sentence}\n`;
  expect(waitsOf(text)).toEqual({ "T-1": "", "T-2": "" });
  expect(warnedAt(text)).toEqual([6]);
});

test("words before ids in brackets order the ids", () => {
  expect(waitsOf(`${HEAD}| T-1 | Code | |\n| T-2 | Test | |\n\nTests (T-2) go before code (T-1).\n`)).toEqual({
    "T-1": "T-2",
    "T-2": "",
  });
});

test("a branch of a forked drawing that starts with mocks waits softly", () => {
  const tasks = readPlan("# Plan\n\n```\nA ──┬──► B (with mocks)\n    └──► C\n```\n").plan?.tasks ?? [];
  expect(tasks.map(({ id, dependsOn, softDependsOn }) => [id, dependsOn, softDependsOn])).toEqual([
    ["A", [], []],
    ["B", [], ["A"]],
    ["C", ["A"], []],
  ]);
});

test("a line of prose that begins with a number takes no task away", () => {
  const text =
    "# Plan\nAll of it takes\n1.5 hours, and version\n2.0 ships later.\n\n- T-1 Scan (1h)\n- T-2 Load (1h), after T-1\n";
  expect(waitsOf(text)).toEqual({ "T-1": "", "T-2": "T-1" });
});

test.each(["Track a parcel", "Engineer a solution"])("the heading %s names no crew", (heading) => {
  const { plan } = readPlan(`# Plan\n\n## ${heading}\n- T-1 Scan (1h)\n- T-2 Load (1h), after T-1\n`);
  expect(plan?.tasks.map(({ id, track }) => [id, track])).toEqual([
    ["T-1", null],
    ["T-2", null],
  ]);
});

test("weeks in prose beside a table of titles take its tasks away from nobody", () => {
  const table = "| Task | Owner |\n|---|---|\n| Cook | Ana |\n| Serve | Bo |\n";
  const { plan, warnings } = readPlan(`# Feast\n\n${table}\nWeek 1: meet\n\nWeek 2: eat\n`);
  expect(plan?.tasks.map(({ title, owner }) => [title, owner])).toEqual([
    ["Cook", "Ana"],
    ["Serve", "Bo"],
  ]);
  expect(warnings.map(({ line }) => line)).toEqual([8]);
});
