/** Tables of tasks: an id column, dependency cells, owners, estimates, "done when"; bold rows that span it start a track. */

import type { Column } from "./columns.ts";
import { readMatrix } from "./dependency-matrix.ts";
import { type GroupDraft, joinAll, type PlanFormat, type TaskDraft, type WaitDraft } from "./draft.ts";
import { readEdgeTable } from "./edge-table.ts";
import { calledBy, calledWithin, mentionsOf, nameKey, slug } from "./names.ts";
import { nearHeaders } from "./near-headers.ts";
import { ownNumbers, type TableDraft } from "./own-numbers.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { TableRow } from "./plan-lines.ts";
import {
  calledLiterally,
  cellOf,
  furtherTitles,
  literalTitle,
  titleOf,
  unreadLengths,
  unreadStatuses,
} from "./table-cells.ts";
import { type Layout, layoutOf, layoutOfKnown, layoutOfTitles, whyNoTasks } from "./table-layout.ts";
import { belowCaption, phaseOf, spanningTitle, type Table, trackOf } from "./table-rows.ts";
import { meaningOfBlocking, type Waiting, waitsOf, withoutWaits } from "./table-waits.ts";
import { taskFields } from "./task-fields.ts";

interface Found {
  readonly tasks: TaskDraft[];
  readonly waits: WaitDraft[];
  readonly groups: GroupDraft[];
  readonly warnings: PlanWarning[];
}

/** A table while its rows are read. */
interface Reading extends Waiting {
  readonly header: readonly string[];
  readonly found: Found;
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

/** `| Node | Estimate |` beside a diagram: no table of tasks by itself, but one that speaks of nothing but known ones. */
export const knownTable: PlanFormat = {
  name: "table of known tasks",
  about: "a table whose first column names tasks that stand elsewhere, with columns such as Estimate or Owner",
  read: (blocks, found) => {
    const taken = new Set(found.read);
    const known = new Set(found.tasks.flatMap(({ ids }) => ids.map(nameKey)));
    return joinAll(
      blocks.flatMap((block) => {
        const table = block.kind === "table" && !taken.has(block.line) ? belowCaption(block) : null;
        const layout = table === null ? null : layoutOfKnown(table, (name) => known.has(nameKey(name)));
        return table === null || layout === null ? [] : [readRows(table, layout)];
      }),
    );
  },
};

/** Where nothing else in the document is a task: a table whose rows only have titles, with owners, lengths or states. */
export const titledTable: PlanFormat = {
  name: "table of titles",
  about: "in a document without other tasks, a table with a column Task and others such as Owner or Time, without ids",
  read: (blocks, found) => {
    if (found.tasks.length > 0 || found.catalogue.length > 0) return {};
    return joinAll(
      blocks.flatMap((block) => {
        const table = block.kind === "table" ? belowCaption(block) : null;
        const layout = table === null ? null : layoutOfTitles(table);
        return table === null || layout === null ? [] : [readRows(table, layout)];
      }),
    );
  },
};

function readTable(raw: Table): TableDraft {
  const table = belowCaption(raw);
  const matrix = readMatrix(table);
  if (matrix !== null) return { ...matrix, groups: [] };
  const layout = layoutOf(table);
  const none: TableDraft = { tasks: [], waits: [], groups: [], warnings: [], read: [] };
  const edges = layout === null ? readEdgeTable(table) : null;
  if (edges !== null) return { ...none, waits: edges, read: [table.line, ...table.rows.map((row) => row.line)] };
  if (layout === null) return { ...none, warnings: whyNoTasks(table) };
  return readRows(table, layout);
}

/** Every row of a table as what its columns say of one task. */
function readRows(table: Table, layout: Layout): TableDraft {
  const found: Found = { tasks: [], waits: [], groups: [], warnings: [] };
  const blockingMeans = meaningOfBlocking(table, layout);
  const reading: Reading = { header: table.header, layout, scope: `table ${table.line}`, blockingMeans, found };
  for (const row of table.rows) {
    const title = spanningTitle(row);
    if (title !== null) found.groups.push(trackOf(title, row.line));
    else readRow(row, reading);
  }
  const near = nearHeaders(
    table,
    found.tasks.flatMap(({ ids }) => ids),
  );
  const warnings = [
    ...found.warnings,
    ...repeatedIds(found.tasks),
    ...unreadLengths(table, layout),
    ...unreadStatuses(table, layout),
    ...near.values(),
    ...unreadColumns(table, layout, found.tasks, near),
  ];
  if (blockingMeans !== null) {
    warnings.push({ line: table.line, message: `The column “Blocking” is read as “${blockingMeans}” in this table.` });
  }
  return { ...found, warnings, read: [table.line, ...table.rows.map((row) => row.line)] };
}

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

/** A column under a header that nobody knows, and in it nothing but ids of other rows: it may say what waits for what. */
function unreadColumns(
  { header, rows }: Table,
  { columns, id }: Layout,
  tasks: readonly TaskDraft[],
  told: ReadonlyMap<number, PlanWarning>,
): PlanWarning[] {
  const known = new Set(tasks.flatMap(({ ids }) => ids.map(nameKey)).filter((id) => /[\p{L}#]/u.test(id)));
  return header.flatMap((name, at) => {
    if (columns[at] !== null || at === id || told.has(at)) return [];
    const row = rows.find(({ cells }) => namesOnly(cells[at] ?? "", known));
    if (row === undefined) return [];
    const message = `The column “${plain(name)}” names ${plain(row.cells[at] ?? "").slice(0, 60)} and is not read; head it \`Depends on\` or \`Blocks\` if that is meant.`;
    return [{ line: row.line, message }];
  });
}

function namesOnly(cell: string, known: ReadonlySet<string>): boolean {
  const names = mentionsOf(cell).map(({ name }) => nameKey(name));
  return names.length > 0 && names.every((name) => known.has(name));
}

function readRow(row: TableRow, reading: Reading): void {
  const { layout, scope, found } = reading;
  const cell = (column: Column) => cellOf(row, layout, column);
  const called = layout.isLiteral ? calledLiterally(row, layout) : calledBy(row.cells[layout.id] ?? "");
  if (called === null) {
    found.warnings.push({ line: row.line, message: "This row has no id and is not read; give it one." });
    return;
  }
  const title = called.title ?? titleOf(row, layout);
  const literal = literalTitle(title ?? "");
  const inTitle = title === null || literal !== null ? null : calledWithin(title, called.ids);
  const { shown, waits } = withoutWaits(literal === null ? (inTitle?.title ?? title) : null, [
    cell("notes"),
    cell("status"),
    cell("canStart"),
  ]);
  const ids = [...called.ids, ...(inTitle?.ids ?? [])];
  if (ids.length === 0) ids.push(slug(called.title ?? ""));
  const id = ids[0] ?? "";
  if (layout.prefix !== "" && /^\d/.test(id)) ids.push(`${layout.prefix} ${id}`);
  const fields = taskFields(cell);
  const notes = [...(fields.notes ?? []), ...furtherTitles(row, reading.header, layout, title ?? "")];
  found.tasks.push({
    ids,
    title: literal ?? shown,
    line: row.line,
    scope,
    fields: notes.length === 0 ? fields : { ...fields, notes },
  });
  const phase = phaseOf(plain(cell("phase")), row.line);
  if (phase !== null) found.groups.push({ ...phase, members: [id] });
  const track = cell("track") === "" ? null : trackOf(plain(cell("track")), row.line);
  if (track !== null) found.groups.push({ ...track, members: [id] });
  else addToOpenTrack(found, id, scope);
  found.waits.push(...waitsOf(id, row, reading));
  for (const { on, soft } of waits)
    found.waits.push({ dependent: id, on, source: "stated", soft, line: row.line, scope });
}

function addToOpenTrack(found: Found, id: string, scope: string): void {
  const at = found.groups.findLastIndex((group) => group.kind === "track");
  const open = found.groups[at];
  if (open === undefined || scope === "") return;
  found.groups[at] = { ...open, members: [...open.members, id] };
}
