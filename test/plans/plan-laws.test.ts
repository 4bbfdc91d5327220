/** Laws of reading plans: nothing throws, time grows with the text, a rendered plan reads back to the same graph. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { measurePlan } from "../../src/core/plans/measure-plan.ts";
import { type Plan, planSchema } from "../../src/core/plans/plan.ts";
import { renderPlanTable } from "../../src/core/plans/render-plan-table.ts";
import { repairEncoding } from "../../src/core/plans/repair-encoding.ts";

const FRAGMENTS = [
  "| ID | Task | Depends on | Blocking |",
  "|---|---|---|---|",
  "| A-1 | Dig | A-2-A-9, All | None |",
  "| **X TRACK (Y)** |",
  "| 1. | | PARTIAL |",
  "```",
  "```text",
  "```json",
  "```typescript",
  "WEEK 3-6: PHASE 1 (Hull) - SEQUENTIAL after A-1",
  "ANYTIME: PHASE 0B (X)",
  "  A-1 ─→ B-2 ║ C-3 (with mocks)",
  "  └─> Phase 1.1 (X)",
  "  ├─ Track A: 2A -> 2B",
  "THEN PARALLEL:",
  "CHECKPOINT: done (fresh session)",
  "### Phase 1: Dirt (Week 1-2)",
  "### Group B (Parallel)",
  "**After Phase 1 completes**:",
  "- Phase 1.1 + Phase 1.2 (parallel)",
  "- [ ] T001 [P] x (depends on T001)",
  "**Dependencies:** All agents",
  "### Agent 01: Y",
  "- #12: Phase 1.1 - Z ✅",
  "#12-#15 (to be created)",
  "## Success Criteria",
  "- [x] y (A-1)",
  '{ "a": { cycles: [1, 2], requires: ["b"] },',
  "// ... more",
  "}",
  "Run A-1 through A-9 sequentially",
  "âš ï¸ â†’ ‚Üí",
  "\t",
  "<!--",
  "-->",
  "~~~",
  "# Title",
  "## Critical Path",
];

const text = fc.array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "grapheme", maxLength: 40 })), {
  maxLength: 60,
});

test("no text throws, and what is read is canonical and names only its own tasks", () => {
  fc.assert(
    fc.property(text, (lines) => {
      const { plan } = readPlan(lines.join("\n"));
      if (plan === null) return;
      expect(planSchema.safeParse(plan).error?.issues ?? []).toEqual([]);
      const ids = new Set(plan.tasks.map((task) => task.id));
      expect(ids.size).toBe(plan.tasks.length);
      for (const task of plan.tasks) {
        for (const blocker of [...task.dependsOn, ...task.softDependsOn])
          expect(ids.has(blocker) && blocker !== task.id).toBe(true);
        expect(new Set([...task.dependsOn, ...task.softDependsOn]).size).toBe(
          task.dependsOn.length + task.softDependsOn.length,
        );
      }
      const { waves } = measurePlan(plan);
      expect(waves.flat().toSorted()).toEqual([...ids].toSorted());
    }),
    { numRuns: 400 },
  );
});

test("no JSON-like text throws", () => {
  const json = fc.array(
    fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      ":",
      ",",
      "tasks",
      "id",
      "//",
      "/*",
      "*/",
      "\n",
      "&",
      "*",
      "- ",
      "#",
      "\\",
      "1",
    ),
  );
  fc.assert(
    fc.property(json, (parts) => {
      const reading = readPlan(`{${parts.join("")}`);
      expect(reading.plan !== null || reading.warnings.length > 0).toBe(true);
    }),
  );
});

const words = fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{2,8}){0,4}$/);
const somePlan: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      title: words,
      minutes: fc.option(fc.integer({ min: 1, max: 3000 })),
      track: fc.option(fc.constantFrom("hull", "deck")),
      waits: fc.array(fc.nat(40)),
      soft: fc.array(fc.nat(40), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((drafts) => {
    const idOf = (index: number) => `T-${String(index + 1).padStart(3, "0")}`;
    const tasks = drafts.map(({ title, minutes, track, waits, soft }, index) => {
      const earlier = (list: number[]) => [...new Set(list.filter((other) => other < index).map(idOf))];
      const dependsOn = earlier(waits);
      const softDependsOn = earlier(soft).filter((id) => !dependsOn.includes(id));
      return {
        id: idOf(index),
        title,
        estimateMinutes: minutes === null ? null : { low: minutes, high: minutes },
        track,
        dependsOn,
        softDependsOn,
        line: null,
      };
    });
    const tracks = ["hull", "deck"].map((id) => ({ id, title: id }));
    return planSchema.parse({ title: "Some plan", tasks, tracks });
  });

function graphOf(plan: Plan | null): unknown {
  const tasks = plan?.tasks.map(({ id, title, estimateMinutes, track, dependsOn, softDependsOn }) => {
    return {
      id,
      title,
      estimateMinutes,
      track,
      dependsOn: dependsOn.toSorted(),
      softDependsOn: softDependsOn.toSorted(),
    };
  });
  return tasks?.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

test("a plan rendered as a table reads back to the same graph, without a warning", () => {
  fc.assert(
    fc.property(somePlan, (plan) => {
      const reading = readPlan(renderPlanTable(plan));
      expect(reading.warnings).toEqual([]);
      expect(graphOf(reading.plan)).toEqual(graphOf(plan));
    }),
    { numRuns: 60 },
  );
});

test("text in a sound encoding is never repaired", () => {
  for (const sound of ["Müller → Größe", "«été» — naïve", "日本語 ⏸️ ✅", "Ä… ‚x’ Ü√í", "plain"]) {
    expect(repairEncoding(sound)).toMatchObject({ text: sound, count: 0 });
  }
});

test("2,000 tasks with ranges are read whole", () => {
  const idOf = (n: number) => `T-${String(n).padStart(4, "0")}`;
  const rows = Array.from({ length: 2000 }, (_, at) => {
    const waits = at < 3 ? "-" : at % 10 === 0 ? `${idOf(at - 2)}-${idOf(at)}` : idOf(at);
    return `| ${idOf(at + 1)} | Piece number ${at + 1} of the long wall | ${waits} | 1h |`;
  });
  const reading = readPlan(["| ID | Task | Depends on | Est. |", "|---|---|---|---|", ...rows].join("\n"));
  expect(reading.warnings).toEqual([]);
  expect(reading.plan?.tasks).toHaveLength(2000);
  expect(reading.plan?.tasks.flatMap((task) => task.dependsOn)).toHaveLength(1997 + 2 * 199);
});
