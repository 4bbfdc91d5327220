// A repository in which tasks were finished one after the other, each on a working day, and some are open.
import { buildWorld } from "../../src/core/build-world.ts";
import type { Fact } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import type { Snapshot, World } from "../../src/core/world.ts";
import { snapshotFrom } from "../world-builder.ts";

const FIRST = 100;
const HOURS = [3, 2, 5, 3, 1, 6, 2, 3];

/** Finished task number `at`: taken at nine on a day of May or June, handed in some hours later. */
function timesOf(at: number): { readonly takenAt: string; readonly closedAt: string } {
  const day = Date.UTC(2026, 4, 4 + Math.floor(at / 5) * 7 + (at % 5), 9);
  const hours = HOURS[at % HOURS.length] ?? 3;
  return { takenAt: new Date(day).toISOString(), closedAt: new Date(day + hours * 3_600_000).toISOString() };
}

/** `past` finished tasks of three hours each (#100, #101, …) beside what the sentences say. `now` is a Monday at ten. */
export function snapshotWithPast(
  past: number,
  sentences: readonly string[],
  now = "2026-06-15T10:00:00.000Z",
): Snapshot {
  const told = Array.from({ length: past }, (_, at) => [
    `#${FIRST + at} says Estimate: 3h`,
    `#${FIRST + at} was finished by ana`,
  ]).flat();
  const snapshot = snapshotFrom(["ana is a worker", ...told, ...sentences], { now });
  const isPast = (number: number) => number >= FIRST && number < FIRST + past;
  const moved = (fact: Fact, number: number): Fact => {
    const { takenAt, closedAt } = timesOf(number - FIRST);
    return { ...fact, at: fact.kind === "claim" ? takenAt : closedAt };
  };
  return {
    ...snapshot,
    issues: snapshot.issues.map((issue) =>
      isPast(issue.number) ? { ...issue, closedAt: timesOf(issue.number - FIRST).closedAt } : issue,
    ),
    comments: snapshot.comments.map((comment) =>
      comment.marker === null || !isPast(comment.issue)
        ? comment
        : {
            ...comment,
            marker: { ...comment.marker, facts: comment.marker.facts.map((one) => moved(one, comment.issue)) },
          },
    ),
  };
}

export function worldOf(snapshot: Snapshot): World {
  return buildWorld(snapshot, openTrust(snapshot));
}
