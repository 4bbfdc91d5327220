/** Stories about attention: so many unasked comments a day for each person, the rest waits in sight; what is urgent comes at once. */
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const settings = (perDay: number, more = "") =>
  `mode: live\ndashboard: { everySeconds: 0 }\nassignment: claims\nnotifications: { perDay: ${perDay} }\n` +
  `workers: [{ name: ana, slots: 5 }, { name: lea, role: orchestrator }, { name: bot-1, kind: agent, speaksAs: [robo] }]\n${more}`;
const PEOPLE = { lea: "write", robo: "write" } as const;

/** Ana reports that this many tasks of hers are stuck, each behind one of its own; returns both. */
async function getsStuck(yard: Stage, many: number): Promise<readonly { task: number; blocker: number }[]> {
  const pairs = Array.from({ length: many }, (_, at) => {
    const blocker = yard.opens("mia", `Blocker ${at + 1}`, "**Estimate**: 1h");
    return { blocker, task: yard.opens("mia", `Task ${at + 1}`, "**Estimate**: 1h") };
  });
  await yard.settles();
  for (const { task } of pairs) yard.says("ana", task, "/claim");
  await yard.settles();
  for (const { task, blocker } of pairs) {
    yard.says("ana", task, `## ana Report\n\n**Status**: ⚠️ Blocked\n**Blockers**: #${blocker}\n`);
  }
  await yard.settles(2 * MINUTE);
  return pairs;
}

/** Issues on which ana was told that what she waited for is there. */
function told(yard: Stage, among: readonly { task: number }[]): readonly number[] {
  return among.map(({ task }) => task).filter((task) => yard.answers(task).some((text) => text.startsWith("@ana")));
}

test("beyond the budget an unasked comment waits until tomorrow, in sight on the dashboard, and then comes once", async () => {
  const yard = await openStage({ settings: settings(2), people: PEOPLE, startAt: "2026-06-02T22:00:00Z" });
  const stuck = await getsStuck(yard, 3);
  for (const { blocker } of stuck) yard.as("mia").closeIssue(REPO, blocker);
  await yard.settles(10 * MINUTE);
  const [one, two, three] = stuck.map(({ task }) => task);
  expect(told(yard, stuck)).toEqual([one, two]);
  expect(yard.dashboard()).toContain(
    `### Held back\n\nNobody gets more than 2 comments a day that they did not ask for. These wait until tomorrow:\n\n- #${three} Task 3, for ana: what it waited for is there`,
  );
  await yard.restarts({ withoutStore: true });
  await yard.settles(HOUR);
  expect(told(yard, stuck)).toEqual([one, two]);
  await yard.settles(HOUR);
  expect(told(yard, stuck)).toEqual([one, two, three]);
  expect(yard.answers(three ?? 0).filter((text) => text.startsWith("@ana"))).toHaveLength(1);
  expect(yard.dashboard()).not.toContain("### Held back");
  expect(yard.dashboard()).toContain("at most 2 for one person who did not ask (limit 2)");
});

test("what is no longer true tomorrow never comes", async () => {
  const yard = await openStage({ settings: settings(0), people: PEOPLE, startAt: "2026-06-02T22:00:00Z" });
  const stuck = await getsStuck(yard, 1);
  for (const { blocker } of stuck) yard.as("mia").closeIssue(REPO, blocker);
  await yard.settles(10 * MINUTE);
  expect(yard.dashboard()).toContain("### Held back");
  for (const { task } of stuck) yard.as("mia").closeIssue(REPO, task);
  await yard.settles(3 * HOUR);
  expect(told(yard, stuck)).toEqual([]);
  expect(yard.dashboard()).not.toContain("### Held back");
});

test("answers, emergencies and warnings come whatever the budget; agents have none", async () => {
  const yard = await openStage({
    settings: settings(0, "leases: { warn: 1h, release: 8h }\n"),
    people: PEOPLE,
    startAt: "2026-06-02T10:00:00Z",
  });
  const [one, two] = ["One", "Two"].map((title) => yard.opens("mia", title, "**Estimate**: 1h"));
  if (one === undefined || two === undefined) throw new Error("no issues");
  await yard.settles();
  yard.says("ana", one, "/claim");
  yard.says("robo", two, "/claim as bot-1");
  await yard.settles(2 * MINUTE);
  expect(yard.sandbox.comments(REPO, two).some(({ body }) => body.includes(`brief:${two}:1`))).toBe(true);
  yard.says("ana", one, "/why");
  yard.says("ana", one, "/urgent the gate is stuck");
  await yard.settles(2 * MINUTE);
  expect(yard.answers(one).some((text) => text.includes("@lea"))).toBe(true);
  expect(yard.answers(one).some((text) => text.includes("in progress"))).toBe(true);
  await yard.settles(2 * HOUR);
  expect(yard.answers(one).some((text) => text.includes("@ana"))).toBe(true);
});
