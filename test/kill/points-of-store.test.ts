/** Dies before everything it writes down, in the middle of a migration, and between an answer and its sending. */
import { expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { crashPoints, knownStoreCalls } from "./crash-points.ts";
import { killAtPoints } from "./named-kills.ts";

const points = crashPoints.filter(({ name }) => /^store\..*:before$|^store\.migrate|^intake|:readAll:/.test(name));

test("killed before any writing, nothing is lost or done twice", { timeout: 1_200_000 }, async () => {
  const outcome = await killAtPoints(points, [1], 2);
  expect(outcome.broken).toEqual([]);
  expect(outcome.kills).toBeGreaterThanOrEqual(15);
});

test("the table of crash points knows every call of the store", async () => {
  const store = openSqliteStore(":memory:");
  const calls = Object.getOwnPropertyNames(Object.getPrototypeOf(store)).filter((name) => name !== "constructor");
  await store.close();
  expect(calls.filter((name) => !knownStoreCalls.has(name))).toEqual([]);
  expect(crashPoints.length).toBeGreaterThanOrEqual(25);
  expect(new Set(crashPoints.map(({ name }) => name)).size).toBe(crashPoints.length);
});
