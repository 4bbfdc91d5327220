/** What a document says beside its tasks: milestones, criteria of phases, lengths on one line, weeks, claims. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import type { Plan, PlanReading } from "../../src/core/plans/plan.ts";

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
  expect(saidAt(reading, 5)).toContain('"K4 2h"');
});
