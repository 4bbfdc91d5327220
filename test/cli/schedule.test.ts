/** `signalbox schedule`: its JSON, both ways to schedule, and the laws of the planner, whatever the plan. */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { widthOf } from "../../src/cli/columns.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { planSchema } from "../../src/core/plans/plan.ts";
import { scheduleInput } from "../../src/core/plans/schedule-input.ts";
import { type DispatchInput, dispatch } from "../../src/core/schedule/dispatch.ts";
import { type PlannedSchedule, planSchedule } from "../../src/core/schedule/planner.ts";
import { seededRandom } from "../../src/sandbox/random.ts";
import { violations } from "../schedule/violations.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

vi.setConfig({ testTimeout: 60_000 });

const SHOP = {
  title: "Move the shop",
  workers: [
    { id: "ana", skills: { sql: 2 } },
    { id: "ben", skills: { sql: 0 }, slots: 2 },
  ],
  resources: { van: 3 },
  tasks: [
    { id: "T-1", estimate: "2h", skills: { sql: 2 } },
    { id: "T-2", estimate: 90, dependsOn: ["T-1"], uses: { van: 2 } },
    { id: "T-3", estimate: { low: 100, high: 101 }, uses: { van: 2 }, workersNeeded: 0 },
    { id: "T-4", estimate: 30, skills: { sql: 0 } },
    { id: "T-5", estimate: 500, status: "done" },
    { id: "T-6", estimate: 10, dependsOn: ["T-5"] },
  ],
  gates: [{ id: "g", title: "Doors open", after: ["T-4"], before: ["T-6"] }],
};

function planned(input: DispatchInput, steps: number, seed = 1): PlannedSchedule {
  let left = steps;
  return planSchedule(input, { shouldStop: () => left-- <= 0, random: seededRandom(seed).next });
}

test.each([["--online"], ["--plan"], ["--budget-ms"]])("%s: the JSON has what the contract names", async (flag) => {
  const more = flag === "--budget-ms" ? [flag, "20"] : [flag];
  const { code, out, err } = await signalbox("schedule", file(JSON.stringify(SHOP), "shop.json"), ...more, "--json");
  expect({ code, err, lines: out.split("\n").length }).toEqual({ code: 0, err: "", lines: 2 });
  const said = JSON.parse(out);
  expect(Object.keys(said)).toEqual(["makespan", "assignments", "lowerBound", "method"]);
  expect(said).toMatchObject({ makespan: 210, lowerBound: 210, method: "online" });
  const at = Object.fromEntries(
    said.assignments.map(({ task, worker, start, end }: PlannedSchedule["assignments"][number]) => {
      return [task, [worker, start, end]];
    }),
  );
  expect(Object.keys(at).toSorted()).toEqual(["T-1", "T-2", "T-3", "T-4", "T-6"]);
  expect(at).toMatchObject({ "T-1": ["ana", 0, 120], "T-3": [null, 0, 101], "T-4": ["ben", 0, 30] });
  expect(at["T-2"].slice(1)).toEqual([120, 210]);
  expect(at["T-6"].slice(1)).toEqual([30, 40]);
});

test("several files give one line each; a refused one is told and the others stay", async () => {
  const path = file(JSON.stringify(SHOP), "shop.json");
  const { code, out, err } = await signalbox("schedule", path, "nowhere.json", path, "--online", "--json");
  expect({ code, lines: out.trim().split("\n").length }).toEqual({ code: 2, lines: 2 });
  expect(err).toContain("There is no file nowhere.json");
});

test("what can never be done is said with its reason, the rest is scheduled, exit code 1", async () => {
  const tasks = [
    { id: "A", skills: ["rust"] },
    { id: "B", dependsOn: ["A"] },
    { id: "C", uses: { van: 9 } },
    { id: "D" },
  ];
  const plan = file(JSON.stringify({ workers: [{ id: "ana" }], resources: { van: 3 }, tasks }), "odd.json");
  const { code, out, err } = await signalbox("schedule", plan, "--json", "--budget-ms", "5");
  expect(code).toBe(1);
  expect(JSON.parse(out).assignments.map((one: { task: string }) => one.task)).toEqual(["D"]);
  const said = err;
  expect(said).toContain("A can never be done: it needs `rust`, and nobody who could take it has that.");
  expect(said).toContain("B can never be done: it waits for what can never be done.");
  expect(said).toContain("C can never be done: it uses 9 of `van`, and there are only 3.");
});

test("a circle is named, and what waits behind it", async () => {
  const tasks = [
    { id: "A", dependsOn: ["B"] },
    { id: "B", dependsOn: ["A"] },
    { id: "C", dependsOn: ["B"] },
  ];
  const plan = file(JSON.stringify({ workers: [{ id: "ana" }], tasks }), "round.json");
  const { code, out } = await signalbox("schedule", plan, "--json", "--budget-ms", "5");
  const circle = "it waits in a circle: A for B and B for A";
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    code: 1,
    makespan: 0,
    assignments: [],
    unplaced: [
      { task: "A", why: circle },
      { task: "B", why: circle },
      { task: "C", why: "it waits for what can never be done" },
    ],
  });
});

test("people see the length, what is proven, and who does what, in 80 columns", async () => {
  const { code, out } = await signalbox("schedule", file(JSON.stringify(SHOP), "shop.json"), "--budget-ms", "5");
  expect(code).toBe(0);
  expect(out).toContain("3 h 30 min (210 min), nothing shorter is possible; found by: online.");
  expect(out).toMatch(/^ {8}0-120 {2}ana {15}T-1 $/m);
  for (const line of out.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

test.each([
  [
    "nobody to do it",
    ["schedule", file('{"tasks":[{"id":"A"}]}')],
    "plan.md --workers 3`, which takes workers who can do everything",
  ],
  ["a worker twice", ["schedule", file('{"workers":[{"id":"a"},{"id":"a"}],"tasks":[{"id":"A"}]}')], "worker a twice"],
  ["both ways", ["schedule", "x.json", "--online", "--plan"], "cannot be used with option"],
  [
    "a task for two at once",
    ["schedule", file('{"workers":[{"id":"a"}],"tasks":[{"id":"A","workersNeeded":2}]}')],
    "A needs 2 workers at once, and here a task has one; make a task of each part",
  ],
  [
    "more minutes than can be counted",
    [
      "schedule",
      file('{"workers":[{"id":"a"}],"tasks":[{"id":"A","estimate":9007199254740991},{"id":"B","estimate":1}]}'),
    ],
    "at most 9007199254740991 can be counted",
  ],
  ["half a budget", ["schedule", "x.json", "--budget-ms", "0.5"], "Expected a whole number from 0 to 600000"],
  ["no tasks", ["schedule", file('{"tasks":[]}')], "has no tasks"],
  ["a wrong skill", ["schedule", file('{"tasks":[\n{"id":"A","skills":{"sql":-1}}]}')], "line 2: tasks.0.skills"],
])("%s is refused with a sentence", async (_name, words, sentence) => {
  const { code, out, err } = await signalbox(...words);
  const said = err;
  expect({ code, out, says: said.includes(sentence) ? sentence : said }).toEqual({ code: 2, out: "", says: sentence });
});

test("schedule --help teaches with examples within 80 columns", async () => {
  const { code, out } = await signalbox("schedule", "--help");
  expect(code).toBe(0);
  expect(out).toContain("schedule plan.json --online --json");
  for (const line of out.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});

const SKILLS = ["sql", "css", "go"];
const level = fc.integer({ min: 0, max: 2 });
const skills = fc.dictionary(fc.constantFrom(...SKILLS), level, { maxKeys: 2 });
const someInput: fc.Arbitrary<DispatchInput> = fc
  .record({
    drafts: fc.array(
      fc.record({
        estimate: fc.integer({ min: 0, max: 60 }),
        waits: fc.array(fc.nat(40), { maxLength: 3 }),
        skills: fc.oneof(fc.constant({}), skills),
        uses: fc.dictionary(fc.constantFrom("gpu", "van"), fc.integer({ min: 0, max: 3 }), { maxKeys: 1 }),
        touches: fc.subarray(["src/a.ts", "src/b.ts", "docs/c.md"], { maxLength: 1 }),
        track: fc.option(fc.constantFrom("hull", "deck")),
        owner: fc.option(fc.constantFrom("w1", "w2"), { freq: 8 }),
        workersNeeded: fc.constantFrom(0, 1, 1, 1),
      }),
      { minLength: 1, maxLength: 25 },
    ),
    people: fc.array(
      fc.record({
        skills,
        slots: fc.integer({ min: 1, max: 2 }),
        tracks: fc.subarray(["hull", "deck"]),
        standby: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    van: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ drafts, people, van }) => {
    const tasks = drafts.map(({ waits, ...draft }, at) => {
      const dependsOn = [...new Set(waits)].filter((other) => other < at).map((other) => `T-${other}`);
      return { id: `T-${at}`, ...draft, dependsOn };
    });
    const workers = people.map((one, at) => ({ id: `w${at}`, ...one }));
    const gates = [{ id: "g", title: "Gate", after: ["T-0"], before: tasks.slice(3, 5).map(({ id }) => id) }];
    return scheduleInput(planSchema.parse({ tasks, workers, gates, resources: { gpu: 2, van } }));
  });

test("the planner's schedule is always legal, never longer than the online one, never below its bound", () => {
  fc.assert(
    fc.property(someInput, fc.integer({ min: 0, max: 150 }), fc.nat(1000), (input, steps, seed) => {
      const online = dispatch(input);
      expect(violations(input, online)).toEqual([]);
      const found = planned(input, steps, seed);
      expect(violations(input, found)).toEqual([]);
      expect(found.makespan).toBeLessThanOrEqual(online.makespan);
      expect(found.makespan).toBeGreaterThanOrEqual(found.lowerBound);
      expect(found.unplaced).toEqual(online.unplaced);
      expect(found.assignments).toHaveLength(online.assignments.length);
    }),
    { numRuns: 300 },
  );
});

test("the same seed gives the same schedule, and more time never a longer one", () => {
  fc.assert(
    fc.property(someInput, fc.nat(1000), fc.integer({ min: 0, max: 120 }), (input, seed, steps) => {
      const found = planned(input, steps, seed);
      expect(planned(input, steps, seed)).toEqual(found);
      expect(planned(input, steps + 60, seed).makespan).toBeLessThanOrEqual(found.makespan);
    }),
    { numRuns: 60 },
  );
});

test("it finds what the online rule misses, by justification or sampling", () => {
  const { plan } = readPlan(
    JSON.stringify({
      workers: [{ id: "a" }, { id: "b" }],
      tasks: [3, 3, 2, 2, 2].map((estimate, at) => ({ id: `T-${at}`, estimate })),
    }),
  );
  const input = scheduleInput(plan ?? planSchema.parse({ tasks: [] }));
  expect(dispatch(input).makespan).toBe(7);
  expect(planned(input, 500)).toMatchObject({ makespan: 6, lowerBound: 6 });
});
