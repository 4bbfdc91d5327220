/** What contradicts itself or cannot be told apart is decided by the rules and said, with the line. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { measurePlan } from "../../src/core/plans/measure-plan.ts";
import type { PlanReading } from "../../src/core/plans/plan.ts";

function read(lines: readonly string[]): { reading: PlanReading; waits: Record<string, string> } {
  const reading = readPlan(lines.join("\n"));
  const tasks = reading.plan?.tasks ?? [];
  return { reading, waits: Object.fromEntries(tasks.map((task) => [task.id, task.dependsOn.join(" ")])) };
}

const messages = (reading: PlanReading, line: number) => {
  return reading.warnings
    .filter((warning) => warning.line === line)
    .map((warning) => warning.message)
    .join("\n");
};

const TABLE = ["| ID | Task | Depends on |", "|---|---|---|"];

test("an edge of a weaker source that would close a circle is left out", () => {
  const { reading, waits } = read([
    ...TABLE,
    "| A-1 | Sow | |",
    "| A-2 | Reap | A-1 |",
    "```",
    "A-2",
    "└─> A-1",
    "```",
  ]);
  expect(waits).toEqual({ "A-1": "", "A-2": "A-1" });
  expect(messages(reading, 7)).toContain("closes a circle");
});

test("a circle within one source is kept and reported", () => {
  const { reading, waits } = read([...TABLE, "| A-1 | Sow | A-2 |", "| A-2 | Reap | A-1 |", "| A-3 | Rest | A-2 |"]);
  expect(waits).toEqual({ "A-1": "A-2", "A-2": "A-1", "A-3": "A-2" });
  if (reading.plan === null) throw new Error("no plan");
  expect(measurePlan(reading.plan).cycles).toEqual([["A-1", "A-2"]]);
});

test("a range that encloses others names them", () => {
  const { waits } = read([
    ...["| Cycle | Task | Depends on |", "|---|---|---|"],
    ...["| 1-10 | Dig | None |", "| 11-20 | Sow | 1-10 |", "| 21-30 | Weed | None |", "| 31-40 | Reap | Cycle 11-30 |"],
    ...["", "```", "CROPS (Cycle 11-30) - PARALLEL", "├─ Cycle 11-30: All the crops", "```"],
  ]);
  expect(waits).toEqual({ "1-10": "", "11-20": "1-10", "21-30": "", "31-40": "11-20 21-30" });
});

test("a gate never holds what stands in front of it", () => {
  const { reading } = read([
    ...TABLE,
    ...[
      "| A-1 | Sow | |",
      "| A-2 | Water | A-1 |",
      "| A-3 | Weed | A-1 |",
      "| A-4 | Reap | A-3 |",
      "| A-5 | Eat | A-4 |",
    ],
    ...["", "## Gate: Green", "**After**: A-1, A-4", "- [ ] Something grows"],
  ]);
  expect(reading.plan?.gates[0]).toMatchObject({ after: ["A-1", "A-4"], before: ["A-2", "A-5"] });
});

test("ids given twice and rows without one are said", () => {
  const { reading, waits } = read([
    ...TABLE,
    "| A-1 | Sow | |",
    "| A-2 | Reap | A-1 |",
    "| A-2 | Bind | A-1 |",
    "| | Carry | A-2 |",
  ]);
  expect(waits).toEqual({ "A-1": "", "A-2": "A-1" });
  expect(messages(reading, 5)).toContain("A-2 stands in this table already (line 4)");
  expect(messages(reading, 6)).toContain("no id");
});

test("a table in which no task can be told from another is said", () => {
  const { reading } = read(["| Note | Depends on |", "|---|---|", "| x | y |"]);
  expect(reading.plan?.tasks).toEqual([]);
  expect(messages(reading, 1)).toContain("a column “Depends on”");
  expect(messages(reading, 0)).toContain("No task found");
});

test("two tables that use one number for different things are said", () => {
  const { reading } = read([...TABLE, "| 1 | Sow beans | |", "", ...TABLE, "| 1 | Paint fence | |"]);
  expect(messages(reading, 7)).toContain("“Sow beans” in line 3");
});

test("two statuses and two estimates for one task: the less finished, the first, both said", () => {
  const { reading } = read([
    ...["| ID | Task | Status | Est. |", "|---|---|---|---|", "| A-1 | Sow beans | ✅ Done | 1h |", ""],
    ...["| ID | Task | Status | Est. |", "|---|---|---|---|", "| A-1 | Sow beans | 🔄 In progress | 2h |"],
  ]);
  expect(reading.plan?.tasks).toMatchObject([
    { id: "A-1", status: "in progress", estimateMinutes: { low: 60, high: 60 } },
  ]);
  expect(messages(reading, 7)).toContain("two statuses");
  expect(messages(reading, 7)).toMatch(/two estimates, “[^”]{1,20} (?:h|min|days)” and/);
});

test("lines that name tasks and were not understood are said; prose about none is not", () => {
  const { reading } = read([
    ...TABLE,
    "| A-1 | Sow | |",
    "",
    "- Remember to look at A-1 on Mondays",
    "- Remember to drink",
  ]);
  expect(reading.warnings.map((warning) => warning.line)).toEqual([5]);
});

test("a stated critical path is compared, never used", () => {
  const { reading, waits } = read([
    ...[
      "| ID | Task | Depends on | Est. |",
      "|---|---|---|---|",
      "| A-1 | Sow | | 1h |",
      "| A-2 | Weed | A-1 | 2h |",
      "| A-3 | Reap | A-1 | 5min |",
    ],
    ...["", "**Critical path**: A-1 → A-3", "", "Critical path: A-1 → luck"],
  ]);
  expect(waits).toEqual({ "A-1": "", "A-2": "A-1", "A-3": "A-1" });
  expect(reading.plan?.claims.map((claim) => claim.taskIds)).toEqual([["A-1", "A-3"]]);
  expect(messages(reading, 7)).toContain("takes 1 h 5 min; the longest one is A-1 → A-2 with 3 h");
});

test("hidden comments, templates and file trees are not read", () => {
  const { reading, waits } = read([
    ...TABLE,
    ...[
      "| A-1 | Sow | |",
      "<!-- | A-2 | Reap | A-1 | -->",
      "",
      "```markdown",
      "[PARALLEL] Not a task",
      "```",
      "```",
      "src/",
      "├─> a.ts",
      "└─> b.ts",
      "```",
    ],
  ]);
  expect(waits).toEqual({ "A-1": "" });
  expect(reading.warnings.map((warning) => warning.line)).toEqual([7]);
});

test("prefix, words and plural names resolve; what is ambiguous does not", () => {
  const { reading, waits } = read([
    ...TABLE,
    ...[
      "| A-1 | Database Layer | |",
      "| A-2 | Front door | |",
      "| A-3 | Front garden | |",
      "| A-4 | Roof | Database |",
    ],
    ...["| A-5 | Paint | Front |", "| A-6 | Move in | door and A-5 |"],
  ]);
  expect(waits).toEqual({ "A-1": "", "A-2": "", "A-3": "", "A-4": "A-1", "A-5": "", "A-6": "A-2 A-5" });
  expect(messages(reading, 7)).toContain("“Front” names no task");
});

test("in a row only the cell that says (to be created) speaks of issues that do not exist yet", () => {
  const text =
    "# P\n\n| Issue | Task | Depends on |\n|--|--|--|\n| #12 (to be created) | Build | #11 |\n| #11 | Draw | |\n";
  const tasks = readPlan(text).plan?.tasks ?? [];
  expect(tasks.map(({ id, adopts }) => [id, adopts])).toEqual([
    ["#12", null],
    ["#11", 11],
  ]);
});
