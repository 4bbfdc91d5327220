/** What stands below a task in lists of its own is kept with it: criteria, deliverables, boxes, and who does it. */

import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";

function taskOf(lines: readonly string[], id: string) {
  const task = readPlan(lines.join("\n")).plan?.tasks.find((one) => one.id === id);
  if (task === undefined) throw new Error(`${id} is no task`);
  return task;
}

test("a list below “Acceptance criteria:” of a heading's task holds its criteria", () => {
  const lines = [
    "# Greenhouse",
    "## G-1: Frame",
    "**Estimate:** 2d",
    "**Acceptance criteria:**",
    "- [x] stands in the wind",
    "- [ ] carries snow",
    "**Deliverables:**",
    "- a drawing",
    "",
    "A walk through the garden:",
    "- nothing of it is a criterion",
    "## G-2: Glass",
    "**Depends on:** G-1",
  ];
  const task = taskOf(lines, "G-1");
  expect(task.doneWhen).toEqual([
    { text: "stands in the wind", done: true },
    { text: "carries snow", done: false },
  ]);
  expect(task.deliverables).toEqual([{ text: "a drawing", done: false }]);
  expect(taskOf(lines, "G-2").doneWhen).toEqual([]);
});

test("boxes nested below a task of a list are its criteria, as is a list below “Done when:” among its items", () => {
  const lines = [
    "## Tasks",
    "- [ ] L-1 Lights (2h)",
    "  - [ ] hall",
    "  - [x] stairs",
    "- [ ] L-2 Bells (after L-1)",
    "  - Done when:",
    "    - they ring",
    "  - a remark",
    "- [ ] L-3 Locks (after L-2)",
  ];
  expect(taskOf(lines, "L-1").doneWhen).toEqual([
    { text: "hall", done: false },
    { text: "stairs", done: true },
  ]);
  expect(taskOf(lines, "L-2").doneWhen).toEqual([{ text: "they ring", done: false }]);
  expect(taskOf(lines, "L-3").doneWhen).toEqual([]);
});

test("a numbered agent in brackets does the task; other agents are a part of the title", () => {
  const lines = ["## Wave 1", "- Sweep (Agent 2)", "- Train (agent framework)", "## Wave 2", "- Mop"];
  expect(taskOf(lines, "sweep").owner).toBe("Agent 2");
  expect(taskOf(lines, "train-agent-framework")).toMatchObject({ title: "Train (agent framework)", owner: null });
});

test("who stands behind a title with an @ owns the task, and a bracket behind keeps its place", () => {
  const lines = ["## To do", "- [ ] #12 Fix the header @ana (3 points)", "- [ ] #13 Ask @ben about it, after #12"];
  expect(taskOf(lines, "#12")).toMatchObject({ title: "Fix the header (3 points)", owner: "@ana" });
  expect(taskOf(lines, "#13")).toMatchObject({ title: "Ask @ben about it", owner: null });
});

test("a gate whose approver is a dash has none, and reads the same when the plan is written out again", () => {
  const gate = readPlan("## Phase 1\n- A-1 Dig (1d)\n\n### Gate: Dry\nApprover: -\n- [ ] no water\n").plan?.gates[0];
  expect(gate).toMatchObject({ approver: null, after: ["A-1"] });
});

test("bullets right below the heading of a task are its steps; what another line leads is not", () => {
  const steps = [
    "# Plan",
    "## G-1: Frame",
    "**Estimate:** 2d",
    "- saw the wood",
    "- Owner: Kim",
    "",
    "**Risks**",
    "- rain",
  ];
  expect(taskOf([...steps, "## G-2: Glass", "**Depends on:** G-1"], "G-1").doneWhen).toEqual([
    { text: "saw the wood", done: false },
  ]);
  const rows = [
    "| Phase | Task | Depends on |",
    "|---|---|---|",
    "| Phase 1 | Inventory | - |",
    "| Phase 2 | Move | Phase 1 |",
  ];
  const phases = [...rows, "## Phase 1: Inventory", "- list all boxes", "## Phase 2: Move", "- Goal: all is there"];
  expect(taskOf(phases, "1").doneWhen).toEqual([{ text: "list all boxes", done: false }]);
  expect(taskOf(phases, "2").doneWhen).toEqual([]);
});
