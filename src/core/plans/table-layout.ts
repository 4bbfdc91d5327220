/** Which column of a table of tasks says what, and whether it is one at all. */

import { type Column, columnOf, headerKey, unitOf } from "./columns.ts";
import { calledBy, isId, nameKey } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { TableRow } from "./plan-lines.ts";
import { spanningTitle, type Table } from "./table-rows.ts";

/** A table whose first column is one of these is no task table. */
const OTHER_TABLE =
  /^(?:workers?|agents?|specialists?|weeks?|risks?|metrics?|person|people|members?|roles?|(?:quality )?gates?|checkpoints?)$/;

export interface Layout {
  readonly columns: readonly (Column | null)[];
  readonly id: number;
  /** The units that headers give to bare numbers, by column. */
  readonly units: readonly string[];
  /** What the id column is headed when its ids may be called by it: `Cycle` makes `31-40` also `Cycle 31-40`. */
  readonly prefix: string;
  /** The header says that ids stand here, so any single word is one. */
  readonly isLiteral: boolean;
}

export const LENGTHS: readonly Column[] = ["estimate", "least", "most"];

/** Headers that name nothing but ids: a slip in one row does not make the column another. */
const STRONG = /^(?:task (?:id|no|#)|id|#|key|ticket|issue)$/;

const WIRES: readonly Column[] = ["dependsOn", "softDependsOn", "blocks", "blocking"];

export function layoutOf(table: Table): Layout | null {
  if (OTHER_TABLE.test(headerKey(table.header[0] ?? ""))) return null;
  const columns = columnsOf(table.header);
  const days = countsDays(table, columns);
  if (days >= 0) columns[days] = "estimate";
  const speaks = columns.filter((column) => column !== null && column !== "id" && column !== "week");
  if (speaks.length === 0) return null;
  const id = idColumn(table, columns);
  if (id < 0) return null;
  if (columns[id] === "phase") columns[id] = "id";
  const unnamed = columns.includes("title") ? -1 : titleColumn(table, columns, id);
  if (unnamed >= 0) columns[unnamed] = "title";
  const header = table.header[id] ?? "";
  const prefix = columns[id] === "id" ? prefixOf(header) : "";
  const isLiteral =
    STRONG.test(headerKey(header)) || (columns[id] === "id" && prefix === "" && columns.includes("title"));
  return { columns, id, prefix, units: unitsOf(table, columns), isLiteral };
}

/** A table whose first column, whatever its header, holds nothing but tasks that are known already: what it says of them. */
export function layoutOfKnown(table: Table, isKnown: (name: string) => boolean): Layout | null {
  const names = table.rows.map((row) => plain(row.cells[0] ?? ""));
  if (names.length === 0 || OTHER_TABLE.test(headerKey(table.header[0] ?? "")) || !names.every(isKnown)) return null;
  const columns = columnsOf(table.header).map((column, at) => (at === 0 ? null : column));
  if (columns.every((column) => column === null || column === "week")) return null;
  return { columns, id: 0, prefix: "", units: unitsOf(table, columns), isLiteral: true };
}

const OF_TASKS =
  /^(?:tasks?|work items?|to ?dos?|activity|activities|jobs?|aufgaben?|tâches?|tareas?|tarefas?|タスク|作業|任务|작업)$/;

/** A table of titles: a column headed as tasks or phases are, every cell of it another, and somebody, some time or some state beside it. */
export function layoutOfTitles(table: Table): Layout | null {
  if (OTHER_TABLE.test(headerKey(table.header[0] ?? ""))) return null;
  const columns = columnsOf(table.header);
  const tasks = table.header.findIndex((header) => OF_TASKS.test(headerKey(header)));
  const id = tasks >= 0 ? tasks : columns.indexOf("phase");
  const names = table.rows.map((row) => nameKey(row.cells[id] ?? ""));
  const isWork = (["owner", "estimate", "status", "week"] as const).some((column) => columns.includes(column));
  if (id < 0 || !isWork || names.length === 0 || names.includes("") || new Set(names).size < names.length) return null;
  if (columns[id] === "phase") columns[id] = "id";
  return { columns, id, prefix: "", units: unitsOf(table, columns), isLiteral: false };
}

/** A table that says what depends on what, and in which no task can be told from another. */
export function whyNoTasks(table: Table): PlanWarning[] {
  const wired = table.header.find((header) => WIRES.includes(columnOf(header) ?? "notes"));
  if (wired === undefined || OTHER_TABLE.test(headerKey(table.header[0] ?? ""))) return [];
  const message = `This table has a column “${plain(wired)}” but none that names each task; add a column \`ID\` with a different id in every row.`;
  return [{ line: table.line, message }];
}

function unitsOf(table: Table, columns: readonly (Column | null)[]): string[] {
  return table.header.map((name, at) => (LENGTHS.includes(columns[at] ?? "notes") ? unitOf(name) : ""));
}

/** In a RACI table `R` is who does the work. */
function columnsOf(header: readonly string[]): (Column | null)[] {
  const keys = header.map(headerKey);
  const isRaci = ["r", "a", "c", "i"].every((key) => keys.includes(key));
  return header.map((name, at) => (isRaci && keys[at] === "r" ? "owner" : columnOf(name)));
}

/** `Days` with nothing but numbers below it is how long, not when. */
function countsDays(table: Table, columns: readonly (Column | null)[]): number {
  if (columns.includes("estimate")) return -1;
  return table.header.findIndex((header, at) => {
    const values = table.rows.map((row) => row.cells[at]?.trim() ?? "").filter((value) => value !== "");
    return headerKey(header) === "days" && values.length > 0 && values.every((value) => /^[\d.,½¼¾]{1,6}$/.test(value));
  });
}

/** Without a header that says so: the first column of unknown meaning behind the id, or a second one headed like ids. */
function titleColumn(table: Table, columns: readonly (Column | null)[], id: number): number {
  const unknown = columns.findIndex((column, at) => column === null && at > id);
  if (unknown >= 0) return unknown;
  return columns.findIndex((column, at) => {
    return column === "id" && at !== id && table.rows.some((row) => calledBy(row.cells[at] ?? "")?.ids.length === 0);
  });
}

function prefixOf(header: string): string {
  const key = headerKey(header);
  return /^(?:issue|module|phase|cycle|step|story|ticket)$/.test(key) ? plain(header) : "";
}

/** The first id-like column whose values are all different; without one, titles beside dependencies serve as ids. */
function idColumn(table: Table, columns: readonly (Column | null)[]): number {
  const rows = table.rows.filter((row) => spanningTitle(row) === null);
  if (rows.length === 0) return -1;
  const distinct = (at: number) =>
    new Set(rows.map((row) => nameKey(row.cells[at] ?? "")).filter((key) => key !== "")).size;
  const ids = columns.findIndex((column, at) => column === "id" && distinct(at) === rows.length);
  if (ids >= 0) return ids;
  const headed = table.header.findIndex(
    (header, at) => STRONG.test(headerKey(header)) && distinct(at) * 2 >= rows.length,
  );
  if (headed >= 0) return headed;
  const wires = columns.some((column) => column !== null && WIRES.includes(column));
  const filled = table.header.findIndex(
    (_, at) => (columns[at] ?? null) === null && distinct(at) === rows.length && idsStand(rows, at),
  );
  if (wires && filled >= 0) return filled;
  const inPhases = columns.indexOf("phase");
  if (
    wires &&
    inPhases >= 0 &&
    distinct(inPhases) === rows.length &&
    rows.every((row) => isNamed(row.cells[inPhases] ?? ""))
  )
    return inPhases;
  const inTitles = columns.indexOf("title");
  if (
    inTitles >= 0 &&
    distinct(inTitles) === rows.length &&
    rows.every((row) => beginsWithId(row.cells[inTitles] ?? ""))
  ) {
    return inTitles;
  }
  return wires ? columns.findIndex((column, at) => column === "title" && distinct(at) === rows.length) : -1;
}

/** `Phase 2: Build`, `2. Build`. */
function isNamed(cell: string): boolean {
  return (calledBy(cell)?.ids.length ?? 0) > 0;
}

/** `T-1 Write the copy`: letters and digits in front of a title. */
function beginsWithId(cell: string): boolean {
  const id = calledBy(cell)?.ids[0] ?? "";
  return /^(?:#|[A-Z][A-Za-z]{0,7}-?)\d/.test(id);
}

/** Every row has an id here, whatever the header says. */
function idsStand(rows: readonly TableRow[], at: number): boolean {
  return rows.every((row) => isId(plain(row.cells[at] ?? "")));
}
