/** What a forecast promised on one day, in few enough words for a summary's marker, and what became of it. */
import { localDate } from "../local-time.ts";
import type { Marker } from "../model.ts";
import type { World } from "../world.ts";
import type { Span } from "./forecast.ts";
import type { WorldForecast } from "./forecast-world.ts";

/** Dates are local days (YYYY-MM-DD). Beside them the figures that tell a later day why they moved. */
export interface Promised {
  readonly p50: string;
  readonly p85: string;
  readonly openTasks: number;
  /** Estimates of all open tasks. */
  readonly openMinutes: number;
  /** Actual by estimate, in the middle. */
  readonly ratio: number;
  readonly slots: number;
  /** P85 of the tasks that are to end soonest, by issue. */
  readonly tasks: ReadonlyMap<number, string>;
}

/** A marker stands in a comment: not every task of a large repository has room in it. */
const MOST_TASKS = 60;

/** Null without a forecast. */
export function promise(found: WorldForecast, zone: string): Promised | null {
  const { forecast, calendar } = found;
  if (forecast === null || forecast.project === null) return null;
  // Read only now: without a forecast nobody else needs it.
  const { input } = found;
  const dateOf = (minutes: number) => localDate(calendar.isoAt(minutes), zone);
  const open = input.tasks.filter(({ workersNeeded }) => workersNeeded !== 0);
  const soonest = [...forecast.tasks].sort(([, one], [, other]) => one.p85 - other.p85).slice(0, MOST_TASKS);
  return {
    p50: dateOf(forecast.project.p50),
    p85: dateOf(forecast.project.p85),
    openTasks: open.length,
    openMinutes: Math.round(open.reduce((sum, { minutes }) => sum + minutes, 0)),
    ratio: Math.round(forecast.usualRatio * 100) / 100,
    slots: input.workers.reduce((sum, { slots }) => sum + slots, 0),
    tasks: new Map(soonest.map(([id, { p85 }]: [string, Span]) => [Number(id), dateOf(p85)])),
  };
}

/** As a summary's marker keeps it; nothing without a promise. */
export function writePromised(promised: Promised | null): Marker["data"] {
  if (promised === null) return {};
  const { tasks, ...figures } = promised;
  return { ...figures, tasks: [...tasks].map(([issue, date]) => `${issue}=${date}`).join(",") };
}

export function readPromised({
  p50,
  p85,
  openTasks,
  openMinutes,
  ratio,
  slots,
  tasks,
}: Marker["data"]): Promised | null {
  if (typeof p50 !== "string" || typeof p85 !== "string") return null;
  const pairs = String(tasks ?? "")
    .split(",")
    .map((pair) => pair.split("="));
  return {
    p50,
    p85,
    openTasks: Number(openTasks ?? 0),
    openMinutes: Number(openMinutes ?? 0),
    ratio: Number(ratio ?? 1),
    slots: Number(slots ?? 0),
    tasks: new Map(pairs.flatMap(([issue, date]) => (date === undefined ? [] : [[Number(issue), date] as const]))),
  };
}

export interface Kept {
  readonly promised: number;
  readonly held: number;
}

/** Of the first P85 date each task got, whose day is over or whose task is: how many held. `earlier` in any order. */
export function countKept(
  world: World,
  earlier: readonly { readonly date: string; readonly promised: Promised | null }[],
): Kept {
  const { now, settings } = world.snapshot;
  const today = localDate(now, settings.timezone);
  const first = new Map<number, string>();
  for (const { promised } of [...earlier].sort((one, other) => (one.date < other.date ? -1 : 1)))
    for (const [issue, date] of promised?.tasks ?? []) if (!first.has(issue)) first.set(issue, date);
  const settled = [...first].flatMap(([issue, date]) => {
    const closedAt = world.issues.get(issue)?.closedAt ?? null;
    if (closedAt === null) return date < today ? [false] : [];
    return [localDate(closedAt, settings.timezone) <= date];
  });
  return { promised: settled.length, held: settled.filter((isHeld) => isHeld).length };
}

export type Cause = "more work" | "less work" | "pace" | "fewer hands" | "more hands" | "progress";

/** What moved the end most from one promise to another: work added or dropped, learned pace, hands, or plain progress. */
export function causeOf(before: Promised, now: Promised): Cause {
  const isLater = now.p85 > before.p85;
  const added = now.openTasks - before.openTasks;
  const work = now.openMinutes - before.openMinutes;
  const pace = now.openMinutes * (now.ratio / Math.max(before.ratio, 0.01) - 1);
  const hands = now.openMinutes * (before.slots / Math.max(1, now.slots) - 1);
  const effects: readonly (readonly [Cause, number])[] = [
    [work > 0 && added >= 0 ? "more work" : "less work", work],
    ["pace", pace],
    [hands > 0 ? "fewer hands" : "more hands", hands],
  ];
  const towards = effects.map(([cause, minutes]) => [cause, isLater ? minutes : -minutes] as const);
  const [cause, most] = towards.reduce((best, one) => (one[1] > best[1] ? one : best));
  return most > 0 ? cause : "progress";
}
