/** A repository in which nothing moves is not decided upon again; whatever a decision sees ends that, and time does. */
import { expect, test } from "vitest";
import type { Decision } from "../../src/core/decide.ts";
import type { Snapshot } from "../../src/core/world.ts";
import { type Bench, decideBy, openBench } from "./bench.ts";
import { yard } from "./fake-github.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A bench at rest with one issue, and how many decisions were made since it was asked last. */
async function atRest(
  resyncMs = 24 * HOUR,
  recheckAt: string | null = null,
  skew = { ms: 0 },
): Promise<{ readonly bench: Bench; decided(): number }> {
  let count = 0;
  const decide = (snapshot: Snapshot): Decision => {
    count += 1;
    const isToCome = recheckAt !== null && snapshot.now < recheckAt;
    return decideBy(() => [], { recheckAt: isToCome ? recheckAt : null })(snapshot);
  };
  const bench = openBench({ decide, pace: { resyncMs } });
  const { clock } = bench;
  bench.build({
    clock: {
      now: () => clock.now() + skew.ms,
      sleep: (ms, signal) => clock.sleep(ms, signal),
      track: (work) => clock.track(work),
    },
  });
  bench.github.open("one");
  await bench.start();
  await bench.hint([]);
  await bench.clock.advance(MINUTE);
  const decided = () => {
    const made = count;
    count = 0;
    return made;
  };
  decided();
  return { bench, decided };
}

test("deliveries and resyncs that bring nothing new cost no decision", async () => {
  const { bench, decided } = await atRest(2 * MINUTE);
  const before = bench.github.calls.length;
  await bench.hint(["I_1"]);
  await bench.hint(["I_1"], { senderId: 1 });
  await bench.clock.advance(5 * MINUTE);
  expect(bench.github.calls.length).toBeGreaterThan(before);
  expect(decided()).toBe(0);
});

test("a change of an issue, a new comment and new settings each are decided upon", async () => {
  const { bench, decided } = await atRest();
  bench.github.change(1, { title: "another" });
  await bench.hint(["I_1"]);
  await bench.clock.advance(MINUTE);
  expect(decided()).toBe(1);
  const said = bench.github.say(1, "a word");
  await bench.hint([said.nodeId]);
  await bench.clock.advance(MINUTE);
  expect(decided()).toBe(1);
  bench.github.files.set(".github/signalbox.yml", "mode: live\n");
  await bench.hint([], { needsResync: true });
  await bench.clock.advance(MINUTE);
  expect(decided()).toBe(1);
});

test("another name, other neighbours and a repository that becomes private are decided upon", async () => {
  const { bench, decided } = await atRest();
  const places = [
    [{ ...yard, name: "octo/shed" }],
    [
      { ...yard, name: "octo/shed" },
      { ...yard, id: 8, name: "octo/jetty" },
    ],
    [{ ...yard, name: "octo/shed", isPrivate: true }],
  ];
  for (const place of places) {
    bench.github.installed = place;
    await bench.hint([], { repositoriesChanged: true });
    await bench.clock.advance(MINUTE);
    await bench.hint([]);
    await bench.clock.advance(MINUTE);
    expect(decided(), JSON.stringify(place)).toBeGreaterThan(0);
  }
});

test("a decision that asks to be made again is made then; any other within ten minutes of the next thing that happens", async () => {
  const { bench, decided } = await atRest();
  await bench.clock.advance(20 * MINUTE);
  await bench.hint([]);
  await bench.clock.advance(1000);
  expect(decided()).toBeGreaterThan(0);
  const soon = await atRest(24 * HOUR, "2026-06-01T08:03:00Z");
  await soon.bench.clock.advance(MINUTE);
  await soon.bench.hint([]);
  await soon.bench.clock.advance(1000);
  expect(soon.decided()).toBe(0);
  await soon.bench.clock.advance(MINUTE);
  expect(soon.decided()).toBeGreaterThan(0);
});

test("a clock that was ahead and is set right ends the rest: what was decided may be wrong", async () => {
  const skew = { ms: 24 * HOUR };
  const { bench, decided } = await atRest(24 * HOUR, null, skew);
  skew.ms = 0;
  await bench.hint(["I_1"]);
  await bench.clock.advance(MINUTE);
  expect(decided()).toBeGreaterThan(0);
});
