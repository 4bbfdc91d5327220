/** The word to a silent worker: kind, once, with what happens next. */
import { mention } from "../core/mention.ts";
import { nameIssue } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { Task, World } from "../core/world.ts";
import { fill } from "./templates.ts";

function sayEnd(task: Task, releaseAt: string, { snapshot }: World): string {
  const { settings } = snapshot;
  if (task.holder?.by === "hand" && settings.leases.handMade === "warn")
    return "It stays yours, since you were assigned by hand.";
  return `Without a word it goes to others after ${showTime(releaseAt, snapshot)}.`;
}

export function leaseWarning(task: Task, releaseAt: string, world: World): string {
  const { holder } = task;
  return fill("lease-warning.md", {
    mention: holder === null ? "Hello" : mention(holder),
    task: nameIssue(task.issue),
    since: showTime(holder?.lastSeenAt ?? task.issue.createdAt, world.snapshot),
    end: sayEnd(task, releaseAt, world),
  });
}
