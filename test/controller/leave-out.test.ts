/** One text on which a decision fails is left out: the rest of the repository goes on, and a changed text counts again. */
import { expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import type { Decision } from "../../src/core/decide.ts";
import type { LeftOut, Snapshot } from "../../src/core/world.ts";
import { decideBy, openBench } from "./bench.ts";
import { ana, bot } from "./fake-github.ts";

const MINUTE = 60_000;

const label = (issue: number): Action => ({ kind: "add-label", issue, label: "seen", because: "test" });

/** Labels every issue; fails on the word "poison" in anything that people wrote. */
function openPoisonable() {
  let leftOut: readonly LeftOut[] = [];
  let decisions = 0;
  let heardOn: readonly number[] = [];
  const decide = (snapshot: Snapshot): Decision => {
    decisions += 1;
    for (const { body } of [...snapshot.issues, ...snapshot.comments])
      if (body.includes("poison")) throw new TypeError("poison cannot be read");
    leftOut = snapshot.leftOut ?? [];
    heardOn = snapshot.comments.map(({ issue }) => issue);
    const wanting = snapshot.issues.filter(({ labels }) => !labels.includes("seen"));
    return decideBy(() => wanting.map(({ number }) => label(number)))(snapshot);
  };
  const bench = openBench({ decide });
  const bugs = () => bench.troubles.map(({ kind, error }) => `${kind}: ${(error as Error).message}`);
  return { bench, bugs, leftOut: () => leftOut, heardOn: () => heardOn, decisions: () => decisions };
}

test("a comment, an issue and another comment that no decision can be made with stop nothing but themselves", async () => {
  const { bench, bugs, leftOut, heardOn } = openPoisonable();
  bench.github.open("one");
  bench.github.open("two", "poison");
  bench.github.open("three");
  const old = bench.github.say(1, "poison too");
  await bench.clock.advance(MINUTE);
  bench.github.say(2, "a word on it");
  for (let n = 0; n < 20; n += 1) bench.github.say(3, `harmless ${n}`);
  const late = bench.github.say(3, "more poison");
  await bench.start();
  await bench.clock.advance(MINUTE);
  const labels = [1, 2, 3].map((number) => bench.github.issues.get(number)?.labels);
  expect(labels).toEqual([["seen"], [], ["seen"]]);
  expect(new Set(heardOn())).toEqual(new Set([3]));
  const said = [...leftOut()].sort((a, b) => a.issue - b.issue);
  expect(said).toEqual([
    { issue: 1, comment: old.id },
    { issue: 2, comment: null },
    { issue: 3, comment: late.id },
  ]);
  expect(bugs().sort()).toEqual(
    [
      "bug: #2 is left out until it changes: no decision can be made with it",
      `bug: comment ${old.id} on #1 is left out until it changes: no decision can be made with it`,
      `bug: comment ${late.id} on #3 is left out until it changes: no decision can be made with it`,
    ].sort(),
  );
});

test("it stays left out without being looked for again, and counts again once it is worded differently", async () => {
  const { bench, bugs, leftOut, decisions } = openPoisonable();
  const issue = bench.github.open("one", "poison");
  const other = bench.github.open("two");
  await bench.start();
  expect(bugs()).toHaveLength(1);
  const before = decisions();
  bench.github.change(2, { title: "another" });
  await bench.hint([other.nodeId]);
  await bench.clock.advance(1000);
  expect(decisions() - before).toBe(1);
  expect(bugs()).toHaveLength(1);
  expect(leftOut()).toEqual([{ issue: 1, comment: null }]);
  bench.github.change(1, { body: "harmless" });
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(MINUTE);
  expect(leftOut()).toEqual([]);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("a process in which the fault is mended reads what the one before left out", async () => {
  const { bench, leftOut } = openPoisonable();
  bench.github.open("one", "poison");
  await bench.start();
  expect(leftOut()).toHaveLength(1);
  await bench.controller.stop();
  bench.build({
    decide: decideBy(({ issues }) => issues.flatMap((one) => (one.labels.length === 0 ? [label(one.number)] : []))),
  });
  await bench.start();
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("however many there are, all are left out in the end", async () => {
  const { bench, leftOut } = openPoisonable();
  bench.github.open("one");
  for (let n = 0; n < 50; n += 1) bench.github.say(1, `poison ${n}`);
  await bench.start();
  await bench.clock.advance(60 * MINUTE);
  expect(leftOut()).toHaveLength(50);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("an issue that the App wrote is never left out", async () => {
  const { bench, bugs, leftOut } = openPoisonable();
  bench.github.open("one");
  bench.github.open("ours", "poison", bot);
  await bench.start();
  expect(new Set(bugs())).toEqual(new Set(["bug: poison cannot be read"]));
  expect(leftOut()).toEqual([]);
});

test("a comment that the App wrote is left out with its whole issue only, and stays as it is", async () => {
  const { bench, leftOut } = openPoisonable();
  bench.github.open("one");
  bench.github.open("two");
  const own = bench.github.say(1, "poison", bot);
  await bench.start();
  await bench.clock.advance(MINUTE);
  expect(leftOut()).toEqual([{ issue: 1, comment: null }]);
  expect([1, 2].map((number) => bench.github.issues.get(number)?.labels)).toEqual([[], ["seen"]]);
  expect(bench.github.comments.get(own.id)).toEqual(own);
});

test("what is no single text's doing is told as before, and nothing is left out", async () => {
  const bench = openBench({
    decide: () => {
      throw new TypeError("always");
    },
  });
  bench.github.open("one");
  bench.github.say(1, "a word", ana);
  await bench.start();
  expect(bench.troubles.map(({ error }) => String(error))).toContain("TypeError: always");
  expect(bench.troubles.some(({ error }) => String(error).includes("left out"))).toBe(false);
});
