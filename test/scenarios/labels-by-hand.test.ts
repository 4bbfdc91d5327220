/** Stories about people's hands on status labels: undone once with a word, never fought, and what fits needs no word. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const TASK = "**Estimate**: 1h";
const MINUTE = 60_000;

const words = (yard: Stage, issue: number) =>
  yard
    .answers(issue)
    .join("\n")
    .split("\n")
    .filter((line) => line.includes("changed by hand"));

test.each(["a container", "a closed issue"])(
  "on %s too it is undone once with a word, then left alone",
  async (what) => {
    const yard = await openStage();
    const one = yard.opens("mia", "One", TASK);
    yard.opens("mia", "Part", `Part of #${what === "a container" ? one : 99}`);
    yard.says("mia", one, "/estimate 2h");
    await yard.settles();
    if (what === "a closed issue") yard.as("mia").closeIssue(REPO, one);
    await yard.settles(MINUTE);
    yard.as("mia").addLabel(REPO, one, "in review");
    await yard.settles(MINUTE);
    expect(yard.status(one)).toBe(null);
    expect(words(yard, one)).toHaveLength(1);
    yard.as("mia").addLabel(REPO, one, "in review");
    await yard.settles(MINUTE);
    expect(yard.status(one)).toBe("in review");
    expect(words(yard, one)).toHaveLength(2);
  },
);

test("a label that says what the graph says is nobody's quarrel, also when the graph goes on", async () => {
  const yard = await openStage();
  const one = yard.as("mia").openIssue(REPO, { title: "One", body: TASK, labels: ["ready"] }).number;
  await yard.settles();
  yard.as("mia").assign(REPO, one, "bob");
  yard.as("mia").removeLabel(REPO, one, "ready");
  yard.as("mia").addLabel(REPO, one, "in progress");
  await yard.settles(MINUTE);
  yard.says("bob", one, "/review");
  await yard.settles(20 * MINUTE);
  yard.as("mia").closeIssue(REPO, one);
  yard.as("mia").removeLabel(REPO, one, "in review");
  await yard.settles(MINUTE);
  expect(yard.status(one)).toBe(null);
  expect(words(yard, one)).toEqual([]);
});

test("a label taken off and another put on a moment later are one change", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One", TASK);
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  await yard.settles();
  yard.as("mia").removeLabel(REPO, two, "blocked");
  await yard.settles(2_000);
  yard.as("mia").addLabel(REPO, two, "ready");
  await yard.settles(5 * MINUTE);
  expect(yard.status(two)).toBe("blocked");
  expect(words(yard, two)).toHaveLength(1);
  yard.as("mia").addLabel(REPO, two, "ready");
  await yard.settles(5 * MINUTE);
  expect(yard.status(two)).toBe("blocked+ready");
  expect(words(yard, two)).toHaveLength(2);
});

test("it is explained, too, where so much happened since that nobody sees any more when we put the label on", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "Busy", "**Estimate**: 1h");
  await yard.settles();
  for (let times = 0; times < 30; times++) {
    yard.as("mia").addLabel(REPO, one, "noise");
    yard.as("mia").removeLabel(REPO, one, "noise");
  }
  await yard.settles();
  yard.as("mia").removeLabel(REPO, one, "ready");
  await yard.settles();
  expect(yard.status(one)).toBe("ready");
  expect(yard.answers(one).join("\n")).toContain("changed by hand");
});
