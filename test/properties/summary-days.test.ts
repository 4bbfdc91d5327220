// The daily summary is a level: in every zone, whatever the clocks do, exactly one for each local working day.
import { expect, test } from "vitest";
import { instantOf, later, localDate, nextDate, weekday } from "../../src/core/local-time.ts";
import type { SummaryFigures } from "../../src/core/plugins.ts";
import type { ScheduleResult } from "../../src/core/schedule/schedule.ts";
import { planSummary } from "../../src/core/steps/summary.ts";
import type { World } from "../../src/core/world.ts";
import { type Random, seededRandom } from "../../src/sandbox/random.ts";
import { views } from "../../src/views/all.ts";
import { HUB, newComment, worldFrom } from "../world-builder.ts";

const DAYS = 400;
const HOUR = 3_600_000;
const BORN = "2026-01-05T00:00:00Z";
const BASE = worldFrom(["ana is a worker", "#2 depends on #1"]);

/** What each summary was told of the one before; the page itself is held elsewhere. */
interface Written {
  readonly date: string;
  readonly previous: SummaryFigures | null;
}

/** The world at `now`, with only the last summary still in sight: nothing else may be needed. */
function worldAt(now: string, zone: string, hour: number, last: string | null): World {
  const { snapshot, coordination } = BASE;
  const { settings, app } = snapshot;
  const dailySummary = { ...settings.dailySummary, hour };
  const bot = { id: app.botId, login: app.botLogin, isBot: true };
  const data = { total: 2, done: 0 };
  const marker = { kind: "summary", key: `summary:${last}`, facts: [], settled: [], data } as const;
  const comments = last === null ? [] : [newComment(1, HUB, bot, "", marker)];
  const born = coordination === null ? null : { ...coordination, createdAt: BORN };
  return {
    ...BASE,
    coordination: born,
    hubs: born === null ? [] : [born],
    snapshot: { ...snapshot, now, comments, settings: { ...settings, timezone: zone, dailySummary } },
  };
}

/** Lives for `days` in that zone; now and then the App is away, for hours or for days. */
function live(zone: string, random: Random, days: number, mostAwayMs: number): readonly Written[] {
  const hour = random.between(0, 23);
  const written: Written[] = [];
  let previous: SummaryFigures | null = null;
  const quick = {
    ...views,
    dailySummary: (_w: World, _s: ScheduleResult, date: string, before: SummaryFigures | null) => {
      previous = before;
      return `summary of ${date}`;
    },
  };
  const end = later(BORN, days * 24 * HOUR);
  for (let now = later(BORN, random.between(1, 20) * HOUR); now < end; ) {
    const world = worldAt(now, zone, hour, written.at(-1)?.date ?? null);
    const { actions, recheckAt } = planSummary(world, () => world, {
      commands: [],
      views: quick,
    });
    for (const action of actions) {
      if (action.kind !== "write-comment") throw new Error("a summary is a comment");
      written.push({ date: action.marker.key.slice("summary:".length), previous });
    }
    const [next] = [...recheckAt].sort();
    if (next === undefined || next <= now) throw new Error(`${zone} ${now}: no time to look again`);
    const isAway = mostAwayMs > 0 && random.next() < 0.1;
    now = isAway ? later(next, random.between(0, mostAwayMs)) : next;
  }
  return written;
}

function workingDays(from: string, until: string): readonly string[] {
  const days: string[] = [];
  for (let date = from; date <= until; date = nextDate(date)) {
    if (weekday(date) !== "sat" && weekday(date) !== "sun") days.push(date);
  }
  return days;
}

/** Two hundred zones, those with the strangest clocks among them. */
function zones(): readonly string[] {
  const all = Intl.supportedValuesOf("timeZone");
  const strange = [
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Africa/Casablanca",
    "America/Nuuk",
    "Pacific/Chatham",
  ];
  return [...new Set([...strange, ...all.filter((_, i) => i % 2 === 0)])].slice(0, 200);
}

test("200 zones, 400 days: exactly one on every local working day", () => {
  const list = zones();
  expect(list).toHaveLength(200);
  for (const [at, zone] of list.entries()) {
    const dates = live(zone, seededRandom(at), DAYS, 0).map(({ date }) => date);
    const [first = "", last = ""] = [dates[0], dates.at(-1)];
    expect(dates, zone).toEqual(workingDays(first, last));
    expect(dates.length, zone).toBeGreaterThan(283);
  }
});

test("after downtime of hours or days one late summary covers it all, on the day it is written, and never a second", () => {
  for (const [at, zone] of zones().slice(0, 40).entries()) {
    const written = live(zone, seededRandom(1000 + at), DAYS, 5 * 24 * HOUR);
    const dates = written.map(({ date }) => date);
    expect([...new Set(dates)].sort(), zone).toEqual(dates);
    expect(
      dates.filter((date) => !workingDays(date, date).includes(date)),
      zone,
    ).toEqual([]);
    for (const [place, { previous }] of written.entries())
      expect(previous?.date ?? null).toBe(dates[place - 1] ?? null);
    expect(dates.length, zone).toBeGreaterThan(150);
  }
});

test("an hour that a change of clocks skips or repeats gives one summary all the same", () => {
  for (const [date, hour] of [
    ["2026-03-29", 2],
    ["2026-10-25", 2],
  ] as const) {
    const zone = "Europe/Berlin";
    const due = instantOf(date, hour, zone);
    expect(localDate(due, zone)).toBe(date);
    const days = ["sun"] as const;
    const at = (now: string, last: string | null) => {
      const world = worldAt(now, zone, hour, last);
      const { settings } = world.snapshot;
      const sundays = { ...settings, dailySummary: { ...settings.dailySummary, days: [...days] } };
      const onSundays = { ...world, snapshot: { ...world.snapshot, settings: sundays } };
      return planSummary(onSundays, () => onSundays, {
        commands: [],
        views: { ...views, dailySummary: () => "x" },
      }).actions.length;
    };
    expect(at(later(due, -1000), "2026-01-04")).toBe(0);
    expect(at(due, "2026-01-04")).toBe(1);
    expect(at(later(due, HOUR), date)).toBe(0);
  }
});
