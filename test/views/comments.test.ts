// Comments of ours: their size whatever people wrote, and whom they call.
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import type { CommandLine, Fact } from "../../src/core/model.ts";
import type { Task, World } from "../../src/core/world.ts";
import { views } from "../../src/views/all.ts";
import { worldFrom } from "../world-builder.ts";
import { manyTasks } from "./many-tasks.ts";
import { textOf } from "./markdown-tree.ts";

const EVIL = "&<>|*_`~$@octo #12 ".repeat(30);

function taskOf(world: World, number: number): Task {
  const task = world.tasks.get(number);
  if (task === undefined) throw new Error(`the story has no task ${number}`);
  return task;
}

function progress(n: number): Fact {
  const at = new Date(Date.UTC(2026, 5, 1, 8, n)).toISOString();
  const deliverables = Array.from({ length: 20 }, () => EVIL);
  return {
    kind: "progress",
    worker: "ana",
    epoch: 1,
    status: "in progress",
    at,
    deliverables,
    from: { comment: n, key: "r#1" },
  };
}

test("a status comment of a thousand reports keeps the newest and leaves room for its marker", () => {
  const world = worldFrom(["#4 is open"]);
  const facts = Array.from({ length: 1_000 }, (_, n) => progress(n));
  const text = views.statusComment(
    { issue: taskOf(world, 4).issue, task: null, facts, settled: [], warnings: [] },
    world,
  );
  expect(text.length).toBeLessThan(20_000);
  expect(text).toContain("issuecomment-999");
  const [, earlier = "0"] = /… (\d+) earlier lines, folded/.exec(text) ?? [];
  expect(Number(earlier) + (text.match(/issuecomment-/g) ?? []).length).toBe(1_000);
});

const line: CommandLine = {
  name: "why",
  args: [],
  options: {},
  reason: null,
  line: 1,
  key: "why#1",
  didYouMean: null,
  notes: [],
};

test("a comment of ten thousand questions gets one answer of bearable length", () => {
  const outcome = { accepted: true, facts: [], effects: [], reply: "x".repeat(100) } as const;
  const text = views.reply(Array.from({ length: 10_000 }, () => ({ line, outcome })));
  expect(text.length).toBeLessThan(31_000);
  expect(text).toMatch(/… and \d+ more answers; ask for fewer at once\.$/);
});

test("an answer is a sentence: it begins with a capital, except with a name, and it stops", () => {
  const say = (why: string) => views.reply([{ line, outcome: { accepted: false, why } }]);
  expect(say("you cannot do that")).toBe("You cannot do that.");
  expect(say("ana has #4")).toBe("ana has #4.");
  expect(say("`/hold` is for others")).toBe("`/hold` is for others.");
  expect(say("Which issue?")).toBe("Which issue?");
  expect(say("one:\n\n- two")).toBe("one:\n\n- two");
});

test("notes about how a line was read stand below its answer", () => {
  const noted = { ...line, notes: ["the quote was never closed; it runs to the end of the line"] };
  expect(views.reply([{ line: noted, outcome: { accepted: false, why: "No." } }])).toBe(
    "No.\n\n_the quote was never closed; it runs to the end of the line_",
  );
});

test("a summary of five thousand tasks fits", () => {
  const world = manyTasks(5_000, EVIL);
  const text = views.dailySummary(world, handOut(world), "2026-06-02", null);
  expect(text.length).toBeLessThan(50_000);
  expect(text).toContain("folded to keep this short");
});

test("only the warning to a silent worker calls somebody, and only by a name that is a login", () => {
  const world = worldFrom(["worker-6 speaks as ana", "#4 is held by ana", "#5 is held by worker-6"]);
  expect(views.leaseWarning(taskOf(world, 4), "2026-06-03T08:00:00.000Z", world)).toMatch(/^@ana, /);
  expect(views.leaseWarning(taskOf(world, 5), "2026-06-03T08:00:00.000Z", world)).toMatch(/^worker-6, /);
  const task = taskOf(world, 4);
  const odd = {
    ...task,
    holder: task.holder && { ...task.holder, login: "octo/everybody", worker: "@octo/everybody" },
  };
  expect(textOf(views.leaseWarning(odd, "2026-06-03T08:00:00.000Z", world))).not.toMatch(/@\w/);
});

test("whoever was assigned by hand is told that nothing is taken away", () => {
  const world = worldFrom(["#4 is open", "#4 is assigned by hand to ana"]);
  expect(views.leaseWarning(taskOf(world, 4), "2026-06-03T08:00:00.000Z", world)).toContain("It stays yours");
});

test("from twelve finished tasks on, no promise of dates is printed any more", () => {
  const finished = (count: number) => Array.from({ length: count }, (_, i) => `#${i + 10} was finished by ana`);
  const summary = (count: number) => {
    const world = worldFrom(["#1 is open", ...finished(count)]);
    return views.dailySummary(world, handOut(world), "2026-06-02", null);
  };
  expect(summary(11)).toContain("Dates come after 12 finished tasks");
  expect(summary(12)).not.toContain("Dates come");
});

test("times are printed in the repository's zone, across a change of the clocks", () => {
  const world = worldFrom(["the time zone is Europe/Berlin", "#4 is open"]);
  const at = (iso: string) =>
    views.statusComment(
      {
        issue: taskOf(world, 4).issue,
        task: null,
        facts: [{ kind: "warned", epoch: 1, at: iso, from: { comment: null, key: "x" } }],
        settled: [],
        warnings: [],
      },
      world,
    );
  expect(at("2026-03-29T00:59:00.000Z")).toContain("29 Mar 2026 01:59");
  expect(at("2026-03-29T01:00:00.000Z")).toContain("29 Mar 2026 03:00");
});
