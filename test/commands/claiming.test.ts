// Claims: who gets it, who does not, and what they are told.
import fc from "fast-check";
import { expect, test } from "vitest";
import { snapshotFrom } from "../world-builder.ts";
import { say } from "./say.ts";

const workers = ["ana is a worker", "bo is a worker", "cy is a worker"];

test("of several who ask, the earliest comment wins and everybody else hears who, and what is next", () => {
  const { facts, answers, world } = say(
    [...workers, "#4 is open", "#7 is open", "#8 is open"],
    { on: 4, by: "bo", says: "/claim" },
    { on: 4, by: "ana", says: "/claim" },
    { on: 4, by: "cy", says: "/claim" },
  );
  expect(facts.map(({ kind, issue }) => [kind, issue])).toEqual([["claim", 4]]);
  expect(world.tasks.get(4)?.holder?.worker).toBe("bo");
  expect(answers[0]).toBe("");
  for (const lost of answers.slice(1)) {
    expect(lost).toMatch(/^bo has #4 \(since .*the first to ask gets it\. /);
    expect(lost).toMatch(/Next best for you: #[78] Task/);
  }
});

test("whoever names another issue takes neither, and hears where to say it; their own number does no harm", () => {
  const story = [...workers, "#4 is open", "#5 is open"];
  const { facts, answers } = say(
    story,
    { on: 4, by: "ana", says: "/claim #5" },
    { on: 4, by: "bo", says: "/claim #4" },
  );
  expect(facts).toMatchObject([{ kind: "claim", issue: 4, worker: "bo" }]);
  expect(answers[0]).toContain("say it on #5");
  const hub = snapshotFrom(story).issues.at(-1)?.number ?? 0;
  const there = say(story, { on: hub, by: "ana", says: "/claim 5" }, { on: hub, by: "bo", says: "/claim" });
  expect(there.facts).toEqual([]);
  expect(there.answers[0]).toContain("say it on #5");
  expect(there.answers[1]).toContain("it is never a task. Say it on the issue");
});

test("where nothing is handed out, what would suit somebody else is free for whoever asks", () => {
  const story = [...workers, "tasks are claimed", "#4 is held by bo", "#7 is open"];
  for (const by of ["ana", "cy"]) {
    expect(say(story, { on: 4, by, says: "/claim" }).answers[0]).toContain("Next best for you: #7");
  }
});

test("however many ask for however few tasks, nobody holds more than their slots and each task has one holder", () => {
  const asks = fc.array(
    fc.record({ on: fc.integer({ min: 1, max: 4 }), by: fc.constantFrom("ana", "bo", "cy", "dee") }),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(asks, (asked) => {
      const { world, facts } = say(
        [
          "ana is a worker with 2 slots",
          "bo is a worker",
          "dee may triage",
          "#1 is open",
          "#2 is open",
          "#3 depends on #1",
        ],
        ...asked.map((one) => ({ ...one, says: "/claim" })),
      );
      const held = [...world.tasks.values()].flatMap((task) => task.holder?.worker ?? []);
      const slots = { ana: 2, bo: 1, cy: 0, dee: 1 };
      for (const [name, most] of Object.entries(slots)) {
        expect(held.filter((one) => one === name).length).toBeLessThanOrEqual(most);
      }
      expect(new Set(facts.map(({ issue }) => issue)).size).toBe(facts.length);
      expect(world.tasks.get(3)?.holder ?? null).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test("claiming what one has already is accepted and says nothing new", () => {
  const { facts, answers } = say([...workers, "#4 is held by ana"], { on: 4, by: "ana", says: "/claim" });
  expect([facts, answers]).toEqual([[], [""]]);
});

test("a stranger is refused without facts", () => {
  expect(say([...workers, "#4 is open"], { on: 4, by: "zoe", says: "/claim" }).facts).toEqual([]);
});

test("with `claims: anyone` a stranger may have one task, not two", () => {
  const { facts } = say(
    ["anyone may claim", "#4 is open", "#5 is open"],
    { on: 4, by: "zoe", says: "/claim" },
    { on: 5, by: "zoe", says: "/claim" },
  );
  expect(facts.map(({ issue }) => issue)).toEqual([4]);
});

test("a task in review or on hold takes no slot", () => {
  const story = [
    ...workers,
    "#4 is held by ana",
    "#4 is in review",
    "#5 is held by ana",
    "#5 is on hold",
    "#6 is open",
  ];
  expect(say(story, { on: 6, by: "ana", says: "/claim" }).facts).toHaveLength(1);
});

test("an issue outside comes in when somebody with triage claims it, not when a worker claims a stranger's", () => {
  const story = [...workers, "dee may triage", "#4 is outside", "#4 was written by zoe"];
  const { facts, world } = say(story, { on: 4, by: "dee", says: "/claim" });
  expect(facts).toMatchObject([{ kind: "admitted" }, { kind: "claim", worker: "dee" }]);
  expect(world.tasks.get(4)?.holder?.worker).toBe("dee");
  const refused = say(story, { on: 4, by: "ana", says: "/claim" });
  expect(refused.facts).toEqual([]);
  expect(refused.answers[0]).toContain("`/admit` there");
});

test("giving back frees the task, and it is not offered to the same worker again", () => {
  const { facts, effects, world } = say([...workers, "#4 is held by ana"], {
    on: 4,
    by: "ana",
    says: "/release because I am ill",
  });
  expect(facts).toMatchObject([
    { kind: "released", worker: "ana", epoch: 1, why: "I am ill" },
    { kind: "declined", worker: "ana" },
  ]);
  expect(effects).toEqual([]);
  expect(world.tasks.get(4)?.declinedBy).toEqual(["ana"]);
});

test("what a hand assigned is given back by a fact, like any other, and taken off when that stands", () => {
  const story = ["cy may triage", "#4 is open", "#4 is assigned by hand to ana"];
  const said = [
    say(story, { on: 4, by: "ana", says: "/release" }),
    say(story, { on: 4, by: "cy", says: "/unassign @ana" }),
  ];
  for (const { facts, effects, world } of said) {
    expect(facts).toMatchObject([
      { kind: "released", worker: "ana" },
      { kind: "declined", worker: "ana" },
    ]);
    expect(effects).toEqual([]);
    expect(world.tasks.get(4)?.holder).toBeNull();
  }
});

test("assigning somebody else ends the first claim without calling it declined", () => {
  const { facts } = say([...workers, "dee may triage", "#4 is held by ana"], { on: 4, by: "dee", says: "/assign @bo" });
  expect(facts).toMatchObject([
    { kind: "released", worker: "ana", epoch: 1 },
    { kind: "claim", worker: "bo", epoch: 2 },
  ]);
});

test("an account outside the settings needs its @", () => {
  const story = ["dee may triage", "#4 is open"];
  expect(say(story, { on: 4, by: "dee", says: "/assign @newcomer" }).facts).toMatchObject([{ worker: "newcomer" }]);
  expect(say(story, { on: 4, by: "dee", says: "/assign newcomer" }).answers[0]).toContain("put an @ before its name");
});
