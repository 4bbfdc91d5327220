// "How many in so many weeks": steady weeks give a narrow promise, and past surprises a wide one.
import { expect, test } from "vitest";
import { forecastThroughput } from "../../src/core/forecast/throughput.ts";

const weeksOf = (many: number, week: (at: number) => number) => Array.from({ length: many }, (_, at) => week(at));

test("less than eight weeks say nothing", () => {
  expect(
    forecastThroughput(
      weeksOf(7, () => 5),
      4,
    ),
  ).toBeNull();
  expect(
    forecastThroughput(
      weeksOf(8, () => 5),
      4,
    )?.quantile(0.5),
  ).toBeCloseTo(20, 0);
});

test("a pace that changes every quarter widens the interval", () => {
  const width = (weeks: readonly number[]) => {
    const found = forecastThroughput(weeks, 8);
    return (found?.quantile(0.95) ?? 0) - (found?.quantile(0.05) ?? 0);
  };
  const steady = weeksOf(80, (at) => (at % 2 === 0 ? 8 : 12));
  const drifting = weeksOf(80, (at) => (Math.floor(at / 13) % 2 === 0 ? 4 : 16));
  expect(width(drifting)).toBeGreaterThan(2 * width(steady));
});

test("nothing finished is nothing promised", () => {
  expect(
    forecastThroughput(
      weeksOf(20, () => 0),
      4,
    )?.quantile(0.85),
  ).toBe(0);
});
