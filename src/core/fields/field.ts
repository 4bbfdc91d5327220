/** What a task field is: how its value is read, what a good value looks like, and examples of both. */
import type { ChecklistItem, TaskFields } from "../model.ts";

/** What was written for a field: behind its name, below it, or in its cell. */
export interface FieldValue {
  /** One line, as read aloud: emphasis gone, code and link texts written out. */
  readonly text: string;
  /** The same from the source, marks and all: globs are full of asterisks. */
  readonly raw: string;
  /** List items and further lines that belong to it. */
  readonly items: readonly ChecklistItem[];
  /** The same lines from the source, without bullets and boxes. */
  readonly rawItems: readonly string[];
  readonly line: number;
}

/** `text` of an issue body, and what the field then holds; null: nothing (or a warning). */
export interface FieldExample {
  readonly text: string;
  readonly finds: TaskFields | null;
}

export interface Field {
  readonly name: string;
  /** What people call it in English; other languages have theirs in `words`. */
  readonly names: readonly string[];
  /** What a value has to be, as the end of a sentence. */
  readonly expects: string;
  /** A line that works, shown to whoever wrote one that does not. */
  readonly example: string;
  /** Lists and paragraphs below its name belong to it. */
  readonly isList: boolean;
  readonly examples: readonly FieldExample[];
  /** The value, or null when it is malformed. */
  read(value: FieldValue): TaskFields | null;
}

/** A name: without quotation marks, back-ticks and closing punctuation; null when nothing is left. */
export function nameIn(text: string): string | null {
  const name = text
    .replace(/^["'`“„]{1,3}/, "")
    .replace(/["'`”.,;]{1,3}$/, "")
    .trim();
  return name === "" || name.length > 120 ? null : name;
}

/** A login or worker's name, without `@` and what is told of it in brackets (`@ana (lead)`). */
export function workerIn(text: string): string | null {
  const name = nameIn(text.replace(/\s\([^()]{0,60}\)$/, ""));
  return name === null ? null : (nameIn(name.replace(/^@/, "")) ?? null);
}

/** Parts of a value that lists them: `a, b and c`, or its list items. */
export function partsOf(value: FieldValue): string[] {
  const parts = value.text.split(/[,;、]|\s(?:and|und)\s/).concat(value.items.map((item) => item.text));
  return parts.flatMap((part) => nameIn(part.trim()) ?? []);
}

/** Items of a value; a value on the line itself is an item too. */
export function itemsOf(value: FieldValue): ChecklistItem[] {
  const own = value.text === "" ? [] : value.text.split(/;\s/).map((text) => ({ text: text.trim(), done: null }));
  return [...own, ...value.items].filter((item) => item.text !== "");
}
