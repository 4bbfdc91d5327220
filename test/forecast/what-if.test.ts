// "What if": one thing changed, the same planner and the same forecaster; a change for the better is never told as worse.
import fc from "fast-check";
import { expect, test } from "vitest";
import { forecast } from "../../src/core/forecast/forecast.ts";
import { applyChange, lookAhead } from "../../src/core/forecast/what-if.ts";
import { sceneLoad } from "../schedule/scene-input.ts";
import { inputOf, openTask } from "./plan-of.ts";

const ana = sceneLoad({ name: "ana", kind: "agent" }).worker;
const bob = sceneLoad({ name: "bob", kind: "agent" }).worker;
const chain = [openTask("1"), openTask("2", { dependsOn: ["1"] }), openTask("3"), openTask("4", { owner: "ana" })];

test("closing an issue takes its work away and frees what waited for it", () => {
  const input = inputOf(chain, { workers: [ana, bob] });
  const before = lookAhead(input, forecast);
  const after = lookAhead(applyChange(input, { kind: "close", issues: [1] }), forecast);
  expect([before.makespan, after.makespan]).toEqual([120, 120]);
  expect(lookAhead(applyChange(input, { kind: "close", issues: [1, 3] }), forecast).makespan).toBe(60);
  expect(before.forecast?.tasks.get("2")?.p50).toBe(120);
  expect(after.forecast?.tasks.get("2")?.p50).toBeLessThan(120);
});

test("somebody more takes a part of the work, and it is said what", () => {
  const input = inputOf(chain);
  const after = lookAhead(applyChange(input, { kind: "more", workers: [bob] }), forecast);
  expect(lookAhead(input, forecast).makespan).toBe(240);
  expect(after.makespan).toBe(120);
  expect([...after.workerOf.values()].filter((name) => name === "bob")).toHaveLength(2);
  expect(after.forecast?.project).toEqual({ p50: 120, p85: 120 });
});

test("who is away begins later, and what only they can do waits", () => {
  const input = inputOf(chain, { workers: [ana, bob] });
  const after = lookAhead(applyChange(input, { kind: "away", worker: ana, minutes: 600 }), forecast);
  expect(after.makespan).toBe(660);
  expect(after.workerOf.get(4)).toBe("ana");
  expect([1, 2, 3].map((issue) => after.workerOf.get(issue))).toEqual(["bob", "bob", "bob"]);
  expect(after.forecast?.tasks.get("4")?.p50).toBe(660);
});

test("what is begun stays with its holder, what is in review needs nobody, what stands still is left out", () => {
  const tasks = [
    openTask("1", { holder: "ana", elapsedMinutes: 40, skills: { forgotten: 1 } }),
    openTask("2", { holder: "bob", inReviewMinutes: 5 }),
    openTask("6", { holder: "ana", elapsedMinutes: 55 }),
    openTask("3", { notBefore: Number.POSITIVE_INFINITY }),
    openTask("5", { dependsOn: ["3"] }),
  ];
  const seen = lookAhead(inputOf(tasks, { workers: [ana, bob] }), forecast);
  expect(seen.makespan).toBe(25);
  expect([...seen.standing].sort()).toEqual(["3", "5"]);
  expect([...seen.workerOf].sort()).toEqual([
    [1, "ana"],
    [6, "ana"],
  ]);
});

test("what a closed issue sets going counts in full, and not with the length it had while it stood still", () => {
  const tasks = [
    openTask("1", { notBefore: Number.POSITIVE_INFINITY }),
    openTask("2", { dependsOn: ["1"] }),
    openTask("3", { dependsOn: ["2"] }),
  ];
  const input = inputOf(tasks, { workers: [ana] });
  const before = lookAhead(input, forecast);
  expect([before.makespan, [...before.standing].sort()]).toEqual([0, ["1", "2", "3"]]);
  const after = lookAhead(applyChange(input, { kind: "close", issues: [1] }), forecast, before);
  expect([after.makespan, after.standing.size]).toEqual([120, 0]);
});

test("what somebody has in hand who is given no work goes on as well, and what waits for it", () => {
  const lead = sceneLoad({ name: "lead", role: "orchestrator" }).worker;
  const tasks = [
    openTask("1", { holder: "visitor" }),
    openTask("2", { dependsOn: ["1"] }),
    openTask("3", { holder: "lead" }),
    openTask("4", { dependsOn: ["3"], minutes: 5 }),
  ];
  expect(lookAhead(inputOf(tasks, { workers: [ana, lead] }), forecast).makespan).toBe(125);
});

test("a worker more or an issue less never makes the plan longer where the planner may search", () => {
  const plans = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.nat()), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(plans, (parts) => {
      const tasks = parts.map(([minutes, waits], at) =>
        openTask(String(at), { minutes, dependsOn: at > 0 && waits % 2 === 0 ? [String(waits % at)] : [] }),
      );
      const input = inputOf(tasks, { workers: [ana], history: [] });
      const before = lookAhead(input, () => null);
      const more = applyChange(input, { kind: "more", workers: [bob] });
      expect(lookAhead(more, () => null, before).makespan).toBeLessThanOrEqual(before.makespan);
      const less = applyChange(input, { kind: "close", issues: [0] });
      expect(lookAhead(less, () => null, before).makespan).toBeLessThanOrEqual(before.makespan);
    }),
    { numRuns: 50 },
  );
});
