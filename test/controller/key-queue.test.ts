/** One run per key at a time and one more when asked meanwhile, on a virtual clock. */
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { KeyQueue } from "../../src/controller/key-queue.ts";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";

const open: KeyQueue[] = [];
afterEach(async () => {
  for (const queue of open.splice(0)) await queue.stop();
});

function openQueue(options: { readonly concurrency?: number; readonly takesMs?: number } = {}) {
  const clock = openVirtualClock(0);
  const runs: { readonly key: number; readonly at: number }[] = [];
  const running = new Map<number, number>();
  let together = 0;
  let most = 0;
  const run = async (key: number) => {
    runs.push({ key, at: clock.now() });
    together += 1;
    most = Math.max(most, together);
    running.set(key, (running.get(key) ?? 0) + 1);
    if ((running.get(key) ?? 0) > 1) throw new Error(`key ${key} runs twice at once`);
    await clock.sleep(options.takesMs ?? 10);
    running.set(key, (running.get(key) ?? 0) - 1);
    together -= 1;
  };
  const queue = new KeyQueue({ clock, run, ...(options.concurrency && { concurrency: options.concurrency }) });
  open.push(queue);
  void queue.serve();
  return { clock, queue, runs, most: () => most };
}

test("asked many times before it starts, it runs once; asked while it runs, once more", async () => {
  const { clock, queue, runs } = openQueue();
  for (let n = 0; n < 5; n += 1) queue.ask(1, 100 + n);
  await clock.advance(105);
  expect(runs).toEqual([{ key: 1, at: 100 }]);
  for (let n = 0; n < 5; n += 1) queue.ask(1, 0);
  await clock.advance(1000);
  expect(runs).toEqual([
    { key: 1, at: 100 },
    { key: 1, at: 110 },
  ]);
});

test("an earlier wish overtakes a later one", async () => {
  const { clock, queue, runs } = openQueue();
  queue.ask(1, 50_000);
  await clock.advance(10);
  queue.ask(1, 20);
  await clock.advance(100);
  expect(runs).toEqual([{ key: 1, at: 20 }]);
  await clock.advance(100_000);
  expect(runs).toHaveLength(1);
});

test("no more keys at once than there are places, and those due first go first", async () => {
  const { clock, queue, runs, most } = openQueue({ concurrency: 2 });
  for (const key of [3, 1, 2, 4]) queue.ask(key, key);
  await clock.advance(1000);
  expect(most()).toBe(2);
  expect(runs.map((run) => run.key)).toEqual([1, 2, 3, 4]);
});

test("stopping lets what runs end and starts nothing more", async () => {
  const { clock, queue, runs } = openQueue({ concurrency: 1 });
  queue.ask(1, 0);
  queue.ask(2, 0);
  await clock.advance(5);
  expect(queue.isIdle()).toBe(false);
  const stopped = queue.stop();
  await clock.advance(100);
  await stopped;
  expect(runs.map((run) => run.key)).toEqual([1]);
});

test("whatever is asked and when: never twice at once, and nothing asked is left unserved", async () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 60 })), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(asks, fc.integer({ min: 1, max: 4 }), async (list, concurrency) => {
      const { clock, queue, runs } = openQueue({ concurrency });
      const asked: { key: number; at: number }[] = [];
      for (const [key, wait] of list) {
        await clock.advance(wait % 7);
        queue.ask(key, clock.now() + wait);
        asked.push({ key, at: clock.now() });
      }
      await clock.advance(10_000);
      for (const { key, at } of asked) expect(runs.some((run) => run.key === key && run.at >= at)).toBe(true);
      expect(runs.length).toBeLessThanOrEqual(asked.length);
      expect(queue.isIdle()).toBe(true);
    }),
    { numRuns: 40 },
  );
});
