/** Working time and real time: how many working minutes lie between two moments, and when so many of them have passed. */
import { instantOf, later, localDate, msBetween, weekday } from "../local-time.ts";

/** Real minutes from the calendar's origin, and working minutes. */
export interface Clock {
  workBetween(from: number, to: number): number;
  /** The moment at which `minutes` of work, begun at `from`, are done. */
  afterWork(from: number, minutes: number): number;
}

export interface Calendar {
  /** People: the working days of the settings, from nine to five in the repository's zone. */
  readonly people: Clock;
  /** Agents, and people who are seen to work at any hour. */
  readonly roundTheClock: Clock;
  minutesAt(iso: string): number;
  isoAt(minutes: number): string;
}

type Weekday = ReturnType<typeof weekday>;

const WEEK: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_MINUTES = 1440;
const BEGINS_AT = 540;
const WORK_MINUTES = 480;
const MINUTE_MS = 60_000;

/** Counted from `now`. A change to or from summer time is not reckoned with: it moves a date by an hour at most. */
export function openCalendar(now: string, zone: string, days: readonly Weekday[]): Calendar {
  const today = localDate(now, zone);
  const sinceMidnight = msBetween(instantOf(today, 0, zone), now) / MINUTE_MS;
  const sinceMonday = WEEK.indexOf(weekday(today)) * DAY_MINUTES + sinceMidnight;
  const working = WEEK.map((day) => (days.length === 0 ? WEEK.indexOf(day) < 5 : days.includes(day)));
  return {
    people: openClock(working, sinceMonday),
    roundTheClock: { workBetween: (from, to) => to - from, afterWork: (from, minutes) => from + minutes },
    minutesAt: (iso) => msBetween(now, iso) / MINUTE_MS,
    isoAt: (minutes) => later(now, Math.round(minutes) * MINUTE_MS),
  };
}

function openClock(working: readonly boolean[], sinceMonday: number): Clock {
  const inWeek = WORK_MINUTES * working.filter((isWorking) => isWorking).length;
  /** Working minutes from the Monday of the origin's week to `at`; negative before it. */
  const workUntil = (at: number): number => {
    const days = Math.floor((at + sinceMonday) / DAY_MINUTES);
    const weeks = Math.floor(days / 7);
    let work = weeks * inWeek;
    for (let day = 0; day < days - weeks * 7; day++) if (working[day] === true) work += WORK_MINUTES;
    if (working[days - weeks * 7] !== true) return work;
    const today = at + sinceMonday - days * DAY_MINUTES - BEGINS_AT;
    return work + Math.min(WORK_MINUTES, Math.max(0, today));
  };
  return {
    workBetween: (from, to) => workUntil(to) - workUntil(from),
    afterWork(from, minutes) {
      if (minutes <= 0) return from;
      const target = workUntil(from) + minutes;
      const weeks = Math.ceil(target / inWeek) - 1;
      let rest = target - weeks * inWeek;
      let day = 0;
      for (; day < 6 && (working[day] !== true || rest > WORK_MINUTES); day++) if (working[day]) rest -= WORK_MINUTES;
      return (weeks * 7 + day) * DAY_MINUTES + BEGINS_AT + rest - sinceMonday;
    },
  };
}
