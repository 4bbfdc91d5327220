/** What is best for a worker now: the schedule's choice, else the most urgent ready task nobody else is meant for. */
import { isAutomatic } from "./assigning.ts";
import { isSameName } from "./model.ts";
import { nameIssue } from "./quote.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import { compareUrgency } from "./urgency.ts";
import type { World } from "./world.ts";

/** A task for the worker with the reason, as Markdown; null when nothing is ready for them. `except` is an issue. */
export function nextFor(name: string, world: World, schedule: ScheduleResult, except = 0): string | null {
  const given = schedule.given.find((one) => isSameName(one.worker, name) && one.issue !== except);
  const chosen = given === undefined ? undefined : world.tasks.get(given.issue);
  if (given && chosen) return `${nameIssue(chosen.issue)} (${given.why})`;
  const meant = new Set(isAutomatic(world) ? schedule.given.map((one) => one.issue) : []);
  const [free] = [...world.tasks.values()]
    .filter((task) => task.status === "ready" && !task.isContainer && task.issue.number !== except)
    .filter((task) => !meant.has(task.issue.number) && !task.declinedBy.some((one) => isSameName(one, name)))
    .filter((task) => task.fields.owner === undefined || isSameName(task.fields.owner.replace(/^@/, ""), name))
    .sort(compareUrgency);
  return free === undefined ? null : nameIssue(free.issue);
}

/** The same as a sentence to end a refusal with. */
export function offerNext(name: string, world: World, schedule: ScheduleResult, except: number): string {
  const next = nextFor(name, world, schedule, except);
  return next === null ? "Nothing else is ready for you now." : `Next best for you: ${next}.`;
}
