/**
 * The coordination issue: created once, its region rewritten only when it says something new, and followed by another
 * before GitHub locks it. Its dates and tables are the dearest part of a decision on a large repository, so they are made
 * only when they may be written.
 */
import type { Action } from "../actions.ts";
import { bodyOf } from "../comment-link.ts";
import { handOut } from "../hand-out.ts";
import { readRegion, replaceRegion } from "../hub-region.ts";
import { hubMarker, MOST_COMMENTS } from "../hubs.ts";
import { later, msBetween } from "../local-time.ts";
import type { Issue } from "../model.ts";
import type { HeldBack } from "../notice-budget.ts";
import type { Plugins } from "../plugins.ts";
import type { ScheduleResult } from "../schedule/schedule.ts";
import type { World } from "../world.ts";
import { planPins } from "./pins.ts";

/** A person's edit rests this long before we write over anything near it. */
const HANDS_OFF_MS = 5 * 60_000;

export interface HubPlan {
  readonly actions: readonly Action[];
  readonly recheckAt: readonly string[];
}

export function planHubCreation(world: World, schedule: ScheduleResult, { views }: Plugins): readonly Action[] {
  if (world.coordination !== null || world.snapshot.settings.coordinationIssue !== undefined) return [];
  const body = replaceRegion("", views.dashboard(world, schedule));
  const because = "there is none yet";
  return [{ kind: "create-issue", title: views.coordinationTitle, body, labels: [], marker: hubMarker(null), because }];
}

/**
 * Its marker names the full one: with this one write the chain is longer, and everything that was told goes on there.
 * What is left to do (the words in the old one, the pin) follows from the chain, whenever it comes to it.
 */
function planSuccessor(hub: Issue, world: World, shown: () => World, { views }: Plugins): readonly Action[] {
  const said = world.snapshot.comments.filter(({ id, issue }) => issue === hub.number && bodyOf(id) === null).length;
  if (said < MOST_COMMENTS) return [];
  const told = shown();
  const body = replaceRegion("", views.dashboard(told, handOut(told)));
  const because = `#${hub.number} is full`;
  return [{ kind: "create-issue", title: views.coordinationTitle, body, labels: [], marker: hubMarker(hub), because }];
}

/** Earliest time at which the body may be written: not at a person's heels, not more often than the settings say. */
function mayWriteAt(hub: Issue, world: World): string {
  const { snapshot } = world;
  const isOurs = hub.lastEditedAt === null || hub.editor === null || hub.editor.id === snapshot.app.botId;
  if (!isOurs && hub.lastEditedAt !== null) return later(hub.lastEditedAt, HANDS_OFF_MS);
  if (hub.lastEditedAt === null) return hub.createdAt;
  return later(hub.lastEditedAt, snapshot.settings.dashboard.everySeconds * 1000);
}

/**
 * What we have just written is most likely true still: one look now spares a whole decision at the time from which on it
 * may be written again.
 */
const JUST_WRITTEN_MS = 5_000;

function isJustWritten({ lastEditedAt, editor }: Issue, { now, app }: World["snapshot"]): boolean {
  return editor?.id === app.botId && lastEditedAt !== null && msBetween(lastEditedAt, now) <= JUST_WRITTEN_MS;
}

/** Our region of one body brought to say `region`, as soon as it may be. */
function planRegion(hub: Issue, world: World, because: string, region: () => string): HubPlan {
  const at = mayWriteAt(hub, world);
  const mayWrite = at <= world.snapshot.now;
  if (!mayWrite && !isJustWritten(hub, world.snapshot)) return { actions: [], recheckAt: [at] };
  const text = region().trim();
  if (readRegion(hub.body) === text) return { actions: [], recheckAt: [] };
  if (!mayWrite) return { actions: [], recheckAt: [at] };
  const body = replaceRegion(hub.body, text);
  return {
    actions: [{ kind: "edit-issue", issue: hub.number, body, basedOn: hub.body, because }],
    recheckAt: [],
  };
}

/** Each earlier one says where it goes on. */
function planLeftBehind(world: World, { views }: Plugins): readonly HubPlan[] {
  return world.hubs.slice(0, -1).map((hub, at) => {
    const next = world.hubs[at + 1]?.number ?? hub.number;
    return planRegion(hub, world, `it goes on in #${next}`, () => views.goesOn(next));
  });
}

/** `shown`: what the dashboard tells, asked for only when it may be written. */
export function planHub(world: World, shown: () => World, plugins: Plugins, held: readonly HeldBack[] = []): HubPlan {
  const hub = world.coordination;
  if (hub === null) return { actions: [], recheckAt: [] };
  const regions = [
    ...planLeftBehind(world, plugins),
    planRegion(hub, world, "the dashboard changed", () => {
      const told = shown();
      return plugins.views.dashboard(told, handOut(told), held);
    }),
  ];
  return {
    actions: [
      ...planPins(world),
      ...regions.flatMap(({ actions }) => actions),
      ...planSuccessor(hub, world, shown, plugins),
    ],
    recheckAt: regions.flatMap(({ recheckAt }) => recheckAt),
  };
}
