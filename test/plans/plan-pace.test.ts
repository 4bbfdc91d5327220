/** The pace of writing: what there is room for, and when the last issue is expected to stand. */
import { expect, test } from "vitest";
import type { Marker } from "../../src/core/model.ts";
import { expectedEnd, planPace, writingMinutes } from "../../src/core/plans/apply/plan-pace.ts";
import type { World } from "../../src/core/world.ts";
import { newIssue } from "../new-issue.ts";
import { worldFrom } from "../world-builder.ts";

const NOW = "2026-06-01T12:00:00.000Z";
const marker: Marker = { kind: "task", key: "task:docs/plan.md:T", facts: [], settled: [], data: {} };

/** A repository in which issues of a plan were made so many seconds ago. */
function worldWith(secondsAgo: readonly number[]): World {
  const issues = secondsAgo.map((ago, at) => ({
    ...newIssue(at + 1, `T-${at}`),
    createdAt: new Date(Date.parse(NOW) - 1000 * ago).toISOString(),
  }));
  const world = worldFrom([]);
  return {
    ...world,
    issues: new Map(issues.map((issue) => [issue.number, issue])),
    snapshot: { ...world.snapshot, now: NOW, issueMarkers: new Map(issues.map(({ number }) => [number, marker])) },
  };
}

const minutesTo = (end: string) => (Date.parse(end) - Date.parse(NOW)) / 60_000;

test("fifteen at once, then fifteen a minute, a hundred and twenty an hour", () => {
  const fresh = worldWith([]);
  expect(planPace(fresh).room).toBe(15);
  expect([0, 1, 15].map((issues) => minutesTo(expectedEnd(fresh, issues)))).toEqual([0, 0, 0]);
  expect(minutesTo(expectedEnd(fresh, 16))).toBeCloseTo(1, 1);
  expect(minutesTo(expectedEnd(fresh, 120))).toBeCloseTo(7, 0);
  expect(minutesTo(expectedEnd(fresh, 121))).toBeCloseTo(60, 0);
  for (const issues of [1, 16, 120, 121, 1000])
    expect(Math.abs(minutesTo(expectedEnd(fresh, issues)) - writingMinutes(issues))).toBeLessThan(3);
});

test("what was made lately counts, what was made long ago does not", () => {
  const lately = worldWith(Array.from({ length: 120 }, () => 600));
  expect(planPace(lately).room).toBe(0);
  expect(minutesTo(expectedEnd(lately, 1))).toBeCloseTo(50, 0);
  expect(minutesTo(expectedEnd(worldWith(Array.from({ length: 120 }, () => 3700)), 1))).toBe(0);
});
