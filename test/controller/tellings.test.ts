/** What the loop tells of itself, where only a closer look than a scrape shows it. */
import { expect, test } from "vitest";
import { seal, withSeal } from "../../src/controller/marker-seal.ts";
import { Refused } from "../../src/ports/github.ts";
import type { Occurrence } from "../../src/ports/telemetry.ts";
import { decideBy, keys, marker, openBench } from "./bench.ts";
import { answerLost, bot, yard } from "./fake-github.ts";

const MINUTE = 60_000;

function openEar() {
  const told: Occurrence[] = [];
  const of = <Kind extends Occurrence["kind"]>(kind: Kind) =>
    told.filter((one): one is Extract<Occurrence, { kind: Kind }> => one.kind === kind);
  return { told, of, tell: (occurrence: Occurrence) => void told.push(occurrence) };
}

test("a write without an answer is unclear, and taking away its double heals", async () => {
  const { of, tell } = openEar();
  const bench = openBench({ tell });
  bench.github.open("one", "please note");
  bench.github.fault = (call) => {
    if (call !== "perform:write-comment") return undefined;
    bench.github.fault = () => undefined;
    const sealed = seal(keys, marker("status", "status:1"), { repositoryId: yard.id, issue: 1 });
    bench.github.say(1, withSeal("Noted.", sealed), bot);
    return answerLost;
  };
  await bench.start();
  await bench.clock.advance(MINUTE);
  expect(of("write").map(({ op, result }) => `${op} ${result}`)).toEqual([
    "add-label done",
    "write-comment unclear",
    "delete-comment healed",
  ]);
});

test("a refusal of GitHub's is told with its reason", async () => {
  const { of, tell } = openEar();
  const bench = openBench({ tell });
  bench.github.open("one");
  bench.github.fault = (call) =>
    call === "perform:add-label" ? { before: new Refused(422, "too many labels") } : undefined;
  await bench.start();
  expect(of("write").map(({ result, because }) => [result, because])).toContainEqual(["refused", "too many labels"]);
});

test("a turn tells its deliveries, how long the oldest waited, and when GitHub shows what should be true", async () => {
  const { of, tell } = openEar();
  const bench = await openBench({ tell }).start();
  await bench.clock.advance(MINUTE);
  const issue = bench.github.open("one");
  const before = of("turn").length;
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(100);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(10_000);
  const [turn, ...echoes] = of("turn").slice(before);
  expect(turn).toMatchObject({ result: "done", writes: 1, waitedMs: 500 });
  expect(turn?.about).toMatchObject({ repository: yard.name, repositoryId: yard.id });
  expect(turn?.about.deliveries).toHaveLength(2);
  expect(echoes.every((one) => one.waitedMs === null && one.writes === 0)).toBe(true);
  expect(of("settled")).toHaveLength(1);
  expect(of("settled")[0]?.tookMs).toBe(500);
  expect(of("write")[0]?.about.reconcileId).toBe(turn?.about.reconcileId);
});

test("what keeps failing is settled only when it is done, counted from the first delivery", async () => {
  const { of, tell } = openEar();
  const bench = await openBench({ tell }).start();
  await bench.clock.advance(MINUTE);
  const issue = bench.github.open("one");
  bench.github.fault = (call) => (call.startsWith("perform") ? answerLost : undefined);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(4 * MINUTE);
  expect(of("settled")).toEqual([]);
  bench.github.fault = () => undefined;
  await bench.clock.advance(10 * MINUTE);
  expect(of("settled")).toHaveLength(1);
  expect(of("settled")[0]?.tookMs).toBeGreaterThan(4 * MINUTE);
});

test("work that takes several turns is settled with the last of its writes", async () => {
  const { told, of, tell } = openEar();
  const bench = await openBench({ tell, pace: { budget: 5 } }).start();
  await bench.clock.advance(MINUTE);
  told.length = 0;
  const issues = Array.from({ length: 12 }, (_, n) => bench.github.open(`issue ${n}`));
  await bench.hint(issues.map(({ nodeId }) => nodeId));
  await bench.clock.advance(MINUTE);
  expect(of("settled")).toHaveLength(1);
  const before = told.slice(
    0,
    told.findIndex(({ kind }) => kind === "settled"),
  );
  expect(before.filter(({ kind }) => kind === "write")).toHaveLength(12);
});

test("drift is what no delivery announced: not what is hinted at, not our own texts, not what is only touched", async () => {
  const { of, tell } = openEar();
  const bench = openBench({ tell });
  bench.github.open("known", "hub and note");
  await bench.start();
  await bench.clock.advance(20 * MINUTE);
  expect(of("drift")).toEqual([]);
  const told = bench.github.open("told");
  await bench.hint([told.nodeId], { needsResync: true });
  await bench.clock.advance(MINUTE);
  expect(of("drift")).toEqual([]);
  bench.github.open("untold");
  await bench.clock.advance(6 * MINUTE);
  expect(of("drift").map(({ changes }) => changes)).toEqual([1]);
});

test("a bug is told with the deliveries it stopped, and what is put aside by its name", async () => {
  const { of, tell } = openEar();
  const bench = openBench({ tell });
  await bench.start();
  await bench.controller.stop();
  bench.build({
    decide: decideBy((snapshot) => {
      if (snapshot.issues.length + (snapshot.leftOut ?? []).length > 0) throw new Error("expected none");
      return [];
    }),
  });
  await bench.start();
  const issue = bench.github.open("one");
  await bench.hint([issue.nodeId]);
  await bench.deliver({ repository: { id: yard.id }, installation: { id: 1 }, poison: true });
  await bench.clock.advance(60 * MINUTE);
  const [bug] = of("trouble");
  expect(bug).toMatchObject({ trouble: "bug", repositoryId: yard.id });
  expect(bug?.about?.deliveries).toHaveLength(2);
  expect(of("put aside").map(({ why }) => why)).toEqual(["expected an issue, found poison"]);
  expect(of("turn").filter(({ result }) => result === "bug").length).toBe(of("trouble").length);
});
