// Compares what is printed with the file that was read and found good; `UPDATE=1` in front rewrites the files.
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

const FOLDER = new URL("../golden/views/", import.meta.url);

export function expectGolden(name: string, text: string): void {
  const file = new URL(name, FOLDER);
  if (process.env["UPDATE"] === "1") writeFileSync(file, `${text}\n`);
  const way = `test/golden/views/${name} says something else; UPDATE=1 npm test -- test/views test/forecast writes it anew`;
  expect(`${text}\n`, way).toBe(readFileSync(file, "utf8"));
}
