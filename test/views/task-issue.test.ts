// The body of an issue made from a plan reads back as the task it was made from.
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";
import type { PlanTask } from "../../src/core/plans/plan.ts";
import { views } from "../../src/views/all.ts";
import { textOf } from "./markdown-tree.ts";

const long = "The service answers on /health within a second, and says in words what is wrong when it cannot".repeat(3);

const task = {
  title: "Set up the service",
  estimateMinutes: { low: 60, high: 90 },
  track: "backend",
  phase: "1",
  priority: "P1",
  owner: "mara",
  reviewer: "joon",
  skills: { sql: 1, typescript: 1 },
  touches: ["services/api/**", "db/*.sql"],
  uses: { staging: 1 },
  notBefore: "2026-06-02",
  due: null,
  doneWhen: [
    { text: long, done: false },
    { text: "a_b | `c` *d* <e> & [f] \\| 50 %", done: true },
  ],
  deliverables: [{ text: "docs/a_b.md", done: false }],
  notes: ["ask @octo about #12"],
};

const body = views.taskIssue(task as Partial<PlanTask> as PlanTask, { hard: [3, 4], soft: [5] });
const meaning = parseMeaning(body, { repo: "octo/yard", number: 9, host: "github.com" });

test("every field comes back", () => {
  expect(meaning.fields).toMatchObject({
    estimateMinutes: { low: 60, high: 90 },
    track: "backend",
    phase: "1",
    priority: "P1",
    owner: "mara",
    reviewer: "joon",
    skills: ["sql", "typescript"],
    touches: ["services/api/**", "db/*.sql"],
    uses: ["staging"],
    notBefore: "2026-06-02",
    doneWhen: task.doneWhen,
    deliverables: task.deliverables,
  });
});

test("what it waits for comes back, hard and soft, and the plan's prose adds nothing", () => {
  expect(meaning.edges.map(({ blocker, kind }) => [blocker.number, kind])).toEqual([
    [3, "hard"],
    [4, "hard"],
    [5, "soft"],
  ]);
  expect(meaning.warnings).toEqual([]);
  expect(textOf(body)).not.toMatch(/@[a-z]/);
});
