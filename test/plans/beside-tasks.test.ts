/** What a document says beside its tasks: milestones, criteria of phases, lengths on one line, weeks, claims. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import type { Plan, PlanReading } from "../../src/core/plans/plan.ts";
import { reportPlan } from "../../src/core/plans/plan-report.ts";
import { renderPlanTable } from "../../src/core/plans/render-plan-table.ts";

const TABLE =
  "| ID | Task | Depends on | Est. |\n|---|---|---|---|\n| D-1 | Rails | - | 3d |\n| D-2 | Wire | D-1 | 2d |\n";

function planOf(text: string): Plan {
  const { plan } = readPlan(text);
  if (plan === null) throw new Error("no plan");
  return plan;
}

function saidAt({ warnings }: PlanReading, line: number): string {
  return warnings.flatMap((warning) => (warning.line === line ? [warning.message] : [])).join("\n");
}

test("milestones in a list and in a table are target dates, with what has to be true by then", () => {
  const list = [
    "## Key milestones",
    "- M1: Rails lie (Week 1)",
    "  - Every bolt is tight",
    "- **M2** - Open, 3 May",
    "- Week 14: Party",
  ];
  const { milestones, tasks } = planOf(`# Tram\n${TABLE}\n${list.join("\n")}\n`);
  expect(tasks.map(({ id }) => id)).toEqual(["D-1", "D-2"]);
  expect(milestones).toEqual([
    { title: "M1: Rails lie", week: 1, criteria: [{ text: "Every bolt is tight", done: false }], line: 8 },
    { title: "M2 - Open, 3 May", week: null, criteria: [], line: 10 },
    { title: "Party", week: 14, criteria: [], line: 11 },
  ]);
  const rows = "| Milestone | Target date | Success criteria | Owner |\n|---|---|---|---|\n";
  expect(
    planOf(`# Tram\n${TABLE}\n${rows}| Rails lie | Week 2 | All bolted | Kim |\n| Open | 3 May | | |\n`).milestones,
  ).toEqual([
    { title: "Rails lie", week: 2, criteria: [{ text: "All bolted", done: false }], line: 9 },
    { title: "Open (3 May)", week: null, criteria: [], line: 10 },
  ]);
});

test("a list of tasks that bear the name of milestones stays one of tasks", () => {
  const { milestones, tasks } = planOf(
    "# Tram\n## Milestones\n| ID | Task | Depends on |\n|---|---|---|\n| M1 | Rails | - |\n",
  );
  expect([tasks.length, milestones.length]).toEqual([1, 0]);
});

test("the exit criteria of a phase are those of a gate that closes it; a gate that stands there names it", () => {
  const phase = `# Tram\n${TABLE}\n### Phase 1: Ground\n\n- D-1\n\n**Exit criteria:**\n- [x] All bolted\n- Level\n`;
  const next = "\n### Phase 2: Air\n\n- D-2\n- Success criteria: it hangs; it holds\n";
  expect(planOf(phase + next).gates).toMatchObject([
    {
      title: "Exit criteria of Phase 1",
      criteria: [
        { text: "All bolted", done: true },
        { text: "Level", done: false },
      ],
      after: ["D-1"],
      before: ["D-2"],
    },
    { title: "Exit criteria of Phase 2", criteria: [{ text: "it hangs" }, { text: "it holds" }], after: ["D-2"] },
  ]);
  expect(planOf(`${phase}\n**Gate:** The mayor has seen it (approver: Ana)\n${next}`).gates[0]).toMatchObject({
    title: "The mayor has seen it",
    approver: "Ana",
    criteria: [{ text: "All bolted" }, { text: "Level" }],
  });
  const entry = readPlan(`${phase}${next}\nEntry criteria:\n- Money\n`);
  expect(saidAt(entry, 20)).toContain("before Phase 2");
});

test("a line gives the lengths of several tasks; what it gives no known task is reported", () => {
  const reading = readPlan("# Kites\n- K1: Sew\n- K2: Rent (after K1)\n\nEstimates: K1 4h, K2: 1-2d and K4 2h.\n");
  expect(reading.plan?.tasks.map(({ estimateMinutes }) => estimateMinutes)).toEqual([
    { low: 240, high: 240 },
    { low: 480, high: 960 },
  ]);
  expect(saidAt(reading, 5)).toContain("“K4 2h”");
});

function claimed(text: string): { lines: readonly number[]; said: string } {
  const { plan, warnings } = readPlan(text);
  if (plan === null) throw new Error("no plan");
  const all = reportPlan(plan, warnings).warnings;
  return { lines: all.map(({ line }) => line), said: all.map(({ message }) => message).join("\n") };
}

test("the length of a stated critical path is compared with that of its tasks, wherever it stands", () => {
  const right = ["D-1 -> D-2 (5 days total)", "D-1 -> D-2 (1 week)", "D-1 (3d) → D-2 (2d) = 5 days", "5 days"];
  for (const path of right) expect(claimed(`# Tram\n${TABLE}\n**Critical path:** ${path}\n`).lines).toEqual([]);
  const wrong = ["D-1 -> D-2 (9 days total)", "D-1 -> D-2 (9 days)", "D-1 (3d) → D-2 (2d) — 9 days", "9 days"];
  for (const path of wrong) {
    const { lines, said } = claimed(`# Tram\n${TABLE}\n**Critical path:** ${path}\n`);
    expect([path, lines]).toEqual([path, [7]]);
    expect(said).toContain("9 days here; by its tasks it takes 5 days");
  }
});

test("a length with so many workers is compared with the schedule for so many", () => {
  const text = (claim: string) => `# Tram\n${TABLE}| D-3 | Paint | - | 3d |\n\n- ${claim}\n`;
  for (const claim of ["With 2 workers: 5 days", "**With 1 worker:** 8 days", "Using 3 agents: 1 week"])
    expect(claimed(text(claim)).lines).toEqual([]);
  for (const claim of ["With 2 workers: 4h", "With 1 person: 5 days", "Using 4 agents: 3 weeks"])
    expect([claim, claimed(text(claim)).lines]).toEqual([claim, [8]]);
});

test("a table keeps what its writer called each track", () => {
  const head = "| ID | Task | Depends on |\n|---|---|---|\n";
  const rows = "| **BACKEND TRACK (Ana)** |\n| B-1 | Dig | - |\n| **Stream: Front** |\n| F-1 | Paint | B-1 |\n";
  const plan = planOf(`# Yard\n\n${head}${rows}`);
  const text = renderPlanTable(plan);
  expect(text).toContain("| **BACKEND TRACK (Ana)** |");
  expect(planOf(text).tracks).toEqual(plan.tracks);
});

test("of two columns that speak of the work the second is kept as a note, also where the first stands beside the id", () => {
  const notesOf = (text: string) => planOf(text).tasks.map(({ title, notes }) => [title, notes]);
  expect(
    notesOf(
      "| Phase | Scope | Depends on |\n|---|---|---|\n| Phase 1: Water | Pumps | - |\n| Phase 2: Rooms | - | Phase 1 |\n",
    ),
  ).toEqual([
    ["Water", ["Scope: Pumps"]],
    ["Rooms", []],
  ]);
  expect(notesOf("| ID | Task | Scope | Notes |\n|---|---|---|---|\n| A-1 | Water | Pumps | soon |\n")).toEqual([
    ["Water", ["soon", "Scope: Pumps"]],
  ]);
});

test("a table of gates makes gates, not tasks", () => {
  const rows = "| Gate | After | Approver | Criteria | Status |\n|---|---|---|---|---|\n";
  const plan = planOf(
    `# Tram\n${TABLE}\n${rows}| G1 Rails lie | D-1 | @mo | Bolted; level | Approved |\n| Open | D-2 | - | | |\n`,
  );
  expect(plan.tasks.map(({ id }) => id)).toEqual(["D-1", "D-2"]);
  expect(plan.gates).toMatchObject([
    { title: "G1 Rails lie", after: ["D-1"], before: ["D-2"], approver: "@mo", status: "approved" },
    { title: "Open", after: ["D-2"], before: [], approver: null, criteria: [], status: "open" },
  ]);
  expect(plan.gates[0]?.criteria.map(({ text }) => text)).toEqual(["Bolted", "level"]);
  const wrong = readPlan(`# Tram\n${TABLE}\n${rows}| G1 | D-9 | - | | |\n`);
  expect(saidAt(wrong, 9)).toContain("D-9");
});
