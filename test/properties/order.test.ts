// The order of a plan, by what is left when it stops half-way: nothing stands without what it follows from.
import { describe, expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import type { Action } from "../../src/core/actions.ts";
import type { Fact } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { ASKING, HUB, snapshotFrom } from "../world-builder.ts";
import { perform } from "./little-github.ts";
import { essence, settle } from "./settle.ts";

const YARD = ["ana is a worker", "bob is a worker", "mara is known", "tasks are claimed"];
const HELD = [...YARD, "#4 is held by ana"];

/** Something said on #4 that leaves more than one trace. */
const STORIES: readonly (readonly [says: string, by: string, yard: readonly string[]])[] = [
  ["/claim", "ana", [...YARD, "#4 is open"]],
  ["/claim\n/done", "ana", [...YARD, "#4 is open", "#5 depends on #4"]],
  ["/release I am ill", "ana", [...HELD, "#4 has the label in progress"]],
  ["/done", "ana", [...HELD, "#5 depends on #4", "#5 has the label blocked"]],
  ["/done\n/claim", "ana", HELD],
  ["/hold because of rain", "mara", HELD],
  ["/resume", "mara", [...HELD, "#4 is on hold because of rain"]],
  ["/hold\n/claim", "mara", HELD],
  ["/urgent the roof is on fire", "mara", HELD],
  ["/priority P0", "mara", HELD],
  ["/assign @bob", "mara", [...YARD, "#4 is open"]],
  ["/unassign @ana", "mara", HELD],
  ["/review", "ana", HELD],
  ["/review\n/approve", "mara", [...HELD, "#4 is in review", "reviews are required"]],
  ["/unblock #3 because it is nearly there", "mara", [...YARD, "#4 depends on #3", "#4 has the label blocked"]],
  ["## Worker ana Report\n\n**Status**: complete\n\n### Deliverables\n\n- a roof", "ana", HELD],
];

/** What stands after each action of the plan, with the action. */
function steps(start: Snapshot): readonly { readonly action: Action; readonly left: Snapshot }[] {
  let left = start;
  return decide(start).actions.map((action) => {
    left = perform(left, action);
    return { action, left };
  });
}

function factsOf(snapshot: Snapshot, issue: number): readonly Fact[] {
  return snapshot.comments.find(({ marker }) => marker?.key === `status:${issue}`)?.marker?.facts ?? [];
}

function labelsOf(snapshot: Snapshot, issue: number): readonly string[] {
  return snapshot.issues.find(({ number }) => number === issue)?.labels ?? [];
}

describe.each(STORIES)("%j, stopped after any write", (body, by, yard) => {
  const start = snapshotFrom(yard, { comment: { on: 4, by, body } });
  const end = settle(start, 0).end;
  const whole = steps(start).at(-1)?.left ?? start;

  test("and run again, ends as it would have", () => {
    for (const { action, left } of steps(start).slice(0, -1))
      expect(essence(settle(left, 0).end), `after ${action.kind}: ${action.because}`).toEqual(essence(end));
  });

  test("has its receipt last of all that it asked for, and after its facts whoever holds it", () => {
    const said = factsOf(whole, 4);
    for (const { action, left } of steps(start)) {
      const isReceipt = action.kind === "react" && action.comment === ASKING;
      const isHolding = ["assign", "unassign", "close"].includes(action.kind);
      if (isReceipt || isHolding) expect(factsOf(left, 4), `after ${action.kind}`).toEqual(said);
      if (isReceipt) expect(labelsOf(left, 4).toSorted()).toEqual(labelsOf(whole, 4).toSorted());
    }
  });
});

/** What words may tell of: everything but the words. */
function told({ issues, comments }: Snapshot) {
  const seen = issues
    .filter(({ number }) => number !== HUB)
    .map(({ number, labels, assignees, isOpen }) => ({
      ...{ number, isOpen, labels: labels.toSorted() },
      assignees: assignees.map(({ login }) => login).toSorted(),
    }));
  const facts = comments.flatMap(({ marker }) => marker?.facts ?? []).map((fact) => JSON.stringify(fact));
  return { seen, facts: facts.toSorted(), receipts: comments.find(({ id }) => id === ASKING)?.ownReactions };
}

/** A word to somebody who did not ask, the dashboard or the summary; null for everything else. */
function wordOf(action: Action): string | null {
  if (action.kind === "edit-issue" && action.issue === HUB) return "dashboard";
  if (action.kind !== "write-comment") return null;
  const { kind } = action.marker;
  return kind === "reply" || kind === "status" ? null : kind;
}

test("whatever is told to those who did not ask stands already when it is told", () => {
  const yard = [...HELD, "helper is started by people", "#5 depends on #4", "#5 has the label blocked", "#6 is open"];
  const cases = [
    snapshotFrom(yard, { comment: { on: 4, by: "ana", body: "/done" } }),
    snapshotFrom([...yard, "#7 depends on #8", "#8 depends on #7"], { comment: { on: 6, by: "bob", body: "/claim" } }),
    snapshotFrom(yard.filter((one) => one !== "tasks are claimed")),
  ];
  const words = new Set<string>();
  for (const start of cases) {
    const whole = steps(start).at(-1)?.left ?? start;
    for (const { action, left } of steps(start)) {
      const word = wordOf(action);
      if (word === null) continue;
      words.add(word);
      expect(told(left), `${word}: ${action.because}`).toEqual(told(whole));
    }
  }
  expect([...words].toSorted()).toEqual(["dashboard", "notice", "summary"]);
});
