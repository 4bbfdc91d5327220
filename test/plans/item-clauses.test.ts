/** What else stands on a task's line: waits, lengths, owners; and which words are only part of the title. */
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { clausesOf } from "../../src/core/plans/item-clauses.ts";

test.each([
  ["Cast the voices ← R1", "Cast the voices", "R1"],
  ["Record — needs R2 and R3 (2d)", "Record", "R2 and R3"],
  ["Login page → blocked by: API-3, UI-1", "Login page", "API-3, UI-1"],
  ["Great hall: 5 days. Cannot start until E1 is done.", "Great hall", "E1"],
  ["Cabinet: 1 day. Depends on E1 and on E2.", "Cabinet", "E1 and E2"],
  ["Dig\tdepends on G1\t[2h]", "Dig", "G1"],
  ["Profile (depends on UI-2, est: 3h, owner: @kim)", "Profile", "UI-2"],
  ["Boden legen, abhängig von A1", "Boden legen", "A1"],
  ["Deploy - after API-1 is merged", "Deploy", "API-1"],
])("%s", (line, title, on) => {
  const clauses = clausesOf(line);
  expect(clauses.title).toBe(title);
  expect(clauses.waits.map((wait) => wait.on)).toEqual([on]);
});

test.each([
  "Write docs for after-sales (see wiki)",
  "Fix, test, and ship",
  "Look after the cat",
  "Set up CI: lint, test, build",
  "A → B migration of the (old) store",
])("%s is a title and nothing else", (line) => {
  expect(clausesOf(line)).toEqual({ title: line, waits: [], fields: {} });
});

test("lengths, owners and named fields stand anywhere behind the title", () => {
  expect(clausesOf("Mix (~4h) @lea").fields).toMatchObject({ estimateMinutes: { low: 240, high: 240 }, owner: "@lea" });
  expect(clausesOf("Mix (priority: high; estimate: 2d)").fields).toMatchObject({
    priority: "P1",
    estimateMinutes: { low: 960, high: 960 },
  });
});

test("`after` and `needs` make a wait only where they name tasks", () => {
  const text =
    "# P\n\n- [ ] A-1: Draw\n- [ ] A-2: Paint, after A-1\n- [ ] A-3: Rest, after lunch\n- [ ] A-4: Hang, needs a nail\n";
  const tasks = readPlan(text).plan?.tasks ?? [];
  expect(tasks.map(({ title, dependsOn }) => [title, dependsOn])).toEqual([
    ["Draw", []],
    ["Paint", ["A-1"]],
    ["Rest, after lunch", []],
    ["Hang, needs a nail", []],
  ]);
});

test.each([
  [
    "a legend",
    "# P\n\n| ID | Depends on |\n|--|--|\n| T1 | |\n| T2 | T1 |\n\n## Priorities\n\n- P0: drop everything\n- P1: this week\n",
  ],
  [
    "dates",
    "# P\n\n| ID | Depends on |\n|--|--|\n| T1 | |\n| T2 | T1 |\n\n## Log\n\n- 2026-01-05: began\n- 2026-01-09: paused\n",
  ],
  [
    "versions",
    "# P\n\n| ID | Depends on |\n|--|--|\n| T1 | |\n| T2 | T1 |\n\n## Versions\n\n- v1.2: old\n- v1.3: new\n",
  ],
])("%s is no list of tasks", (_, text) => {
  expect(readPlan(text).plan?.tasks.map(({ id }) => id)).toEqual(["T1", "T2"]);
});
