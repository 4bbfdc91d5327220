/** Stop the process before or after any call it makes to the store or to GitHub, start again: the same end. */
import { expect, test } from "vitest";
import type { GitHub } from "../../src/ports/github.ts";
import type { Store } from "../../src/ports/store.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { openBench } from "./bench.ts";
import { yard } from "./fake-github.ts";

const MINUTE = 60_000;

/** Counts calls; from the one that is fatal on, nothing is done and nothing ever returns: the process is gone. */
class Doom {
  readonly #at: number;
  readonly #isAfter: boolean;
  calls = 0;
  died = "";

  constructor(at: number, isAfter: boolean) {
    this.#at = at;
    this.#isAfter = isAfter;
  }

  wrap<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        if (name === "of") return (...args: unknown[]) => this.wrap(Reflect.apply(value, target, args) as object);
        return (...args: unknown[]) => this.#call(String(name), () => Reflect.apply(value, target, args));
      },
    });
  }

  #call(name: string, work: () => unknown): unknown {
    const never = new Promise(() => {});
    if (this.died !== "") return never;
    this.calls += 1;
    if (this.calls !== this.#at) return work();
    if (!this.#isAfter) {
      this.died = name;
      return never;
    }
    return Promise.resolve(work()).then(() => {
      this.died = name;
      return never;
    });
  }
}

async function live(at: number, isAfter: boolean) {
  const bench = openBench();
  const doom = new Doom(at, isAfter);
  const one = bench.github.open("one", "note and hub");
  const { clock } = bench;
  const first = bench.build({
    // The dead never end what they began: nobody may wait for it.
    clock: {
      now: () => clock.now(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
      track: (work) => (typeof work === "function" ? work() : work),
    },
    github: doom.wrap<GitHub>(bench.github),
    store: doom.wrap<Store>(openSqliteStore(bench.database)),
  });
  void first.start();
  await bench.clock.advance(5000);
  void bench.hint([one.nodeId]);
  const two = bench.github.open("two", "note");
  void bench.hint([two.nodeId]);
  await bench.clock.advance(5000);
  bench.build();
  void bench.controller.start();
  await bench.clock.advance(2 * MINUTE);
  return { bench, doom };
}

function end(bench: Awaited<ReturnType<typeof live>>["bench"]) {
  const issues = [...bench.github.issues.values()];
  const ours = issues.filter((issue) => issue.title === "Hub");
  const theirs = issues.filter((issue) => issue.title !== "Hub");
  return {
    labels: theirs.map((issue) => issue.labels),
    hubs: ours.length,
    comments: theirs.map((issue) => bench.github.commentsOn(issue.number).length),
  };
}

test("whatever call the process dies at, before or after it, the end is the same", async () => {
  const whole = await live(Number.POSITIVE_INFINITY, false);
  expect(end(whole.bench)).toEqual({ labels: [["seen"], ["seen"]], hubs: 1, comments: [1, 1] });
  expect(whole.doom.calls).toBeGreaterThan(30);
  for (let at = 1; at <= whole.doom.calls; at += 1) {
    for (const isAfter of [false, true]) {
      const { bench, doom } = await live(at, isAfter);
      const where = `${isAfter ? "after" : "before"} call ${at}, ${doom.died}`;
      expect(end(bench), where).toEqual(end(whole.bench));
      expect(await bench.store.pending(yard.id), where).toEqual([]);
      expect(await bench.store.intents(yard.id), where).toEqual([]);
    }
  }
});
