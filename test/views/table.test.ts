// What stands in a cell stays in it.
import { expect, test } from "vitest";
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
