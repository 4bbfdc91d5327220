/** Stories about emergencies: urgent, stopped, started again in stages, away. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PLANT =
  "mode: live\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana, slots: 2 }, { name: bob, slots: 2 }, { name: mia, role: orchestrator }]\n";

test("an emergency goes to the top, tells the orchestrator once and more people when nobody answers", async () => {
  const settings = `${PLANT}emergency: { escalateAfter: 2h, escalateTo: [tom] }\n`;
  const yard = await openStage({ settings });
  const pump = yard.opens("mia", "Pump", "**Estimate**: 1h");
  yard.says("ana", pump, "/urgent the cellar is under water");
  await yard.settles();
  expect(yard.sandbox.labelsOf("octo/yard", pump)).toContain("urgent");
  expect(yard.dashboard()).toContain("🚨 **Urgent:**");
  const told = () => yard.answers(pump).filter((text) => text.startsWith("🚨"));
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain("@mia: ana called");
  yard.cost();
  await yard.settles(30 * MINUTE);
  expect(yard.cost().writes).toBe(0);
  await yard.settles(3 * HOUR);
  expect(told()).toHaveLength(2);
  expect(told()[1]).toContain("@tom");
  expect(told()[1]).toContain("Nobody has answered yet");
  yard.says("ana", pump, "/resolved");
  await yard.restarts({ withoutStore: true });
  expect(yard.sandbox.labelsOf("octo/yard", pump)).not.toContain("urgent");
  expect(yard.dashboard()).not.toContain("🚨");
  expect(told()).toHaveLength(2);
});

test("an emergency that the orchestrator answers is told to nobody else", async () => {
  const settings = `${PLANT}emergency: { escalateAfter: 2h, escalateTo: [tom] }\n`;
  const yard = await openStage({ settings });
  const pump = yard.opens("mia", "Pump", "**Estimate**: 1h");
  yard.says(
    "ana",
    pump,
    "🚨 URGENT: water\n\n**Blocker**: no pump\n**Proposed Solution**: buy one\n**Impact**: the cellar",
  );
  await yard.settles(HOUR);
  yard.says("mia", pump, "On my way.");
  await yard.settles(5 * HOUR);
  const told = yard.answers(pump).filter((text) => text.startsWith("🚨"));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("water: no pump");
});

test("an emergency that concerns no issue stands on the coordination issue", async () => {
  const yard = await openStage({ settings: PLANT });
  yard.says("tom", yard.hub, "/urgent the build machine is gone");
  await yard.settles();
  expect(yard.dashboard()).toContain("the build machine is gone, says tom");
  yard.says("tom", yard.hub, "/resolved");
  await yard.settles();
  expect(yard.dashboard()).not.toContain("the build machine is gone");
});

test("after a stop nobody gets anything, also when the store is lost; a start hands out in stages", async () => {
  const yard = await openStage({ settings: PLANT });
  yard.says("mia", yard.hub, "/stop all because the data is being moved");
  await yard.settles();
  const tasks = Array.from({ length: 4 }, (_, i) => yard.opens("mia", `Task ${i}`, "**Estimate**: 1h"));
  await yard.restarts({ withoutStore: true });
  const given = () => tasks.filter((task) => yard.assignees(task).length > 0).length;
  expect(given()).toBe(0);
  expect(yard.dashboard()).toContain("🛑 **Stopped**");
  const claim = yard.says("ana", tasks[0] ?? 0, "/claim");
  const notTheirs = yard.says("tom", yard.hub, "/start");
  await yard.settles();
  expect(given()).toBe(0);
  expect(yard.receipts(tasks[0] ?? 0, claim)).toEqual(["confused"]);
  expect(yard.receipts(yard.hub, notTheirs)).toEqual(["confused"]);
  yard.says("mia", yard.hub, "/start");
  await yard.settles(MINUTE);
  expect(given()).toBe(1);
  await yard.settles(20 * MINUTE);
  expect(given()).toBe(2);
  await yard.settles(20 * MINUTE);
  expect(given()).toBe(4);
});

test("who is silent while everything is stopped keeps the task", async () => {
  const yard = await openStage({ settings: `${PLANT}leases: { warn: 2h, release: 4h }\n` });
  const one = yard.opens("mia", "One", "**Estimate**: 1h\n**Owner**: ana");
  await yard.settles();
  expect(yard.assignees(one)).toEqual(["ana"]);
  yard.says("mia", yard.hub, "/stop because of the holidays");
  await yard.settles(8 * HOUR);
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.answers(one).join("\n")).not.toContain("nothing has been heard");
  yard.says("mia", yard.hub, "/start");
  await yard.settles(8 * HOUR);
  expect(yard.assignees(one)).toEqual([]);
});

test("who is away gets nothing and loses nothing, and is back on the day itself", async () => {
  const settings =
    "mode: live\nworkers: [{ name: ana, slots: 2 }]\ndashboard: { everySeconds: 0 }\nleases: { warn: 2h, release: 4h }\n";
  const yard = await openStage({ settings });
  const one = yard.opens("mia", "One", "**Estimate**: 1h");
  await yard.settles();
  yard.says("ana", one, "/away until tomorrow");
  await yard.settles();
  const two = yard.opens("mia", "Two", "**Estimate**: 1h");
  await yard.restarts({ withoutStore: true });
  expect(yard.answers(one).join("\n")).toContain("ana is away until 2 Jun");
  await yard.settles(15 * HOUR);
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(yard.assignees(two)).toEqual([]);
  await yard.settles(90 * MINUTE);
  expect(yard.assignees(two)).toEqual(["ana"]);
});

test("an emergency is over when its issue is closed, or the label is taken off by hand", async () => {
  const yard = await openStage({ settings: `${PLANT}emergency: { escalateAfter: 2h, escalateTo: [tom] }\n` });
  const pump = yard.opens("mia", "Pump", "**Estimate**: 1h");
  const pipe = yard.opens("mia", "Pipe", "**Estimate**: 1h");
  yard.says("ana", pump, "/urgent water");
  yard.says("ana", pipe, "/urgent more water");
  await yard.settles();
  yard.as("mia").closeIssue("octo/yard", pump);
  yard.as("mia").removeLabel("octo/yard", pipe, "urgent");
  await yard.settles(5 * HOUR);
  expect(yard.dashboard()).not.toContain("🚨");
  for (const issue of [pump, pipe]) expect(yard.answers(issue).join("\n")).not.toContain("@tom");
});
