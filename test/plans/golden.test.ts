/** Every example document under test/golden/plans reads to what a careful reader wrote down beside it. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { expectedMinutes, measurePlan } from "../../src/core/plans/measure-plan.ts";
import { type Plan, type PlanReading, planSchema } from "../../src/core/plans/plan.ts";

const folder = new URL("../golden/plans/", import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith(".md") ? [file.slice(0, -3)] : []));

function read(name: string): { text: string; reading: PlanReading; plan: Plan } {
  const text = readFileSync(new URL(`${name}.md`, folder), "utf8");
  const reading = readPlan(text, { path: `${name}.md` });
  if (reading.plan === null) throw new Error(`${name} gives no plan`);
  return { text, reading, plan: reading.plan };
}

/** The plan in the short form of the expectations: lists as words, empty things left out. */
function shortly(reading: PlanReading, plan: Plan): unknown {
  const filled = (pairs: [string, string][]) => Object.fromEntries(pairs.filter(([, value]) => value !== ""));
  const minutes = plan.tasks.map(({ id, estimateMinutes: time }): [string, string] => {
    return [id, time === null ? "" : [...new Set([time.low, time.high])].join("-")];
  });
  return {
    title: plan.title,
    waits: Object.fromEntries(plan.tasks.map((task) => [task.id, task.dependsOn.join(" ")])),
    soft: filled(plan.tasks.map((task) => [task.id, task.softDependsOn.join(" ")])),
    minutes: filled(minutes),
    status: filled(plan.tasks.map((task) => [task.id, task.status === "open" ? "" : task.status])),
    tracks: Object.fromEntries(plan.tracks.map((track) => [track.id, track.taskIds.join(" ")])),
    phases: Object.fromEntries(plan.phases.map((phase) => [phase.id, phase.taskIds.join(" ")])),
    gates: Object.fromEntries(
      plan.gates.map((gate) => [gate.id, `${gate.after.join(" ")} | ${gate.before.join(" ")}`]),
    ),
    workers: plan.workers.map((worker) => worker.id),
    warned: [...new Set(reading.warnings.map((warning) => warning.line))],
  };
}

test.each(names)("%s", (name) => {
  const { reading, plan } = read(name);
  const file = new URL(`${name}.expected.json`, folder);
  const found = shortly(reading, plan);
  // For a new document only: what is expected of the others was written down by somebody who read them.
  if (process.env["UPDATE"] === "1" && !existsSync(file)) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(file, "utf8")));
});

test.each(names)("%s is canonical: its JSON reads back as the same plan", (name) => {
  const { plan } = read(name);
  expect(planSchema.parse(plan)).toEqual(plan);
  const again = readPlan(JSON.stringify(plan));
  expect(again.warnings).toEqual([]);
  expect(again.plan?.tasks).toEqual(plan.tasks);
  expect(again.plan?.gates).toEqual(plan.gates);
});

test.each(names)("%s reads the same when its encoding is broken", (name) => {
  const { text, plan } = read(name);
  for (const encoding of ["windows-1252", "macintosh"]) {
    const broken = new TextDecoder(encoding).decode(new TextEncoder().encode(text));
    const repaired = readPlan(broken);
    expect(repaired.plan).toEqual(plan);
    const isBroken = broken !== text;
    expect(repaired.warnings.some((warning) => warning.message.includes("broken encoding"))).toBe(isBroken);
  }
});

test("the figures of the bakery", () => {
  const { waves, criticalPath, totals, cycles } = measurePlan(read("bakery-table").plan);
  expect(waves).toEqual([["K-01", "S-01", "S-04"], ["K-02", "S-02"], ["K-03"], ["K-04"], ["S-03"]]);
  expect(criticalPath).toEqual({ taskIds: ["K-01", "K-02", "K-03", "K-04", "S-03"], minutes: 855 });
  expect(totals).toEqual({ sequentialMinutes: 1005, tasks: 8, edges: 14, maxWidth: 3 });
  expect(cycles).toEqual([]);
});

test("a task without an estimate takes its share of its phase's weeks, else the median", () => {
  const ferry = expectedMinutes(read("ferry-map").plan);
  expect(ferry.get("1A")).toBe((4 * 2400) / 3);
  expect(ferry.get("4A")).toBe((2 * 2400) / 2);
  const library = expectedMinutes(read("library-hub").plan);
  expect(library.get("1.2")).toBe(60);
  expect(library.get("2.1")).toBe(45);
});

test("what stands beside the tasks is kept", () => {
  const bakery = read("bakery-table").plan;
  expect(bakery.claims.map((claim) => claim.taskIds)).toEqual([["K-01", "K-02", "K-03", "S-03"]]);
  expect(bakery.risks).toMatchObject([
    { title: "Dough does not rise", impact: "High", mitigation: "Warm room", owner: "Baker" },
  ]);
  expect(bakery.gates[0]?.criteria.map((criterion) => criterion.done)).toEqual([false, true]);
  expect(bakery.tasks[1]?.title).toBe("Lay pipes | cables");
  const ferry = read("ferry-map").plan;
  expect(ferry.milestones).toMatchObject([{ title: "Milestone 1: Afloat", week: 6, criteria: [{ done: false }] }]);
  expect(ferry.gates.map((gate) => gate.fresh)).toEqual([false, true]);
  expect(ferry.tasks.find((task) => task.id === "9")).toMatchObject({
    workersNeeded: 5,
    title: "Sea trial",
    aliases: ["Phase 9"],
  });
  const library = read("library-hub").plan;
  expect(library.tasks.map((task) => task.adopts)).toEqual([null, 141, 142, 143, null, null, null]);
  expect(library.gates[0]).toMatchObject({ approver: "Mayor", status: "open" });
  expect(library.gates[1]?.criteria.map((criterion) => criterion.text)).toEqual([
    "Every box has a number",
    "All boxes closed",
  ]);
  const orchard = read("orchard-cycles").plan;
  expect(orchard.catalogue).toMatchObject([
    { id: "cider", range: { from: 41, to: 50 }, requires: ["apples"], specialist: "agent-press" },
    { id: "apples", range: { from: 11, to: 20 }, requires: [], estimateMinutes: { low: 1800, high: 1800 } },
  ]);
  const theatre = read("theatre-modules").plan;
  expect(theatre.tasks.find((task) => task.id === "5")?.doneWhen).toEqual([{ text: "First sketch", done: false }]);
});

test("without the calendar nothing is inferred", () => {
  const text = readFileSync(new URL("ferry-map.md", folder), "utf8");
  const plan = readPlan(text, { calendar: false }).plan;
  expect(plan?.tasks.filter((task) => task.inferredDependsOn.length > 0)).toEqual([]);
  expect(plan?.tasks.find((task) => task.id === "1A")?.dependsOn).toEqual([]);
});
