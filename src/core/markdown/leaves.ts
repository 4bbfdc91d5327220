/** How a line can open a block: the shapes of CommonMark and GitHub's tables, read from one line at a time. */
import { opensBlock, tagAt } from "./html.ts";

export interface Fence {
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly info: string;
}

const FENCE = /^( {0,3})(`{3,}|~{3,})([^\n]*)$/;

export function fenceOf(text: string): Fence | null {
  const first = text.trimStart().charCodeAt(0);
  if (first !== 96 && first !== 126) return null;
  const match = FENCE.exec(text);
  if (match === null) return null;
  const [, indent = "", run = "", info = ""] = match;
  const mark = run.charAt(0);
  return mark === "`" && info.includes("`")
    ? null
    : { mark, length: run.length, indent: indent.length, info: info.trim() };
}

/** Whether `text` closes `fence`. */
export function closesFence(text: string, fence: Fence): boolean {
  const body = text.trimEnd();
  const run = body.trimStart();
  if (body.length - run.length > 3 || run.length < fence.length) return false;
  for (const char of run) if (char !== fence.mark) return false;
  return true;
}

export interface Atx {
  readonly level: number;
  readonly text: string;
}

const ATX = /^ {0,3}(#{1,6})(?=[ \t]|$)/;

export function atxOf(text: string): Atx | null {
  const match = ATX.exec(text);
  if (match === null) return null;
  let body = text.slice(match[0].length).trim();
  let end = body.length;
  while (end > 0 && body.charCodeAt(end - 1) === 35) end--;
  if (end === 0 || (end < body.length && body.charCodeAt(end - 1) === 32)) body = body.slice(0, end).trimEnd();
  return { level: (match[1] ?? "").length, text: body };
}

/** 1 or 2 for the underline of a setext heading, 0 otherwise. */
export function setextLevel(text: string): 0 | 1 | 2 {
  const body = text.trim();
  if (body.length === 0 || text.length - text.trimStart().length > 3) return 0;
  const mark = body.charAt(0);
  if (mark !== "=" && mark !== "-") return 0;
  for (const char of body) if (char !== mark) return 0;
  return mark === "=" ? 1 : 2;
}

/** `---`, `* * *`, `___`. */
export function isThematicBreak(text: string): boolean {
  const body = text.trimStart();
  if (text.length - body.length > 3) return false;
  const mark = body.charAt(0);
  if (mark !== "-" && mark !== "*" && mark !== "_") return false;
  let count = 0;
  for (const char of body) {
    if (char === mark) count++;
    else if (char !== " " && char !== "\t") return false;
  }
  return count >= 3;
}

export interface Marker {
  /** Width of indentation and mark, without the space behind it. */
  readonly width: number;
  readonly mark: string;
  /** Start number of an ordered list; null for bullets. */
  readonly start: number | null;
  readonly isEmpty: boolean;
}

const MARKER = /^( {0,3})(?:([-*+])|([0-9]{1,9})([.)]))(?=[ \t]|$)/;

export function markerOf(text: string): Marker | null {
  const match = MARKER.exec(text);
  if (match === null) return null;
  const width = match[0].length;
  return {
    width,
    mark: match[2] ?? match[4] ?? "",
    start: match[3] === undefined ? null : Number(match[3]),
    isEmpty: text.slice(width).trim() === "",
  };
}

/** What ends an HTML block: a text in one of its lines, or a blank line (`null`). */
export interface HtmlEnd {
  readonly until: string | null;
  readonly canInterrupt: boolean;
}

const RAW = /^<(script|pre|style|textarea)(?=[\s>]|$)/i;
const OPEN_TAG = /^<\/?([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>]|$)/;

export function htmlBlockOf(text: string): HtmlEnd | null {
  const body = text.trimStart();
  if (body.charCodeAt(0) !== 60 || text.length - body.length > 3) return null;
  const raw = RAW.exec(body);
  if (raw !== null) return { until: `</${(raw[1] ?? "").toLowerCase()}>`, canInterrupt: true };
  if (body.startsWith("<!--")) return { until: "-->", canInterrupt: true };
  if (body.startsWith("<?")) return { until: "?>", canInterrupt: true };
  if (body.startsWith("<![CDATA[")) return { until: "]]>", canInterrupt: true };
  if (/^<![A-Za-z]/.test(body)) return { until: ">", canInterrupt: true };
  const name = OPEN_TAG.exec(body)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  if (opensBlock(name)) return { until: null, canInterrupt: true };
  const tag = tagAt(body, 0);
  const standsAlone = tag !== null && body.slice(tag.end).trim() === "";
  return standsAlone ? { until: null, canInterrupt: false } : null;
}

/** Cells of a table row as source text. An escaped `\|` parts nothing; neither does one in a code span when escaped. */
export function cellsOf(text: string): string[] {
  const body = text.trim();
  const cells: string[] = [];
  let cell = "";
  let from = body.startsWith("|") ? 1 : 0;
  for (let i = from; i < body.length; i++) {
    const code = body.charCodeAt(i);
    if (code === 92 && body.charCodeAt(i + 1) === 124) {
      cell += `${body.slice(from, i)}|`;
      i++;
      from = i + 1;
    } else if (code === 124) {
      cells.push((cell + body.slice(from, i)).trim());
      cell = "";
      from = i + 1;
    }
  }
  const rest = (cell + body.slice(from)).trim();
  if (rest !== "" || !body.endsWith("|") || body.endsWith("\\|")) cells.push(rest);
  return cells;
}

const DELIMITER_CELL = /^:?-+:?$/;

/** Number of columns of a table's delimiter row (`| --- | :-: |`); 0 when it is none. */
export function delimiterColumns(text: string): number {
  if (!/^[ |:\t-]+$/.test(text) || !text.includes("-")) return 0;
  if (!text.includes("|") && !text.includes(":")) return 0;
  const cells = cellsOf(text);
  return cells.every((cell) => DELIMITER_CELL.test(cell)) ? cells.length : 0;
}
