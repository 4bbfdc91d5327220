/** A store that fails for a while: the loop waits, loses nothing, and blames nobody for it. */
import { expect, test } from "vitest";
import { type Store, StoreUnwell } from "../../src/ports/store.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { openBench } from "./bench.ts";
import { yard } from "./fake-github.ts";

const MINUTE = 60_000;

/** The named calls fail while `isBroken` says so. */
function breaking(store: Store, names: readonly string[], isBroken: () => boolean): Store {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!names.includes(String(name))) return value.bind(target);
      return async (...given: unknown[]) => {
        if (isBroken()) throw new StoreUnwell("database or disk is full");
        return Reflect.apply(value, target, given);
      };
    },
  });
}

test("the mirror cannot be saved for an hour: no delivery is put aside, no bug is told, and then the work is done", async () => {
  let isBroken = false;
  const inner = openSqliteStore(":memory:");
  const bench = await openBench({ store: breaking(inner, ["saveMirror"], () => isBroken) }).start();
  isBroken = true;
  const issue = bench.github.open("one");
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(60 * MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual([]);
  expect(await inner.pending(yard.id)).toHaveLength(1);
  isBroken = false;
  await bench.clock.advance(20 * MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(await inner.quarantined()).toEqual([]);
  expect(new Set(bench.troubles.map(({ kind }) => kind))).toEqual(new Set(["store"]));
});

test("a store that takes no turns does not end the loop", async () => {
  let isBroken = false;
  const inner = openSqliteStore(":memory:");
  const bench = await openBench({ store: breaking(inner, ["takeTurn", "endTurn"], () => isBroken) }).start();
  const issue = bench.github.open("one");
  isBroken = true;
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(10 * MINUTE);
  isBroken = false;
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("a store that fails just as the chores begin does not end them", async () => {
  let calls = 0;
  const inner = openSqliteStore(":memory:");
  // The first call is the start's own, the second the chores' first.
  const store = breaking(inner, ["repositories"], () => ++calls === 2);
  const bench = await openBench({ store }).start();
  bench.github.open("one");
  await bench.clock.advance(10 * MINUTE);
  expect(calls).toBeGreaterThan(2);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});
