/** kill -9 of a real process at 50 random moments, while people act: what it had answered is kept, and nothing is done twice. */
import { expect, test } from "vitest";
import { killAtRandom } from "./random-kills.ts";

test("50 kills lose and double nothing, and work goes on", { timeout: 1_200_000 }, async () => {
  const outcome = await killAtRandom(50, 1);
  expect(outcome.broken).toEqual([]);
  expect(outcome.kills).toBe(50);
  expect(outcome.acknowledged).toBeGreaterThan(10);
  expect(outcome.resumedMs.length).toBeGreaterThan(10);
});
