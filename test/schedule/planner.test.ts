// Laws of the planner: legal, never longer than the online rule, never shorter than can be, never worse for more help.
import fc from "fast-check";
import { expect, test } from "vitest";
import { openDice } from "../../src/core/forecast/dice.ts";
import { type DispatchInput, dispatch } from "../../src/core/schedule/dispatch.ts";
import { planSchedule } from "../../src/core/schedule/planner.ts";
import { sceneLoad } from "./scene-input.ts";
import { violations } from "./violations.ts";

const skill = fc.constantFrom({}, {}, { rust: 1 }, { sql: 1 });
const inputs: fc.Arbitrary<DispatchInput> = fc.record({
  tasks: fc
    .array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 20 }),
        waits: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
        skills: skill,
        touches: fc.subarray(["src/a", "src/b"]),
        uses: fc.subarray(["staging"]),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map((rows) =>
      rows.map(({ waits, ...row }, at) => ({
        ...row,
        id: `t${at}`,
        dependsOn: at === 0 ? [] : [...new Set(waits.map((one) => `t${one % at}`))],
      })),
    ),
  workers: fc
    .integer({ min: 1, max: 3 })
    .map((many) =>
      Array.from(
        { length: many },
        (_, at) => sceneLoad({ name: `w${at}`, skills: { rust: 1, sql: 1 }, slots: 1 + (at % 2) }).worker,
      ),
    ),
  resources: fc.constantFrom({}, { staging: 2 }),
});

const search = (known?: ReturnType<typeof dispatch>) => {
  let steps = 0;
  return { shouldStop: () => steps++ > 150, random: openDice(7), ...(known === undefined ? {} : { known }) };
};

test("every schedule of the planner is legal and complete, between the lower bound and the online rule", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const planned = planSchedule(input, search());
      expect(violations(input, planned)).toEqual([]);
      expect(planned.assignments).toHaveLength(input.tasks.length);
      expect(planned.makespan).toBeLessThanOrEqual(dispatch(input).makespan);
      expect(planned.makespan).toBeGreaterThanOrEqual(planned.lowerBound);
    }),
    { numRuns: 60 },
  );
});

test("one worker more, or one wait less, never makes the plan longer than the one that is known", () => {
  fc.assert(
    fc.property(inputs, fc.nat(), (input, pick) => {
      const known = planSchedule(input, search());
      const more = { ...input, workers: [...input.workers, sceneLoad({ name: "extra", skills: { rust: 1 } }).worker] };
      const at = pick % input.tasks.length;
      const fewer = {
        ...input,
        tasks: input.tasks.map((task, each) => (each === at ? { ...task, dependsOn: [] } : task)),
      };
      for (const easier of [more, fewer]) {
        const planned = planSchedule(easier, search(known));
        expect(violations(easier, planned)).toEqual([]);
        expect(planned.makespan).toBeLessThanOrEqual(known.makespan);
      }
    }),
    { numRuns: 60 },
  );
});

test("of a known schedule the shorter parts are kept, of a longer one nothing", () => {
  const [ana, bob] = [sceneLoad({ name: "ana" }).worker, sceneLoad({ name: "bob" }).worker];
  const task = (id: string, minutes: number) => ({ id, minutes, dependsOn: [] });
  const input = { tasks: [task("a", 3), task("b", 3), task("c", 2), task("d", 2), task("e", 2)], workers: [ana, bob] };
  const best = planSchedule(input, search());
  expect(best.makespan).toBe(6);
  const stop = { shouldStop: () => true, random: openDice(1) };
  expect(planSchedule(input, { ...stop, known: best }).makespan).toBe(6);
  const slow = { ...best, makespan: 99, assignments: best.assignments.map((one) => ({ ...one, end: one.end + 90 })) };
  expect(planSchedule(input, { ...stop, known: slow }).makespan).toBe(dispatch(input).makespan);
});
