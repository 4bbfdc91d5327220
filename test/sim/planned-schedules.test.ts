/** The town with a plan, in the same weather: documents applied and rewritten, offers, notices, a coordination issue that fills up. */
import { expect, test } from "vitest";
import { runSeeds } from "./schedules.ts";

test("24 schedules in the town with a plan break nothing", { timeout: 1_200_000 }, async () => {
  expect(await runSeeds(1, 25, { isPlanned: true })).toEqual([]);
});
