/** What finished issues tell about how long work takes: all of it stands on GitHub (claims, assignments, closing times). */
import { expectedMinutes } from "../hand-out.ts";
import { isSameName, type WorkerKind } from "../model.ts";
import type { WorkHours } from "../work-hours.ts";
import { findWorker } from "../workers.ts";
import type { Task, World } from "../world.ts";
import type { Calendar } from "./calendar.ts";
import type { Finished } from "./learn.ts";

/** Somebody's part of a task: taken, handed in, over. ISO times. */
interface Story {
  readonly issue: number;
  readonly worker: string;
  readonly kind: WorkerKind;
  readonly hours?: WorkHours;
  readonly estimateMinutes: number;
  readonly startedAt: string;
  readonly handedInAt: string;
  readonly finishedAt: string;
}

export interface History {
  readonly finished: readonly Finished[];
  /** People who state no hours are seen to work at any hour of any day, so their clock never stops. */
  readonly anyHour: boolean;
}

/** This share of work handed in outside working hours shows that hours mean nothing here. */
const OUTSIDE_HOURS = 0.25;

/** Finished tasks whose beginning is known, oldest end first. */
export function readHistory(world: World, calendar: Calendar): History {
  const stories = [...world.tasks.values()]
    .flatMap((task) => storyOf(task, world) ?? [])
    .sort((one, other) => (one.finishedAt < other.finishedAt ? -1 : 1));
  const isOutside = (iso: string) =>
    calendar.people.workBetween(calendar.minutesAt(iso) - 1, calendar.minutesAt(iso)) === 0;
  const byPeople = stories.filter(({ kind, hours }) => kind === "person" && hours === undefined);
  const outside = byPeople.filter(({ handedInAt }) => isOutside(handedInAt)).length;
  const anyHour = outside > OUTSIDE_HOURS * byPeople.length;
  return { anyHour, finished: stories.map((story) => measure(story, calendar, anyHour)) };
}

function measure(story: Story, calendar: Calendar, anyHour: boolean): Finished {
  const { handedInAt, hours: _, ...known } = story;
  const clock = calendar.clockOf(story, anyHour);
  const [from, to] = [calendar.minutesAt(story.startedAt), calendar.minutesAt(handedInAt)];
  const reviewMinutes = Math.max(0, calendar.minutesAt(story.finishedAt) - to);
  return { ...known, actualMinutes: Math.max(1, clock.workBetween(from, to)), reviewMinutes };
}

function storyOf(task: Task, world: World): Story | null {
  const { issue, fields, isContainer, gate } = task;
  const end = issue.closedAt;
  const isDone = !issue.isOpen && (issue.stateReason === "completed" || issue.stateReason === null);
  if (isContainer || gate !== null || !isDone || end === null) return null;
  const taken = takenBy(task, world);
  if (taken === null || taken.at >= end) return null;
  const worker = findWorker(world.workers, taken.worker);
  const isRobot = taken.worker.toLowerCase().endsWith("[bot]");
  return {
    issue: issue.number,
    worker: worker?.name ?? taken.worker,
    kind: worker?.kind ?? (isRobot ? "agent" : "person"),
    ...(worker?.hours === undefined ? {} : { hours: worker.hours }),
    estimateMinutes: Math.max(1, expectedMinutes(fields.estimateMinutes)),
    startedAt: taken.at,
    handedInAt: handedIn(task, world, taken.at, end),
    finishedAt: end,
  };
}

/** The last claim, else the last assignment before the end. */
function takenBy({ issue }: Task, world: World): { readonly worker: string; readonly at: string } | null {
  const claim = (world.facts.get(issue.number) ?? []).findLast((fact) => fact.kind === "claim");
  if (claim?.kind === "claim") return { worker: claim.worker, at: claim.at };
  const entry = issue.timeline.findLast(({ kind, at }) => kind === "assigned" && at < (issue.closedAt ?? ""));
  return entry?.assignee === undefined ? null : { worker: entry.assignee, at: entry.at };
}

/** The first word about a review after the beginning: what comes after it is review, rework and waiting. */
export function handedIn({ issue }: Task, world: World, from: string, end: string): string {
  const label = world.snapshot.settings.labels["in review"];
  const said = (world.facts.get(issue.number) ?? []).flatMap((fact) =>
    fact.kind === "review" || fact.kind === "done" ? [fact.at] : [],
  );
  const labelled = issue.timeline.flatMap((one) =>
    one.kind === "labeled" && isSameName(one.label ?? "", label) ? [one.at] : [],
  );
  return [...said, ...labelled].filter((at) => at > from && at < end).sort()[0] ?? end;
}
