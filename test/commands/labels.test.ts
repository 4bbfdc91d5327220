// Commands whose truth is a label: what goes on, what comes off, and that a second time changes nothing.
import { expect, test } from "vitest";
import { say } from "./say.ts";

const story = ["cy may triage", "#4 is open"];
const effectsOf = (sentences: readonly string[], says: string) =>
  say([...story, ...sentences], { on: 4, by: "cy", says }).effects;

test("a new priority takes the place of the old one", () => {
  expect(effectsOf(["#4 has the label p3", "#4 has the label P0", "#4 has the label bug"], "/priority P1")).toEqual([
    "#4 +P1",
    "#4 -p3",
    "#4 -P0",
  ]);
  expect(effectsOf([], "/priority: critical")).toEqual(["#4 +P0"]);
  expect(effectsOf(["#4 has the label p1"], "/priority P1")).toEqual([]);
});

test("a new track takes the place of the old one", () => {
  expect(effectsOf(["#4 has the label track:docs"], "/track backend")).toEqual(["#4 +track:backend", "#4 -track:docs"]);
  expect(effectsOf(["#4 has the label track:backend"], "/track backend")).toEqual([]);
  expect(say(story, { on: 4, by: "cy", says: "/track <script>" }).answers[0]).toContain("cannot be a track");
});

test("a hold is a label and a fact with its reason", () => {
  const { facts, effects } = say(story, { on: 4, by: "cy", says: "/hold because the vendor is late" });
  expect(effects).toEqual(["#4 +hold"]);
  expect(facts).toMatchObject([{ kind: "hold", reason: "the vendor is late", by: { login: "cy" } }]);
});

test("asked again with its label already there, the reason is still kept", () => {
  const worn = [...story, "#4 has the label hold"];
  const again = say(worn, { on: 4, by: "cy", says: "/hold because the vendor is late" });
  expect([again.effects, again.facts.length]).toEqual([[], 1]);
});

test("resuming takes the label off, in whatever case a person wrote it; twice is fine", () => {
  const held = say([...story, "#4 has the label Hold"], { on: 4, by: "cy", says: "/resume" });
  expect(held.effects).toEqual(["#4 -Hold"]);
  expect(held.facts).toMatchObject([{ kind: "resumed" }]);
  const free = say(story, { on: 4, by: "cy", says: "/resume" });
  expect([free.effects, free.facts, free.answers]).toEqual([[], [], [""]]);
});

test("an estimate remembers what the text said, so that a later edit of the text ends it", () => {
  const { facts, world } = say(["#4 says Estimate: 1h", ...story], { on: 4, by: "cy", says: "/estimate 2-3 hours" });
  expect(facts).toMatchObject([{ kind: "estimate", minutes: { low: 120, high: 180 }, bodyField: "60-60" }]);
  expect(world.tasks.get(4)?.fields.estimateMinutes).toEqual({ low: 120, high: 180 });
});

test("an admitted stranger's issue takes part, and admitting it twice is fine", () => {
  const outside = ["cy may triage", "#4 is open", "#4 was written by zoe"];
  const said = { on: 4, by: "cy", says: "/admit" };
  const { facts, world } = say(outside, said, said);
  expect(facts).toMatchObject([{ kind: "admitted" }]);
  expect(world.tasks.has(4)).toBe(true);
});
