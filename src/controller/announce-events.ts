/** What has happened, as the decision's snapshot shows it, written down once: in the history, and for those who are to hear. */
import { buildEventMessage } from "../core/events/event-message.ts";
import { listEvents } from "../core/events/list-events.ts";
import type { WorkEvent } from "../core/events/work-event.ts";
import type { World } from "../core/world.ts";
import type { Receiver } from "../ports/outgoing.ts";
import type { Announcement } from "../ports/store.ts";
import type { Pass } from "./pass.ts";

/** After the store was lost, what happened so long ago is found again; its ids are those of the first time. */
const LOOK_BACK_MS = 24 * 60 * 60_000;

/** The day up to which everything was announced: kept in the mirror, so that no downtime leaves a gap. */
const NOTE = "announced-until";

function receiversOf({ kind }: WorkEvent, world: World, always: readonly Receiver[]): readonly Receiver[] {
  const named = world.snapshot.settings.events.webhooks
    .filter(({ kinds }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ url, secret }) => ({ url, secret: `${world.snapshot.repo.split("/")[0]}/${secret}`.toLowerCase() }));
  return [...new Map([...always, ...named].map((one) => [one.url, one])).values()];
}

function announcementOf(event: WorkEvent, world: World, always: readonly Receiver[]): Announcement {
  const { id, kind, at, issue, phase, worker, result } = event;
  const because = [worker, phase === null ? null : `phase ${phase}`, result].filter((part) => part !== null).join(", ");
  return {
    id,
    body: JSON.stringify(buildEventMessage(event, world.snapshot)),
    history: { at: Date.parse(at), what: `event ${kind}`, issue, because },
    receivers: receiversOf(event, world, always),
  };
}

/** Returns how many were new. `heard` holds the ids of earlier passes, so that most passes ask nothing of the store. */
export async function announceEvents(pass: Pass, world: World, heard: Set<string>): Promise<number> {
  const { mirror, now, store, turn, receivers } = pass;
  const until = Math.min(Number(mirror.note(NOTE) || now), now);
  const found = listEvents(world, new Date(until - LOOK_BACK_MS).toISOString());
  const fresh = found.filter(({ id }) => !heard.has(id));
  const day = String(Math.floor(now / LOOK_BACK_MS) * LOOK_BACK_MS);
  if (world.isLive && mirror.note(NOTE) !== day) mirror.keep(NOTE, day);
  const announcements = fresh.map((event) => announcementOf(event, world, receivers));
  const count = announcements.length === 0 ? 0 : await store.announce(turn, announcements);
  heard.clear();
  for (const { id } of found) heard.add(id);
  return count;
}
