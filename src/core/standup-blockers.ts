/** What workers named as blockers in their last standup: heard by people, because a standup is answered by nobody. */
import { type Posted, reportsOf } from "./latest-reports.ts";
import { later } from "./local-time.ts";
import type { World } from "./world.ts";

/** A standup is daily; over a weekend it still counts. */
const HEARD_MS = 4 * 86_400_000;

/** Oldest first; a later standup of the same worker, or a progress report, takes the place of the one before. */
export function standupBlockers(world: World): readonly Posted[] {
  const last = new Map<string, Posted>();
  for (const posted of reportsOf(["standup", "progress"], world)) last.set(posted.who.toLowerCase(), posted);
  const since = later(world.snapshot.now, -HEARD_MS);
  return [...last.values()].filter(
    ({ comment, report }) => report.kind === "standup" && report.blockers.length > 0 && comment.createdAt >= since,
  );
}
