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
  return `the JSON cannot be read: line ${line} goes wrong at \`${found === "" ? "its end" : found.replaceAll("`", "'")}\``;
}

/** What a schema misses, one clause per key. */
export function missingKeys(error: z.ZodError): string[] {
  return error.issues.map((issue) => `\`${issue.path.join(".") || "the object"}\`: ${issue.message}`);
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
