/** The daily summary as a level: a comment for the latest due local working day should exist, keyed by its date. */
import type { Action } from "../actions.ts";
import { countTasks } from "../count-tasks.ts";
import { forecastWorld } from "../forecast/forecast-world.ts";
import { promise, writePromised } from "../forecast/promises.ts";
import { handOut } from "../hand-out.ts";
import { heardSince } from "../hubs.ts";
import { instantOf, localDate, nextDate, weekday } from "../local-time.ts";
import type { Marker } from "../model.ts";
import type { Plugins, SummaryFigures } from "../plugins.ts";
import { readSummaries, SUMMARY_PREFIX } from "../read-summaries.ts";
import { findRisks, riskKey } from "../risks.ts";
import type { World } from "../world.ts";

export interface SummaryPlan {
  readonly actions: readonly Action[];
  readonly recheckAt: readonly string[];
}

/** What the newest summary on the coordination issue counted and promised. */
export function previousFigures(world: World): SummaryFigures | null {
  return readSummaries(world)[0] ?? null;
}

function figures(world: World, date: string): SummaryFigures {
  const { total, by } = countTasks(world);
  return { date, total, done: by.done };
}

/** Enough to tell what moved; a marker has to stay short. */
const MOST_RISKS = 100;

function knownRisks(world: World): string {
  return findRisks(world).slice(0, MOST_RISKS).map(riskKey).join(";");
}

function nextDue(today: string, world: World): string {
  const { timezone, dailySummary } = world.snapshot.settings;
  let date = nextDate(today);
  for (let i = 0; i < 7 && !dailySummary.days.includes(weekday(date)); i++) date = nextDate(date);
  return instantOf(date, dailySummary.hour, timezone);
}

/** `shown`: what the summary tells, asked for only when one is due. */
export function planSummary(world: World, shown: () => World, { views }: Plugins): SummaryPlan {
  const { coordination: hub, snapshot } = world;
  if (hub === null || !world.isLive) return { actions: [], recheckAt: [] };
  const { timezone, dailySummary } = snapshot.settings;
  const today = localDate(snapshot.now, timezone);
  const dueAt = instantOf(today, dailySummary.hour, timezone);
  const isDay = dailySummary.days.includes(weekday(today));
  if (isDay && snapshot.now < dueAt) return { actions: [], recheckAt: [dueAt] };
  const recheckAt = [nextDue(today, world)];
  const previous = previousFigures(world);
  const isDue = isDay && (heardSince(world) ?? hub.createdAt) < dueAt && (previous === null || previous.date < today);
  if (!isDue) return { actions: [], recheckAt };
  const told = shown();
  const now = figures(told, today);
  const isQuiet = previous !== null && previous.done === now.done && previous.total === now.total;
  if (isQuiet && dailySummary.quiet === "skip") return { actions: [], recheckAt };
  const body = views.dailySummary(told, handOut(told), today, previous);
  const marker: Marker = {
    kind: "summary",
    key: `${SUMMARY_PREFIX}${today}`,
    facts: [],
    settled: [],
    data: {
      total: now.total,
      done: now.done,
      risks: knownRisks(told),
      ...writePromised(promise(forecastWorld(told), timezone)),
    },
  };
  return {
    actions: [
      { kind: "write-comment", issue: hub.number, comment: null, body, marker, because: `the summary of ${today}` },
    ],
    recheckAt,
  };
}
