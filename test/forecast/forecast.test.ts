// What a forecast promises: enough to learn from, one line of work after another, honest spreads, nothing that cannot be.
import fc from "fast-check";
import { expect, test } from "vitest";
import { openCalendar } from "../../src/core/forecast/calendar.ts";
import { forecast, likelyBegins } from "../../src/core/forecast/forecast.ts";
import { sceneLoad } from "../schedule/scene-input.ts";
import { finishedTask, inputOf, MONDAY, openTask, pastOf } from "./plan-of.ts";

const two = [sceneLoad({ name: "ana", kind: "agent" }).worker, sceneLoad({ name: "bob", kind: "agent" }).worker];

test("with eleven finished tasks there is no date, with twelve there is", () => {
  expect(forecast(inputOf([openTask("1")], { history: pastOf(11) }))).toBeNull();
  expect(forecast(inputOf([openTask("1")], { history: pastOf(12) }))?.project).toEqual({ p50: 60, p85: 60 });
});

test("when everything took as long as estimated, the forecast is the plan", () => {
  const chain = [openTask("1"), openTask("2", { dependsOn: ["1"], phase: "two" }), openTask("3", { phase: "one" })];
  const found = forecast(inputOf(chain, { workers: two }));
  expect(found?.tasks.get("2")).toEqual({ p50: 120, p85: 120 });
  expect(found?.phases.get("one")).toEqual({ p50: 60, p85: 60 });
  expect(found?.phases.get("two")).toEqual({ p50: 120, p85: 120 });
  expect(forecast(inputOf(chain))?.project).toEqual({ p50: 180, p85: 180 });
});

test("who begins what, and when, is told in the order of time; what begins at once is not", () => {
  const chain = [openTask("1"), openTask("2", { dependsOn: ["1"] }), openTask("3", { dependsOn: ["2"], owner: "bob" })];
  expect(likelyBegins(inputOf(chain, { workers: two }))).toEqual([
    { id: "2", worker: "ana", at: 60 },
    { id: "3", worker: "bob", at: 120 },
  ]);
  const history = pastOf(40, () => ({ actualMinutes: 120 }));
  expect(likelyBegins(inputOf(chain, { workers: two, history })).map(({ at }) => at)).toEqual([120, 240]);
  // Too little to learn from: as estimated.
  expect(likelyBegins(inputOf(chain, { workers: two, history: history.slice(0, 11) })).map(({ at }) => at)).toEqual([
    60, 120,
  ]);
  // People who begin after hours begin the next morning.
  const person = [sceneLoad({ name: "cho", kind: "person" }).worker];
  const days = [openTask("1", { minutes: 480 }), openTask("2", { dependsOn: ["1"] })];
  expect(likelyBegins(inputOf(days, { workers: person, history: [] }))).toEqual([{ id: "2", worker: "cho", at: 1440 }]);
});

test("work that always took twice its estimate is reckoned at twice", () => {
  const found = forecast(inputOf([openTask("1")], { history: pastOf(40, () => ({ actualMinutes: 120 })) }));
  expect(found?.project).toEqual({ p50: 120, p85: 120 });
  expect(found?.usualRatio).toBe(2);
});

test("a worker who is slow and one who is quick are known apart, and people from agents", () => {
  const history = pastOf(80, (at) => ({
    worker: at % 2 === 0 ? "ana" : "bob",
    actualMinutes: at % 2 === 0 ? 60 : 180,
  }));
  const spanFor = (owner: string) => forecast(inputOf([openTask("1", { owner })], { workers: two, history }))?.project;
  expect(spanFor("ana")?.p50).toBeLessThan(100);
  expect(spanFor("bob")?.p50).toBeGreaterThan(150);
});

test("a task learns from those nearest to it in size", () => {
  const sizes = [30, 60, 240, 480];
  const history = pastOf(80, (at) => {
    const estimateMinutes = sizes[at % 4] ?? 0;
    return {
      worker: `w${at % 20}`,
      estimateMinutes,
      actualMinutes: estimateMinutes * (estimateMinutes > 100 ? 0.5 : 1),
    };
  });
  const spanFor = (minutes: number) => forecast(inputOf([openTask("1", { minutes })], { history }))?.project?.p50 ?? 0;
  expect(spanFor(30) / 30).toBeGreaterThan(0.85);
  expect(spanFor(480) / 480).toBeLessThan(0.65);
});

test("who is later than anybody before is not done at once", () => {
  const found = forecast(inputOf([openTask("1", { holder: "ana", elapsedMinutes: 200 })]));
  expect(found?.project?.p50).toBeGreaterThan(50);
  expect(found?.project?.p85).toBeLessThan(200);
});

test("reviews come on top, in real time, and take nobody's slot", () => {
  const history = pastOf(20, () => ({ reviewMinutes: 30 }));
  const found = forecast(inputOf([openTask("1"), openTask("2")], { history }));
  expect(found?.tasks.get("1")).toEqual({ p50: 90, p85: 90 });
  expect(found?.tasks.get("2")).toEqual({ p50: 150, p85: 150 });
});

test("what is under way is nearer its end, and what is in review nearer still", () => {
  const running = openTask("1", { holder: "ana", elapsedMinutes: 45 });
  const inReview = openTask("2", { holder: "ana", inReviewMinutes: 20 });
  const history = pastOf(20, () => ({ reviewMinutes: 30 }));
  const found = forecast(inputOf([running, inReview], { history }));
  expect(found?.tasks.get("1")).toEqual({ p50: 45, p85: 45 });
  expect(found?.tasks.get("2")).toEqual({ p50: 10, p85: 10 });
});

test("what stands still, what nobody can do and what waits for them has no date and delays nobody", () => {
  const tasks = [
    openTask("held", { notBefore: Number.POSITIVE_INFINITY }),
    openTask("behind", { dependsOn: ["held"] }),
    openTask("strange", { skills: { cobol: 1 } }),
    openTask("plain"),
  ];
  const found = forecast(inputOf(tasks));
  expect(found?.never).toEqual(["held", "behind", "strange"]);
  expect(found?.project).toEqual({ p50: 60, p85: 60 });
});

test("a date to wait for, an absence and a shared resource each delay", () => {
  expect(forecast(inputOf([openTask("1", { notBefore: 600 })]))?.project?.p50).toBe(660);
  expect(forecast(inputOf([openTask("1")], { awayMinutes: { ana: 500 } }))?.project?.p50).toBe(560);
  const both = [openTask("1", { uses: ["staging"] }), openTask("2", { uses: ["Staging"] })];
  expect(forecast(inputOf(both, { workers: two }))?.project?.p50).toBe(120);
  expect(forecast(inputOf(both, { workers: two, resources: { staging: 2 } }))?.project?.p50).toBe(60);
});

test("paths that overlap keep tasks apart", () => {
  const both = [openTask("1", { touches: ["src/db"] }), openTask("2", { touches: ["src/db/**"] })];
  expect(forecast(inputOf(both, { workers: two }))?.project?.p50).toBe(120);
});

test("people rest at night and at weekends, agents do not", () => {
  const calendar = openCalendar("2026-06-05T16:00:00Z", "UTC", ["mon", "tue", "wed", "thu", "fri"]);
  const { worker } = sceneLoad({ kind: "person" });
  const history = pastOf(20, () => ({ kind: "person" }));
  const friday = forecast(inputOf([openTask("1", { minutes: 120 })], { workers: [worker], calendar, history }));
  expect(calendar.isoAt(friday?.project?.p50 ?? 0)).toBe("2026-06-08T10:00:00Z");
  const anyHour = forecast(
    inputOf([openTask("1", { minutes: 120 })], { workers: [worker], calendar, history, anyHour: true }),
  );
  expect(calendar.isoAt(anyHour?.project?.p50 ?? 0)).toBe("2026-06-05T18:00:00Z");
});

test("batches that came late together make the forecast later and wider", () => {
  const lateWeek = (at: number) => ({ actualMinutes: Math.floor(at / 10) % 2 === 0 ? 40 : 160 });
  const mixed = (at: number) => ({ actualMinutes: at % 2 === 0 ? 40 : 160 });
  const many = Array.from({ length: 40 }, (_, at) => openTask(String(at)));
  const widthOf = (history: ReturnType<typeof pastOf>) => {
    const span = forecast(inputOf(many, { history }))?.project;
    return (span?.p85 ?? 0) / (span?.p50 ?? 1);
  };
  expect(widthOf(pastOf(60, lateWeek))).toBeGreaterThan(widthOf(pastOf(60, mixed)) + 0.05);
});

const plans = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 500 }),
      waitsFor: fc.nat(),
      phase: fc.constantFrom("a", "b", null),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) =>
    parts.map(({ minutes, waitsFor, phase }, at) =>
      openTask(String(at), { minutes, phase, dependsOn: at > 0 && waitsFor % 3 > 0 ? [String(waitsFor % at)] : [] }),
    ),
  );
const pasts = fc.array(fc.integer({ min: 5, max: 400 }), { minLength: 12, maxLength: 60 });

test("no task ends before what it waits for, the project ends with its last, and P85 is never before P50", () => {
  fc.assert(
    fc.property(plans, pasts, (tasks, actuals) => {
      const history = actuals.map((actualMinutes, at) => finishedTask(at, { actualMinutes }));
      const found = forecast(inputOf(tasks, { history, workers: two }));
      if (found === null) throw new Error("expected a forecast");
      const ends = [...found.tasks.values()];
      expect(ends).toHaveLength(tasks.length);
      for (const { p50, p85 } of ends) expect(p85).toBeGreaterThanOrEqual(p50);
      for (const task of tasks) {
        for (const blocker of task.dependsOn)
          expect(found.tasks.get(task.id)?.p50 ?? 0).toBeGreaterThanOrEqual(found.tasks.get(blocker)?.p50 ?? Infinity);
      }
      expect(found.project?.p85 ?? 0).toBeGreaterThanOrEqual(Math.max(...ends.map(({ p85 }) => p85)));
      for (const phase of found.phases.values()) expect(phase.p50).toBeLessThanOrEqual(found.project?.p50 ?? 0);
    }),
    { numRuns: 60 },
  );
});

test("the same plan gives the same dates, whatever the order of its parts", () => {
  fc.assert(
    fc.property(plans, pasts, (tasks, actuals) => {
      const history = actuals.map((actualMinutes, at) => finishedTask(at, { actualMinutes }));
      const one = forecast(inputOf(tasks, { history, workers: two }));
      const other = forecast(inputOf(tasks, { history, workers: [...two].reverse() }));
      expect(other).toEqual(one);
    }),
    { numRuns: 30 },
  );
});

test("the calendar counts what its inverse adds", () => {
  const days = fc.subarray(["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const, { minLength: 1 });
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: -20_000, max: 20_000 }),
      fc.integer({ min: 1, max: 9000 }),
      (open, from, work) => {
        const { people } = openCalendar(MONDAY, "Europe/Berlin", open);
        const end = people.afterWork(from, work);
        expect(end).toBeGreaterThan(from);
        expect(people.workBetween(from, end)).toBe(work);
        expect(people.workBetween(from, end - 1)).toBe(work - 1);
      },
    ),
  );
});
