// Working time: summer time, and workers with days, hours and zones of their own.
import fc from "fast-check";
import { expect, test } from "vitest";
import { openCalendar } from "../../src/core/forecast/calendar.ts";
import { forecast } from "../../src/core/forecast/forecast.ts";
import { readDaily, restsUntil, type WorkHours } from "../../src/core/work-hours.ts";
import { sceneLoad } from "../schedule/scene-input.ts";
import { inputOf, openTask, pastOf } from "./plan-of.ts";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

test.each([
  ["autumn", "2026-10-23T12:00:00Z", "2026-10-26T09:00:00Z"],
  ["spring", "2026-03-27T13:00:00Z", "2026-03-30T08:00:00Z"],
])("four hours from Friday at two end on Monday at ten, also over the change of clocks in %s", (_, now, end) => {
  const { people, isoAt, minutesAt } = openCalendar(now, "Europe/Berlin", WEEKDAYS);
  expect(isoAt(people.afterWork(0, 240))).toBe(end);
  expect(people.workBetween(0, minutesAt(end))).toBe(240);
});

test("a change of clocks far behind the beginning counts as well", () => {
  const { people, isoAt } = openCalendar("2026-06-01T07:00:00Z", "Europe/Berlin", WEEKDAYS);
  expect(isoAt(people.afterWork(0, 110 * 480))).toBe("2026-10-30T16:00:00Z");
  expect(people.workBetween(people.afterWork(0, 480), people.afterWork(0, 960))).toBe(480);
});

test("a worker's own days, hours and zone hold; what they do not say is as usual", () => {
  const calendar = openCalendar("2026-06-05T12:00:00Z", "Europe/Berlin", WEEKDAYS);
  const endOf = (kind: "person" | "agent", hours: WorkHours, anyHour = false) =>
    calendar.isoAt(calendar.clockOf({ kind, hours }, anyHour).afterWork(0, 120));
  const newYork = { zone: "America/New_York", days: null, daily: null };
  expect(endOf("person", newYork)).toBe("2026-06-05T15:00:00Z");
  expect(endOf("person", { ...newYork, daily: { from: 600, to: 660 } })).toBe("2026-06-08T15:00:00Z");
  expect(endOf("person", { ...newYork, days: ["sun"] })).toBe("2026-06-07T15:00:00Z");
  expect(endOf("person", { ...newYork, days: ["sun"] }, true)).toBe("2026-06-07T06:00:00Z");
  expect(endOf("agent", newYork)).toBe("2026-06-05T14:00:00Z");
  expect(endOf("agent", { ...newYork, daily: { from: 0, to: 60 } })).toBe("2026-06-07T05:00:00Z");
});

const clocks = fc.record({
  now: fc.date({ min: new Date("2026-01-01"), max: new Date("2026-12-31"), noInvalidDate: true }),
  zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"),
  days: fc.subarray([...WEEKDAYS, "sat", "sun"] as const, { minLength: 1 }),
  daily: fc.constantFrom(null, { from: 540, to: 1020 }, { from: 330, to: 1439 }),
});

test("working time adds up, ends while somebody works, and begins where it says", () => {
  const moments = fc.integer({ min: -400_000, max: 400_000 });
  fc.assert(
    fc.property(clocks, moments, fc.integer({ min: 1, max: 9000 }), ({ now, ...hours }, from, work) => {
      const noon = `${now.toISOString().slice(0, 13)}:00:00Z`;
      const calendar = openCalendar(noon, "UTC", WEEKDAYS);
      const clock = calendar.clockOf({ kind: "person", hours }, false);
      const [begin, end] = [clock.nextWork(from), clock.afterWork(from, work)];
      expect(end).toBeGreaterThan(begin);
      expect(clock.workBetween(from, end)).toBe(work);
      expect(clock.workBetween(begin, end)).toBe(work);
      expect(clock.workBetween(from, begin)).toBe(0);
      expect(restsUntil({ ...hours, daily: hours.daily ?? { from: 540, to: 1020 } }, calendar.isoAt(begin))).toBe(null);
    }),
  );
});

test("who rests is not given work, in a forecast as in life", () => {
  const calendar = openCalendar("2026-06-05T16:00:00Z", "UTC", WEEKDAYS);
  const sunday = sceneLoad({ kind: "agent", name: "sun", hours: { zone: "UTC", days: ["sun"], daily: null } }).worker;
  const always = sceneLoad({ kind: "agent", name: "zoe" }).worker;
  const two = [openTask("1", { minutes: 120 }), openTask("2", { minutes: 120 })];
  const endWith = (workers: (typeof sunday)[]) => {
    const found = forecast(inputOf(two, { workers, calendar, history: pastOf(20) }));
    return calendar.isoAt(found?.project?.p50 ?? 0);
  };
  expect(endWith([sunday])).toBe("2026-06-07T04:00:00Z");
  expect(endWith([sunday, always])).toBe("2026-06-05T20:00:00Z");
});

test("workers whose hours never meet leave a task that nobody can begin alone", () => {
  const calendar = openCalendar("2026-06-05T16:00:00Z", "UTC", WEEKDAYS);
  const by = (name: string, days: WorkHours["days"]) => sceneLoad({ name, hours: { zone: "UTC", days, daily: null } });
  const workers = [by("mon", ["mon"]).worker, by("tue", ["tue"]).worker];
  const tasks = [openTask("1", { uses: ["lab"], amounts: { lab: 2 } }), openTask("2")];
  expect(forecast(inputOf(tasks, { workers, calendar }))?.never).toEqual(["1"]);
});

test.each([
  ["2026-06-05T21:59:00Z", "2026-06-08T07:00:00Z"],
  ["2026-06-08T06:59:00Z", "2026-06-08T07:00:00Z"],
  ["2026-06-08T07:00:00Z", null],
  ["2026-06-08T15:29:59Z", null],
  ["2026-06-08T15:30:00Z", "2026-06-09T07:00:00Z"],
])("at %s somebody who works on weekdays from nine to half past five rests until %s", (now, until) => {
  const hours = { zone: "Europe/Berlin", days: WEEKDAYS, daily: readDaily("09:00-17:30") };
  expect(restsUntil(hours, now)).toBe(until);
});

test("who says only a zone, or nothing about days, may be given work on any day", () => {
  expect(restsUntil({ zone: "UTC", days: null, daily: null }, "2026-06-06T03:00:00Z")).toBe(null);
  expect(restsUntil({ zone: "UTC", days: null, daily: { from: 0, to: 1440 } }, "2026-06-06T23:59:00Z")).toBe(null);
  expect(restsUntil({ zone: "UTC", days: ["sat"], daily: null }, "2026-06-06T23:59:00Z")).toBe(null);
});

test.each(["9-17", "17:00-09:00", "09:00-09:00", "09:60-10:00", "00:00-24:01", "09:00 - 17:00", ""])(
  "%j are no hours of a day",
  (text) => {
    expect(readDaily(text)).toBe(null);
  },
);
