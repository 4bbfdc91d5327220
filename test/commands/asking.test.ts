// Commands that only answer: the whole chain, short enough to read, and never a change.
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { say } from "./say.ts";

test("the chain of waits goes down to the last link, each with how it stands", () => {
  const story = ["#4 depends on #5", "#5 depends on #6", "#6 is held by bo"];
  const [answer] = say(story, { on: 4, by: "ana", says: "/why" }).answers;
  expect(answer?.split("\n")).toEqual([
    "#4 Task 4 waits for #5.",
    "",
    "- #5 Task 5 waits for #6",
    "  - because in the text of #4, line 1 says “Depends on: \\#\u200b5”, written by mara on 30 May 08:00",
    expect.stringMatching(/^ {2}- #6 Task 6 is in progress with bo since 1 Jun 08:\d\d$/),
    "    - because in the text of #5, line 1 says “Depends on: \\#\u200b6”, written by mara on 30 May 08:00",
    "",
    "Cheapest change: finish #6, or `/unblock #5 because …` on #4.",
  ]);
});

test("a chain that runs in a circle ends, and names it", () => {
  const [answer] = say(["#4 depends on #5", "#5 depends on #4"], { on: 4, by: "ana", says: "/why" }).answers;
  expect(answer).toContain("waits in a circle: #4 → #5 → #4");
});

test("a chain of a thousand is cut with a word", () => {
  const story = Array.from({ length: 1_000 }, (_, i) => `#${i + 1} depends on #${i + 2}`);
  const [answer = ""] = say(story, { on: 1, by: "ana", says: "/why" }).answers;
  expect(answer.split("\n").length).toBeLessThan(40);
  expect(answer).toContain("… and more");
});

test("in observe mode the coordination issue answers questions, and nothing else is answered", () => {
  const story = ["it only observes", "cy may triage", "#4 is open"];
  const [on, elsewhere, acting] = say(
    story,
    { on: 90_000, by: "cy", says: "/why #4" },
    { on: 4, by: "cy", says: "/why" },
    { on: 90_000, by: "cy", says: "/hold" },
  ).answers;
  expect(on).toContain("#4 Task 4 is ready");
  expect([elsewhere, acting]).toEqual(["", ""]);
});

test("whoever only asks changes nothing", () => {
  for (const command of commands.filter((one) => one.isReadOnly)) {
    for (const { world, on, by, says } of command.examples) {
      const { facts, effects } = say([...world, `#${on} is titled Task`], { on, by, says });
      expect([facts, effects], says).toEqual([[], []]);
    }
  }
});
