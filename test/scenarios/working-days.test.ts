/** Stories about workers with days, hours and zones of their own. */
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const HOUR = 3_600_000;
const SETTINGS = `mode: live
dashboard: { everySeconds: 0 }
workers:
  - { name: ana, days: [tue, wed], hours: "09:00-12:00", timezone: America/New_York }
`;

test("a worker is given nothing before their own working day begins, and then without being asked", async () => {
  const yard = await openStage({ settings: SETTINGS, startAt: "2026-06-02T08:00:00Z" });
  const pump = yard.opens("mia", "Pump", "**Estimate**: 1h");
  yard.says("mia", pump, "/why");
  yard.says("mia", pump, "/why @ana");
  await yard.settles();
  expect(yard.assignees(pump)).toEqual([]);
  const rest = "ana can do it and does not work before 2 Jun 13:00";
  expect(yard.answers(pump).join("\n")).toContain(`is ready, but only ${rest}`);
  expect(yard.answers(pump).join("\n")).toContain("gets nothing now: ana does not work before 2 Jun 13:00");
  await yard.settles(4 * HOUR);
  expect(yard.assignees(pump)).toEqual([]);
  await yard.settles(HOUR + 60_000);
  expect(yard.assignees(pump)).toEqual(["ana"]);
  yard.says("mia", pump, "/why @ana");
  await yard.restarts({ withoutStore: true });
  const why = yard.answers(pump).at(-1);
  expect(why).toContain("since 2 Jun 13:00), given by Signalbox: only ana can do it");
});

test("whoever takes a task themselves outside of their hours is not refused", async () => {
  const yard = await openStage({ settings: SETTINGS });
  const pump = yard.opens("mia", "Pump", "**Estimate**: 1h");
  await yard.settles();
  yard.says("ana", pump, "/claim");
  await yard.settles();
  expect(yard.assignees(pump)).toEqual(["ana"]);
  const pipe = yard.opens("mia", "Pipe", "**Estimate**: 1h");
  yard.says("ana", pump, "/release");
  yard.says("mia", pipe, "/assign @ana");
  yard.says("mia", pipe, "/why @ana");
  await yard.settles();
  expect(yard.answers(pipe).join("\n")).toMatch(/has #\d+ Pipe \(in progress, since 1 Jun 08:01\), given by mia/);
});
