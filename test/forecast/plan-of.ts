// Plans and histories for forecasts, from a few words: only what matters is stated.
import { openCalendar } from "../../src/core/forecast/calendar.ts";
import type { ForecastInput, ForecastTask } from "../../src/core/forecast/forecast.ts";
import type { Finished } from "../../src/core/forecast/learn.ts";
import { sceneLoad } from "../schedule/scene-input.ts";

/** A Monday at nine in UTC. */
export const MONDAY = "2026-06-01T09:00:00Z";

export function openTask(id: string, stated: Partial<ForecastTask> = {}): ForecastTask {
  const plain = { minutes: 60, dependsOn: [], phase: null, holder: null, elapsedMinutes: 0, inReviewMinutes: null };
  return { ...plain, id, notBefore: 0, ...stated };
}

export function finishedTask(at: number, stated: Partial<Finished> = {}): Finished {
  const finishedAt = new Date(Date.UTC(2026, 4, 1) + at * 3_600_000).toISOString();
  const plain = { worker: "ana", kind: "agent", estimateMinutes: 60, actualMinutes: 60, reviewMinutes: 0 } as const;
  return { ...plain, issue: at + 1, startedAt: finishedAt, finishedAt, ...stated };
}

/** So many finished tasks, one an hour. */
export function pastOf(many: number, stated: (at: number) => Partial<Finished> = () => ({})): Finished[] {
  return Array.from({ length: many }, (_, at) => finishedTask(at, stated(at)));
}

/** Ana, an agent who works at any hour, unless stated otherwise. */
export function inputOf(tasks: readonly ForecastTask[], stated: Partial<ForecastInput> = {}): ForecastInput {
  const { worker } = sceneLoad({ kind: "agent" });
  const calendar = openCalendar(MONDAY, "UTC", ["mon", "tue", "wed", "thu", "fri"]);
  return { tasks, workers: [worker], history: pastOf(20), calendar, anyHour: false, awayMinutes: {}, ...stated };
}
