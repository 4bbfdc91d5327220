// The laws of one decision, over worlds in which anything may meet: order, rest, crashes, fair play, circles.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../../src/app/wire.ts";
import type { Action } from "../../src/core/actions.ts";
import { readRegion } from "../../src/core/hub-region.ts";
import { later } from "../../src/core/local-time.ts";
import type { Fact } from "../../src/core/model.ts";
import type { Snapshot, World } from "../../src/core/world.ts";
import { perform } from "./little-github.ts";
import { essence, run, settle } from "./settle.ts";
import { entangled, type Recipe, recipes, snapshotOf } from "./worlds.ts";

/** What an action undoes, as the words of the action that did it; null when it undoes nothing. */
function undone(action: Action): string | null {
  switch (action.kind) {
    case "add-label":
      return `remove-label ${action.issue} ${action.label}`;
    case "remove-label":
      return `add-label ${action.issue} ${action.label}`;
    case "assign":
      return `unassign ${action.issue} ${action.login}`;
    case "unassign":
      return `assign ${action.issue} ${action.login}`;
    default:
      return null;
  }
}

function words(action: Action): string {
  if (action.kind === "add-label" || action.kind === "remove-label")
    return `${action.kind} ${action.issue} ${action.label}`;
  return action.kind === "assign" || action.kind === "unassign"
    ? `${action.kind} ${action.issue} ${action.login}`
    : action.kind;
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const keyed = items.map((item, i) => ({ item, key: Math.imul(i + 1, 2_654_435_761 ^ seed) >>> 0 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

test("the order in which things were seen does not matter", () => {
  fc.assert(
    fc.property(recipes, fc.nat(), (recipe, seed) => {
      const seen = snapshotOf(recipe);
      const other: Snapshot = {
        ...seen,
        issues: shuffled(seen.issues, seed),
        comments: shuffled(seen.comments, seed),
        roles: new Map(shuffled([...seen.roles], seed)),
        issueMarkers: new Map(shuffled([...seen.issueMarkers], seed)),
      };
      const told = decide(seen);
      const again = decide(other);
      expect(again.actions).toEqual(told.actions);
      expect(again.recheckAt).toEqual(told.recheckAt);
      expect(again.neededForeign).toEqual(told.neededForeign);
      expect(again.neededRoles.map(({ id }) => id).sort()).toEqual(told.neededRoles.map(({ id }) => id).sort());
    }),
    { numRuns: 250 },
  );
});

const STATUS_LABELS: readonly string[] = ["ready", "blocked", "in progress", "in review"];

/** How many tasks lost a label that they wore; those whose people asked twice to be left alone are left out. */
function checkLabels(start: Snapshot, end: Snapshot): number {
  const { world } = decide(end);
  if (!world.isLive) return 0;
  const isStatus = (label: string) => STATUS_LABELS.includes(label);
  const wrong = [...world.tasks.values()].filter(({ issue, status, isContainer }) => {
    if (factsOf(end, issue.number).some(({ kind }) => kind === "stands-down")) return false;
    const wanted: readonly string[] = isContainer || !isStatus(status) ? [] : [status];
    expect([...new Set(issue.labels.filter(isStatus))], `#${issue.number} is ${status}`).toEqual(wanted);
    const before = start.issues.find(({ number }) => number === issue.number)?.labels ?? [];
    return before.some((label) => isStatus(label) && !wanted.includes(label));
  });
  return wrong.length;
}

test("it comes to rest, every task with the label of its status and no other, and no round undoes what the one before did", () => {
  let taken = 0;
  fc.assert(
    fc.property(recipes, fc.constantFrom(0, 1000), (recipe, stepMs) => {
      const start = snapshotOf(recipe);
      const { plans, end } = settle(start, stepMs);
      taken += checkLabels(start, end);
      for (const [at, actions] of plans.entries()) {
        // What waits for an issue just closed moves on.
        const previous = plans[at - 1] ?? [];
        const isMoving = previous.some(({ kind }) => kind === "close");
        const before = new Set(isMoving ? [] : previous.map(words));
        expect(actions.filter((action) => before.has(undone(action) ?? ""))).toEqual([]);
        const own = new Set(actions.map(words));
        expect(actions.filter((action) => own.has(undone(action) ?? ""))).toEqual([]);
      }
      const keys = end.comments.flatMap(({ marker }) => (marker === null ? [] : [marker.key]));
      expect(new Set(keys).size).toBe(keys.length);
    }),
    { numRuns: 250 },
  );
  expect(taken).toBeGreaterThan(10);
});

test("until the time it asked for itself, a decision at rest changes by the clock alone only what the dashboard shows", () => {
  fc.assert(
    fc.property(recipes, fc.integer({ min: 1, max: 6 * 24 * 60 }), (recipe, minutes) => {
      const { end } = settle(snapshotOf(recipe), 1000);
      const { recheckAt } = decide(end);
      const now = later(end.now, minutes * 60_000);
      const until = recheckAt === null || now < recheckAt ? now : later(recheckAt, -1000);
      const { actions } = decide({ ...end, now: until });
      const shown = new Set(end.issues.filter(({ body }) => readRegion(body) !== null).map(({ number }) => number));
      expect(actions.filter((action) => action.kind !== "edit-issue" || !shown.has(action.issue))).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test("a day that something waits for is looked at when it begins, in the repository's zone", () => {
  const start = snapshotOf({
    ...{ facts: [], spoken: [], hands: [], native: [], hasHub: true, hasPlan: false },
    settings: {
      ...{ mode: "live", assignment: "claims", claims: "workers", scope: "all", review: { required: true } },
      ...{ close: "signalbox", notPlanned: "asks", leases: {} },
    },
  });
  const [first, ...others] = start.issues;
  if (first === undefined) throw new Error("there are issues");
  const dated = { ...start, issues: [{ ...first, body: "Not before: 2026-06-03" }, ...others] };
  const late = { ...dated, now: "2026-06-02T21:59:30Z", settings: { ...start.settings, timezone: "Europe/Berlin" } };
  expect(Date.parse(decide(settle(late, 0).end).recheckAt ?? "")).toBe(Date.parse("2026-06-02T22:00:00Z"));
});

/** Who gets what may come out otherwise when half of it was given before; that it stays fair is the next law. */
const claimed = recipes.map(
  (recipe): Recipe => ({ ...recipe, settings: { ...recipe.settings, assignment: "claims" } }),
);

/** The App dies after any of the writes of its first decision: the next life ends where the first would have. */
function checkStops(recipe: Recipe): void {
  const start = snapshotOf(recipe);
  const { actions } = decide(start);
  const expected = essence(settle(start, 0).end);
  let stopped = start;
  for (const action of actions.slice(0, -1)) {
    stopped = perform(stopped, action);
    expect(essence(settle(stopped, 0).end)).toEqual(expected);
  }
}

test("stopped after any write and run again, it ends the same", () => {
  fc.assert(fc.property(claimed, checkStops), { numRuns: 70 });
});

/** Cases that such a run found once. */
const found: readonly Pick<Recipe, "facts" | "spoken">[] = [
  {
    facts: ["#7 was finished by ana", "#7 is assigned by hand to eve"],
    spoken: [
      { on: 7, by: "eve", says: "/claim" },
      { on: 1, by: "eve", says: "/unblock #1 because I say so" },
    ],
  },
  {
    facts: [],
    spoken: [
      { on: 1, by: "eve", says: "/away cancel" },
      { on: 1, by: "eve", says: "/done\n/claim" },
    ],
  },
  { facts: ["#2 is assigned by hand to mara"], spoken: [{ on: 2, by: "mara", says: "/release" }] },
];

test.each(found)("case %# that such a run found: stopped after any write and run again, it ends the same", (one) => {
  for (const claims of ["workers", "anyone"] as const)
    for (const scope of ["linked", "all"] as const)
      checkStops({
        ...one,
        ...{ hands: [], native: [], hasHub: true, hasPlan: true },
        settings: {
          ...{ mode: "live", assignment: "claims", claims, scope, review: { required: true } },
          ...{ close: "signalbox", notPlanned: "asks", leases: {} },
        },
      });
});

/** The issue and everything it is part of, nearest first; a part never waits for its own whole. */
function lineage(number: number, parentOf: (number: number) => number | undefined): readonly number[] {
  const line: number[] = [];
  for (let at: number | undefined = number; at !== undefined && !line.includes(at); at = parentOf(at)) line.push(at);
  return line;
}

/** Blockers as the bodies and GitHub state them, by the plainest reading; what is waived, or softened, is left out. */
function plainBlockers(number: number, snapshot: Snapshot): readonly number[] {
  const issue = snapshot.issues.find((one) => one.number === number);
  const lines = [...(issue?.body ?? "").matchAll(/^Depends on: #(\d+)( \(soft\))?$/gm)];
  const first = new Map(lines.reverse().map(([, blocker, soft]) => [Number(blocker), soft === undefined]));
  const stated = [...first].flatMap(([blocker, isHard]) => (isHard ? [blocker] : []));
  const facts = factsOf(snapshot, number);
  const isWaived = (blocker: number) =>
    facts.some((fact) => fact.kind === "waived" && (fact.blocker === null || fact.blocker.number === blocker));
  const all = [...stated, ...(issue?.blockedBy ?? []).map((ref) => ref.number)];
  const above = lineage(number, (one) => snapshot.issues.find((each) => each.number === one)?.parent?.number);
  return all.filter((blocker) => !above.includes(blocker) && !isWaived(blocker));
}

function factsOf(snapshot: Snapshot, number: number): readonly Fact[] {
  return snapshot.comments.find(({ marker }) => marker?.key === `status:${number}`)?.marker?.facts ?? [];
}

const isClaimOfOurs = (fact: Fact) => fact.kind === "claim" && fact.by === null && fact.from.comment === null;

/** Tasks that the App gave out between two snapshots, with the worker. */
function givenBetween(before: Snapshot, after: Snapshot): readonly { issue: number; worker: string }[] {
  return after.issues.flatMap(({ number }) => {
    const known = factsOf(before, number).filter(isClaimOfOurs).length;
    const fresh = factsOf(after, number).filter(isClaimOfOurs).slice(known);
    return fresh.flatMap((fact) => (fact.kind === "claim" ? [{ issue: number, worker: fact.worker }] : []));
  });
}

const SLOTS: Readonly<Record<string, number>> = { ana: 1, bob: 2, cy: 1, helper: 1 };

const containersIn = ({ issues }: Snapshot) =>
  new Set(
    issues.flatMap(({ number, parent, subIssueCount }) => [
      ...(parent === null ? [] : [parent.number]),
      ...(subIssueCount > 0 ? [number] : []),
    ]),
  );

/**
 * Open tasks that a worker has in hand by GitHub's own signs: assigned, else labelled; not on hold, not in review. A
 * gate is nobody's work and takes no slot, even with its approver's name on it.
 */
function inHand(worker: string, snapshot: Snapshot, { tasks }: World): readonly number[] {
  const containers = containersIn(snapshot);
  return snapshot.issues
    .filter((issue) => issue.isOpen && tasks.get(issue.number)?.gate === null && !containers.has(issue.number))
    .filter((issue) => !issue.labels.some((label) => label === "hold" || label === "in review"))
    .filter(({ assignees, labels }) =>
      assignees.length === 0 ? labels.includes(`worker:${worker}`) : assignees.every(({ login }) => login === worker),
    )
    .map((issue) => issue.number);
}

function checkGiven(before: Snapshot, after: Snapshot): void {
  const given = givenBetween(before, after);
  const containers = containersIn(after);
  const { world } = decide(after);
  for (const { issue: number, worker } of given) {
    const issue = after.issues.find((one) => one.number === number);
    expect(issue?.isOpen, `#${number} is open`).toBe(true);
    expect(issue?.isPullRequest, `#${number} is a pull request`).toBe(false);
    expect(issue?.labels, `#${number}`).not.toContain("hold");
    expect(containers, `#${number} only holds others`).not.toContain(number);
    const blockers = plainBlockers(number, after).map((one) => after.issues.find((each) => each.number === one));
    expect(blockers.filter((one) => one?.isOpen === true && one !== issue)).toEqual([]);
    const held = inHand(worker, after, world);
    expect(held.length, `${worker} has ${held}`).toBeLessThanOrEqual(SLOTS[worker] ?? 0);
  }
}

test("work is given only when it is open, unblocked and nobody's hold, and never beyond the slots, also after a crash", () => {
  let given = 0;
  const automatic = recipes.map((recipe): Recipe => {
    return { ...recipe, settings: { ...recipe.settings, mode: "live", assignment: "automatic", scope: "all" } };
  });
  fc.assert(
    fc.property(automatic, fc.nat(), (recipe, place) => {
      const start = snapshotOf(recipe);
      const { actions } = decide(start);
      const cut = run(start, actions.slice(0, place % (actions.length + 1)));
      const { end } = settle(cut, 1000);
      given += givenBetween(start, end).length;
      checkGiven(start, end);
    }),
    { numRuns: 250 },
  );
  expect(given).toBeGreaterThan(100);
});

/** Edges of the world that hold between tasks, those of containers spread over what is in them. */
function holdingPairs(world: World): readonly (readonly [number, number])[] {
  const holding = world.edges.filter((edge) => edge.counted && edge.waived === null);
  return world.numbers.flatMap((number) => {
    const line = lineage(number, (one) => world.issues.get(one)?.parent?.number);
    const own = holding.filter((edge) => line.includes(edge.dependent.number) && !line.includes(edge.blocker.number));
    return own
      .filter((edge) => world.nodeOf.has(edge.blocker.number))
      .map((edge) => [number, edge.blocker.number] as const);
  });
}

function reachesItself(number: number, pairs: readonly (readonly [number, number])[]): boolean {
  const seen = new Set<number>();
  const queue = [number];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const [dependent, blocker] of pairs) {
      if (dependent !== at || seen.has(blocker)) continue;
      seen.add(blocker);
      queue.push(blocker);
    }
  }
  return seen.has(number);
}

test("an issue is in a circle exactly when it can reach itself", () => {
  let circles = 0;
  fc.assert(
    fc.property(entangled, (recipe) => {
      const { world } = decide(snapshotOf(recipe));
      const pairs = holdingPairs(world);
      const expected = world.numbers.filter((number) => reachesItself(number, pairs));
      expect(world.cycles.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(expected);
      circles += world.cycles.length;
      for (const { cut } of world.cycles)
        expect(pairs.some(([dependent, blocker]) => dependent === cut.dependent && blocker === cut.blocker)).toBe(true);
    }),
    { numRuns: 250 },
  );
  expect(circles).toBeGreaterThan(50);
});

describe("said twice in one comment", () => {
  test.each([
    ["/hold\n/resume", false],
    ["/resume\n/hold", true],
    ["/hold\n/resume\n/hold", true],
  ])("%j: the last word counts", (says, isHeld) => {
    const recipe: Recipe = {
      ...{ facts: ["#1 is open", "#1 has the label hold"], hands: [], native: [], hasHub: true, hasPlan: false },
      spoken: [{ on: 1, by: "mara", says }],
      settings: {
        ...{ mode: "live", assignment: "claims", claims: "workers", scope: "linked", close: "signalbox" },
        ...{ review: {}, notPlanned: "asks", leases: {} },
      },
    };
    const bare = { ...recipe, facts: ["#1 is open"] };
    for (const one of [recipe, bare]) {
      const { end } = settle(snapshotOf(one), 1000);
      expect(end.issues.find(({ number }) => number === 1)?.labels).toEqual([isHeld ? "hold" : "ready"]);
    }
  });
});
