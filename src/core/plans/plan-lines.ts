/** Cuts a plan document into its blocks - headings, tables, lists, drawings, lines - each with its line and headings. */

import { headingHead } from "./block-head.ts";
import { cleanLines, FENCE } from "./clean-lines.ts";
import { cutSeparated } from "./drawn-table.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import { lastHtmlEnd, tableAt } from "./table-at.ts";

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Placed {
  /** 1-based line of the document. */
  readonly line: number;
  /** The headings it stands under, outermost first; a heading's own list ends with itself. */
  readonly under: readonly Heading[];
}

export type Block = Placed &
  (
    | { readonly kind: "heading"; readonly level: number; readonly text: string }
    | { readonly kind: "table"; readonly header: readonly string[]; readonly rows: readonly TableRow[] }
    | { readonly kind: "fence"; readonly language: string; readonly lines: readonly string[] }
    | {
        readonly kind: "item";
        readonly indent: number;
        readonly text: string;
        /** `[x]` true, `[ ]` false, no box null. */
        readonly done: boolean | null;
        /** `3` of `3.`; null for a bullet. */
        readonly ordinal: string | null;
      }
    | { readonly kind: "text"; readonly text: string }
  );

export type BlockOf<K extends Block["kind"]> = Extract<Block, { kind: K }>;

const HEADING = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/;
const ITEM = /^([ \t]*)(?:[-*+•]|(\d{1,5})[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(\S.*)$/;

interface Cursor {
  readonly lines: readonly string[];
  readonly blocks: Block[];
  at: number;
  under: readonly Heading[];
  readonly lastHtmlEnd: number;
}

export interface CutPlan {
  readonly blocks: readonly Block[];
  /** Lines that count for nothing although a reader sees them. */
  readonly warnings: readonly PlanWarning[];
}

/** Cuts the document. Linear in its length; never fails: what is nothing else is a line of text. */
export function cutPlan(text: string): CutPlan {
  const { lines, warnings } = cleanLines(text);
  const cursor: Cursor = { lines, blocks: [], at: 0, under: [], lastHtmlEnd: lastHtmlEnd(lines) };
  takeFrontMatter(cursor);
  while (cursor.at < cursor.lines.length) {
    if (!TAKERS.some((take) => take(cursor))) takeText(cursor);
  }
  return { blocks: cursor.blocks, warnings };
}

const DATA_FILE = /\.(csv|tsv|ya?ml)$/i;

/** The language of a document that is data from its first line to its last, by its path; null when it is none. */
export function dataLanguage(path: string): string | null {
  return DATA_FILE.exec(path)?.[1]?.toLowerCase() ?? null;
}

/** A document that is data as a whole: the one block it would be in Markdown between two fences. */
export function cutData(text: string, language: string): CutPlan {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  return { blocks: [dataBlock(lines, language, { line: 1, under: [] })], warnings: [] };
}

function dataBlock(lines: readonly string[], language: string, place: Placed): Block {
  const isTable = language === "csv" || language === "tsv";
  return isTable
    ? { kind: "table", ...cutSeparated(lines, place.line), ...place }
    : { kind: "fence", language, lines, ...place };
}

const TAKERS = [takeFence, takeTable, takeHeading, takeUnderlined, takeItem, takeDefinition];
const MOST_FRONT_MATTER = 200;

/** What stands between `---` and `---` at the very beginning is data about the document, as a block of YAML is. */
function takeFrontMatter(cursor: Cursor): void {
  if (lineAt(cursor, 0).trim() !== "---") return;
  const end = cursor.lines.slice(1, MOST_FRONT_MATTER).findIndex((line) => /^(?:---|\.\.\.)\s{0,9}$/.test(line));
  const lines = cursor.lines.slice(1, end + 1);
  if (end < 0 || !lines.every((line) => /^(?:[\w-]{1,40}\s{0,4}:|\s|#|- |$)/.test(line))) return;
  cursor.blocks.push({ kind: "fence", language: "yaml", lines, line: 2, under: [] });
  cursor.at = end + 2;
}

function lineAt(cursor: Cursor, at: number): string {
  return cursor.lines[at] ?? "";
}

function takeFence(cursor: Cursor): boolean {
  const open = FENCE.exec(lineAt(cursor, cursor.at));
  if (open === null) return false;
  const mark = open[1] ?? "```";
  const first = cursor.at + 1;
  let end = first;
  while (end < cursor.lines.length && !closes(lineAt(cursor, end), mark)) end += 1;
  const lines = cursor.lines.slice(first, end);
  const language = (open[2] ?? "").toLowerCase();
  cursor.blocks.push(dataBlock(lines, language, { line: first + 1, under: cursor.under }));
  cursor.at = end + 1;
  return true;
}

function closes(line: string, mark: string): boolean {
  const trimmed = line.trim();
  return trimmed.startsWith(mark) && trimmed.replaceAll(mark.charAt(0), "") === "";
}

function takeTable(cursor: Cursor): boolean {
  const found = tableAt(cursor.lines, cursor.at, cursor.lastHtmlEnd);
  if (found === null) return false;
  if (found.table !== null)
    cursor.blocks.push({ kind: "table", ...found.table, line: cursor.at + 1, under: cursor.under });
  cursor.at = found.end;
  return true;
}

function takeHeading(cursor: Cursor): boolean {
  const found = HEADING.exec(lineAt(cursor, cursor.at));
  if (found === null) return false;
  const level = (found[1] ?? "#").length;
  const text = plain((found[2] ?? "").replace(/[ \t]#{1,6}$/, ""));
  const line = cursor.at + 1;
  openHeading(cursor, level, text, line);
  cursor.at += 1;
  return true;
}

const UNDERLINE = /^ {0,3}(?:={2,200}|-{3,200})[ \t]{0,20}$/;

/**
 * A heading with a line of `=` or `-` below it. Markdown takes any paragraph for one; a field or a sentence above a
 * ruler that was meant to part two sections stays what it is.
 */
function takeUnderlined(cursor: Cursor): boolean {
  const rule = lineAt(cursor, cursor.at + 1);
  const text = lineAt(cursor, cursor.at).trim();
  if (!UNDERLINE.test(rule) || text === "" || text.length > 150 || cursor.lines[cursor.at - 1]?.trim()) return false;
  if (!/^[\p{L}\p{N}\p{So}*_`"“(]/u.test(text) || ITEM.test(text)) return false;
  const isSection = rule.trim().startsWith("=");
  if (!isSection && (ONE_FIELD.test(text) ? headingHead(plain(text)) === null : /[.,;!?]$/.test(text))) return false;
  openHeading(cursor, isSection ? 1 : 2, plain(text), cursor.at + 1);
  cursor.at += 2;
  return true;
}

function openHeading(cursor: Cursor, level: number, text: string, line: number): void {
  cursor.under = [...cursor.under.filter((heading) => heading.level < level), { level, text, line }];
  cursor.blocks.push({ kind: "heading", level, text, line, under: cursor.under });
}

/** `1.2 Remove tiles (6h)` on a line of its own. */
const DOTTED_ITEM = /^([ \t]{0,40})(\d{1,3}(?:\.\d{1,3}){1,4}[.)]?[ \t]{1,8}\S.*)$/;

function takeItem(cursor: Cursor): boolean {
  const dotted = DOTTED_ITEM.exec(lineAt(cursor, cursor.at));
  if (dotted !== null) {
    pushItem(cursor, (dotted[1] ?? "").replaceAll("\t", "    ").length, (dotted[2] ?? "").trim());
    cursor.at += 1;
    return true;
  }
  const found = ITEM.exec(lineAt(cursor, cursor.at));
  if (found === null || /^\s*([-*_])(?:\s*\1){2,}\s*$/.test(lineAt(cursor, cursor.at).slice(0, 40))) return false;
  const box = found[3];
  cursor.blocks.push({
    kind: "item",
    indent: (found[1] ?? "").replaceAll("\t", "    ").length,
    text: (found[4] ?? "").trim(),
    done: box === undefined ? null : box !== " ",
    ordinal: found[2] ?? null,
    line: cursor.at + 1,
    under: cursor.under,
  });
  cursor.at += 1;
  return true;
}

const SAID = /^ {0,3}: {1,3}(\S.*)$/;

/** A term, and below it `: what is said of it`: read as an item with items in it. */
function takeDefinition(cursor: Cursor): boolean {
  const term = lineAt(cursor, cursor.at).trim();
  const first = lineAt(cursor, cursor.at + 1).trim() === "" ? cursor.at + 2 : cursor.at + 1;
  if (term === "" || !SAID.test(lineAt(cursor, first))) return false;
  pushItem(cursor, 0, term);
  for (cursor.at = first; ; cursor.at += 1) {
    const said = SAID.exec(lineAt(cursor, cursor.at))?.[1];
    if (said === undefined) return true;
    pushItem(cursor, 2, said.trim());
  }
}

function pushItem({ blocks, at, under }: Cursor, indent: number, text: string): void {
  blocks.push({ kind: "item", indent, text, done: null, ordinal: null, line: at + 1, under });
}

/** Deeper than every heading of Markdown. */
const LINE_HEADING = 7;

/** `**US-1: Sign in** (3 points)` on a line of its own heads what follows as a heading would. */
const BOLD_TASK =
  /^\*\*(?:(?:Agent|Task|Module|Story|Issue|Ticket) #?\d{1,3}|#\d{1,9}|[A-Z]{1,8}-?\d{1,6}[a-z]?)(?::| ?[-–—]) [^*]{1,150}\*\*[^*]{0,60}$/;

/** `**Gate: The landlord has seen it**`: the list that follows at once holds its criteria. */
const BOLD_GATE = /^\*\*(?:quality )?(?:gate|checkpoint)\b[^*]{1,120}\*\*:?$/i;

/** `Phase 1: Ground` or `**Wave 2**` on a line of its own heads the list that follows at once. */
function headsList(text: string, cursor: Cursor): boolean {
  const next = [0, 1].map((ahead) => lineAt(cursor, cursor.at + ahead)).find((line) => line.trim() !== "") ?? "";
  if (BOLD_TASK.test(text)) return true;
  if (BOLD_GATE.test(text)) return ITEM.test(next);
  return (
    /^(?:\*\*)?(?:phase|wave|group|stage|sprint|step|weeks?|days?) [A-Za-z0-9.]{1,8}\b[^.!?]{0,100}$/i.test(text) &&
    ITEM.test(next)
  );
}

/** `**Owner:** Kim` beside others of its kind on one line. */
const ONE_FIELD = /^\*{0,2}\p{L}[\p{L} -]{1,24}\*{0,2} ?:/u;

function takeText(cursor: Cursor): void {
  const text = lineAt(cursor, cursor.at).trim();
  cursor.at += 1;
  if (text === "" || /^[-*_=]{3,}$/.test(text)) return;
  const fields = text.slice(0, 4000).split(/ [|·•] /);
  if (fields.length > 1 && fields.every((field) => ONE_FIELD.test(field))) {
    for (const field of fields) cursor.blocks.push({ kind: "text", text: field, line: cursor.at, under: cursor.under });
  } else if (headsList(text, cursor)) openHeading(cursor, LINE_HEADING, plain(text), cursor.at);
  else cursor.blocks.push({ kind: "text", text, line: cursor.at, under: cursor.under });
}
