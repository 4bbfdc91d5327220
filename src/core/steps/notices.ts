/** The warning to a worker who fell silent: a comment of its own, because an edit would reach nobody. */
import { releaseTime, warningKey } from "../keep-promises.ts";
import { type Notice, noticeMarker } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import { findWorker } from "../workers.ts";
import type { World } from "../world.ts";

export function planNotices(world: World, { views }: Plugins): readonly Notice[] {
  const written = new Set(world.snapshot.comments.map((comment) => comment.marker?.key));
  return [...world.tasks.values()].flatMap((task): readonly Notice[] => {
    const { holder, issue } = task;
    if (holder === null || !issue.isOpen) return [];
    const warned = (world.facts.get(issue.number) ?? []).findLast(
      (fact) => fact.kind === "warned" && fact.epoch === holder.epoch,
    );
    if (warned === undefined || warned.at <= holder.lastSeenAt) return [];
    const key = warningKey(issue.number, { epoch: holder.epoch, at: warned.at });
    if (written.has(key)) return [];
    const marker = noticeMarker(key, [findWorker(world.workers, holder.worker) ?? holder.worker]);
    const body = views.leaseWarning(task, releaseTime(task, world) ?? warned.at, world);
    return [
      { kind: "write-comment", issue: issue.number, comment: null, body, marker, because: "its worker is silent" },
    ];
  });
}
