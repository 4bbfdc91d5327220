/** Drawings in which lines part and meet, `A ──┬──► B` above `├──► C`: every stroke is followed from name to name. */

import { stagesOf } from "./chain.ts";
import { joinAll, type PlanDraft, type PlanFormat, type TaskDraft, type WaitDraft } from "./draft.ts";
import { isDrawing, isForked } from "./drawing.ts";
import { drawnTask } from "./drawn-items.ts";
import type { BlockOf } from "./plan-lines.ts";

export const forkedDrawing: PlanFormat = {
  name: "forked drawing",
  about: "a drawing whose arrows part and meet: A ──┬──► B, below it └──► C, and ┐ or ┘ where they meet again",
  read: (blocks) => joinAll(blocks.filter(isDrawing).filter(isForked).map(readForks)),
};

/** Up, right, down, left: where a sign goes on to, as bits. */
const WAYS: Readonly<Record<string, number>> = {
  ...{ "─": 10, "━": 10, "═": 10, "-": 10, "│": 5, "┃": 5, "|": 5, "+": 15, "┼": 15, "╋": 15 },
  ...{ "┌": 6, "╭": 6, "┏": 6, "┐": 12, "╮": 12, "┓": 12, "└": 3, "╰": 3, "┗": 3, "┘": 9, "╯": 9, "┛": 9 },
  ...{ "├": 7, "┣": 7, "┤": 13, "┫": 13, "┬": 14, "┳": 14, "┴": 11, "┻": 11 },
  ...{ "►": 8, "▶": 8, "→": 8, ">": 8, "▼": 1, "↓": 1 },
};
const HEADS = /[►▶→>▼↓]/u;
/** Signs that are also written inside names count as strokes beside another stroke only. */
const DOUBTFUL = /[-|+>]/;

interface Label {
  readonly row: number;
  readonly from: number;
  /** Column of its last sign. */
  readonly to: number;
  readonly text: string;
}

interface Grid {
  readonly rows: readonly (readonly string[])[];
  readonly labels: readonly (readonly Label[])[];
}

function waysAt(rows: Grid["rows"], row: number, column: number): number {
  const sign = rows[row]?.[column] ?? " ";
  const ways = WAYS[sign] ?? 0;
  if (ways === 0 || !DOUBTFUL.test(sign)) return ways;
  const beside = [rows[row]?.[column - 1], rows[row]?.[column + 1]];
  if (sign === "|") beside.push(rows[row - 1]?.[column], rows[row + 1]?.[column]);
  return beside.some((other) => other !== undefined && other in WAYS) ? ways : 0;
}

/** Words with no more than one space between them and no stroke among them. */
function labelsOf(rows: Grid["rows"], row: number): Label[] {
  const signs = rows[row] ?? [];
  const shown = signs.map((sign, at) => (waysAt(rows, row, at) === 0 ? sign : "\n")).join("");
  return [...shown.matchAll(/[^\s]+(?: [^\s]+)*/g)].map((found) => {
    return { row, from: found.index, to: found.index + found[0].length - 1, text: found[0] };
  });
}

/** The label that ends, begins or stands at a place, at most one space away along its line. */
function labelAt({ labels }: Grid, row: number, column: number, slack: number): Label | undefined {
  return labels[row]?.find(({ from, to }) => column >= from - slack && column <= to + slack);
}

interface Net {
  readonly sources: Set<Label>;
  readonly targets: Set<Label>;
}

const STEPS = [
  { way: 1, back: 4, row: -1, column: 0 },
  { way: 2, back: 8, row: 0, column: 1 },
  { way: 4, back: 1, row: 1, column: 0 },
  { way: 8, back: 2, row: 0, column: -1 },
] as const;

function keyOf(row: number, column: number): number {
  return row * 10_000 + column;
}

/** All strokes that hang together with the one at a place, and the names at their ends. */
function follow(grid: Grid, first: readonly [number, number], seen: Set<number>): Net {
  const net: Net = { sources: new Set(), targets: new Set() };
  const open: (readonly [number, number])[] = [first];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const [row, column] = place;
    if (seen.has(keyOf(row, column))) continue;
    seen.add(keyOf(row, column));
    const sign = grid.rows[row]?.[column] ?? " ";
    if (HEADS.test(sign)) addTo(net.targets, pointedAt(grid, row, column, sign));
    const ways = waysAt(grid.rows, row, column);
    for (const step of STEPS.filter(({ way }) => (ways & way) !== 0)) {
      const next = [row + step.row, column + step.column] as const;
      if ((waysAt(grid.rows, ...next) & step.back) !== 0) open.push(next);
      // What stands left of a stroke or above it is where it comes from.
      else if (step.way === 8) addTo(net.sources, labelAt(grid, row, column - 1, 1));
      else if (step.way === 1) addTo(net.sources, labelAt(grid, row - 1, column, 0));
    }
  }
  return net;
}

function pointedAt(grid: Grid, row: number, column: number, head: string): Label | undefined {
  return /[▼↓]/u.test(head) ? labelAt(grid, row + 1, column, 1) : labelAt(grid, row, column + 1, 1);
}

function addTo(labels: Set<Label>, label: Label | undefined): void {
  if (label !== undefined) labels.add(label);
}

function netsOf(grid: Grid): Net[] {
  const seen = new Set<number>();
  return grid.rows.flatMap((signs, row) =>
    signs.flatMap((_, column) =>
      waysAt(grid.rows, row, column) === 0 || seen.has(keyOf(row, column)) ? [] : [follow(grid, [row, column], seen)],
    ),
  );
}

function readForks(fence: BlockOf<"fence">): Partial<PlanDraft> {
  const rows = fence.lines.map((line) => [...line.replaceAll("\t", "    ").normalize("NFC")]);
  const grid: Grid = { rows, labels: rows.map((_, row) => labelsOf(rows, row)) };
  const nets = netsOf(grid).filter(({ sources, targets }) => sources.size > 0 && targets.size > 0);
  const scope = `drawing ${fence.line}`;
  const named = new Set(nets.flatMap(({ sources, targets }) => [...sources, ...targets]));
  const drawn = new Map([...named].map((label) => [label, tasksOf(label, scope, fence.line)]));
  const of = (labels: ReadonlySet<Label>) => [...labels].flatMap((label) => drawn.get(label) ?? []);
  const waits = nets.flatMap(({ sources, targets }) =>
    of(targets).flatMap(({ task, soft }) =>
      of(sources).map((source): WaitDraft => {
        const [dependent = "", on = ""] = [task.ids[0], source.task.ids[0]];
        return { dependent, on, source: "map", soft, line: task.line, scope };
      }),
    ),
  );
  const tasks = [...drawn.values()].flat().map(({ task }) => task);
  return { tasks, waits, read: [...named].map(({ row }) => fence.line + row) };
}

interface Drawn {
  readonly task: TaskDraft;
  /** `(with mocks)`: it may start before what leads to it is done. */
  readonly soft: boolean;
}

function tasksOf(label: Label, scope: string, first: number): Drawn[] {
  const items = stagesOf(label.text).flat();
  return items.map((item) => {
    const { ids, title, fields, soft } = drawnTask(item);
    return { task: { ids, title, line: first + label.row, scope, fields }, soft };
  });
}
