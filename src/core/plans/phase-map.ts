/** Drawings of phases: arrows, parallels, tracks, THEN, checkpoints, under heads such as `WEEK 3-6: PHASE 1 (Foundation)`. */

import { parseDuration } from "../fields/duration.ts";
import { type BlockHead, drawnHead } from "./block-head.ts";
import { beginsWithArrow, type ChainItem, hasArrow, stagesOf } from "./chain.ts";
import {
  type GateDraft,
  type GroupDraft,
  joinAll,
  type PlanDraft,
  type PlanFormat,
  type TaskDraft,
  type WaitDraft,
} from "./draft.ts";
import { type DrawnLine, drawnLines, isChart, isDependencyTree, isFileTree } from "./drawing.ts";
import { calledBy, idsOf, isId, saysSoft, slug, splitNote } from "./names.ts";
import type { Block, BlockOf } from "./plan-lines.ts";
import { statusOf } from "./status-words.ts";

export const phaseMap: PlanFormat = {
  name: "phase map",
  about: "a drawing with arrows: A ─→ B ║ C, tracks, THEN, CHECKPOINT: name, WEEK 3-6: PHASE 1 (Foundation)",
  read: (blocks) => joinAll(blocks.filter(isPhaseMap).map(readMap)),
};

function isPhaseMap(block: Block): block is BlockOf<"fence"> {
  if (block.kind !== "fence" || (block.language !== "" && block.language !== "text")) return false;
  if (/critical path|progress|dashboard/i.test(block.under.at(-1)?.text ?? "")) return false;
  const lines = drawnLines(block.lines, block.line);
  if (isFileTree(lines) || isDependencyTree(lines) || isChart(lines)) return false;
  return lines.some((line) => drawnHead(line.text) !== null || isChain(line.text));
}

function isChain(text: string): boolean {
  return stagesOf(text).length > 1 || (beginsWithArrow(text) && stagesOf(text).length > 0) || text.includes("║");
}

interface Item {
  readonly id: string;
  readonly soft: boolean;
}

interface Lane {
  readonly depth: number;
  stages: (readonly Item[])[];
  readonly owner: string | null;
}

/** One block of the drawing while its lines are read. */
interface Open {
  readonly head: BlockHead | null;
  readonly id: string;
  readonly line: number;
  /** Between one THEN and the next. */
  readonly sections: Lane[][];
  readonly tasks: TaskDraft[];
  readonly waits: WaitDraft[];
  readonly gates: GateDraft[];
  readonly tracks: GroupDraft[];
  readonly read: number[];
  /** Single letters that the arrows of this drawing speak of. */
  readonly letters: ReadonlySet<string>;
  /** `Track Water:` on a line of its own: whose lines follow. */
  openTrack: string | null;
  gated: number;
}

/** Reads one drawing. */
export function readMap(fence: BlockOf<"fence">): PlanDraft {
  const lines = drawnLines(fence.lines, fence.line);
  const scope = `drawing ${fence.line}`;
  const heads = lines.map((line) => drawnHead(line.text));
  const letters = lettersOf(lines);
  const labels = heads.flatMap((head) => (head === null ? [] : [head.label.toLowerCase()]));
  const done: Open[] = [];
  let open = openBlock(null, fence.line, labels, letters);
  for (const [at, line] of lines.entries()) {
    const head = heads[at] ?? null;
    if (head !== null) {
      done.push(open);
      open = openBlock(head, line.line, labels, letters);
    } else readLine(line, lines[at + 1], scope, open);
    open.read.push(line.line);
  }
  done.push(open);
  return joinAll(done.map((block) => closeBlock(block, scope)));
}

function lettersOf(lines: readonly DrawnLine[]): ReadonlySet<string> {
  const wired = lines.filter(({ text }) => hasArrow(text)).flatMap(({ text }) => stagesOf(text).flat());
  return new Set(wired.map(({ name }) => name).filter((name) => LETTER.test(name)));
}

function openBlock(head: BlockHead | null, line: number, labels: readonly string[], letters: Open["letters"]): Open {
  const isShared = head !== null && labels.filter((label) => label === head.label.toLowerCase()).length > 1;
  const id = head === null ? "" : slug(isShared ? `${head.label} ${head.title}` : head.label);
  return {
    head,
    id,
    line,
    sections: [[]],
    tasks: [],
    waits: [],
    gates: [],
    tracks: [],
    read: [],
    letters,
    openTrack: null,
    gated: 0,
  };
}

const LETTER = /^[A-Z]$/;
const THEN = /^THEN\b(?: (?:in )?(?:parallel|sequential(?:ly)?))?(?: \d{1,3} parallel agents?)?\s?:?\s{0,20}/i;
const GATE = /^(?:checkpoint|(?:quality )?gate)\s?:\s{0,20}/i;
const NOTE =
  /^(?:single agent|\d{1,3} (?:parallel )?(?:agents?|workers?|people)\b|all \d|saves?\b|savings?\b|priority\b|timeline\b|status\b|staff|can run\b|total\b|speed-?up\b|estimated\b|notes?\b|key\b)/i;
const LEAD = /^((?:track|stream|lane|line|specialist|worker|agent) [\w-]{1,20})\s?:\s{0,20}/i;

function readLine(line: DrawnLine, next: DrawnLine | undefined, scope: string, open: Open): void {
  const then = THEN.exec(line.text);
  if (then !== null) {
    open.sections.push([]);
    const rest = line.text.slice(then[0].length);
    if (rest !== "") readLine({ ...line, text: rest }, next, scope, open);
  } else if (GATE.test(line.text)) addGate(line, open);
  else if (!NOTE.test(line.text)) readTasks(line, next, scope, open);
}

function addGate(line: DrawnLine, open: Open): void {
  const { name, note } = splitNote(line.text.replace(GATE, ""));
  const ids = idsIn(open);
  open.gates.push({
    id: slug(name),
    title: name,
    criteria: [],
    approver: null,
    status: "open",
    fresh: /\bfresh\b/i.test(note),
    after: ids.slice(open.gated),
    before: [],
    closes: open.id === "" ? null : open.id,
    line: line.line,
  });
  open.gated = ids.length;
}

function idsIn(open: Open): string[] {
  return open.tasks.map((task) => task.ids[0] ?? "");
}

function readTasks(line: DrawnLine, next: DrawnLine | undefined, scope: string, open: Open): void {
  const section = open.sections.at(-1) ?? [];
  const above = section.at(-1);
  const continues = beginsWithArrow(line.text) && above !== undefined;
  const lead = LEAD.exec(line.text);
  const text = lead === null ? line.text : line.text.slice(lead[0].length);
  const named = next !== undefined && beginsWithArrow(next.text);
  const isWorker = lead !== null && /^(?:specialist|worker|agent)/i.test(lead[0]);
  if (lead !== null) open.openTrack = text === "" && !isWorker ? (lead[1] ?? null) : null;
  const items = itemsOf(text, named || continues, lead !== null, open.letters);
  if (items === null) return;
  const owner = isWorker ? (lead?.[1] ?? null) : continues ? above.owner : null;
  const title = lead === null || isWorker ? null : trackTitle(items);
  const stages = items.map((stage) =>
    stage.map((item) => addTask(item.note === title ? { ...item, note: "" } : item, owner, line, scope, open)),
  );
  if (continues) above.stages.push(...stages);
  else section.push({ depth: line.depth, stages, owner });
  if (lead !== null && !isWorker) {
    open.tracks.push(trackOf(title ?? `${open.head?.title ?? ""} ${lead[1] ?? ""}`.trim(), stages, line.line));
  } else if (continues) growTrack(open, stages);
  else if (open.openTrack !== null) open.tracks.push(trackOf(open.openTrack, stages, line.line));
}

/** The stages of a line that names tasks: ids, or names with an arrow between or behind them. Null for other words. */
function itemsOf(text: string, isNamed: boolean, hasLead: boolean, letters: ReadonlySet<string>): ChainItem[][] | null {
  const labelled = letteredItem(text, letters) ?? labelledItem(text);
  if (labelled !== null) return [[labelled]];
  const stages = stagesOf(text).map((stage) => [...stage]);
  if (stages.length === 0) return null;
  const allIds = stages.every((stage) => stage.every((item) => calledBy(item.name)?.ids.length));
  const wired = hasArrow(text) || text.includes("║");
  if (wired || allIds || (isNamed && stages.length === 1)) return stages;
  return hasLead && stages.some((stage) => stage.some((item) => isId(item.name))) ? stages : null;
}

/** `A: Survey` beside `A → B`. */
function letteredItem(text: string, letters: ReadonlySet<string>): ChainItem | null {
  const [, name = "", note = ""] = /^([A-Z])(?:\s?[:=.)]|\s-)\s{1,4}(\S.{0,200})$/.exec(text) ?? [];
  return letters.has(name) && !hasArrow(text) ? { name, note } : null;
}

/** `Cycle 1-10:   Agent framework (2-3 days)`: one task, whatever its title holds. */
function labelledItem(text: string): ChainItem | null {
  const colon = text.indexOf(":");
  if (colon <= 0 || colon > 40 || hasArrow(text)) return null;
  const label = text.slice(0, colon).trim();
  if (!isId(label)) return null;
  return {
    name: `${label}: ${text
      .slice(colon + 1)
      .replace(/\[[A-Z][^\]]{0,40}\]/g, "")
      .trim()}`,
    note: "",
  };
}

const WAITS = /\b(?:after|depends on|waits for|needs|requires)\s{1,3}(.{1,120})$/i;
const STATUS = /^(?:done|completed?|finished|in progress|✅|🔄)/iu;
const LENGTH = /^~?\d[\d.–-]{0,8} ?(?:m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\b/;
const REMARK = /\b(?:parallel|sequential|can|must|shared|blocking|after|core|done|same|week|day|depends)\b/i;

function addTask(item: ChainItem, owner: string | null, line: DrawnLine, scope: string, open: Open): Item {
  const called = calledBy(item.name);
  const inName = splitNote(LETTER.test(item.name) ? "" : (called?.title ?? ""));
  const remarks = [item.note, inName.note].filter((note) => note !== "");
  const isLetter = LETTER.test(item.name);
  const ids = called === null || called.ids.length === 0 ? [isLetter ? item.name : slug(item.name)] : [...called.ids];
  const id = ids[0] ?? "";
  const title = inName.name !== "" ? inName.name : (remarks.find((note) => !REMARK.test(note)) ?? null);
  const status = remarks.filter((note) => STATUS.test(note)).map(statusOf)[0] ?? null;
  const estimate = remarks.filter((note) => LENGTH.test(note)).map(parseDuration)[0] ?? null;
  const soft = remarks.some(saysSoft);
  open.tasks.push({
    ids,
    title: isLetter || isId(item.name) || called?.ids.length ? title : item.name,
    line: line.line,
    scope,
    fields: {
      ...(owner === null ? {} : { owner }),
      ...(status === null ? {} : { status }),
      ...(estimate === null ? {} : { estimateMinutes: estimate }),
    },
  });
  for (const note of remarks) {
    const on = WAITS.exec(note)?.[1];
    if (on !== undefined) open.waits.push({ dependent: id, on, source: "stated", soft: false, line: line.line, scope });
  }
  return { id, soft };
}

/** `2A ─→ 2B (Brand Admin)`: on a track's line the last bracket names the track. */
function trackTitle(items: readonly (readonly ChainItem[])[]): string | null {
  const count = items.reduce((sum, stage) => sum + stage.length, 0);
  const note = items.at(-1)?.at(-1)?.note ?? "";
  return count > 1 && /^\p{Lu}/u.test(note) ? note : null;
}

function trackOf(title: string, stages: readonly (readonly Item[])[], line: number): GroupDraft {
  return {
    kind: "track",
    id: slug(title),
    title,
    names: [title],
    members: stages.flat().map((item) => item.id),
    owner: null,
    calendar: null,
    isOrderedByCalendar: false,
    line,
  };
}

function growTrack(open: Open, stages: readonly (readonly Item[])[]): void {
  const track = open.tracks.pop();
  if (track === undefined) return;
  const members = [...track.members, ...stages.flat().map((item) => item.id)];
  open.tracks.push({ ...track, members });
}

function closeBlock(open: Open, scope: string): Partial<PlanDraft> {
  const head = open.head;
  const own = head !== null && open.tasks.length === 0 ? [blockAsTask(head, open.line, scope)] : [];
  const tasks = [...open.tasks, ...own];
  const ids = tasks.map((task) => task.ids[0] ?? "");
  const gates = open.gates.map((gate) => (gate.after.length === 0 ? { ...gate, after: ids } : gate));
  const waits = [...open.waits, ...laneWaits(open, scope), ...headWaits(open, ids, scope)];
  const groups = head === null ? open.tracks : [...open.tracks, groupOf(head, open, ids)];
  return { tasks, waits, groups, gates, read: open.read };
}

function blockAsTask(head: BlockHead, line: number, scope: string): TaskDraft {
  const called = calledBy(head.label);
  const ids = called === null || called.ids.length === 0 ? [slug(head.label)] : idsOf(nameOf(head));
  return { ids, title: head.title, line, scope, fields: head.agents > 1 ? { workersNeeded: head.agents } : {} };
}

/** `PHASE 1` is shown as `Phase 1`. */
function nameOf(head: BlockHead): string {
  return head.label.replace(/^[A-Z]{2,}(?= )/, (word) => word.charAt(0) + word.slice(1).toLowerCase());
}

function groupOf(head: BlockHead, open: Open, members: readonly string[]): GroupDraft {
  const label = nameOf(head);
  const title = head.title === label || head.title === head.label ? label : `${label}: ${head.title}`;
  return {
    kind: /^(?:group|wave)\b/i.test(label) || !/\d/.test(label) ? "group" : "phase",
    id: open.id,
    title,
    names: [label, head.title, `${label} ${head.title}`],
    members,
    owner: null,
    calendar: head.calendar,
    isOrderedByCalendar: !head.isAnytime && (head.after === null || members.includes(head.after)),
    line: open.line,
  };
}

/** Within a lane each stage waits for the one before; the first stages after a THEN wait for the last before it. */
function laneWaits(open: Open, scope: string): WaitDraft[] {
  const waits: WaitDraft[] = [];
  const wire = (stage: readonly Item[], before: readonly Item[]) => {
    for (const item of stage) {
      for (const other of before) {
        waits.push({ dependent: item.id, on: other.id, source: "map", soft: item.soft, line: open.line, scope });
      }
    }
  };
  for (const lane of open.sections.flat()) {
    for (const [at, stage] of lane.stages.entries()) wire(stage, at === 0 ? [] : (lane.stages[at - 1] ?? []));
  }
  const filled = open.sections.filter((section) => section.length > 0);
  for (const [at, section] of filled.entries()) {
    const before = filled[at - 1]?.flatMap((lane) => lane.stages.at(-1) ?? []) ?? [];
    wire(
      section.flatMap((lane) => lane.stages[0] ?? []),
      before,
    );
  }
  return waits;
}

/** `after X` in a head: its first tasks wait for X, unless X is one of its own. */
function headWaits(open: Open, ids: readonly string[], scope: string): WaitDraft[] {
  const after = open.head?.after ?? null;
  if (after === null || ids.includes(after)) return [];
  const first = open.sections.find((section) => section.length > 0);
  const dependents = first?.flatMap((lane) => (lane.stages[0] ?? []).map((item) => item.id)) ?? ids;
  return dependents.map((dependent) => {
    return { dependent, on: after, source: "stated", soft: false, line: open.line, scope };
  });
}
