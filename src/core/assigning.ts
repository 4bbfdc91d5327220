/** Whether Signalbox hands out work by itself, and how much of it now. */
import { findStop, limitAfterStart } from "./emergency.ts";
import type { World } from "./world.ts";

/** True where the settings leave it to Signalbox who gets what; with claims alone the schedule is advice. */
export function isAutomatic({ isLive, snapshot: { settings } }: World): boolean {
  return isLive && (settings.assignment ?? (settings.workers.length > 0 ? "automatic" : "claims")) === "automatic";
}

/** How many tasks may be handed out or offered now: none while work is stopped, in stages after a stop. */
export function mostNow(world: World): number {
  if (!isAutomatic(world) || findStop(world) !== null) return 0;
  const limit = limitAfterStart(world);
  if (limit === null) return Number.POSITIVE_INFINITY;
  const claims = [...world.facts.values()].flatMap((facts) => facts.filter((fact) => fact.kind === "claim"));
  const given = claims.filter(({ by, at, from }) => by === null && from.comment === null && at >= limit.since);
  return Math.max(0, limit.most - given.length);
}
