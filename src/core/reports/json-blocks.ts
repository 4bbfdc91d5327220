/** Fenced JSON objects in a text, and what a schema finds wrong with them, as sentences. */
import type { z } from "zod";
import { type JsonResult, readJson } from "./read-json.ts";
import type { Posted } from "./report.ts";

export interface JsonBlock {
  readonly line: number;
  readonly text: string;
  readonly result: JsonResult;
}

/** The first fenced object that mentions one of `keys`; null when there is none. */
export function jsonBlock({ text, tree }: Posted, keys: readonly string[]): JsonBlock | null {
  if (!keys.some((key) => text.includes(`"${key}"`))) return null;
  for (const block of tree.blocks) {
    if (block.kind !== "code" || !/^(?:json5?|jsonc)?$/i.test(block.info)) continue;
    const isOurs = block.text.trimStart().startsWith("{") && keys.some((key) => block.text.includes(`"${key}"`));
    if (isOurs) return { line: block.line, text: block.text, result: readJson(block.text) };
  }
  return null;
}

/** Where JSON stops being JSON, in the words of the comment's lines. */
export function brokenAt(block: JsonBlock, at: number): string {
  const line = block.line + block.text.slice(0, at).split("\n").length;
  const found = block.text.slice(at, at + 20).split("\n")[0] ?? "";
  const place = found === "" ? "at its end" : `at \`${found.replaceAll("`", "'")}\``;
  return `The JSON breaks on line ${line}, ${place}`;
}

/** How the types of a schema are called by people. */
const KINDS: Readonly<Record<string, string>> = { string: "text", number: "a number", array: "a list in brackets" };

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((one, key) => Object(one)[key], value);
}

function sayFault(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return `should be ${KINDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "invalid_value") return `should be one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "invalid_union") return "should be text or a number";
  if (issue.code === "too_small") return issue.origin === "string" ? "is empty" : "should be more than that";
  return issue.code === "custom" ? issue.message : "cannot be read";
}

/** What a schema finds wrong with `value`: first what is not there at all, then one sentence per key. */
export function missingKeys(error: z.ZodError, value: unknown): string[] {
  const name = ({ path }: z.core.$ZodIssue) => `\`${path.join(".") || "the object"}\``;
  const isThere = ({ path }: z.core.$ZodIssue) => valueAt(value, path) !== undefined;
  const absent = error.issues.filter((issue) => !isThere(issue)).map(name);
  const [last = "", ...before] = absent.toReversed();
  const names = before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
  return [
    ...(absent.length === 0 ? [] : [`${names} ${absent.length === 1 ? "is" : "are"} missing`]),
    ...error.issues.filter(isThere).map((issue) => `${name(issue)} ${sayFault(issue)}`),
  ];
}

/** Every top-level value as text, by lower-case key. */
export function flatSections(value: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.toLowerCase(),
      typeof one === "string" ? one : (JSON.stringify(one) ?? ""),
    ]),
  );
}
