// Ids of planned tasks in the texts of issues: they lead to the issues that were made from the plan.
import { expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";
import type { Marker } from "../../src/core/model.ts";
import { meaningOfIssue } from "../../src/core/read-meaning.ts";
import { newIssue } from "../new-issue.ts";
import { snapshotFrom } from "../world-builder.ts";

function task(key: string): Marker {
  return { kind: "task", key, facts: [], settled: [], data: {} };
}

const planned = new Map<number, Marker>([
  [12, task("task:plans/spring.md:T-004")],
  [13, task("task:plans/spring.md:1A")],
  [14, task("task:plans/spring.md:T-005")],
  [22, task("task:plans/autumn.md:T-004")],
  [23, task("task:plans/autumn.md:T-009")],
]);

const base = snapshotFrom([]);

function blockersOf(number: number, body: string, markers: ReadonlyMap<number, Marker> = planned): readonly number[] {
  const snapshot = { ...base, issueMarkers: markers };
  const meaning = meaningOfIssue({ ...newIssue(number, "A task"), body }, snapshot, false);
  return meaning.edges.map((edge) => edge.blocker.number);
}

test("an id means the issue of its own plan", () => {
  expect(blockersOf(14, "Depends on: T-004, 1a")).toEqual([12, 13]);
  expect(blockersOf(23, "Depends on T-004 (soft).")).toEqual([22]);
  expect(blockersOf(14, "## Blocked by\n\n- T-004: the schema\n- #99")).toEqual([12, 99]);
});

test("outside the plans an id counts when it means one issue only", () => {
  expect(blockersOf(50, "Depends on: T-005 and T-009")).toEqual([14, 23]);
  expect(blockersOf(50, "Depends on: T-004")).toEqual([]);
  expect(blockersOf(50, "Depends on: T-004", new Map())).toEqual([]);
});

test("what only looks like an id, code, and a range of ids are left alone", () => {
  const texts = [
    "Depends on x-T-004",
    "Depends on T-0041",
    "Depends on `T-004`",
    "Depends on T-004-T-005",
    "T-004 is done",
  ];
  for (const text of texts) expect(blockersOf(14, text), text).toEqual([]);
  expect(blockersOf(14, "Depends on T-004 to T-005")).toEqual([12]);
  expect(blockersOf(14, "Depends on #11 to T-004")).toEqual([11]);
});

test("an id speaks of its issue", () => {
  const at = {
    repo: "octo/yard",
    number: 1,
    ids: new Map([
      ["T-004", 12],
      ["T-005", 14],
    ]),
  };
  const [edge] = parseMeaning("T-005 depends on T-004", at).edges;
  expect([edge?.dependent.number, edge?.blocker.number]).toEqual([14, 12]);
});

test("a task of a phase is called by its phase and number", () => {
  const markers = new Map<number, Marker>([
    [12, task("task:plans/spring.md:1.2")],
    [13, task("task:plans/spring.md:1.3")],
    [14, task("task:plans/spring.md:T-005")],
  ]);
  const of = (body: string) => blockersOf(14, body, markers);
  expect(of("Blocked by: Phase 1.2")).toEqual([12]);
  expect(of("Depends on phase 1.2 (soft), PHASE\u00a01.3 and #99.")).toEqual([12, 13, 99]);
  expect(of("## Blocked by\n\n- Phase 1.3: the API")).toEqual([13]);
  expect(of("Depends on Phase 1.2 to Phase 1.3")).toEqual([12]);
  for (const text of ["Depends on 1.2", "Depends on Phase 1", "Depends on Phase 1.20", "Depends on Phase 1.2.1"])
    expect(of(text), text).toEqual([]);
});

test("a task that gets its issue later is found then", () => {
  const body = "Depends on: T-005";
  expect(blockersOf(61, body, new Map())).toEqual([]);
  expect(blockersOf(61, body)).toEqual([14]);
});
