/** A brief for whoever a task has just become, as a comment of its own; who gets one is a setting. */
import { openClaim } from "../find-holder.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import type { ScheduleResult } from "../schedule/schedule.ts";
import { findWorker } from "../workers.ts";
import type { Task, World } from "../world.ts";

function getsOne({ holder, status }: Task, { workers, snapshot }: World): boolean {
  const { briefs } = snapshot.settings;
  if (holder === null || holder.by === "hand" || status !== "in progress" || briefs === "never") return false;
  return briefs === "everybody" || findWorker(workers, holder.worker)?.kind === "agent";
}

export function planBriefs(world: World, schedule: ScheduleResult, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map(({ marker }) => marker?.key));
  return [...world.tasks.values()].flatMap((task): readonly Notice[] => {
    const { number } = task.issue;
    const claim = getsOne(task, world) ? openClaim(world.facts.get(number) ?? []) : null;
    const key = `brief:${number}:${claim?.epoch ?? 0}`;
    if (claim === null || written.has(key)) return [];
    const marker = noticeMarker(key, [findWorker(world.workers, claim.worker) ?? claim.worker]);
    const body = views.brief({ reader: "builder", task }, world, schedule);
    return [{ kind: "write-comment", issue: number, comment: null, body, marker, because: "a task became theirs" }];
  });
}
