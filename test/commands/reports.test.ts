// Reports in a told world: what each kind sets going, and what a report that names the wrong issue is told.
import { expect, test } from "vitest";
import { say } from "./say.ts";

const report = (issue: string) => `## Report\n\n**Issue**: ${issue}\n**Status**: ✅ Complete`;

test("a report about an issue of the same name on another host finishes nothing here", () => {
  const story = ["ana is a worker", "#4 is held by ana"];
  const elsewhere = "https://git.example.com/octo/yard/issues/4";
  const { facts, answers } = say(story, { on: 90_000, by: "ana", says: report(elsewhere) });
  expect(facts).toEqual([]);
  expect(answers[0]).toContain("Say which issue this is about");
  const here = say(story, { on: 90_000, by: "ana", says: report("#4") });
  expect(here.facts.map(({ kind, issue }) => [kind, issue])).toEqual([
    ["progress", 4],
    ["done", 4],
  ]);
});

test("a standup is a sign of life on everything its worker holds, each in its own words", () => {
  const says = "## Daily Standup - 2026-06-01\n\n**Today**: the rails";
  const { facts, answers } = say(["#4 is held by ana", "#5 is held by ana", "#6 is held by bo"], {
    on: 4,
    by: "ana",
    says,
  });
  expect(facts).toEqual([4, 5].map((issue) => expect.objectContaining({ kind: "progress", issue, worker: "ana" })));
  expect(answers).toEqual([""]);
});

test("a report that nothing acts on is received and changes nothing", () => {
  const says = "## Team Status\n\n**Done**: the reader";
  const { facts, effects, answers } = say(["#4 is held by ana"], { on: 4, by: "ana", says });
  expect({ facts, effects, answers }).toEqual({ facts: [], effects: [], answers: [""] });
});
