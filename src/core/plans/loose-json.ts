/** Reads JSON as people write it - comments, bare keys, single quotes, trailing commas - and knows the line of each value. */

import { LineCounter, parseDocument } from "yaml";

export interface LooseJson {
  readonly value: unknown;
  /** 1-based line of the value at a path, or of the nearest value around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Lines of comments that stand for something left out: `// … 17 more`. */
  readonly elisions: readonly number[];
}

/** Deeper than any plan, and shallow enough for every stack. */
const MAX_DEPTH = 60;

interface Scan {
  readonly text: string;
  readonly end: number;
  readonly deepest: number;
  readonly elisions: readonly number[];
  readonly isClosed: boolean;
}

/** Reads the value that begins at the first `{` or `[`. Comments become spaces, so that lines stay. */
export function readLooseJson(text: string): LooseJson {
  const scan = scanValue(text);
  const problem = scan.isClosed
    ? null
    : scan.end < text.length
      ? "expected a comma, colon or bracket, found two texts in a row"
      : "expected a closing } or ], found the end of the text";
  const tooDeep = scan.deepest > MAX_DEPTH ? `expected at most ${MAX_DEPTH} levels, found ${scan.deepest}` : null;
  if (problem !== null || tooDeep !== null) {
    const line = lineCount(text, scan.end);
    return { value: null, lineOf: () => line, problems: [{ line, message: problem ?? tooDeep ?? "" }], elisions: [] };
  }
  const counter = new LineCounter();
  const document = parseDocument(scan.text, {
    lineCounter: counter,
    schema: "core",
    logLevel: "silent",
    prettyErrors: false,
  });
  const problems = document.errors.map((error) => {
    return { line: counter.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? "" };
  });
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (hasRange(node)) return counter.linePos(node.range[0]).line;
    }
    return 1;
  };
  const anchored = /[&*]/.test(withoutStrings(scan.text));
  if (anchored) problems.push({ line: 1, message: "expected plain values, found & or * outside quotation marks" });
  return { value: problems.length > 0 ? null : document.toJS(), lineOf, problems, elisions: scan.elisions };
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
}

function lineCount(text: string, end: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

/** Walks once over the text: strings are skipped, comments blanked, brackets counted until the first one closes. */
function scanValue(text: string): Scan {
  const open = text.search(/[{[]/);
  const kept: string[] = [text.slice(0, Math.max(0, open)).replace(/[^\n]/g, " ")];
  const elisions: number[] = [];
  let depth = 0;
  let deepest = 0;
  let afterString = false;
  let at = Math.max(0, open);
  while (open >= 0 && at < text.length) {
    const next = pieceEnd(text, at);
    const piece = text.slice(at, next);
    const isComment = piece.startsWith("//") || piece.startsWith("/*");
    const isString = piece.length > 1 && (piece.startsWith('"') || piece.startsWith("'"));
    if (isString && afterString) break;
    if (isString || piece.trim() !== "") afterString = isString;
    if (isComment && /…|\.\.\.|\bmore\b|\betc\b/i.test(piece.slice(0, 300))) elisions.push(lineCount(text, at));
    // YAML, which reads it in the end, takes `id:"a"` for one word.
    kept.push(isComment ? piece.replace(/[^\n]/g, " ") : piece === ":" ? ": " : piece);
    if (piece === "{" || piece === "[") depth += 1;
    if (piece === "}" || piece === "]") depth -= 1;
    deepest = Math.max(deepest, depth);
    at = next;
    if (depth === 0) break;
  }
  return { text: kept.join(""), end: at, deepest, elisions, isClosed: open >= 0 && depth === 0 };
}

/** Where the string, comment, bracket or run of other text that begins here ends. */
function pieceEnd(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"' || first === "'") return stringEnd(text, at, first);
  if (text.startsWith("//", at)) return endOr(text.indexOf("\n", at), text);
  if (text.startsWith("/*", at)) return endOr(text.indexOf("*/", at + 2) + 2, text, 2);
  return at + 1;
}

function endOr(found: number, text: string, least = 0): number {
  return found < least || found < 0 ? text.length : found;
}

function stringEnd(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (character === "\\") end += 1;
    else if (character === quote) return end + 1;
    else if (character === "\n") return end;
  }
  return text.length;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
