/** The demo's plan is valid, can be done by its own workers, and reads the same from JSON and from Markdown. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import type { Plan } from "../../src/core/plans/plan.ts";

function demo(file: string): Plan {
  const reading = readPlan(readFileSync(new URL(`../../templates/${file}`, import.meta.url), "utf8"), { path: file });
  expect(reading.warnings).toEqual([]);
  if (reading.plan === null) throw new Error(`${file} gives no plan`);
  return reading.plan;
}

/** Everything but the lines, which differ between two files. */
function content(plan: Plan): unknown {
  const strip = <T extends { line: number | null }>({ line: _, ...rest }: T) => rest;
  return {
    ...plan,
    tasks: plan.tasks.map(strip),
    gates: plan.gates.map(strip),
    phases: plan.phases.map(strip),
    tracks: plan.tracks.map(({ id, owner, taskIds }) => ({ id, owner, taskIds })),
  };
}

test("the JSON plan and the Markdown table are the same plan", () => {
  expect(content(demo("demo-plan.md"))).toEqual(content(demo("demo-plan.json")));
});

test("it has some forty tasks in five tracks and three phases with a gate after each, and edges of both kinds", () => {
  const plan = demo("demo-plan.json");
  expect(plan.tasks).toHaveLength(42);
  expect(plan.tracks.map((track) => track.id)).toEqual(["backend", "data", "frontend", "docs", "integration"]);
  expect(plan.phases.map(({ taskIds }) => taskIds.length)).toEqual([13, 21, 8]);
  expect(plan.gates.map(({ approver }) => approver)).toEqual([null, "joon", "mara"]);
  expect(plan.tasks.flatMap((task) => task.dependsOn)).toHaveLength(67);
  expect(plan.tasks.flatMap((task) => task.softDependsOn)).toHaveLength(5);
});

test("every task can be done by a worker who is not on standby", () => {
  const plan = demo("demo-plan.json");
  const active = plan.workers.filter((worker) => !worker.standby);
  for (const task of plan.tasks) {
    const able = active.filter((worker) => Object.keys(task.skills).every((skill) => skill in worker.skills));
    expect(
      able.map((worker) => worker.id),
      `${task.id} needs ${Object.keys(task.skills)}`,
    ).not.toEqual([]);
  }
});
