/** Working time and real time: how many working minutes lie between two moments, and when so many of them have passed. */
import { instantOf, later, localDate, msBetween, offsetChanges, weekday } from "../local-time.ts";
import type { Worker } from "../model.ts";
import type { Weekday } from "../work-calendar.ts";

/** Real minutes from the calendar's origin, and working minutes. */
export interface Clock {
  workBetween(from: number, to: number): number;
  /** The moment at which `minutes` of work, begun at `from`, are done. */
  afterWork(from: number, minutes: number): number;
  /** The first working moment at or after `from`. */
  nextWork(from: number): number;
}

export interface Calendar {
  /** People: the working days of the settings, from nine to five in the repository's zone. */
  readonly people: Clock;
  /** By the worker's own days, hours and zone; what is not said is as usual: agents work at any hour, people do not. */
  clockOf(worker: Pick<Worker, "kind" | "hours">, anyHour: boolean): Clock;
  minutesAt(iso: string): number;
  /** At most the last days of the year 9999, however long somebody says that work takes. */
  isoAt(minutes: number): string;
  /** Equal for calendars that reckon alike from the same moment. */
  readonly name: string;
}

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const USUAL_DAYS = WEEK.slice(0, 5);
const USUAL_HOURS = { from: 540, to: 1020 };
const WHOLE_DAY = { from: 0, to: 1440 };
const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;
/** No date of ours is later: with five digits in the year dates could not be compared as text, nor read back. */
const LAST_MS = Date.parse("9999-12-30T00:00:00Z");

const roundTheClock: Clock = {
  workBetween: (from, to) => to - from,
  afterWork: (from, minutes) => from + minutes,
  nextWork: (from) => from,
};

/** Counted from `now`. No `days` means Monday to Friday. */
export function openCalendar(now: string, zone: string, days: readonly Weekday[]): Calendar {
  const usual = days.length === 0 ? USUAL_DAYS : days;
  const people = openClock(usual, USUAL_HOURS, openWall(now, zone));
  const own = new Map<string, Clock>();
  return {
    name: JSON.stringify([now, zone, usual]),
    people,
    clockOf({ kind, hours }, anyHour) {
      const isFree = kind === "agent" || anyHour;
      if (hours === undefined) return isFree ? roundTheClock : people;
      const key = JSON.stringify([isFree, hours]);
      const before = own.get(key);
      if (before !== undefined) return before;
      const workDays = hours.days ?? (isFree ? WEEK : usual);
      const daily = hours.daily ?? (isFree ? WHOLE_DAY : USUAL_HOURS);
      const isAlways = new Set(workDays).size === WEEK.length && daily.to - daily.from === DAY_MINUTES;
      const clock = isAlways ? roundTheClock : openClock(workDays, daily, openWall(now, hours.zone));
      own.set(key, clock);
      return clock;
    },
    minutesAt: (iso) => msBetween(now, iso) / MINUTE_MS,
    isoAt: (minutes) => later(now, Math.min(Math.round(minutes) * MINUTE_MS, LAST_MS - Date.parse(now))),
  };
}

/** What the clock on the wall shows, in minutes from the Monday of the origin's week. */
interface Wall {
  shown(at: number): number;
  /** The first moment at which it shows so much, or more where the clocks were put forward over it. */
  when(shown: number): number;
}

/** Summer time in the years around `now`; further away the clocks stay as they are there. */
function openWall(now: string, zone: string): Wall {
  const today = localDate(now, zone);
  const changes = offsetChanges(now, zone).map(({ at, minutes }) => ({ at: msBetween(now, at) / MINUTE_MS, minutes }));
  const offsetAt = (at: number) => changes.findLast((one) => one.at <= at)?.minutes ?? changes[0]?.minutes ?? 0;
  const midnight = msBetween(instantOf(today, 0, zone), now) / MINUTE_MS;
  const monday = WEEK.indexOf(weekday(today)) * DAY_MINUTES + midnight - offsetAt(-midnight);
  return {
    shown: (at) => at + monday + offsetAt(at),
    when(shown) {
      const found = changes.find(({ minutes }, index) => {
        return shown - monday - minutes < (changes[index + 1]?.at ?? Number.POSITIVE_INFINITY);
      });
      return found === undefined
        ? 0
        : Math.max(found === changes[0] ? Number.NEGATIVE_INFINITY : found.at, shown - monday - found.minutes);
    },
  };
}

function openClock(
  days: readonly Weekday[],
  { from: begins, to: ends }: { from: number; to: number },
  wall: Wall,
): Clock {
  const working = WEEK.map((day) => days.includes(day));
  const inDay = ends - begins;
  const inWeek = inDay * working.filter((isWorking) => isWorking).length;
  /** Working minutes from the Monday of the origin's week to `at`; negative before it. */
  const workUntil = (at: number): number => {
    const shown = wall.shown(at);
    const days = Math.floor(shown / DAY_MINUTES);
    const weeks = Math.floor(days / 7);
    let work = weeks * inWeek;
    for (let day = 0; day < days - weeks * 7; day++) if (working[day] === true) work += inDay;
    if (working[days - weeks * 7] !== true) return work;
    return work + Math.min(inDay, Math.max(0, shown - days * DAY_MINUTES - begins));
  };
  /** Days from the origin's Monday to the day on which the work reaches `target`, and what of it is left for that day. */
  const dayOf = (target: number): readonly [number, number] => {
    const weeks = Math.ceil(target / inWeek) - 1;
    let rest = target - weeks * inWeek;
    let day = 0;
    for (; day < 6 && (working[day] !== true || rest > inDay); day++) if (working[day]) rest -= inDay;
    return [weeks * 7 + day, rest];
  };
  return {
    workBetween: (from, to) => workUntil(to) - workUntil(from),
    afterWork(from, minutes) {
      if (minutes <= 0) return from;
      const [day, rest] = dayOf(workUntil(from) + minutes);
      return Math.max(from, wall.when(day * DAY_MINUTES + begins + rest));
    },
    nextWork(from) {
      const shown = wall.shown(from);
      for (let day = Math.floor(shown / DAY_MINUTES); ; day++) {
        if (working[((day % 7) + 7) % 7] !== true || shown >= day * DAY_MINUTES + ends) continue;
        return shown >= day * DAY_MINUTES + begins ? from : Math.max(from, wall.when(day * DAY_MINUTES + begins));
      }
    },
  };
}
