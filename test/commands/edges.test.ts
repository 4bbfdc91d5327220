// Edges by command: what is added, what is waived, and which circles are refused.
import fc from "fast-check";
import { expect, test } from "vitest";
import { pathBetween } from "../../src/commands/add-waits.ts";
import { readRefs } from "../../src/commands/read-ref.ts";
import { textHash } from "../../src/core/text-hash.ts";
import { snapshotFrom, worldFrom } from "../world-builder.ts";
import { say } from "./say.ts";

const story = ["cy may triage", "#4 is open", "#5 is open", "#6 is open"];

test("several edges in one line, with their reason", () => {
  const { facts, world } = say(story, { on: 4, by: "cy", says: "/block #5 and #6 because both write the schema" });
  expect(facts).toMatchObject([
    { kind: "edge", dependent: 4, blocker: { number: 5 }, edge: "hard", reason: "both write the schema" },
    { kind: "edge", dependent: 4, blocker: { number: 6 } },
  ]);
  expect(world.tasks.get(4)?.status).toBe("blocked");
});

test("`/blocks` turns the edge round", () => {
  const { facts, world } = say(story, { on: 4, by: "cy", says: "/blocks #5" });
  expect(facts).toMatchObject([{ issue: 4, dependent: 5, blocker: { number: 4 } }]);
  expect(world.tasks.get(5)?.status).toBe("blocked");
});

test("an edge that stands already is accepted and not told twice", () => {
  const said = { on: 4, by: "cy", says: "/block #5" };
  expect(say(story, said, said).facts).toHaveLength(1);
  expect(say(["#4 depends on #5", ...story], said).facts).toEqual([]);
});

test("one impossible edge refuses the whole line", () => {
  const { facts, answers } = say(story, { on: 4, by: "cy", says: "/block #5, #77" });
  expect(facts).toEqual([]);
  expect(answers[0]).toContain("#77 does not exist here");
});

test("an edge is refused exactly when it would close a circle, whatever stands already", () => {
  const pair = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 10 }), pair, (pairs, [dependent, blocker]) => {
      fc.pre(dependent !== blocker);
      const edges = pairs.filter(([a, b]) => a !== b).map(([a, b]) => `#${a} depends on #${b}`);
      const open = [1, 2, 3, 4, 5, 6].map((number) => `#${number} is open`);
      const world = worldFrom([...open, ...edges]);
      const path = pathBetween(blocker, dependent, world);
      const { facts, answers } = say(["cy may triage", ...open, ...edges], {
        on: dependent,
        by: "cy",
        says: `/block #${blocker}`,
      });
      if (path === null) expect(answers).toEqual([""]);
      else {
        expect(facts).toEqual([]);
        expect(answers[0]).toContain(`(${path.map((number) => `#${number}`).join(" → ")})`);
        for (let i = 1; i < path.length; i += 1) expect(edges).toContain(`#${path[i - 1]} depends on #${path[i]}`);
      }
    }),
    { numRuns: 80 },
  );
});

test("a waived edge closes no circle", () => {
  const { facts } = say(["#5 depends on #4", "#5 waits no more for #4", ...story], {
    on: 4,
    by: "cy",
    says: "/block #5",
  });
  expect(facts).toMatchObject([{ kind: "edge", dependent: 4, blocker: { number: 5 } }]);
});

test("a waiver is bound to the words of the edge", () => {
  const { facts, world } = say(["#4 depends on #5", ...story], {
    on: 4,
    by: "cy",
    says: "/unblock #5 because a mock will do",
  });
  expect(facts).toMatchObject([
    { kind: "waived", blocker: { number: 5 }, textHash: textHash("Depends on: #5"), reason: "a mock will do" },
  ]);
  expect(world.tasks.get(4)?.status).toBe("ready");
});

test("`/unblock` alone waives every edge there is now", () => {
  const edges = ["#4 depends on #5", "#4 depends softly on #6"];
  const { facts, world } = say([...edges, ...story], { on: 4, by: "cy", says: "/unblock" });
  expect(facts).toHaveLength(2);
  expect(world.tasks.get(4)).toMatchObject({ status: "ready", waits: [], finishAfter: [] });
});

test("what a parent waits for is waived at the parent", () => {
  const [answer] = say(["#4 is part of #6", "#6 depends on #5", ...story], {
    on: 4,
    by: "cy",
    says: "/unblock #5",
  }).answers;
  expect(answer).toBe("#4 waits for #5 because the issue it is part of does. Way out: `/unblock` there.");
});

test.each([
  [["#12"], ["octo/yard#12"]],
  [
    ["12", "GH-13"],
    ["octo/yard#12", "octo/yard#13"],
  ],
  [["other/repo#3"], ["other/repo#3"]],
  [["https://github.com/octo/yard/issues/7#issuecomment-1"], ["octo/yard#7"]],
  [["https://elsewhere.org/a/b/pull/7"], ["elsewhere.org/a/b#7"]],
  [["#3-5"], ["octo/yard#3", "octo/yard#4", "octo/yard#5"]],
  [["#0"], []],
])("%j names %j", (words, names) => {
  const world = worldFrom([]);
  const shown = readRefs(words, world).refs.map((ref) => `${ref.host ? `${ref.host}/` : ""}${ref.repo}#${ref.number}`);
  expect(shown).toEqual(names);
});

test("what is no reference is given back", () => {
  const { unread } = readRefs(["#5-3", "and", "vendor", "#12abc", "#0"], worldFrom([]));
  expect(unread).toEqual(["#5-3", "vendor", "#12abc", "#0"]);
});

test("the coordination issue waits for nothing and nothing waits for it", () => {
  const hub = snapshotFrom(story).issues.at(-1)?.number ?? 0;
  expect(say(story, { on: hub, by: "cy", says: "/block #5" }).answers[0]).toContain("it is never a task");
  expect(say(story, { on: 4, by: "cy", says: `/block #${hub}` }).answers[0]).toContain("nothing waits for it");
});
