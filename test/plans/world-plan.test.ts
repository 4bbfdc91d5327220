/** A coordinated repository as a plan document: reading it back gives the same graph. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildWorld } from "../../src/core/build-world.ts";
import { holds } from "../../src/core/judge-edges.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { worldPlan } from "../../src/core/plans/apply/world-plan.ts";
import { graphDifferences } from "../../src/core/plans/graph-differences.ts";
import { renderPlanTable } from "../../src/core/plans/render-plan-table.ts";
import { openTrust } from "../../src/core/trust.ts";
import { snapshotFrom } from "../world-builder.ts";

/** Sentences about a dozen issues, without circles: a higher number waits for a lower one. */
const stories = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), { maxLength: 20 })
  .map((pairs) => pairs.filter(([a, b]) => a !== b))
  .map((pairs) => pairs.map(([a, b]) => `#${Math.max(a, b)} depends on #${Math.min(a, b)}`));

test("written as a table or as JSON and read back, the graph is the same, edge by edge", () => {
  fc.assert(
    fc.property(stories, (sentences) => {
      const snapshot = snapshotFrom(["#1 is open", ...sentences]);
      // A title such as "Task 4" would be one more id of the row.
      const issues = snapshot.issues.map((issue) => ({ ...issue, title: "A piece of work" }));
      const world = buildWorld({ ...snapshot, issues }, openTrust(snapshot));
      const { plan } = worldPlan(world);
      const edges = world.edges
        .filter(holds)
        .map(({ dependent, blocker }) => `#${dependent.number} #${blocker.number}`);
      const planned = plan.tasks.flatMap(({ id, dependsOn }) => dependsOn.map((other) => `${id} ${other}`));
      expect(planned.toSorted()).toEqual([...new Set(edges)].toSorted());
      for (const text of [renderPlanTable(plan), JSON.stringify(plan)]) {
        const again = readPlan(text).plan;
        expect(again === null ? ["nothing is read"] : graphDifferences(plan, again)).toEqual([]);
      }
    }),
  );
});

test("a container stands for what is in it, and what a plan planned keeps its id", () => {
  const snapshot = snapshotFrom(["#2 is open", "#3 depends on #1", "#1 is open", "#4 depends on #3"]);
  const repo = snapshot.repo;
  const issues = snapshot.issues.map((issue) =>
    issue.number === 2
      ? { ...issue, parent: { repo, number: 1 } }
      : issue.number === 1
        ? { ...issue, subIssueCount: 1 }
        : issue,
  );
  const key = { kind: "task", key: "task:docs/plan.md:T-3", facts: [], settled: [], data: {} } as const;
  const issueMarkers = new Map([...snapshot.issueMarkers, [3, key] as const]);
  const world = buildWorld({ ...snapshot, issues, issueMarkers }, openTrust(snapshot));
  const { plan } = worldPlan(world);
  expect(plan.tasks.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ["#2", []],
    ["T-3", ["#2"]],
    ["#4", ["T-3"]],
  ]);
});
