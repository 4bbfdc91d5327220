/** The pin of the coordination issue: taken when a place is free, moved to a successor, never fought over with people. */
import type { Action } from "../actions.ts";
import type { Issue } from "../model.ts";
import type { World } from "../world.ts";

/** GitHub pins so many issues of a repository. */
const MOST_PINS = 3;

function lastPinning({ timeline }: Issue): Issue["timeline"][number] | undefined {
  return timeline.findLast(({ kind }) => kind === "pinned" || kind === "unpinned");
}

/** The issue that should be pinned and is not; null for an adopted one, and where somebody took the pin away. */
function unpinned({ coordination: hub, snapshot }: World): Issue | null {
  const { botId } = snapshot.app;
  if (hub === null || hub.isPinned || hub.author?.id !== botId) return null;
  const last = lastPinning(hub);
  return last?.kind === "unpinned" && last.actor?.id !== botId ? null : hub;
}

/** Earlier ones that still wear the pin, unless somebody gave it to them after their successor was there. */
function outworn({ hubs, coordination }: World): readonly Issue[] {
  const since = coordination?.createdAt ?? "";
  return hubs.filter((one) => one !== coordination && one.isPinned && (lastPinning(one)?.at ?? "") <= since);
}

/** How many places are taken by issues that keep them. */
function placesTaken(world: World): number {
  const pinned = world.snapshot.issues.filter(({ isPinned }) => isPinned).length;
  return pinned - outworn(world).length;
}

/** The coordination issue should be pinned, and others have every place. */
export function lacksPin(world: World): boolean {
  return unpinned(world) !== null && placesTaken(world) >= MOST_PINS;
}

/** Off the old one first: the place that gets free may be the only one. */
export function planPins(world: World): readonly Action[] {
  const hub = unpinned(world);
  if (hub === null && world.coordination?.isPinned !== true) return [];
  const off = outworn(world).map(
    ({ number }): Action => ({ kind: "unpin", issue: number, because: "it goes on elsewhere" }),
  );
  if (hub === null || placesTaken(world) >= MOST_PINS) return off;
  return [...off, { kind: "pin", issue: hub.number, because: "everybody should find it" }];
}
