/** Seeded schedules with loss, doubling, delay, crashes, 5xx, unclear writes and limits: part 3 of 4. */
import { expect, test } from "vitest";
import { runSeeds } from "./schedules.ts";

test("250 schedules break nothing", { timeout: 1_200_000 }, async () => {
  expect(await runSeeds(501, 751)).toEqual([]);
});
