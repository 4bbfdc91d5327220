/** Inserts: one character of visible text, out of a private plane of Unicode, that stands for a link or for code. */
import type { Insert } from "./tree.ts";

const FIRST = 0xf0000;
const LIMIT = 0xfffd;

/** A break that is no line of the source: `<br>`, the end of a table cell or of an HTML block element. */
export const BREAK = "\u2028";

/** Keeps `insert` and gives the character for it; null when a text holds more than 65,533 of them. */
export function addInsert(inserts: Insert[], insert: Insert): string | null {
  if (inserts.length >= LIMIT) return null;
  inserts.push(insert);
  return String.fromCodePoint(FIRST + inserts.length - 1);
}

/** The insert at `at` of a visible text (two code units), or null. */
export function insertAt(text: string, at: number, inserts: readonly Insert[]): Insert | null {
  const high = text.charCodeAt(at);
  if (high < 0xdb80 || high > 0xdbbf) return null;
  return inserts[(text.codePointAt(at) ?? 0) - FIRST] ?? null;
}

const ANY = /[\udb80-\udbbf][\udc00-\udfff]/g;

/** Visible text with code and link texts written out, breaks as spaces: what a person would read aloud. */
export function readAloud(text: string, inserts: readonly Insert[]): string {
  return text
    .replace(ANY, (insert) => inserts[(insert.codePointAt(0) ?? 0) - FIRST]?.text ?? "")
    .replaceAll(BREAK, " ")
    .trim();
}
