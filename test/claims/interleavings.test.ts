// A small model check: three workers, silence and a dying App in every order there is, on the pure core.
import { expect, test } from "vitest";
import { later } from "../../src/core/local-time.ts";
import { readFacts } from "../../src/core/read-facts.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { answersTo, assigneesOf, holderOf, pass, says, settle, TASK, yardOfOne } from "./yard-of-one.ts";

const WORKERS = ["ana", "bob", "cho"];
const HOUR = 3_600_000;

/** What each does, one after the other; how they interleave is what is tried out. */
type Scripts = readonly (readonly string[])[];

interface State {
  readonly snapshot: Snapshot;
  /** How far each script is. */
  readonly at: readonly number[];
  readonly said: number;
}

function act(state: State, script: number, scripts: Scripts): State {
  const step = scripts[script]?.[state.at[script] ?? 0] ?? "";
  const at = state.at.map((place, i) => (i === script ? place + 1 : place));
  const { snapshot, said } = state;
  const isTime = step === "a day passes";
  const now = later(snapshot.now, isTime ? 25 * HOUR : 60_000).replace(/\.\d{3}Z$/, "Z");
  if (isTime) return { snapshot: { ...snapshot, now }, at, said };
  const [who = "", body = ""] = step.split(": ");
  const comment = says({ ...snapshot, now }, WORKERS, who, body, said);
  return { snapshot: { ...snapshot, now, comments: [...snapshot.comments, comment] }, at, said: said + 1 };
}

/** After each thing that happens the App does nothing yet, dies after one action, or gets through. */
const PASSES: readonly ((snapshot: Snapshot) => Snapshot)[] = [
  (snapshot) => snapshot,
  (snapshot) => pass(snapshot, 1),
  settle,
];

/** Everything that can make a difference later. */
function identity({ snapshot, at }: State): string {
  const comments = snapshot.comments.map(({ id, marker, body, createdAt, ownReactions }) =>
    [id, createdAt, ownReactions, marker === null ? body : JSON.stringify(marker)].join(),
  );
  const task = snapshot.issues.find(({ number }) => number === TASK);
  return [snapshot.now, at, comments, task?.labels, assigneesOf(snapshot)].join("|");
}

function checkAlways({ snapshot }: State): void {
  const facts = readFacts(snapshot.comments).facts.get(TASK) ?? [];
  const epochs = facts.flatMap((fact) => (fact.kind === "claim" ? [fact.epoch] : []));
  expect(new Set(epochs).size, "every claim has a number of its own").toBe(epochs.length);
  expect(assigneesOf(snapshot).length, "nobody beside somebody").toBeLessThanOrEqual(1);
  for (const { id, author } of snapshot.comments) {
    if (author?.isBot === false) expect(answersTo(id, snapshot), "answered once at most").toBeLessThanOrEqual(1);
  }
}

function checkAtRest(state: State): void {
  const { snapshot } = state;
  const holder = holderOf(snapshot);
  expect(assigneesOf(snapshot)).toEqual(holder === null ? [] : [holder]);
  for (const { author, ownReactions } of snapshot.comments) {
    if (author?.isBot === false) expect(ownReactions, "everybody has one receipt").toHaveLength(1);
  }
  const labels = snapshot.issues.find(({ number }) => number === TASK)?.labels;
  expect(labels).toEqual([holder === null ? "ready" : "in progress"]);
}

const claims = ["ana: /claim", "bob: /claim", "cho: /claim"].map((step) => [step]);

test.each([
  ["claim and release", 30, [["ana: /claim", "ana: /release"], ["bob: /claim", "bob: /release"], ["cho: /claim"]]],
  ["claim and fall silent until the lease is over", 60, [...claims, ["a day passes", "a day passes"]]],
] as [string, number, Scripts][])(
  "three workers %s in each of %i orders, and the App dies anywhere",
  {
    timeout: 1_200_000,
  },
  (_, orders, scripts) => {
    const seen = new Set<string>();
    const open: State[] = [{ snapshot: yardOfOne(WORKERS), at: scripts.map(() => 0), said: 0 }];
    let ends = 0;
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const here = state;
      const next = scripts.flatMap((script, i) => ((here.at[i] ?? 0) < script.length ? [act(here, i, scripts)] : []));
      if (next.length === 0) {
        ends += 1;
        checkAtRest({ ...here, snapshot: settle(here.snapshot) });
      }
      for (const acted of next) {
        for (const go of PASSES) {
          const after = { ...acted, snapshot: go(acted.snapshot) };
          const key = identity(after);
          if (seen.has(key)) continue;
          seen.add(key);
          checkAlways(after);
          open.push(after);
        }
      }
    }
    expect(ends).toBeGreaterThanOrEqual(orders);
  },
);
