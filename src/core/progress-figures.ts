/** Figures about finished work, all of them read from GitHub: they change when something happens, not as time goes by. */
import { instantOf, msBetween } from "./local-time.ts";
import { isSameName } from "./model.ts";
import type { Task, World } from "./world.ts";

export interface ProgressFigures {
  /** Tasks finished in the window, with a known beginning or not. */
  readonly finished: number;
  /** ms from the last taking to the end, the middle one of those whose beginning is known; null without any. */
  readonly cycleMs: number | null;
  /** Share of the time from first shown to finished during which they were blocked, 0 to 1; null when never shown. */
  readonly blockedShare: number | null;
  /** Tasks that were given back, or lost to silence, and taken again: somebody had to find into them anew. */
  readonly restarted: number;
}

/** ms for which the issue wore the label before it was closed, and ms since it first wore any of ours. */
function blockedTime({ issue }: Task, world: World): { readonly blocked: number; readonly whole: number } {
  const { labels } = world.snapshot.settings;
  const ours = [labels.ready, labels.blocked, labels["in progress"], labels["in review"]];
  let first: string | null = null;
  let since: string | null = null;
  let blocked = 0;
  for (const { kind, label, at } of issue.timeline) {
    if (kind === "labeled" && first === null && ours.some((one) => isSameName(one, label))) first = at;
    if (!isSameName(labels.blocked, label)) continue;
    if (kind === "labeled" && since === null) since = at;
    if (kind === "unlabeled" && since !== null) {
      blocked += msBetween(since, at);
      since = null;
    }
  }
  const end = issue.closedAt ?? "";
  if (since !== null && end > since) blocked += msBetween(since, end);
  return { blocked, whole: first === null || end < first ? 0 : msBetween(first, end) };
}

function takenAt({ issue }: Task, world: World): string | null {
  const claim = (world.facts.get(issue.number) ?? []).findLast(({ kind }) => kind === "claim");
  return claim?.at ?? issue.timeline.findLast(({ kind }) => kind === "assigned")?.at ?? null;
}

function wasRestarted({ issue }: Task, world: World): boolean {
  const facts = world.facts.get(issue.number) ?? [];
  const released = facts.find(({ kind }) => kind === "released");
  return released !== undefined && facts.some(({ kind, at }) => kind === "claim" && at > released.at);
}

/** Of tasks finished on local days from `from` up to before `until` (YYYY-MM-DD); null: no limit. */
export function progressFigures(world: World, from: string | null, until: string | null): ProgressFigures {
  const { timezone } = world.snapshot.settings;
  const first = from === null ? "" : instantOf(from, 0, timezone);
  const end = until === null ? null : instantOf(until, 0, timezone);
  const isWithin = ({ issue, isContainer, gate }: Task) => {
    if (isContainer || gate !== null || issue.isOpen || issue.closedAt === null || issue.stateReason === "not_planned")
      return false;
    return issue.closedAt >= first && (end === null || issue.closedAt < end);
  };
  const done = [...world.tasks.values()].filter(isWithin);
  const cycles = done
    .flatMap((task) => {
      const at = takenAt(task, world);
      return at === null ? [] : [Math.max(0, msBetween(at, task.issue.closedAt ?? at))];
    })
    .sort((a, b) => a - b);
  const times = done.map((task) => blockedTime(task, world));
  const whole = times.reduce((sum, one) => sum + one.whole, 0);
  const blocked = times.reduce((sum, one) => sum + one.blocked, 0);
  return {
    finished: done.length,
    cycleMs: cycles[Math.floor((cycles.length - 1) / 2)] ?? null,
    blockedShare: whole === 0 ? null : Math.min(1, blocked / whole),
    restarted: done.filter((task) => wasRestarted(task, world)).length,
  };
}
