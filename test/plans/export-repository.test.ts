/** Any coordinated repository as a plan document: phases, gates, soft waits, workers, resources, titles of every kind; read back it is the same graph. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildWorld } from "../../src/core/build-world.ts";
import type { Issue, Marker } from "../../src/core/model.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { worldPlan } from "../../src/core/plans/apply/world-plan.ts";
import { graphDifferences } from "../../src/core/plans/graph-differences.ts";
import type { Plan } from "../../src/core/plans/plan.ts";
import { renderPlanTable } from "../../src/core/plans/render-plan-table.ts";
import { openTrust } from "../../src/core/trust.ts";
import { views } from "../../src/views/all.ts";
import { newIssue } from "../new-issue.ts";
import { snapshotFrom } from "../world-builder.ts";

const MOST = 14;

/** Titles that look like ids, references, lists, tables, waits and headings. */
const title = fc.oneof(
  fc.constantFrom(
    ...["Task 4", "Phase 2", "T-7", "T-7: oil it", "#3", "#3: again", "1.", "1.2 Build", "All", "None", "-", "2 pts"],
    ...["Paint (depends on #2)", "Wait for #1", "After #2: glue", "A | B", "A, B and C", "**bold**", "`code`", "a → b"],
    ...[
      "Gate: it holds",
      "CHECKPOINT: all",
      "Done when it rains",
      "[P] quick",
      "Blocks #1",
      "week 3",
      "~~gone~~ stays",
    ],
    ...[
      "PARTIAL",
      "Soft landing",
      "x (mock)",
      "1-3",
      "T-1–T-4",
      "Module A",
      "ID",
      "✅ done",
      "<b>html</b>",
      "TBD",
      "_",
    ],
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{2,8}){0,4}$/),
);

const piece = fc.record({
  title,
  waits: fc.array(fc.nat(MOST), { maxLength: 4 }),
  soft: fc.array(fc.nat(MOST), { maxLength: 2 }),
  phase: fc.option(fc.constantFrom("1", "Phase 2: Build", "Foundation", "last things"), { nil: null }),
  track: fc.option(fc.constantFrom("api", "Front end", "T-1"), { nil: null }),
  owner: fc.option(fc.constantFrom("ana", "agent-backend", "@bob"), { nil: null }),
  minutes: fc.option(fc.integer({ min: 1, max: 4000 }), { nil: null }),
  skills: fc.subarray(["sql", "wood work"]),
  uses: fc.subarray(["staging", "the van"]),
  touches: fc.subarray(["src/**", "docs/a.md"]),
  doneWhen: fc.subarray(["it works", "tested (#1, #2)"]),
  isGate: fc.boolean(),
  gateTitle: fc.stringMatching(/^[A-Z][a-z]{1,8}( [a-z]{2,8}){0,4}$/),
  isPlanned: fc.boolean(),
  isOpen: fc.boolean(),
});

const repository = fc.array(piece, { minLength: 1, maxLength: MOST });

interface Drawn {
  readonly plan: Plan;
}

function draw(pieces: readonly (typeof piece extends fc.Arbitrary<infer T> ? T : never)[]): Drawn {
  const snapshot = snapshotFrom(["ana is a worker with 2 slots", "agent-backend is a worker"]);
  const issueMarkers = new Map<number, Marker>(snapshot.issueMarkers);
  const isGate = (at: number) => pieces[at]?.isGate === true && at % 4 === 3;
  const issues = pieces.map((one, at): Issue => {
    const number = at + 1;
    // Gates hang together by tasks only, as plans have them.
    const earlier = (list: readonly number[]) => [
      ...new Set(list.filter((other) => other < at && !(isGate(at) && isGate(other))).map((other) => other + 1)),
    ];
    const hard = earlier(one.waits);
    const soft = earlier(one.soft).filter((other) => !hard.includes(other) && !isGate(other - 1));
    const data = isGate(at) ? { gate: true } : {};
    if (isGate(at) || one.isPlanned)
      issueMarkers.set(number, {
        kind: "task",
        key: `task:docs/plan.md:${isGate(at) ? `/gate/g-${number}` : `P-${number}`}`,
        facts: [],
        settled: [],
        data,
      });
    const body = isGate(at)
      ? views.gateIssue(
          {
            id: `g-${number}`,
            title: one.gateTitle,
            criteria: [],
            approver: null,
            status: "open",
            fresh: false,
            after: [],
            before: [],
            line: null,
          },
          hard,
          [],
        )
      : [
          `**Depends on**: ${hard.length === 0 ? "none" : hard.map((other) => `#${other}`).join(", ")}`,
          ...(soft.length === 0 ? [] : [`**Soft dependencies**: ${soft.map((other) => `#${other}`).join(", ")}`]),
          ...(one.phase === null ? [] : [`**Phase**: ${one.phase}`]),
          ...(one.track === null ? [] : [`**Track**: ${one.track}`]),
          ...(one.owner === null ? [] : [`**Owner**: ${one.owner}`]),
          ...(one.minutes === null ? [] : [`**Estimate**: ${one.minutes}min`]),
          ...(one.skills.length === 0 ? [] : [`**Skills**: ${one.skills.join(", ")}`]),
          ...(one.uses.length === 0 ? [] : [`**Uses**: ${one.uses.join(", ")}`]),
          ...(one.touches.length === 0 ? [] : [`**Touches**: ${one.touches.map((path) => `\`${path}\``).join(", ")}`]),
          ...(one.doneWhen.length === 0
            ? []
            : ["", "## Done when", "", ...one.doneWhen.map((text) => `- [ ] ${text}`)]),
        ].join("\n");
    return { ...newIssue(number, isGate(at) ? `Gate: ${one.gateTitle}` : one.title), body, isOpen: one.isOpen };
  });
  const whole = { ...snapshot, issues, issueMarkers };
  const world = buildWorld(whole, openTrust(whole));
  const { plan } = worldPlan(world);
  return { plan };
}

test("written as a table or as JSON and read back, the graph is the same", () => {
  fc.assert(
    fc.property(repository, (pieces) => {
      const { plan } = draw(pieces);
      for (const text of [JSON.stringify(plan), renderPlanTable(plan)]) {
        const again = readPlan(text).plan;
        expect(again === null ? ["nothing is read"] : graphDifferences(plan, again)).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

/** Which tasks stand together, whatever the name of it. */
function groups(plan: Plan | null, kind: "phase" | "track"): readonly string[] {
  const named = (plan?.tasks ?? []).filter((task) => task[kind] !== null);
  const together = Map.groupBy(named, (task) => task[kind] ?? "");
  return [...together.values()]
    .map((tasks) =>
      tasks
        .map(({ id }) => id)
        .toSorted()
        .join(" "),
    )
    .toSorted();
}

test("phases and tracks of a repository come back with the table", () => {
  fc.assert(
    fc.property(repository, (pieces) => {
      const { plan } = draw(pieces);
      const again = readPlan(renderPlanTable(plan)).plan;
      for (const kind of ["phase", "track"] as const) expect(groups(again, kind)).toEqual(groups(plan, kind));
    }),
    { numRuns: 200 },
  );
});
