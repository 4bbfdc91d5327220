/** The word to a worker whose report of being blocked has found its answer. */
import { msBetween } from "../core/local-time.ts";
import { isSameName } from "../core/model.ts";
import type { UnblockedNotice } from "../core/plugins.ts";
import { nameIssue, quote } from "../core/quote.ts";
import type { World } from "../core/world.ts";
import { fill } from "./templates.ts";

const MINUTE = 60_000;

/** `3 h 20 min`, `2 days`: two units at most. */
function showSpan(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days} ${days === 1 ? "day" : "days"}${hours > 0 ? ` ${hours} h` : ""}`;
  return hours > 0 ? `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ""}` : `${minutes} min`;
}

export function unblockedNotice({ task, blocked, who }: UnblockedNotice, world: World): string {
  const { holder } = task;
  const isTheirs = holder !== null && isSameName(holder.worker, blocked.worker);
  const now = isTheirs
    ? "It is still yours."
    : holder === null
      ? "It is ready: `/claim` takes it back."
      : `${quote(holder.worker, 39)} has it now.`;
  return fill("unblocked-notice.md", {
    who,
    task: nameIssue(task.issue),
    time: showSpan(msBetween(blocked.at, world.snapshot.now)),
    text: quote(blocked.text, 200),
    now,
  });
}
