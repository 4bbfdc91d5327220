// Reckoning with days and moments agrees with Temporal, whatever the date; what is kept in between changes nothing.
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { addDays, instantOf, later, localDate, msBetween, weekday, wholeSecond } from "../../src/core/local-time.ts";
import { showTimeAndYear } from "../../src/core/show-time.ts";

const moment = fc
  .date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("2199-12-31T23:59:59Z"), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe");
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

test("days later and weekdays", () => {
  const days = fc.integer({ min: -40_000, max: 40_000 });
  fc.assert(
    fc.property(moment, days, (at, count) => {
      const date = at.slice(0, 10);
      const plain = Temporal.PlainDate.from(date);
      expect(addDays(date, count)).toBe(plain.add({ days: count }).toString());
      expect(weekday(date)).toBe(DAYS[plain.dayOfWeek - 1]);
    }),
  );
});

test("milliseconds later, without a fraction, and milliseconds between", () => {
  fc.assert(
    fc.property(moment, moment, fc.integer({ min: -1e11, max: 1e11 }), (a, b, ms) => {
      const [from, to] = [Temporal.Instant.from(a), Temporal.Instant.from(b)];
      expect(later(a, ms)).toBe(from.add({ milliseconds: ms }).toString({ fractionalSecondDigits: 0 }));
      expect(msBetween(a, b)).toBe(to.epochMilliseconds - from.epochMilliseconds);
    }),
  );
});

test("the day of a moment in a zone, and the moment of an hour, asked again and again among thousands of others", () => {
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 60 }), zone, zone, (moments, one, other) => {
      for (const at of [...moments, ...moments]) {
        for (const name of [one, other]) {
          const there = Temporal.Instant.from(at).toZonedDateTimeISO(name);
          const date = there.toPlainDate().toString();
          expect(localDate(at, name)).toBe(date);
          const day = `${there.day} ${there.toLocaleString("en-US", { month: "short" })} ${there.year}`;
          const clock = there.toPlainTime().toString({ smallestUnit: "minute" });
          expect(showTimeAndYear(at, name)).toBe(`${day} ${clock}`);
          const noon = there.toPlainDate().toZonedDateTime({ timeZone: name, plainTime: "12:30" }).toInstant();
          expect(instantOf(date, 12.5, name)).toBe(noon.toString());
        }
      }
    }),
    { numRuns: 40 },
  );
});

test("times beyond all calendars are told as the first or the last there is, and can be read again", () => {
  const far = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(Infinity, -Infinity, 8.64e15, -8.64e15, 2.5e14));
  const edge = fc.constantFrom("0001-01-01", "0004-02-29", "0999-12-31", "1899-12-31", "9990-01-01", "9999-12-31");
  fc.assert(
    fc.property(far, edge, zone, fc.integer({ min: 0, max: 24 }), (ms, date, place, hour) => {
      const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
      const shown = /^\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}$/;
      for (const at of [wholeSecond(ms), later("2026-06-01T08:00:00Z", ms), instantOf(date, hour, place)]) {
        expect(at).toMatch(shape);
        expect(showTimeAndYear(at, place)).toMatch(shown);
        expect(localDate(at, place)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
      expect(addDays(date, Math.round(ms / 8.64e7) || 0)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }),
  );
});
