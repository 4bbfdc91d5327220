// Compares what is printed with the file that was read and found good; `UPDATE=1 npm test` rewrites the files.
import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

const FOLDER = new URL("../golden/views/", import.meta.url);

export function expectGolden(name: string, text: string): void {
  const file = new URL(name, FOLDER);
  if (process.env["UPDATE"] === "1") writeFileSync(file, `${text}\n`);
  expect(`${text}\n`).toBe(readFileSync(file, "utf8"));
}
