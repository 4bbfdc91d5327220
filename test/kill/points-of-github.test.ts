/** Dies after everything it can do to GitHub, before anything of it is written down; the next life makes it good. */
import { expect, test } from "vitest";
import { crashPoints } from "./crash-points.ts";
import { killAtPoints } from "./named-kills.ts";

const points = crashPoints.filter(({ name }) => /^github\.(?!read|repositories|deliver|identity).*:after$/.test(name));

test("killed after any action, nothing is done twice or left undone", { timeout: 1_200_000 }, async () => {
  const outcome = await killAtPoints(points, [1], 1);
  expect(outcome.broken).toEqual([]);
  expect(outcome.kills).toBeGreaterThanOrEqual(16);
});
