// One free task and workers who want it, on the pure GitHub of the laws: what they say is posted, seen late, and answered.
import { commands } from "../../src/commands/all.ts";
import type { Action } from "../../src/core/actions.ts";
import { decideWith } from "../../src/core/decide.ts";
import { openClaim } from "../../src/core/find-holder.ts";
import type { Comment } from "../../src/core/model.ts";
import { readFacts } from "../../src/core/read-facts.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { perform } from "../properties/little-github.ts";
import { newComment, snapshotFrom } from "../world-builder.ts";

/** The page changes nothing for anybody, and drawing it would take most of the time. */
const decideAnew = decideWith({ commands, views: { ...views, dashboard: () => "the page" } });
const decided = new WeakMap<Snapshot, readonly Action[]>();

/** Once for each snapshot, from which several ways go on; nothing changes one in place. */
function actionsFor(snapshot: Snapshot): readonly Action[] {
  const actions = decided.get(snapshot) ?? decideAnew(snapshot).actions;
  decided.set(snapshot, actions);
  return actions;
}

export const TASK = 4;
/** Ids of people's comments; those between them are for ours. */
const FIRST = 700;

export function yardOfOne(workers: readonly string[]): Snapshot {
  const sentences = [...workers.flatMap((name) => [`${name} is a worker`, `${name} is known`]), `#${TASK} is open`];
  const start = snapshotFrom([...sentences, "tasks are claimed"]);
  const { settings } = start;
  return settle({ ...start, now: "2026-06-02T08:00:00Z", settings: { ...settings, dashboard: { everySeconds: 0 } } });
}

function actorOf(name: string, { roles }: Snapshot, names: readonly string[]) {
  const id = [...roles.keys()].filter((one) => one >= 10)[names.indexOf(name)] ?? 0;
  return { id, login: name, isBot: false };
}

/** The comment as GitHub keeps it; whether the App has seen it is another matter. `place` is its place among all. */
export function says(snapshot: Snapshot, names: readonly string[], who: string, body: string, place: number): Comment {
  const { now } = snapshot;
  const made = newComment(FIRST + 100 * place, TASK, actorOf(who, snapshot, names), body);
  return { ...made, createdAt: now, updatedAt: now };
}

/** One pass of the App that dies after `most` actions. */
export function pass(snapshot: Snapshot, most = Number.POSITIVE_INFINITY): Snapshot {
  return actionsFor(snapshot).slice(0, most).reduce(perform, snapshot);
}

export function settle(snapshot: Snapshot): Snapshot {
  let now = snapshot;
  for (let round = 0; round < 12; round++) {
    const actions = actionsFor(now);
    if (actions.length === 0) return now;
    now = actions.reduce(perform, now);
  }
  throw new Error(`no rest: ${JSON.stringify(actionsFor(now)).slice(0, 500)}`);
}

/** Who holds the task by the facts on GitHub. */
export function holderOf({ comments }: Snapshot): string | null {
  return openClaim(readFacts(comments).facts.get(TASK) ?? [])?.worker ?? null;
}

export function assigneesOf({ issues }: Snapshot): readonly string[] {
  return issues.find(({ number }) => number === TASK)?.assignees.map(({ login }) => login) ?? [];
}

/** How many answers of ours settle that comment. */
export function answersTo(id: number, { comments }: Snapshot): number {
  return comments.filter(
    ({ marker }) => marker?.kind === "reply" && marker.settled.some(({ comment }) => comment === id),
  ).length;
}
