/** Tables of tasks: an id column, dependency cells, owners, estimates, "done when"; bold rows that span it start a track. */

import { parseDuration } from "../fields/duration.ts";
import { type Column, columnOf, headerKey, unitOf } from "./columns.ts";
import type { GroupDraft, PlanDraft, PlanFormat, TaskDraft, WaitDraft } from "./draft.ts";
import { readEdgeTable } from "./edge-table.ts";
import { clausesOf, type StatedWait } from "./item-clauses.ts";
import { type Called, calledBy, isId, mentionsOf, nameKey, saysNone, saysSoft, slug, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { BlockOf, TableRow } from "./plan-lines.ts";
import { taskFields } from "./task-fields.ts";

type Table = BlockOf<"table">;

/** A table whose first column is one of these is no task table. */
const OTHER_TABLE = /^(?:workers?|agents?|specialists?|weeks?|risks?|metrics?|person|people|members?|roles?)$/;

interface Layout {
  readonly columns: readonly (Column | null)[];
  readonly id: number;
  /** The units that headers give to bare numbers, by column. */
  readonly units: readonly string[];
  /** What the id column is headed when its ids may be called by it: `Cycle` makes `31-40` also `Cycle 31-40`. */
  readonly prefix: string;
  /** The header says that ids stand here, so any single word is one. */
  readonly isLiteral: boolean;
}

interface Found {
  readonly tasks: TaskDraft[];
  readonly waits: WaitDraft[];
  readonly groups: GroupDraft[];
  readonly warnings: PlanWarning[];
}

export const taskTable: PlanFormat = {
  name: "task table",
  about: "a table with an id column and columns such as Task, Depends on, Owner, Est., Done when",
  read: (blocks) => {
    const taken = new Map<string, string | null>();
    const drafts = blocks.flatMap((block) =>
      block.kind === "table" ? [ownNumbers(readTable(block), block, taken)] : [],
    );
    return {
      tasks: drafts.flatMap((draft) => draft.tasks),
      waits: drafts.flatMap((draft) => draft.waits),
      groups: drafts.flatMap((draft) => draft.groups),
      warnings: drafts.flatMap((draft) => draft.warnings),
      read: drafts.flatMap((draft) => draft.read),
    };
  },
};

function repeatedIds(tasks: readonly TaskDraft[]): PlanWarning[] {
  const first = new Map<string, TaskDraft>();
  return tasks.flatMap((task) => {
    const id = task.ids[0] ?? "";
    const other = first.get(nameKey(id));
    if (other === undefined) first.set(nameKey(id), task);
    if (other === undefined) return [];
    return [
      {
        line: task.line,
        message: `${id} stands in this table already (line ${other.line}); both rows are read as one task.`,
      },
    ];
  });
}

/**
 * Bare numbers mean something only inside their table: when a later table gives most of them to other titles, its
 * numbers take the name of its heading in front.
 */
function ownNumbers(draft: TableDraft, table: Table, taken: Map<string, string | null>): TableDraft {
  const numbered = draft.tasks.filter((task) => /^\d{1,5}$/.test(task.ids[0] ?? ""));
  const others = numbered.filter((task) => {
    const title = taken.get(task.ids[0] ?? "");
    return title !== undefined && title !== null && nameKey(title) !== nameKey(task.title ?? "");
  });
  for (const task of numbered) taken.set(task.ids[0] ?? "", taken.get(task.ids[0] ?? "") ?? task.title);
  const heading = table.under.at(-1)?.text;
  if (others.length * 2 <= numbered.length || heading === undefined) return draft;
  const rename = (text: string) =>
    text
      .replace(/(?<![\w.#-])(\d{1,5}) ?[-–] ?(?=\d{1,5}(?![\w.]))/g, "$1 to ")
      .replace(/(?<![\w.#-])\d{1,5}(?![\w.])/g, (number) => `${slug(heading)}-${number}`);
  const renameAll = (names: readonly string[]) => names.map(rename);
  return {
    ...draft,
    tasks: draft.tasks.map((task) => ({ ...task, ids: task.ids.slice(0, 1).map(rename) })),
    waits: draft.waits.map((wait) => ({ ...wait, dependent: rename(wait.dependent), on: rename(wait.on) })),
    groups: draft.groups.map((group) => ({ ...group, members: renameAll(group.members) })),
    warnings: [
      ...draft.warnings,
      {
        line: table.line,
        message: `Numbers of this table are taken by another one; they are read as ${slug(heading)}-1 and so on.`,
      },
    ],
  };
}

type TableDraft = Pick<PlanDraft, "tasks" | "waits" | "groups" | "warnings" | "read">;

function readTable(raw: Table): TableDraft {
  const table = belowCaption(raw);
  const layout = layoutOf(table);
  const none: TableDraft = { tasks: [], waits: [], groups: [], warnings: [], read: [] };
  const edges = layout === null ? readEdgeTable(table) : null;
  if (edges !== null) return { ...none, waits: edges, read: [table.line, ...table.rows.map((row) => row.line)] };
  if (layout === null) return { ...none, warnings: whyNoTasks(table) };
  const found: Found = { tasks: [], waits: [], groups: [], warnings: [] };
  const scope = `table ${table.line}`;
  const blockingMeans = meaningOfBlocking(table, layout);
  for (const row of table.rows) {
    const title = spanningTitle(row);
    if (title !== null) found.groups.push(trackOf(title, row.line));
    else readRow(row, layout, scope, blockingMeans, found);
  }
  const warnings = [...found.warnings, ...repeatedIds(found.tasks), ...unreadLengths(table, layout)];
  if (blockingMeans !== null) {
    warnings.push({ line: table.line, message: `The column "Blocking" is read as "${blockingMeans}" in this table.` });
  }
  return { ...found, warnings, read: [table.line, ...table.rows.map((row) => row.line)] };
}

/** A caption in the place of the header, the header again below a page break, and empty rows are no rows. */
function belowCaption(table: Table): Table {
  const knows = (cells: readonly string[]) => cells.filter((cell) => columnOf(cell) !== null).length;
  const [first] = table.rows;
  const isCaption =
    first !== undefined && table.header.filter((cell) => cell !== "").length <= 1 && knows(first.cells) >= 2;
  const header = isCaption ? first.cells : table.header;
  const key = header.map(headerKey).join("|");
  const rows = table.rows.filter(
    (row) => row.cells.some((cell) => cell !== "") && row.cells.map(headerKey).join("|") !== key,
  );
  return { ...table, header, rows };
}

/** A table that says what depends on what, and in which no task can be told from another. */
function whyNoTasks(table: Table): PlanWarning[] {
  const wired = table.header.find((header) => WIRES.includes(columnOf(header) ?? "notes"));
  if (wired === undefined || OTHER_TABLE.test(headerKey(table.header[0] ?? ""))) return [];
  const message = `This table has a column "${plain(wired)}" but none that names each task; add a column "ID" with a different id in every row.`;
  return [{ line: table.line, message }];
}

function layoutOf(table: Table): Layout | null {
  if (OTHER_TABLE.test(headerKey(table.header[0] ?? ""))) return null;
  const columns = columnsOf(table.header);
  const days = countsDays(table, columns);
  if (days >= 0) columns[days] = "estimate";
  const speaks = columns.filter((column) => column !== null && column !== "id" && column !== "week");
  if (speaks.length === 0) return null;
  const id = idColumn(table, columns);
  if (id < 0) return null;
  const unnamed = columns.includes("title") ? -1 : titleColumn(table, columns, id);
  if (unnamed >= 0) columns[unnamed] = "title";
  const header = table.header[id] ?? "";
  const prefix = columns[id] === "id" ? prefixOf(header) : "";
  const units = table.header.map((name, at) => (LENGTHS.includes(columns[at] ?? "notes") ? unitOf(name) : ""));
  return { columns, id, prefix, units, isLiteral: STRONG.test(headerKey(header)) };
}

const LENGTHS: readonly Column[] = ["estimate", "least", "most"];

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

/** `T-1 Write the copy`: letters and digits in front of a title. */
function beginsWithId(cell: string): boolean {
  const id = calledBy(cell)?.ids[0] ?? "";
  return /^(?:#|[A-Z][A-Za-z]{0,7}-?)\d/.test(id);
}

/** Every row has an id here, whatever the header says. */
function idsStand(rows: readonly TableRow[], at: number): boolean {
  return rows.every((row) => isId(plain(row.cells[at] ?? "")));
}

/** Headers that name nothing but ids: a slip in one row does not make the column another. */
const STRONG = /^(?:task (?:id|no|#)|id|#|key|ticket|issue)$/;
const WIRES: readonly Column[] = ["dependsOn", "softDependsOn", "blocks", "blocking"];

/** A row with one bold cell and nothing else. */
function spanningTitle(row: TableRow): string | null {
  const filled = row.cells.filter((cell) => cell !== "");
  const only = filled[0];
  if (filled.length !== 1 || only === undefined) return null;
  return /^(\*\*|__)[^*]{1,200}\1$/.test(only) ? plain(only) : null;
}

function trackOf(title: string, line: number): GroupDraft {
  const { name, note } = splitNote(title);
  const short = name.replace(/\b(?:track|stream|workstream)\b:?/gi, "").trim() || name;
  return {
    kind: "track",
    id: slug(short),
    title: name,
    names: [short, name],
    members: [],
    owner: note === "" ? null : note,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}

/** A cell of a phase column: `Foundation`, `Phase 2: Build`, or a bare number. */
function phaseOf(text: string, line: number): GroupDraft | null {
  const title = /^\d{1,4}[A-Za-z]?$/.test(text) ? `Phase ${text}` : text;
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const short = title.split(":")[0]?.trim() || title;
  return {
    kind: "stage",
    id: slug(short),
    title,
    names: [short, title],
    members: [],
    owner: null,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}

function readRow(row: TableRow, layout: Layout, scope: string, blocking: string | null, found: Found): void {
  const cell = (column: Column) => cellOf(row, layout, column);
  const called = layout.isLiteral ? calledLiterally(row, layout) : calledBy(row.cells[layout.id] ?? "");
  if (called === null) {
    found.warnings.push({ line: row.line, message: "This row has no id and is not read; give it one." });
    return;
  }
  const title = called.title ?? titleOf(row, layout);
  const literal = literalTitle(title ?? "");
  const inTitle = title === null || literal !== null ? null : calledBy(title);
  const { shown, waits } = withoutWaits(literal === null ? (inTitle?.title ?? title) : null, [
    cell("notes"),
    cell("status"),
  ]);
  const ids = [...called.ids, ...(inTitle?.ids ?? [])];
  if (ids.length === 0) ids.push(slug(called.title ?? ""));
  const id = ids[0] ?? "";
  if (layout.prefix !== "" && /^\d/.test(id)) ids.push(`${layout.prefix} ${id}`);
  found.tasks.push({ ids, title: literal ?? shown, line: row.line, scope, fields: taskFields(cell) });
  const phase = phaseOf(plain(cell("phase")), row.line);
  if (phase !== null) found.groups.push({ ...phase, members: [id] });
  const track = cell("track") === "" ? null : trackOf(plain(cell("track")), row.line);
  if (track !== null) found.groups.push({ ...track, members: [id] });
  else addToOpenTrack(found, id, scope);
  found.waits.push(...waitsOf(id, row, layout, scope, blocking));
  for (const { on, soft } of waits)
    found.waits.push({ dependent: id, on, source: "stated", soft, line: row.line, scope });
}

/** The text of a cell; a bare number takes the unit of its header, a tick below `Done` is a status. */
function cellOf(row: TableRow, layout: Layout, column: Column): string {
  const at = layout.columns.indexOf(column);
  const text = row.cells[at] ?? "";
  if (column === "status" && /^(?:x|\[x\]|yes|ja|oui|sí|✓|100 ?%)$/i.test(text.trim())) return "done";
  const unit = layout.units[at] ?? "";
  return unit !== "" && BARE_NUMBER.test(text.trim()) ? `${text} ${unit}` : text;
}

const BARE_NUMBER = /^[~≈]?[\d½¼¾][\d.,½¼¾]{0,8}(?: ?[-–] ?[\d½¼¾][\d.,½¼¾]{0,8})?$/;

/** Cells below "estimate" and the like that state no length of time: story points, sizes, numbers without a unit. */
function unreadLengths(table: Table, layout: Layout): PlanWarning[] {
  const unread = table.rows.flatMap((row) =>
    LENGTHS.flatMap((column) => {
      const text = plain(cellOf(row, layout, column));
      const isRead = saysNone(text) || /^(?:tbd|\?+|tba)$/i.test(text) || parseDuration(text) !== null;
      return isRead ? [] : [{ line: row.line, text }];
    }),
  );
  const first = unread[0];
  if (first === undefined) return [];
  const more = unread.length > 1 ? ` (and ${unread.length - 1} more in this table)` : "";
  const message = `"${first.text.slice(0, 40)}" is no length of time${more}; write it as 3h, 2d or 1w.`;
  return [{ line: first.line, message }];
}

/** `Merge (after T-1 and T-2)` in a title, a note or a status: a wait as well, where it names nothing but ids. */
function withoutWaits(
  title: string | null,
  notes: readonly string[],
): { shown: string | null; waits: readonly StatedWait[] } {
  const isNamed = ({ name }: { name: string }) =>
    name.split(/ (?:and|or) /).every((one) => isId(one) && /\d/.test(one));
  const isOnIds = ({ on }: StatedWait) => mentionsOf(on).every(isNamed);
  const inTitle = clausesOf(title ?? "");
  const inNotes = notes.flatMap((text) => clausesOf(text).waits).filter(({ on }) => mentionsOf(on).some(isNamed));
  const isWired = inTitle.waits.length > 0 && inTitle.waits.every(isOnIds) && inTitle.title !== "";
  return isWired ? { shown: inTitle.title, waits: [...inTitle.waits, ...inNotes] } : { shown: title, waits: inNotes };
}

/** A title in quotation marks is nothing but a title, whatever it looks like. */
function literalTitle(text: string): string | null {
  return /^“([^“”]{1,400})”$/.exec(text.trim())?.[1]?.trim() ?? null;
}

/** `A` or `build_it` below `ID` is an id as it stands; elsewhere it would be a title. */
function calledLiterally(row: TableRow, layout: Layout): Called | null {
  const called = calledBy(row.cells[layout.id] ?? "");
  if (called === null || called.ids.length > 0 || !/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,59}$/u.test(called.title ?? ""))
    return called;
  return { ids: [called.title ?? ""], title: null };
}

function titleOf(row: TableRow, layout: Layout): string | null {
  const at = layout.columns.findIndex((column, index) => column === "title" && index !== layout.id);
  const text = at < 0 ? "" : (row.cells[at] ?? "");
  return text === "" ? null : text;
}

function addToOpenTrack(found: Found, id: string, scope: string): void {
  const at = found.groups.findLastIndex((group) => group.kind === "track");
  const open = found.groups[at];
  if (open === undefined || scope === "") return;
  found.groups[at] = { ...open, members: [...open.members, id] };
}

/**
 * `Blocking` may mean either direction. When the first row says none and every reference points to an earlier row, the
 * rows wait for what they name; otherwise what they name waits for them.
 */
function meaningOfBlocking(table: Table, layout: Layout): "blocked by" | "blocks" | null {
  const at = layout.columns.indexOf("blocking");
  if (at < 0) return null;
  const above = new Set<string>();
  for (const [index, row] of table.rows.entries()) {
    const value = row.cells[at] ?? "";
    const names = saysNone(value) ? [] : mentionsOf(value).map((mention) => nameKey(mention.name));
    if ((index === 0 && names.length > 0) || names.some((name) => !above.has(name))) return "blocks";
    for (const id of calledBy(row.cells[layout.id] ?? "")?.ids ?? []) above.add(nameKey(id));
  }
  return "blocked by";
}

function waitsOf(id: string, row: TableRow, layout: Layout, scope: string, blocking: string | null): WaitDraft[] {
  const text = (column: Column) => row.cells[layout.columns.indexOf(column)] ?? null;
  const soft = canStartEarly(text);
  const wait = (on: string, isSoft: boolean): WaitDraft => {
    return { dependent: id, on, source: "cell", soft: isSoft, line: row.line, scope };
  };
  const waits: WaitDraft[] = [];
  const stated = text("dependsOn") ?? (blocking === "blocked by" ? text("blocking") : null);
  if (stated !== null && stated !== "") waits.push(wait(stated, soft));
  const softly = text("softDependsOn");
  if (softly !== null && !saysNone(softly)) waits.push(wait(softly, true));
  const others = text("blocks") ?? (blocking === "blocks" ? text("blocking") : null);
  if (others !== null && !saysNone(others)) {
    for (const { name } of mentionsOf(others)) waits.push({ ...wait(id, false), dependent: name });
  }
  return waits;
}

/** `PARTIAL`, or a plain `YES` beside stated dependencies, lets a task begin early; `NO` keeps them hard. */
function canStartEarly(text: (column: Column) => string | null): boolean {
  const canStart = text("canStart") ?? "";
  return /\b(?:yes|partial|partially)\b/i.test(canStart) || saysSoft(canStart);
}
