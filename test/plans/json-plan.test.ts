/** JSON plans: shorthand becomes canonical, and every refusal says where, what was expected, what was found, and an example. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

const plan = (value: unknown) => readPlan(JSON.stringify(value, null, 2));

test("shorthand becomes canonical", () => {
  const reading = plan({
    title: "Tea house",
    tasks: [
      { id: "A", estimate: "1h30", skills: ["wood"], uses: ["saw"], doneWhen: "It stands", priority: "high" },
      { id: "B", title: "Roof", estimate: 90, dependsOn: ["A"], softDependsOn: ["A"], track: "top", phase: "late" },
      { id: "C", estimate: "2-3h", dependsOn: ["the-roof", "inspection"], aliases: ["last"] },
      { id: "D", aliases: ["the-roof"], status: "done" },
    ],
    gates: [{ id: "inspection", title: "Inspection", after: ["B"] }],
    workers: [{ id: "kim", skills: ["wood"] }],
  });
  expect(reading.warnings).toEqual([]);
  expect(reading.plan?.tasks).toMatchObject([
    {
      id: "A",
      title: "A",
      estimateMinutes: { low: 90, high: 90 },
      skills: { wood: 1 },
      uses: { saw: 1 },
      priority: "P1",
      line: 4,
    },
    { id: "B", estimateMinutes: { low: 90, high: 90 }, dependsOn: ["A"], softDependsOn: [], workersNeeded: 1 },
    { id: "C", estimateMinutes: { low: 120, high: 180 }, dependsOn: ["D"] },
    { id: "D", status: "done" },
  ]);
  expect(reading.plan?.tasks[0]?.doneWhen).toEqual([{ text: "It stands", done: false }]);
  expect(reading.plan?.gates[0]).toMatchObject({ after: ["B"], before: ["C"], status: "open", fresh: false });
  expect(reading.plan?.tracks).toEqual([{ id: "top", title: "top", taskIds: ["B"], owner: null }]);
  expect(reading.plan?.phases).toMatchObject([{ id: "late", taskIds: ["B"], order: 0 }]);
  expect(reading.plan?.resources).toEqual({ saw: 1 });
  expect(reading.plan?.workers).toMatchObject([
    { id: "kim", kind: "agent", slots: 1, skills: { wood: 1 }, standby: false },
  ]);
});

test("comments, bare keys, single quotes and trailing commas are read", () => {
  const reading = readPlan(
    "{ // a plan\n title: 'Well', /* deep */\n tasks: [{ id: 'W-1', title: 'Dig // deep', },],\n}",
  );
  expect(reading.warnings).toEqual([]);
  expect(reading.plan?.tasks).toMatchObject([{ id: "W-1", title: "Dig // deep", line: 3 }]);
});

test.each([
  ["an unknown blocker", { tasks: [{ id: "A", dependsOn: ["Z"] }] }, 3, ["dependsOn of A", '"Z"', "for example"]],
  ["an id used twice", { tasks: [{ id: "A" }, { id: "a" }] }, 6, ['"a"', "already taken by A", "for example"]],
  ["a task that waits for itself", { tasks: [{ id: "A", dependsOn: ["A"] }] }, 3, ["A names itself"]],
  ["a malformed estimate", { tasks: [{ id: "A", estimate: "soon" }] }, 5, ["tasks.0.estimate", '"soon"', "1h30"]],
  ["a misspelt field", { tasks: [{ id: "A", dependson: [] }] }, 3, ["tasks.0", "dependson"]],
  ["a missing id", { tasks: [{ title: "Nameless" }] }, 3, ["tasks.0.id", "is missing", "T-004"]],
  ["no tasks at all", { title: "Empty" }, 1, ["tasks", "for example"]],
  ["another schema", { schema: "signalbox-plan/9", tasks: [] }, 2, ["schema", "signalbox-plan/1"]],
])("%s is refused with a sentence", (_name, value, line, words) => {
  const reading = plan(value);
  expect(reading.plan).toBeNull();
  expect(reading.warnings[0]?.line).toBe(line);
  for (const word of words) expect(reading.warnings[0]?.message).toContain(word);
});

test.each([
  ["unclosed", '{ "tasks": [', "closing"],
  ["too deep", `{ "a": ${"[".repeat(5000)}${"]".repeat(5000)} }`, "levels"],
  ["anchored", "{ a: &x [1], tasks: *x }", "&"],
  ["doubled key", '{ "tasks": [], "tasks": [] }', "unique"],
])("a text that is no JSON is refused: %s", (_name, text, word) => {
  const reading = readPlan(text);
  expect(reading.plan).toBeNull();
  expect(reading.warnings[0]?.message).toContain(word);
});

test("what is computed is not read back", () => {
  const reading = plan({
    tasks: [{ id: "A" }],
    waves: [["B"]],
    criticalPath: { taskIds: ["B"] },
    warnings: [],
    totals: {},
    cycles: [],
  });
  expect(reading.warnings).toEqual([]);
  expect(reading.plan?.tasks.map((task) => task.id)).toEqual(["A"]);
});
