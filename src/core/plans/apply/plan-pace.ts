/** How fast issues of plans are made: told from the issues that stand there, so that neither restart nor crash forgets it. */
import { later } from "../../local-time.ts";
import type { World } from "../../world.ts";

/** Well below what GitHub counts as too much content at once, and leaving room for everything else we write. */
const PER_MINUTE = 15;
const PER_HOUR = 120;
/** GitHub tells times in whole seconds, and our clock may differ a little from its. */
const SLACK_MS = 2_000;
const MINUTE_MS = 60_000 + SLACK_MS;
const HOUR_MS = 3_600_000 + SLACK_MS;

export interface PlanPace {
  /** Issues that may be made now. */
  readonly room: number;
  /** ISO; when there is more room, for a pass that uses all there is. */
  readonly nextAt: string;
}

/** When issues were made for plans within the last hour, the oldest first. */
function madeLately({ snapshot, issues }: World): readonly string[] {
  const hourAgo = later(snapshot.now, -HOUR_MS);
  const made: string[] = [];
  for (const [number, marker] of snapshot.issueMarkers) {
    const createdAt = marker.kind === "task" ? issues.get(number)?.createdAt : undefined;
    if (createdAt !== undefined && createdAt > hourAgo) made.push(createdAt);
  }
  return made.sort();
}

/** Counts what was made for plans within the last minute and the last hour. */
export function planPace(world: World): PlanPace {
  const { now } = world.snapshot;
  const minuteAgo = later(now, -MINUTE_MS);
  const made = madeLately(world);
  const lately = made.filter((at) => at > minuteAgo);
  const byMinute = PER_MINUTE - lately.length;
  const byHour = PER_HOUR - made.length;
  const room = Math.max(0, Math.min(byMinute, byHour));
  const nextAt = byHour <= byMinute ? later(made[0] ?? now, HOUR_MS) : later(lately[0] ?? now, MINUTE_MS);
  return { room, nextAt };
}

/** ISO; when so many more issues are written at this pace from `from` (ISO) on, if GitHub asks for no rest. */
export function expectedEnd(world: World, issues: number, from = world.snapshot.now): string {
  const made = madeLately(world).map((at) => Date.parse(at));
  let at = Date.parse(from);
  for (let left = issues; left > 0; left -= 1) {
    const byMinute = (made.at(-PER_MINUTE) ?? Number.NEGATIVE_INFINITY) + MINUTE_MS;
    const byHour = (made.at(-PER_HOUR) ?? Number.NEGATIVE_INFINITY) + HOUR_MS;
    at = Math.max(at, byMinute, byHour);
    made.push(at);
  }
  return new Date(at).toISOString();
}

/** Minutes that so many issues take to write. */
export function writingMinutes(issues: number): number {
  if (issues === 0) return 0;
  const fullHours = Math.floor((issues - 1) / PER_HOUR);
  return fullHours * 60 + Math.ceil((((issues - 1) % PER_HOUR) + 1) / PER_MINUTE);
}
