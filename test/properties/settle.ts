// Deciding and acting until nothing is left to do, and what counts of the end.
import { decide } from "../../src/app/wire.ts";
import type { Action } from "../../src/core/actions.ts";
import { readRegion } from "../../src/core/hub-region.ts";
import { later } from "../../src/core/local-time.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { perform } from "./little-github.ts";

const MOST_ROUNDS = 8;

/** All of the actions, one after the other. */
export function run(snapshot: Snapshot, actions: readonly Action[]): Snapshot {
  return actions.reduce(perform, snapshot);
}

/** Decides and acts until nothing is left to do; `stepMs` pass between two rounds. */
export function settle(
  start: Snapshot,
  stepMs: number,
): { readonly end: Snapshot; readonly plans: readonly Action[][] } {
  const plans: Action[][] = [];
  let now = start;
  for (;;) {
    const actions = [...decide(now).actions];
    if (actions.length === 0) return { end: now, plans };
    plans.push(actions);
    if (plans.length > MOST_ROUNDS) throw new Error(`no rest: ${JSON.stringify(actions).slice(0, 1000)}`);
    now = run(now, actions);
    now = { ...now, now: later(now.now, stepMs) };
  }
}

/** What must be the same however often we were interrupted; words that say when they were written are left out. */
export function essence(snapshot: Snapshot) {
  const issues = snapshot.issues.map((issue) => ({
    number: issue.number,
    labels: [...issue.labels].sort(),
    assignees: issue.assignees.map(({ login }) => login).sort(),
    isOpen: issue.isOpen,
    title: issue.title,
    body: readRegion(issue.body) === null ? issue.body : "",
  }));
  const ours = snapshot.comments.flatMap(({ marker }) => (marker === null ? [] : [marker]));
  const facts = ours
    .filter((marker) => marker.facts.length > 0)
    .map((marker) => [marker.key, marker.facts.map((fact) => JSON.stringify(fact)).sort()]);
  // A label asked for and already there leaves a receipt only: the second time no comment is needed for it.
  const keys = ours.filter((marker) => marker.kind !== "status").map(({ key }) => key);
  const heard = snapshot.comments.filter(({ marker }) => marker === null).map((one) => [one.id, one.ownReactions]);
  return { issues, facts: facts.sort(), keys: keys.sort(), heard };
}
