/** Reads a text file that a person named: UTF-8, UTF-16 by its byte order mark, or Windows-1252; what is no text is refused in a sentence. */
import { closeSync, openSync, readSync } from "node:fs";
import { UsageError } from "./usage-error.ts";

/** Bytes. No plan written by hand comes near; a database must not be read whole before it is refused. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Share of characters that cannot be read, from which on it is not text in a broken encoding but no text at all. */
const MOST_UNREADABLE = 0.1;

/** Throws `UsageError` with the path, what was found and what to do. */
export function readText(path: string): string {
  const text = decode(readBytes(path));
  if (text === null)
    throw new UsageError(`${path} is not text; give the path of a plan document, Markdown, CSV, YAML or JSON.`);
  return text;
}

function readBytes(path: string): Buffer {
  try {
    const bytes = readStart(path, MOST_BYTES + 1);
    if (bytes.length <= MOST_BYTES) return bytes;
    throw new UsageError(`${path} is larger than 4 MB; a plan document is smaller. Is it the file you meant?`);
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(whyUnreadable(path, error));
  }
}

/** At most `most` bytes, however much there is: a device never ends. */
function readStart(path: string, most: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(most);
    let length = 0;
    for (let read = -1; read !== 0 && length < most; length += read) {
      read = readSync(file, bytes, length, most - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** null: no text. */
function decode(bytes: Buffer): string | null {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.includes("\0")) return null;
  const unreadable = countOf(/\uFFFD/g, text);
  if (unreadable > text.length * MOST_UNREADABLE) return null;
  // An editor of old: one byte for each letter, and hardly anything that is UTF-8.
  return unreadable > countOf(/[^\0-\x7f\uFFFD]/gu, text) ? new TextDecoder("windows-1252").decode(bytes) : text;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

function encodingOf([first, second]: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** The sentence for a file that the system does not give; `what` was expected. */
export function whyUnreadable(
  path: string,
  error: unknown,
  what = "a plan document, Markdown, CSV, YAML or JSON",
): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `There is no file ${path}. Give the path of ${what}.`;
  if (code === "EISDIR") return `${path} is a folder; give the path of ${what}.`;
  if (code === "EACCES") return `${path} may not be read by you; ask its owner or change its permissions.`;
  return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
