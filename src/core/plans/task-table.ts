/** Tables of tasks: an id column, dependency cells, owners, estimates, "done when"; bold rows that span it start a track. */

import { type Column, columnOf, headerKey } from "./columns.ts";
import type { GroupDraft, PlanDraft, PlanFormat, TaskDraft, WaitDraft } from "./draft.ts";
import { type Called, calledBy, mentionsOf, nameKey, saysNone, saysSoft, slug, splitNote } from "./names.ts";
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

function readTable(table: Table): TableDraft {
  const layout = layoutOf(table);
  const none: TableDraft = { tasks: [], waits: [], groups: [], warnings: [], read: [] };
  if (layout === null) return { ...none, warnings: whyNoTasks(table) };
  const found: Found = { tasks: [], waits: [], groups: [], warnings: [] };
  const scope = `table ${table.line}`;
  const blockingMeans = meaningOfBlocking(table, layout);
  for (const row of table.rows) {
    const title = spanningTitle(row);
    if (title !== null) found.groups.push(trackOf(title, row.line));
    else readRow(row, layout, scope, blockingMeans, found);
  }
  const warnings = [...found.warnings, ...repeatedIds(found.tasks)];
  if (blockingMeans !== null) {
    warnings.push({ line: table.line, message: `The column "Blocking" is read as "${blockingMeans}" in this table.` });
  }
  return { ...found, warnings, read: [table.line, ...table.rows.map((row) => row.line)] };
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
  const columns = table.header.map(columnOf);
  const speaks = columns.filter((column) => column !== null && column !== "id" && column !== "week");
  if (speaks.length === 0) return null;
  const id = idColumn(table, columns);
  if (id < 0) return null;
  const unnamed = columns.includes("title") ? -1 : columns.findIndex((column, at) => column === null && at > id);
  if (unnamed >= 0) columns[unnamed] = "title";
  const header = table.header[id] ?? "";
  const prefix = columns[id] === "id" ? prefixOf(header) : "";
  return { columns, id, prefix, isLiteral: STRONG.test(headerKey(header)) };
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
  return wires ? columns.findIndex((column, at) => column === "title" && distinct(at) === rows.length) : -1;
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

function readRow(row: TableRow, layout: Layout, scope: string, blocking: string | null, found: Found): void {
  const cell = (column: Column) => row.cells[layout.columns.indexOf(column)] ?? "";
  const called = layout.isLiteral ? calledLiterally(row, layout) : calledBy(row.cells[layout.id] ?? "");
  if (called === null) {
    found.warnings.push({ line: row.line, message: "This row has no id and is not read; give it one." });
    return;
  }
  const title = called.title ?? titleOf(row, layout);
  const inTitle = title === null ? null : calledBy(title);
  const shown = inTitle?.title ?? title;
  const ids = [...called.ids, ...(inTitle?.ids ?? [])];
  if (ids.length === 0) ids.push(slug(called.title ?? ""));
  const id = ids[0] ?? "";
  if (layout.prefix !== "" && /^\d/.test(id)) ids.push(`${layout.prefix} ${id}`);
  found.tasks.push({ ids, title: shown, line: row.line, scope, fields: taskFields(cell) });
  const track = cell("track") === "" ? null : trackOf(plain(cell("track")), row.line);
  if (track !== null) found.groups.push({ ...track, members: [id] });
  else addToOpenTrack(found, id, scope);
  found.waits.push(...waitsOf(id, row, layout, scope, blocking));
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
  const last = found.groups.at(-1);
  if (last === undefined || last.kind !== "track" || scope === "") return;
  found.groups[found.groups.length - 1] = { ...last, members: [...last.members, id] };
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
