/** Dates as people in the repository's time zone see them. */
import { Temporal } from "temporal-polyfill";

function zoned(iso: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
}

/** YYYY-MM-DD in the zone. */
export function localDate(iso: string, zone: string): string {
  return zoned(iso, zone).toPlainDate().toString();
}

/** First instant (ISO) of the local day `date` at `hour`; an hour that does not exist that day is the next that does. */
export function instantOf(date: string, hour: number, zone: string): string {
  const at = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from({ hour }),
  });
  return at.toInstant().toString({ fractionalSecondDigits: 0 });
}

/** The local day after `date`. */
export function nextDate(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

/** The local day `days` after `date`, before it when negative. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** mon … sun */
export function weekday(date: string): "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" {
  const names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
  return names[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? "mon";
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
  return Temporal.Instant.from(iso).add({ milliseconds: ms }).toString({ fractionalSecondDigits: 0 });
}

/** ms between two ISO times, negative when `b` is earlier. */
export function msBetween(a: string, b: string): number {
  return Temporal.Instant.from(b).epochMilliseconds - Temporal.Instant.from(a).epochMilliseconds;
}
