/** Stories about who has a task: silence that is none, labels of workers by hand, issues of strangers that are taken. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const REPO = "octo/yard";
const TASK = "**Estimate**: 1h";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NAMED =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: worker-6, speaksAs: [ana] }]\n";

test("who waited for a review, for the end of a hold or for another task owed no sign of life", async () => {
  const yard = await openStage({ resyncMs: HOUR });
  const reviewed = await yard.takes("ana", "Reviewed", TASK);
  const held = await yard.takes("bob", "Held", TASK);
  yard.says("ana", reviewed, "/review");
  yard.as("tom").addLabel(REPO, held, "hold");
  await yard.settles(70 * HOUR);
  yard.says("mia", reviewed, "/reject because a test is missing");
  yard.as("tom").removeLabel(REPO, held, "hold");
  await yard.settles(HOUR);
  const warnings = () =>
    [reviewed, held].map((issue) => yard.answers(issue).join("\n").includes("nothing has been heard"));
  expect([reviewed, held].map(yard.status)).toEqual(["in progress", "in progress"]);
  expect(warnings()).toEqual([false, false]);
  await yard.settles(25 * HOUR);
  expect(warnings()).toEqual([true, true]);
});

test("a worker's label that a person puts on again after a release stays", async () => {
  const yard = await openStage({ settings: NAMED });
  const one = await yard.takes("ana", "One", TASK);
  yard.says("ana", one, "/release");
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
  yard.as("mia").addLabel(REPO, one, "worker:worker-6");
  await yard.settles(5 * MINUTE);
  expect(yard.sandbox.labelsOf(REPO, one)).toEqual(["worker:worker-6", "in progress"]);
});

test("a repository that writes the worker's label in other letters gets it once", async () => {
  const yard = await openStage({ settings: NAMED });
  yard.as("mia").createLabel(REPO, { name: "Worker:Worker-6" });
  const one = await yard.takes("ana", "One", TASK);
  expect(yard.sandbox.labelsOf(REPO, one).sort()).toEqual(["Worker:Worker-6", "in progress"]);
  yard.cost();
  await yard.settles(10 * MINUTE);
  expect(yard.cost().writes).toBe(0);
  yard.says("ana", one, "/release");
  await yard.settles();
  expect(yard.sandbox.labelsOf(REPO, one)).toEqual(["ready"]);
  const two = yard.opens("mia", "Two", TASK);
  yard.as("mia").addLabel(REPO, two, "Worker:Worker-6");
  await yard.settles();
  expect(yard.status(two)).toBe("in progress");
});

test("a stranger's issue comes in when somebody with triage takes it or gives it away", async () => {
  const yard = await openStage({ people: { zoe: "read", ana: "read" } });
  const [taken, given, left] = ["One", "Two", "Three"].map((title) => yard.opens("zoe", title, TASK));
  if (taken === undefined || given === undefined || left === undefined) throw new Error("three issues were opened");
  yard.says("tom", taken, "/claim");
  yard.says("tom", given, "/assign @bob");
  yard.says("ana", left, "/claim");
  await yard.settles();
  expect([taken, given, left].map(yard.status)).toEqual(["in progress", "in progress", null]);
  expect([taken, given, left].map(yard.assignees)).toEqual([["tom"], ["bob"], []]);
});

test("a task given to a mistyped account is free again, and the comment says why", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", TASK);
  await yard.settles();
  yard.says("mia", one, "/assign @nobdoy");
  await yard.settles(MINUTE);
  expect(yard.status(one)).toBe("ready");
  expect(yard.answers(one).join("\n")).toContain("GitHub lets nobody of that name be assigned here");
  await yard.settles(3 * HOUR);
  expect(yard.status(one)).toBe("ready");
  yard.says("mia", one, "/assign @bob");
  await yard.settles(MINUTE);
  expect(yard.status(one)).toBe("in progress");
});
