/** A table with a column named like a declaration. */
import { readAloud } from "../markdown/inserts.ts";
import type { Table as Grid, Row, TextLine } from "../markdown/tree.ts";
import type { Ref } from "../model.ts";
import type { BlockSyntax } from "./block-syntax.ts";
import { type PendingColumn, settleBlocking } from "./blocking-column.ts";
import { keepUnknown, takeField } from "./field-lines.ts";
import { fieldNamed, type Phrase, plainName } from "./keywords.ts";
import { declarationOn } from "./label-lines.ts";
import { readList } from "./list.ts";
import { readPreamble } from "./preamble.ts";
import type { Reading } from "./reading.ts";
import { issueNumber } from "./references.ts";
import { readScopedCell } from "./scope.ts";
import { firstWord, type Scope } from "./scope-answers.ts";
import { readSentences } from "./sentence-reader.ts";

export const table: BlockSyntax = {
  name: "table",
  help: "A column `Depends on`, `Blocked by`, `Blocks` or `Blocking`; each row speaks of its first issue.",
  examples: [
    {
      text: "| Issue | Blocked by |\n|---|---|\n| #5 | #4 |\n| #6 | #4, #5 |",
      finds: ["#5 waits for #4", "#6 waits for #4", "#6 waits for #5"],
    },
    { text: "| Issue | Blocking |\n|---|---|\n| #5 | - |\n| #6 | #5 |", finds: ["#6 waits for #5"] },
    { text: "| Issue | Blocking |\n|---|---|\n| #5 | #6 |\n| #6 | - |", finds: ["#6 waits for #5"] },
    { text: "| # | Depends on |\n|---|---|\n| 5 | 4 |", finds: ["#5 waits for #4"] },
    { text: "| Issue | State |\n|---|---|\n| #5 | open |", finds: [] },
  ],
  read(reading, block, scope) {
    if (block.kind === "table") readTable(reading, block, scope);
    return block.kind === "table";
  },
};

interface Columns {
  readonly phrases: readonly (Phrase | null)[];
  readonly issueColumn: number;
  /** Behind `#`, a column that holds the issues; -1 without one. */
  readonly secondIssueColumn: number;
}

/** `| Blocked issue | Blocker |`: beside a column of what is waited for these name who waits. */
const WAITING = new Set(["blocked issue", "blocked ticket", "blocked task", "dependent", "dependent issue"]);

function columnsOf(reading: Reading, header: Row): Columns {
  const phrases = header.cells.map((cell) => declarationOn(reading, cell));
  const names = header.cells.map((cell) => plainName(cell.text));
  const issueColumn = names.findIndex((name) => reading.keywords.issueColumns.has(name));
  const secondIssueColumn = names.findIndex((name, i) => i > issueColumn && reading.keywords.issueColumns.has(name));
  const waiting = issueColumn < 0 ? names.findIndex((name) => WAITING.has(name)) : -1;
  if (waiting < 0 || !phrases.some((phrase, i) => i !== waiting && phrase?.meaning === "waits"))
    return { phrases, issueColumn, secondIssueColumn: issueColumn < 0 ? -1 : secondIssueColumn };
  const others = phrases.map((phrase, i) => (i === waiting ? null : phrase));
  return { phrases: others, issueColumn: waiting, secondIssueColumn: -1 };
}

/** The references that open a cell, or its bare number where those count. */
function leadingRef(reading: Reading, cell: TextLine | undefined, bare: boolean): Ref | null {
  if (cell === undefined) return null;
  const { list } = reading.tokens([cell]);
  for (const token of list) {
    if (token.kind === "ref") return token.ref;
    if (bare && token.kind === "number" && list.length === 1) {
      const number = issueNumber(token.text);
      return number === null ? null : { repo: "", number };
    }
  }
  return null;
}

/** `#12 the schema`, `PR #12`, and not a title with a number in it. */
function opensWithRef(reading: Reading, cell: TextLine): boolean {
  const tokens = reading.tokens([cell]);
  const { at } = readPreamble(reading.keywords, tokens.list, firstWord(tokens, 0), tokens.list.length);
  return tokens.list[at]?.kind === "ref";
}

/**
 * The row's subject: the first reference outside the declaration columns. Where `#` counts the rows of a column `Issue`,
 * it is what a cell there begins with.
 */
function subjectOf(reading: Reading, row: Row, columns: Columns): { ref: Ref; isBare: boolean; column: number } | null {
  const second = columns.secondIssueColumn < 0 ? undefined : row.cells[columns.secondIssueColumn];
  const named = second !== undefined && opensWithRef(reading, second) ? leadingRef(reading, second, false) : null;
  if (named !== null) return { ref: named, isBare: false, column: columns.secondIssueColumn };
  for (const [i, cell] of row.cells.entries()) {
    if (columns.phrases[i] !== null && columns.phrases[i] !== undefined) continue;
    const ref = leadingRef(reading, cell, i === columns.issueColumn);
    if (ref !== null) return { ref: reading.resolved(ref), isBare: ref.repo === "", column: i };
  }
  return null;
}

function scopeFor(phrase: Phrase, subject: Ref | null, cell: TextLine, syntax: string): Scope {
  return { phrase, isSoft: phrase.isSoft, line: cell.line, level: 0, syntax, subject, hasAnswer: true };
}

/** Whether a two-column table holds one field per row (`| Depends on | #12 |`). */
function isFieldTable(reading: Reading, table: Grid, columns: Columns): boolean {
  if (table.header.cells.length !== 2) return false;
  const [first, second] = table.header.cells;
  if (columns.phrases[1] !== null || columns.issueColumn === 0) return false;
  const isNameFirst = first !== undefined && nameOf(reading, first) !== null;
  const rows = table.rows.filter((row) => row.cells[0] !== undefined && nameOf(reading, row.cells[0]) !== null);
  if (isNameFirst) return rows.length > 0 || table.rows.length === 0 || hasValue(reading, second);
  return rows.length > 0;
}

function nameOf(reading: Reading, cell: TextLine): Phrase | string | null {
  const text = cell.text.replace(/:$/, "");
  return declarationOn(reading, { text }) ?? fieldNamed(reading.keywords, text);
}

function hasValue(reading: Reading, cell: TextLine | undefined): boolean {
  return (
    cell !== undefined && reading.tokens([cell]).list.some((token) => token.kind === "ref" || token.kind === "date")
  );
}

function readFieldRow(reading: Reading, row: Row, isHeader: boolean): void {
  const [name, value] = row.cells;
  if (name === undefined || value === undefined) return;
  const label = name.text.replace(/:$/, "");
  const phrase = declarationOn(reading, { text: label });
  if (phrase !== null) {
    const scope = { ...scopeFor(phrase, null, value, "field"), hasAnswer: false };
    readScopedCell(reading, scope, value, false);
    const isAsked = phrase.isStrong && !scope.hasAnswer && value.text !== "";
    if (isAsked)
      reading.warn(row.line, `No issue was found in “${reading.quote(row.line)}”. Write \`#12\`, or \`none\`.`, true);
    return;
  }
  const text = readAloud(value.text, reading.tree.inserts);
  const field = fieldNamed(reading.keywords, label);
  if (field !== null)
    takeField(reading, field, { text, raw: rawCell(reading, row), items: [], rawItems: [], line: row.line });
  else if (!isHeader && text !== "" && label !== "")
    keepUnknown(reading, readAloud(label, reading.tree.inserts), text, row.line);
}

function rawCell(reading: Reading, row: Row): string {
  const cells = (reading.tree.source[row.line - 1] ?? "").trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  return (cells[1] ?? "").trim();
}

function readColumnRow(reading: Reading, row: Row, columns: Columns, pending: PendingColumn[]): void {
  const found = subjectOf(reading, row, columns);
  const subject = found?.ref ?? null;
  for (const [i, cell] of row.cells.entries()) {
    const phrase = columns.phrases[i] ?? null;
    const column = pending.find((one) => one.column === i);
    if (phrase === null) readCell(reading, cell, found?.column === i ? null : subject);
    else if (column === undefined)
      readScopedCell(reading, scopeFor(phrase, subject, cell, "table"), cell, found?.isBare === true);
    else {
      const { list } = reading.tokens([cell]);
      const refs = readList(list, 0, list.length, reading.keywords, { chains: false, bare: found?.isBare === true });
      column.rows.push({ subject, line: row.line, items: refs?.stages.flat() ?? [] });
    }
  }
}

function readCell(reading: Reading, cell: TextLine, subject: Ref | null): void {
  const tokens = reading.tokens([cell]);
  if (tokens.list.length > 1) readSentences(reading, tokens, { subject });
}

/** A table under a declaration (`## Dependencies`): the references of its first column that has any. */
function readOwnedTable(reading: Reading, table: Grid, scope: Scope, issueColumn: number): void {
  for (const row of table.rows) {
    const at = row.cells.findIndex((one, i) => leadingRef(reading, one, i === issueColumn) !== null);
    const cell = row.cells[at];
    if (cell !== undefined) readScopedCell(reading, scope, cell, at === issueColumn);
  }
}

function readTable(reading: Reading, table: Grid, scope: Scope | null): void {
  const columns = columnsOf(reading, table.header);
  if (isFieldTable(reading, table, columns)) {
    readFieldRow(reading, table.header, true);
    for (const row of table.rows) readFieldRow(reading, row, false);
    return;
  }
  const hasColumns = columns.phrases.some((phrase) => phrase !== null);
  if (!hasColumns && scope !== null) {
    readOwnedTable(reading, table, scope, columns.issueColumn);
    return;
  }
  if (scope !== null) scope.hasAnswer = true;
  const pending = table.header.cells.flatMap((cell, column): PendingColumn[] => {
    const phrase = columns.phrases[column];
    return phrase?.text === "blocking" ? [{ column, phrase, line: cell.line, rows: [] }] : [];
  });
  for (const row of table.rows) readColumnRow(reading, row, columns, pending);
  for (const column of pending) reading.later.push(() => settleBlocking(reading, column));
}
