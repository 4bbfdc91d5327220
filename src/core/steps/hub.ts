/**
 * The coordination issue: created once, pinned once, its region rewritten only when it says something new. Its dates and
 * tables are the dearest part of a decision on a large repository, so they are made only when they may be written.
 */
import type { Action } from "../actions.ts";
import { handOut } from "../hand-out.ts";
import { readRegion, replaceRegion } from "../hub-region.ts";
import { later } from "../local-time.ts";
import type { Issue, Marker } from "../model.ts";
import type { Plugins } from "../plugins.ts";
import type { ScheduleResult } from "../schedule/schedule.ts";
import type { World } from "../world.ts";

/** A person's edit rests this long before we write over anything near it. */
const HANDS_OFF_MS = 5 * 60_000;

export interface HubPlan {
  readonly actions: readonly Action[];
  readonly recheckAt: readonly string[];
}

const MARKER: Marker = { kind: "coordination", key: "coordination", facts: [], settled: [], data: {} };

export function planHubCreation(world: World, schedule: ScheduleResult, { views }: Plugins): readonly Action[] {
  if (world.coordination !== null || world.snapshot.settings.coordinationIssue !== undefined) return [];
  const body = replaceRegion("", views.dashboard(world, schedule));
  return [
    {
      kind: "create-issue",
      title: views.coordinationTitle,
      body,
      labels: [],
      marker: MARKER,
      because: "there is none yet",
    },
  ];
}

/** Earliest time at which the body may be written: not at a person's heels, not more often than the settings say. */
function mayWriteAt(hub: Issue, world: World): string {
  const { snapshot } = world;
  const isOurs = hub.lastEditedAt === null || hub.editor === null || hub.editor.id === snapshot.app.botId;
  if (!isOurs && hub.lastEditedAt !== null) return later(hub.lastEditedAt, HANDS_OFF_MS);
  if (hub.lastEditedAt === null) return hub.createdAt;
  return later(hub.lastEditedAt, snapshot.settings.dashboard.everySeconds * 1000);
}

/** Pinned once after creation; a person who unpins it is not contradicted. */
function pin(hub: Issue, world: World): readonly Action[] {
  if (hub.isPinned || hub.author?.id !== world.snapshot.app.botId || hub.lastEditedAt !== null) return [];
  return [{ kind: "pin", issue: hub.number, because: "everybody should find it" }];
}

/** `shown`: what the dashboard tells, asked for only when it may be written. */
export function planHub(world: World, shown: () => World, { views }: Plugins): HubPlan {
  const hub = world.coordination;
  if (hub === null) return { actions: [], recheckAt: [] };
  const pinning = pin(hub, world);
  const at = mayWriteAt(hub, world);
  if (at > world.snapshot.now) return { actions: pinning, recheckAt: [at] };
  const told = shown();
  const region = views.dashboard(told, handOut(told)).trim();
  if (readRegion(hub.body) === region) return { actions: pinning, recheckAt: [] };
  const body = replaceRegion(hub.body, region);
  return {
    actions: [
      ...pinning,
      { kind: "edit-issue", issue: hub.number, body, basedOn: hub.body, because: "the dashboard changed" },
    ],
    recheckAt: [],
  };
}
