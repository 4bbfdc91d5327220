/** Whom a plan names for its tasks: who of them is known here, and who has a task instead. */
import type { Issue } from "../../model.ts";
import { isMeantFor } from "../../schedule/words-match.ts";
import { findWorker } from "../../workers.ts";
import type { World } from "../../world.ts";
import type { Plan } from "../plan.ts";
import type { PlanItem } from "./plan-items.ts";

/** A name as the plan writes it, with the number of open tasks it stands at. */
export interface PlannedOwner {
  readonly name: string;
  readonly tasks: number;
  /** Work can be given to them: a worker of the settings, or an account that can be assigned. */
  readonly isKnown: boolean;
}

const BETWEEN = /[,;+&]|\sand\s/;

/** `@ana + ben` names two. */
export function namesIn(owner: string): readonly string[] {
  return owner.split(BETWEEN).flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}

/** As logins are compared. */
export function bare(name: string): string {
  return name.replace(/^@/, "").toLowerCase();
}

function isWorker(name: string, { workers }: World): boolean {
  return workers.some((worker) => isMeantFor(name, worker));
}

/** `assignable`: logins in small letters. */
export function plannedOwners(
  { tasks }: Plan,
  world: World,
  assignable: ReadonlySet<string> = new Set(),
): readonly PlannedOwner[] {
  const counts = new Map<string, number>();
  const open = tasks.filter(({ status }) => status !== "done");
  for (const { owner } of open) for (const name of namesIn(owner ?? "")) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => {
    return { name, tasks: count, isKnown: isWorker(name, world) || assignable.has(bare(name)) };
  });
}

/** The end of a sentence about an issue that somebody else has than the worker whom the plan names; else null. */
export function givenInstead({ task }: PlanItem, issue: Issue, world: World): string | null {
  const names = namesIn(task.owner ?? "").filter((name) => isWorker(name, world));
  const holders = issue.assignees.map(({ login }) => ({
    name: findWorker(world.workers, login)?.name ?? login,
    login,
  }));
  if (names.length === 0 || holders.length === 0) return null;
  if (holders.some((holder) => names.some((name) => isMeantFor(name, holder)))) return null;
  const who = holders.map(({ login }) => login).join(", ");
  return `${who} ${holders.length === 1 ? "is" : "are"} assigned, and the plan names ${task.owner ?? ""}`;
}
