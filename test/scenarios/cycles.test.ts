/** Stories about issues that wait for each other: one notice for each circle, and the rest goes on. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";

/** A circle of three and one free issue, in the order of their numbers. */
async function circle(yard: Stage): Promise<readonly [number, number, number, number]> {
  const a = yard.opens("mia", "A", "**Estimate**: 1h");
  const b = yard.opens("mia", "B", `Depends on #${a}`);
  const c = yard.opens("mia", "C", `Depends on #${b}`);
  const free = yard.opens("mia", "Free", "**Estimate**: 1h");
  await yard.settles();
  yard.as("bob").editIssue(REPO, a, { body: `First of all\n\nDepends on #${c}` });
  await yard.settles();
  return [a, b, c, free];
}

const notices = (yard: Stage, issues: readonly number[]) =>
  issues.flatMap((number) => yard.answers(number).filter((text) => text.includes("wait for each other")));

test("a circle gets one notice, with its path, the line to cut and how; its members are marked, the rest goes on", async () => {
  const yard = await openStage();
  const [a, b, c, free] = await circle(yard);
  expect([a, b, c, free].map(yard.status)).toEqual(["blocked", "blocked", "blocked", "ready"]);
  const [notice, ...more] = notices(yard, [a, b, c, free]);
  expect(more).toEqual([]);
  expect(notice).toContain(`#${a} → #${c} → #${b} → #${a}`);
  expect(notice).toContain(`#${a} need not wait for #${c}`);
  expect(notice).toContain(`in the text of #${a}, line 3 says “Depends on \\#\u200b${c}”, last edited by bob`);
  expect(notice).toContain(`\`/unblock #${c} because …\` on #${a}`);
});

test("the suggested cut, when made, frees the circle, and the notice says that it is gone", async () => {
  const yard = await openStage();
  const [a, b, c] = await circle(yard);
  yard.says("tom", a, `/unblock #${c} because it was the wrong way round`);
  await yard.settles();
  expect([a, b, c].map(yard.status)).toEqual(["ready", "blocked", "blocked"]);
  expect(notices(yard, [a, b, c])).toEqual([]);
  expect(yard.answers(a).join("\n")).toContain("no longer do");
});

test("a circle that grows, and one that comes back, keep their one notice, also without the store", async () => {
  const yard = await openStage();
  const [a, b, c, free] = await circle(yard);
  yard.as("mia").editIssue(REPO, free, { body: `Depends on #${b}` });
  yard.as("mia").editIssue(REPO, c, { body: `Depends on #${b} and #${free}` });
  await yard.restarts({ withoutStore: true });
  expect(notices(yard, [a, b, c, free])).toHaveLength(1);

  yard.as("mia").editIssue(REPO, a, { body: "**Estimate**: 1h" });
  await yard.settles();
  expect(notices(yard, [a, b, c, free])).toEqual([]);
  yard.as("mia").editIssue(REPO, a, { body: `Depends on #${c}` });
  await yard.settles();
  expect(notices(yard, [a, b, c, free])).toHaveLength(1);
  expect(yard.sandbox.comments(REPO, a)).toHaveLength(1);
});

test("two circles have two notices", async () => {
  const yard = await openStage();
  const [a, b, c] = await circle(yard);
  const x = yard.opens("mia", "X", "**Estimate**: 1h");
  const y = yard.opens("mia", "Y", `Depends on #${x}`);
  yard.as("mia").editIssue(REPO, x, { body: `Depends on #${y}` });
  await yard.settles();
  expect([notices(yard, [a, b, c]), notices(yard, [x, y])].map((found) => found.length)).toEqual([1, 1]);
  yard.as("mia").closeIssue(REPO, y);
  await yard.settles();
  expect([notices(yard, [a, b, c]), notices(yard, [x, y])].map((found) => found.length)).toEqual([1, 0]);
});

test("observing writes no notice; the dashboard shows the circle", async () => {
  const yard = await openStage({ settings: null });
  const [a, b, c] = await circle(yard);
  await yard.settles(10 * 60_000);
  expect(notices(yard, [a, b, c])).toEqual([]);
  expect(yard.dashboard()).toContain("**Circle:**");
});
