/** The word to a silent worker: kind, once, with what happens next; the only text of ours that mentions somebody. */
import { nameIssue, quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { Holder, Task, World } from "../core/world.ts";
import { fill } from "./templates.ts";

const LOGIN = /^[a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?$/i;

function address({ login, worker }: Holder): string {
  return login !== null && LOGIN.test(login) ? `@${login}` : quote(worker, 39);
}

function sayEnd(task: Task, releaseAt: string, { snapshot }: World): string {
  const { settings } = snapshot;
  if (task.holder?.by === "hand" && settings.leases.handMade === "warn")
    return "Nothing is taken away by itself: you were assigned by hand.";
  return `Without a word it is offered to others after ${showTime(releaseAt, settings.timezone)}.`;
}

export function leaseWarning(task: Task, releaseAt: string, world: World): string {
  const { holder } = task;
  const { timezone } = world.snapshot.settings;
  return fill("lease-warning.md", {
    mention: holder === null ? "Hello" : address(holder),
    task: nameIssue(task.issue),
    since: showTime(holder?.lastSeenAt ?? task.issue.createdAt, timezone),
    end: sayEnd(task, releaseAt, world),
  });
}
