/** Times as people in the repository read them: `2026-06-01 09:00`, in the repository's zone, never "3 hours ago". */
import { Temporal } from "temporal-polyfill";

/** `iso` is ISO 8601, UTC; `zone` an IANA name. */
export function showTime(iso: string, zone: string): string {
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: "minute" }).replace("T", " ");
}
