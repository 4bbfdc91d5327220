/** Dates as people in the repository's time zone see them. */
import { Temporal } from "temporal-polyfill";

function zoned(iso: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
}

const DAY_MS = 86_400_000;

const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Times are compared as text, so years have four digits, in every zone; "for ever" is what people write 9999 for. */
const FIRST_MS = Date.parse("0001-01-03T00:00:00Z");
const LAST_MS = Date.parse("9999-12-30T00:00:00Z");

const dateAt = (ms: number): Date => new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS));

/** An instant (ms) in the shape of GitHub's times, which have whole seconds and are compared as text. */
export function wholeSecond(ms: number): string {
  return dateAt(ms)
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
}

/** The rules of zones are slow to read and the same few moments are asked again and again; forgetting costs one reading. */
const MOST_KEPT = 1000;
const known = new Map<string, string>();

function kept(key: string, read: () => string): string {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = read();
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, found);
  return found;
}

/** What clocks in the zone show at `iso`, as `2026-06-01T09:00:00`. */
export function localClock(iso: string, zone: string): string {
  const minutes = offsetChanges(iso, zone).findLast(({ at }) => msBetween(at, iso) >= 0)?.minutes ?? 0;
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString().slice(0, 19);
}

/** YYYY-MM-DD in the zone. */
export function localDate(iso: string, zone: string): string {
  return kept(`${iso} ${zone}`, () => localClock(iso, zone).slice(0, 10));
}

/**
 * The instant (ISO) of the local day `date` at `hour`, 9.5 being half past nine; an hour that does not exist that day is
 * the next that does, and 24 is the end of the day.
 */
export function instantOf(date: string, hour: number, zone: string): string {
  return kept(`${date} ${hour} ${zone}`, () => readInstant(date, hour, zone));
}

function readInstant(date: string, hour: number, zone: string): string {
  const minutes = Math.round(hour * 60);
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 });
  const day = Temporal.PlainDate.from(date).add({ days: Math.floor(minutes / 1440) });
  const at = day.toZonedDateTime({ timeZone: zone, plainTime });
  return wholeSecond(at.epochMilliseconds);
}

/** Years before and after a moment in which changes of the clocks are looked for. */
const YEARS_OF_CHANGES = 3;
/** Nothing is known of clocks before or after. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 9990];
const knownChanges = new Map<string, readonly OffsetChange[]>();

export interface OffsetChange {
  /** ISO; the first is the beginning of what was looked at. */
  readonly at: string;
  /** Minutes ahead of UTC from then on. */
  readonly minutes: number;
}

/** How far ahead of UTC the zone's clocks are in the three years around the year of `now`. Reading the rules is slow: kept. */
export function offsetChanges(now: string, zone: string): readonly OffsetChange[] {
  const year = Math.min(Math.max(Number(now.slice(0, 4)), FIRST_YEAR), LAST_YEAR);
  const key = `${year} ${zone}`;
  const before = knownChanges.get(key);
  if (before !== undefined) return before;
  const toChange = (one: Temporal.ZonedDateTime) => {
    return { at: one.toInstant().toString(), minutes: one.offsetNanoseconds / 60_000_000_000 };
  };
  let next: Temporal.ZonedDateTime | null = zoned(`${year - YEARS_OF_CHANGES}-01-01T00:00:00Z`, zone);
  const changes: OffsetChange[] = [];
  for (; next !== null && next.year <= year + YEARS_OF_CHANGES; next = next.getTimeZoneTransition("next"))
    changes.push(toChange(next));
  knownChanges.set(key, changes);
  return changes;
}

/** The local day after `date`. */
export function nextDate(date: string): string {
  return addDays(date, 1);
}

/** The local day `days` after `date`, before it when negative. */
export function addDays(date: string, days: number): string {
  return dateAt(midnight(date) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);
}

/** mon … sun */
export function weekday(date: string): "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" {
  const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
  return names[new Date(midnight(date)).getUTCDay()] ?? "mon";
}

const DURATION = /^(\d{1,3})([mhd])$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `24h` -> ms; 0 for anything else (settings are checked before). */
export function durationMs(text: string): number {
  const found = DURATION.exec(text);
  if (found === null) return 0;
  const unit = found[2] as keyof typeof UNIT_MS;
  return Number(found[1]) * UNIT_MS[unit];
}

/** ISO time `ms` later. */
export function later(iso: string, ms: number): string {
  return wholeSecond(Date.parse(iso) + ms);
}

/** ms between two ISO times, negative when `b` is earlier. */
export function msBetween(a: string, b: string): number {
  return Date.parse(b) - Date.parse(a);
}
