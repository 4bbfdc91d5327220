/** Phases of an applied plan: tasks move to where the plan puts them, people's moves are left alone, what is over is closed. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "../scenarios/stage.ts";

const REPO = "octo/yard";
const PATH = "docs/plan.json";
const MINUTE = 60_000;

interface Piece {
  readonly id: string;
  readonly phase?: string;
  readonly [field: string]: unknown;
}

function planText(tasks: readonly Piece[], gates: readonly unknown[] = []): string {
  const phases = [...new Set(tasks.flatMap(({ phase }) => phase ?? []))];
  return JSON.stringify({
    title: "Mill",
    tasks: tasks.map((task) => ({ title: `piece ${task.id}`, ...task })),
    phases: phases.map((id) => ({
      id,
      title: `the ${id}`,
      taskIds: tasks.filter(({ phase }) => phase === id).map((task) => task.id),
    })),
    gates,
  });
}

const openYard = (text: string) => openStage({ files: { [PATH]: text } });

async function asks(yard: Stage, text: string): Promise<string> {
  const before = yard.answers(yard.hub).length;
  yard.says("mia", yard.hub, text);
  await yard.settles();
  return yard.answers(yard.hub).slice(before).join("\n");
}

async function applies(yard: Stage): Promise<string> {
  const page = await asks(yard, `/plan ${PATH}`);
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  return page;
}

async function edits(yard: Stage, text: string): Promise<string> {
  yard.as("mia").commitFile(REPO, PATH, text);
  return applies(yard);
}

const all = (yard: Stage) => yard.sandbox.issues(REPO).filter(({ number }) => number !== yard.hub);
const numberOf = (yard: Stage, title: string) => all(yard).find((issue) => issue.title === title)?.number ?? 0;
const parentOf = (yard: Stage, number: number) => yard.sandbox.issue(REPO, number).parent?.title ?? null;

async function finishes(yard: Stage, number: number): Promise<void> {
  yard.as("mia").closeIssue(REPO, number);
  await yard.settles();
}

test("a task whose phase changes in the plan moves to the other parent, one without a phase to none", async () => {
  const tasks = [
    { id: "A", phase: "ground" },
    { id: "B", phase: "ground" },
    { id: "C", phase: "roof" },
  ];
  const yard = await openYard(planText(tasks));
  await applies(yard);
  const [a, b] = ["A", "B"].map((id) => numberOf(yard, `${id}: piece ${id}`));
  expect(parentOf(yard, a ?? 0)).toBe("Phase ground: the ground");
  const page = await edits(
    yard,
    planText([{ id: "A", phase: "roof" }, { id: "B" }, { id: "C", phase: "roof" }, { id: "D", phase: "ground" }]),
  );
  expect(page).toContain("| put under their phase | 2 |");
  expect(parentOf(yard, a ?? 0)).toBe("Phase roof: the roof");
  expect(parentOf(yard, b ?? 0)).toBeNull();
  expect(parentOf(yard, numberOf(yard, "D: piece D"))).toBe("Phase ground: the ground");
  expect(yard.sandbox.labelsOf(REPO, a ?? 0)).toContain("phase:roof");
  expect(await asks(yard, `/plan ${PATH}`)).toContain("there is nothing to apply");
});

test("a phase called phase-1 is said to be one once, in its title and on its tasks", async () => {
  const yard = await openYard(planText([{ id: "A", phase: "phase-1" }]));
  await applies(yard);
  const a = numberOf(yard, "A: piece A");
  expect(parentOf(yard, a)).toBe("Phase 1: the phase-1");
  expect(yard.sandbox.labelsOf(REPO, a)).toContain("phase:1");
});

test("where a person put a task it stays, and the preview says so", async () => {
  const tasks = [
    { id: "A", phase: "ground" },
    { id: "B", phase: "roof" },
  ];
  const yard = await openYard(planText(tasks));
  await applies(yard);
  const [a, roof] = [numberOf(yard, "A: piece A"), numberOf(yard, "Phase roof: the roof")];
  yard.as("mia").removeSubIssue(REPO, numberOf(yard, "Phase ground: the ground"), a);
  yard.as("mia").addSubIssue(REPO, roof, a);
  await yard.settles();
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).toContain(`#${a} (A): it was put under #${roof} by hand`);
  await edits(
    yard,
    planText([
      { id: "A", phase: "cellar" },
      { id: "B", phase: "roof" },
    ]),
  );
  expect(parentOf(yard, a)).toBe("Phase roof: the roof");
});

test("a phase of another name takes the tasks over, and the one without tasks is closed", async () => {
  const yard = await openYard(
    planText([
      { id: "A", phase: "ground" },
      { id: "B", phase: "ground" },
    ]),
  );
  await applies(yard);
  const old = numberOf(yard, "Phase ground: the ground");
  await edits(
    yard,
    planText([
      { id: "A", phase: "earth" },
      { id: "B", phase: "earth" },
    ]),
  );
  expect(parentOf(yard, numberOf(yard, "A: piece A"))).toBe("Phase earth: the earth");
  expect(parentOf(yard, numberOf(yard, "B: piece B"))).toBe("Phase earth: the earth");
  expect(yard.sandbox.issue(REPO, old)).toMatchObject({ state: "closed", stateReason: "not_planned" });
  expect(all(yard)).toHaveLength(4);
});

test("a phase is closed with a word when its tasks and its gate are done, and once only", async () => {
  const gate = { id: "g", title: "It turns", after: ["A", "B"], before: ["C"], approver: "mia" };
  const tasks = [
    { id: "A", phase: "ground" },
    { id: "B", phase: "ground" },
    { id: "C", phase: "roof" },
  ];
  const yard = await openYard(planText(tasks, [gate]));
  await applies(yard);
  const ground = numberOf(yard, "Phase ground: the ground");
  await finishes(yard, numberOf(yard, "A: piece A"));
  await finishes(yard, numberOf(yard, "B: piece B"));
  expect(yard.isOpen(ground)).toBe(true);
  yard.says("mia", numberOf(yard, "Gate: It turns"), "/gate approve");
  await yard.settles();
  expect(yard.sandbox.issue(REPO, ground)).toMatchObject({ state: "closed", stateReason: "completed" });
  expect(yard.answers(ground).join("\n")).toContain("Every task of this phase is done");
  expect(yard.isOpen(numberOf(yard, "Phase roof: the roof"))).toBe(true);
  yard.as("mia").reopenIssue(REPO, ground);
  await yard.settles(5 * MINUTE);
  expect(yard.isOpen(ground)).toBe(true);
  expect(yard.answers(ground).filter((text) => text.includes("Every task"))).toHaveLength(1);
});

test("a phase whose tasks the plan calls done is closed without being called a difference", async () => {
  const yard = await openYard(planText([{ id: "A", phase: "ground" }]));
  await applies(yard);
  yard.as("mia").closeIssue(REPO, numberOf(yard, "A: piece A"));
  yard.as("mia").commitFile(REPO, PATH, planText([{ id: "A", phase: "ground", status: "done" }]));
  const page = await asks(yard, `/plan ${PATH}`);
  expect(page).not.toContain("the plan says that it is done");
  await asks(yard, "/plan apply");
  await yard.settles(5 * MINUTE);
  expect(yard.isOpen(numberOf(yard, "Phase ground: the ground"))).toBe(false);
});

test("a task that was given up does not finish its phase, nor does one that somebody added by hand", async () => {
  const yard = await openYard(
    planText([
      { id: "A", phase: "ground" },
      { id: "B", phase: "ground" },
    ]),
  );
  await applies(yard);
  const ground = numberOf(yard, "Phase ground: the ground");
  const [a, b] = ["A", "B"].map((id) => numberOf(yard, `${id}: piece ${id}`));
  await finishes(yard, a ?? 0);
  yard.as("mia").closeIssue(REPO, b ?? 0, "not_planned");
  await yard.settles();
  expect(yard.isOpen(ground)).toBe(true);
  const extra = yard.opens("mia", "one more");
  yard.as("mia").addSubIssue(REPO, ground, extra);
  yard.as("mia").reopenIssue(REPO, b ?? 0);
  await finishes(yard, b ?? 0);
  expect(yard.isOpen(ground)).toBe(true);
  await finishes(yard, extra);
  expect(yard.isOpen(ground)).toBe(false);
});

test("an adopted issue goes under its phase once; taken out by hand it stays out", async () => {
  const yard = await openYard("");
  const old = yard.opens("bob", "An old wish");
  await edits(
    yard,
    planText([
      { id: "A", phase: "ground", adopts: old },
      { id: "B", phase: "ground" },
    ]),
  );
  const ground = numberOf(yard, "Phase ground: the ground");
  expect(parentOf(yard, old)).toBe("Phase ground: the ground");
  expect(yard.sandbox.issue(REPO, old).title).toBe("An old wish");
  await edits(
    yard,
    planText([
      { id: "A", phase: "roof", adopts: old },
      { id: "B", phase: "ground" },
    ]),
  );
  expect(parentOf(yard, old)).toBe("Phase roof: the roof");
  await edits(
    yard,
    planText([
      { id: "A", phase: "ground", adopts: old },
      { id: "B", phase: "ground" },
    ]),
  );
  expect(parentOf(yard, old)).toBe("Phase ground: the ground");
  yard.as("bob").removeSubIssue(REPO, ground, old);
  await yard.settles(5 * MINUTE);
  expect(parentOf(yard, old)).toBeNull();
  expect(await asks(yard, `/plan ${PATH}`)).toContain("it was taken out of its phase by hand");
});
