// What stands in a cell stays in it.
import { expect, test } from "vitest";
import { showDay, showTime, showTimeInCell } from "../../src/core/show-time.ts";
import { renderTable } from "../../src/views/table.ts";

test("a bar in a cell, within code too, does not end it; one that is escaped already stays as it is", () => {
  const rows = [
    ["`/gate approve|reject`", "either"],
    ["a \\| b", "quoted"],
  ];
  expect(
    renderTable({ heads: ["Write", "Means"], rows }, 10)
      .split("\n")
      .slice(2),
  ).toEqual(["| `/gate approve\\|reject` | either |", "| a \\| b | quoted |"]);
});

test("a time in a cell never breaks, is the repository's own, and has its year when that is another one", () => {
  const reading = { now: "2026-12-31T22:30:00Z", settings: { timezone: "Europe/Berlin" } };
  expect(showTimeInCell("2026-06-02T05:00:00Z", reading)).toBe("2\u00a0Jun\u00a007:00");
  expect(showTimeInCell("2025-12-31T23:30:00Z", reading)).toBe("1\u00a0Jan\u00a000:30");
  expect(showTimeInCell("2025-12-31T22:30:00Z", reading)).toBe("31\u00a0Dec\u00a02025\u00a023:30");
  expect(showTime("2025-12-31T22:30:00Z", reading)).toBe("31 Dec 2025 23:30");
  expect([showDay("2026-06-02", reading), showDay("2027-01-01", reading)]).toEqual(["2 Jun", "1 Jan 2027"]);
});
