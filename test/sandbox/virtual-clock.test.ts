// The virtual clock waits for work in flight, not for sleepers, and otherwise jumps.
import { expect, test, vi } from "vitest";
import { openVirtualClock } from "../../src/sandbox/virtual-clock.ts";

test("timers fire in order of time, then of creation", async () => {
  const clock = openVirtualClock(0);
  const seen: string[] = [];
  for (const [name, ms] of [
    ["b", 20],
    ["a", 10],
    ["c", 20],
    ["d", 30],
  ] as const) {
    void clock.sleep(ms).then(() => seen.push(`${name}@${clock.now()}`));
  }
  await clock.runUntil(25);
  expect(seen).toEqual(["a@10", "b@20", "c@20"]);
  expect(clock.now()).toBe(25);
  expect(clock.pending()).toBe(1);
});

test("tracked work off the microtask queue is never overtaken", async () => {
  const clock = openVirtualClock(0);
  const keys = crypto.subtle.generateKey(
    { name: "RSA-OAEP", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
    true,
    ["encrypt", "decrypt"],
  );
  let doneAt = -1;
  void clock.track(keys).then(() => {
    doneAt = clock.now();
  });
  void clock.sleep(1_000);
  await clock.runUntil(2_000);
  expect(doneAt).toBe(0);
});

test("tracked work that sleeps does not hold time back, even nested", async () => {
  const clock = openVirtualClock(0);
  const work = clock.track(() =>
    clock.track(async () => {
      await clock.sleep(5_000);
      await clock.sleep(5_000);
      return clock.now();
    }),
  );
  await clock.runUntil(60_000);
  expect(await work).toBe(10_000);
});

test("a sleeper elsewhere does not excuse work that is busy", async () => {
  const clock = openVirtualClock(0);
  void clock.sleep(10);
  let finish = (): void => undefined;
  const busy = clock.track(
    new Promise<void>((resolve) => {
      finish = resolve;
    }),
  );
  const run = clock.runUntil(100);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.now()).toBe(0);
  finish();
  await Promise.all([busy, run]);
  expect(clock.now()).toBe(100);
});

test("work that never ends is reported instead of waited for", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const clock = openVirtualClock(0);
    void clock.track(new Promise(() => undefined));
    const idle = expect(clock.idle()).rejects.toThrow("does not end");
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(60_000);
    await idle;
  } finally {
    vi.useRealTimers();
  }
});

test("an aborted sleep rejects and its timer is gone", async () => {
  const clock = openVirtualClock(0);
  const stop = new AbortController();
  const slept = clock.sleep(1_000, stop.signal).then(
    () => "slept",
    () => "aborted",
  );
  stop.abort();
  expect(await slept).toBe("aborted");
  await expect(clock.runUntil(() => false)).rejects.toThrow("no timer is left");
});

test("a predicate stops the run at the first instant where it holds", async () => {
  const clock = openVirtualClock(0);
  let ticks = 0;
  void (async () => {
    for (;;) {
      await clock.sleep(10);
      ticks += 1;
    }
  })();
  await clock.runUntil(() => ticks === 5_000);
  expect(clock.now()).toBe(50_000);
  await expect(clock.runUntil(() => false, { limitMs: 100 })).rejects.toThrow("limit");
  expect(clock.now()).toBe(50_100);
});
