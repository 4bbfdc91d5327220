// What runs of a check say about work that is handed in, run by run.
import { expect, test } from "vitest";
import { buildWorld } from "../../src/core/build-world.ts";
import { awaitedEvidence } from "../../src/core/handed-in.ts";
import type { CheckRun } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import { snapshotFrom } from "../world-builder.ts";

const HEAD = "checks of the default branch";

/** What is missing to #4, which asks for a green build and was said to be finished. */
function missing(runs: readonly CheckRun[] | null): readonly string[] {
  const sentences = ["#4 says **Evidence**: check: build", "ana is a worker", "#4 is held by ana"];
  const snapshot = snapshotFrom(sentences);
  const seen = { ...snapshot, sightings: new Map([[HEAD, { askedAt: snapshot.now, runs }]]) };
  const world = buildWorld(seen, openTrust(seen));
  const task = world.tasks.get(4);
  if (task === undefined) throw new Error("there is no #4");
  expect(awaitedEvidence(task, world), "nobody said it is finished").toEqual([]);
  const from = { comment: 1, key: "done#1" };
  return awaitedEvidence(task, world, [
    { kind: "done", worker: "ana", evidence: null, at: "2026-06-02T08:00:00Z", from },
  ]);
}

const runs = (...conclusions: readonly (string | null)[]) =>
  conclusions.map((conclusion) => ({ name: "build", conclusion }));

test.each([
  ["success", ["success"]],
  ["success beside a skipped one", ["skipped", "success"]],
  ["success beside one without a conclusion", ["success", "neutral"]],
])("%s shows it", (_, conclusions) => {
  expect(missing(runs(...conclusions))).toEqual([]);
});

test.each([
  ["it has not run", []],
  ["it failed", ["failure"]],
  ["it failed", ["success", "failure"]],
  ["it failed", [null, "failure"]],
  ["it is still under way", ["success", null]],
  ["it was skipped", ["skipped"]],
  ["it came to no conclusion", ["neutral"]],
  ["it ran out of time", ["timed_out"]],
  ["it was cancelled", ["cancelled"]],
  ["it did not succeed", ["something new"]],
])("%s", (why, conclusions) => {
  const [sentence = ""] = missing(runs(...conclusions));
  expect(sentence).toContain(`the check “build” has to be green: ${why}`);
  expect(sentence).toContain("on the default branch");
});

test("another check says nothing, a name in other letters does, and what may not be read is said to be that", () => {
  expect(missing([{ name: "lint", conclusion: "success" }])[0]).toContain("has not run");
  expect(missing([{ name: "Build", conclusion: "success" }])).toEqual([]);
  expect(missing(null)[0]).toContain("Signalbox may not read checks here");
});
