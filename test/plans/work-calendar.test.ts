/** Working minutes on a calendar: seams between days, weekends, and the law that time goes forward. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { USUAL_CALENDAR, workingTime } from "../../src/core/work-calendar.ts";

const USUAL = USUAL_CALENDAR;

test.each([
  // 2026-12-01 is a Tuesday.
  ["2026-12-01", 0, "begins", "2026-12-01T09:00"],
  ["2026-12-01", 0, "ends", "2026-12-01T09:00"],
  ["2026-12-01", 90, "ends", "2026-12-01T10:30"],
  ["2026-12-01", 480, "ends", "2026-12-01T17:00"],
  ["2026-12-01", 480, "begins", "2026-12-02T09:00"],
  ["2026-12-01", 4 * 480, "ends", "2026-12-04T17:00"],
  ["2026-12-01", 4 * 480, "begins", "2026-12-07T09:00"],
  ["2026-12-05", 60, "ends", "2026-12-07T10:00"],
  ["2026-12-06", 0, "begins", "2026-12-07T09:00"],
  ["2026-12-01", 5 * 480 * 52, "begins", "2027-11-30T09:00"],
] as const)("from %s on, %i minutes: what %s then stands at %s", (start, minutes, edge, expected) => {
  expect(workingTime(start, minutes, edge, USUAL)).toBe(expected);
});

test("a team that works at weekends and at night hours of its own", () => {
  const calendar = { days: ["sat", "sun"], hours: { from: 22 * 60, to: 24 * 60 } } as const;
  expect(workingTime("2026-12-01", 120, "ends", calendar)).toBe("2026-12-05T24:00");
  expect(workingTime("2026-12-01", 240, "begins", calendar)).toBe("2026-12-12T22:00");
});

test("more minutes never lead to an earlier time, and every time lies on a working day within its hours", () => {
  const days = fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, { minLength: 1 });
  const hours = fc.integer({ min: 0, max: 23 * 60 }).chain((from) => {
    return fc.record({ from: fc.constant(from), to: fc.integer({ min: from + 1, max: 24 * 60 }) });
  });
  const edge = fc.constantFrom("begins" as const, "ends" as const);
  fc.assert(
    fc.property(fc.record({ days, hours }), fc.nat(50_000), fc.nat(50_000), edge, (calendar, one, more, which) => {
      const first = workingTime("2026-02-27", one, which, calendar);
      const then = workingTime("2026-02-27", one + more, which, calendar);
      expect(then >= first).toBe(true);
      const minute = Number(then.slice(11, 13)) * 60 + Number(then.slice(14));
      expect(minute).toBeGreaterThanOrEqual(calendar.hours.from);
      expect(minute).toBeLessThanOrEqual(calendar.hours.to);
      expect(calendar.days).toContain(new Date(then.slice(0, 10)).toUTCString().slice(0, 3).toLowerCase());
    }),
  );
});
