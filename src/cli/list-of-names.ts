/** Reads the names of `--select search,payments`. */
import { InvalidArgumentError } from "commander";

export function listOfNames(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("Expected names of the catalogue with commas between, for example search,payments.");
}
