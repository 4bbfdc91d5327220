/** Tasks by tasks in a matrix of marks, and tasks as the terms of a definition list. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

function waitsOf(text: string): Record<string, string> {
  return Object.fromEntries((readPlan(text).plan?.tasks ?? []).map(({ id, dependsOn }) => [id, dependsOn.join(" ")]));
}

test("a matrix alone makes tasks; its corner may turn the direction round; marks for people make none", () => {
  expect(waitsOf("| | T-1 | T-2 |\n|---|---|---|\n| T-1 | | |\n| T-2 | x | |\n")).toEqual({ "T-1": "", "T-2": "T-1" });
  expect(waitsOf("| Row blocks column | T-1 | T-2 |\n|---|---|---|\n| T-1 | | ✓ |\n| T-2 | | |\n")).toEqual({
    "T-1": "",
    "T-2": "T-1",
  });
  expect(waitsOf("| | Ana | Ben |\n|---|---|---|\n| T-1 | x | |\n")).toEqual({});
});

test("a definition list is a list of tasks with what is said of each", () => {
  const text = "## Tasks\n\nT-1: Dig\n: Estimate: 2h\n: Depends on: none\n\nT-2: Fill\n\n: Depends on: T-1\n";
  expect(waitsOf(text)).toEqual({ "T-1": "", "T-2": "T-1" });
  expect(readPlan(text).plan?.tasks[0]?.estimateMinutes).toEqual({ low: 120, high: 120 });
  expect(readPlan(text).warnings).toEqual([]);
});
