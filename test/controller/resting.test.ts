/** What needs no decision: deliveries that change nothing while the last decision still holds; and what ends such a rest. */
import { expect, test } from "vitest";
import type { Decision } from "../../src/core/decide.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { type Bench, decideBy, openBench } from "./bench.ts";
import { bot, yard } from "./fake-github.ts";

const MINUTE = 60_000;
/** When every decision before asks for the next. */
const DUE = "2026-06-01T08:04:00Z";

/** A repository at rest since 08:01:05, and how often it was decided on since. */
async function openResting(extra: Partial<Decision> = {}): Promise<{ bench: Bench; decided: () => number }> {
  let count = 0;
  const rules = decideBy((snapshot) => {
    count += 1;
    const bare = snapshot.issues.filter((issue) => issue.isOpen && !issue.labels.includes("seen"));
    return bare.map(({ number }) => ({ kind: "add-label", issue: number, label: "seen", because: "it is open" }));
  }, extra);
  const decide = (snapshot: Snapshot) => ({ ...rules(snapshot), recheckAt: snapshot.now < DUE ? DUE : null });
  const bench = openBench({ decide });
  bench.github.open("one");
  await bench.start();
  await bench.clock.advance(MINUTE);
  const before = count;
  return { bench, decided: () => count - before };
}

test("our own writes that come back, and deliveries of what is known, are taken in without a decision", async () => {
  const { bench, decided } = await openResting();
  const nodeId = bench.github.issues.get(1)?.nodeId ?? "";
  await bench.hint([nodeId], { senderId: bot.id });
  await bench.hint([nodeId]);
  await bench.clock.advance(MINUTE);
  expect(await bench.store.pending(yard.id)).toEqual([]);
  expect(decided()).toBe(0);
});

test("what somebody changed is decided on at once", async () => {
  const { bench, decided } = await openResting();
  const { nodeId } = bench.github.change(1, { labels: [] });
  await bench.hint([nodeId]);
  await bench.clock.advance(MINUTE);
  expect(decided()).toBeGreaterThan(0);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("the time that a decision named ends the rest, and no delivery before it puts it off", async () => {
  const { bench, decided } = await openResting();
  await bench.clock.advance(2 * MINUTE);
  const nodeId = bench.github.issues.get(1)?.nodeId ?? "";
  await bench.hint([nodeId], { senderId: bot.id });
  await bench.clock.advance(50_000);
  expect(decided()).toBe(0);
  await bench.clock.advance(10_000);
  expect(decided()).toBeGreaterThan(0);
});

test("a person whose permission may have changed is decided on anew", async () => {
  const { bench, decided } = await openResting({
    neededRoles: [{ id: 7, login: "mia", isBot: false }],
  });
  await bench.hint([], { roleChanges: [7] });
  await bench.clock.advance(MINUTE);
  expect(decided()).toBeGreaterThan(0);
});

test("a repository that became private, or got a neighbour, is decided on anew", async () => {
  const { bench, decided } = await openResting();
  bench.github.installed = [{ ...yard, isPrivate: !yard.isPrivate }];
  await bench.hint([], { repositoriesChanged: true });
  await bench.clock.advance(MINUTE);
  await bench.hint([bench.github.issues.get(1)?.nodeId ?? ""], { senderId: bot.id });
  await bench.clock.advance(MINUTE);
  expect(decided()).toBeGreaterThan(0);
});
