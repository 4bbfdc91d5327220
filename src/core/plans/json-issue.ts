/** What is wrong at one place of a JSON plan, in our own words: what was expected there, and what was found. */
import type { z } from "zod";

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  record: "an object",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "null",
};

/** One clause without an end: `"tasks" is missing`. `found` is the value at the issue's place. */
export function sayIssue(issue: Issue, found: unknown): string {
  const name = issue.path.length === 0 ? "the plan" : issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key.slice(0, 60)}"`).join(", ");
    return `${name}: ${keys} ${issue.keys.length === 1 ? "is" : "are"} not known here`;
  }
  if (found === undefined) return `"${name}" is missing`;
  if (issue.message.includes(", found ")) return `${name}: ${issue.message}`;
  const shown = (JSON.stringify(found) ?? "nothing").slice(0, 80);
  return `${name}: ${expectation(issue)}, found ${shown}`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "too_small":
      return `expected ${bound("at least", issue.minimum, issue.origin)}`;
    case "too_big":
      return `expected ${bound("at most", issue.maximum, issue.origin)}`;
    case "invalid_format":
      return `expected ${issue.format === "date" ? "a date as 2026-06-01" : `another form (${issue.format})`}`;
    case "custom":
      return issue.message;
    default:
      return issue.message.startsWith("Invalid") ? "expected something else" : issue.message;
  }
}

function bound(word: string, limit: number | bigint, origin: string): string {
  if (origin === "string") return `a text of ${word} ${limit} ${limit === 1 ? "character" : "characters"}`;
  if (origin === "array") return `a list of ${word} ${limit}`;
  return `${word} ${limit}`;
}
