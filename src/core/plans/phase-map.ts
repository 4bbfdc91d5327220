/** Drawings of phases: arrows, parallels, tracks, THEN, checkpoints, under heads such as `WEEK 3-6: PHASE 1 (Foundation)`. */

import { type BlockHead, drawnHead, headingHead, isBareHead } from "./block-head.ts";
import { beginsWithArrow, type ChainItem, stagesOf } from "./chain.ts";
import {
  type GateDraft,
  type GroupDraft,
  joinAll,
  type PlanDraft,
  type PlanFormat,
  type TaskDraft,
  type WaitDraft,
} from "./draft.ts";
import { type DrawnLine, drawnLines, isChart, isDependencyTree, isDrawing, isFileTree, isForked } from "./drawing.ts";
import { drawnTask, itemsOf, lettersOf, trackTitle } from "./drawn-items.ts";
import { headWaits, type Item, type Lane, laneWaits } from "./drawn-waits.ts";
import { calledBy, idsOf, slug, splitNote } from "./names.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const phaseMap: PlanFormat = {
  name: "phase map",
  about: "a drawing with arrows: A ─→ B ║ C, tracks, THEN, CHECKPOINT: name, WEEK 3-6: PHASE 1 (Foundation)",
  read: (blocks) => joinAll(blocks.filter(isPhaseMap).map(readMap)),
};

function isPhaseMap(block: Block): block is BlockOf<"fence"> {
  if (!isDrawing(block) || isForked(block)) return false;
  if (/critical path|progress|dashboard/i.test(block.under.at(-1)?.text ?? "")) return false;
  const lines = drawnLines(block.lines, block.line);
  if (isFileTree(lines) || isDependencyTree(lines) || isChart(lines)) return false;
  return headsOf(lines).some((head) => head !== null) || lines.some((line) => isChain(line.text));
}

/** `PHASE 2: FIRST FIX` heads the deeper lines below it; an arrow from above makes them wait for the block before. */
function headsOf(lines: readonly DrawnLine[]): (BlockHead | null)[] {
  let before: BlockHead | null = null;
  return lines.map((line, at) => {
    const next = lines[at + 1];
    const isDeeper = (next?.depth ?? 0) > line.depth;
    const text = line.text.replace(/^→ {0,3}/, "");
    const isAbove = next !== undefined && headingHead(next.text) === null && !beginsWithArrow(next.text);
    const named: BlockHead | null =
      (isDeeper || (isAbove && isBareHead(text))) && !isChain(text) ? headingHead(text) : null;
    const isBehind = text !== line.text && named !== null && named.after === null;
    const head = drawnHead(line.text) ?? (isBehind ? { ...named, after: before?.label ?? null } : named);
    before = head ?? before;
    return head;
  });
}

function isChain(text: string): boolean {
  return stagesOf(text).length > 1 || (beginsWithArrow(text) && stagesOf(text).length > 0) || text.includes("║");
}

/** What holds for the whole drawing. */
interface Drawing {
  readonly scope: string;
  /** What its heads are called, in small letters. */
  readonly labels: readonly string[];
  /** Single letters that its arrows speak of. */
  readonly letters: ReadonlySet<string>;
}

/** One block of the drawing while its lines are read. */
interface Open {
  readonly drawing: Drawing;
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
  /** `Track Water:` on a line of its own: whose lines follow. */
  openTrack: string | null;
  gated: number;
  /** `15 PARALLEL AGENTS` on a line of its own. */
  agents: number;
}

/** Reads one drawing. */
export function readMap(fence: BlockOf<"fence">): PlanDraft {
  const lines = drawnLines(fence.lines, fence.line);
  const heads = headsOf(lines);
  const labels = heads.flatMap((head) => (head === null ? [] : [head.label.toLowerCase()]));
  const done: Open[] = [];
  const drawing: Drawing = { scope: `drawing ${fence.line}`, labels, letters: lettersOf(lines) };
  let open = openBlock(null, fence.line, drawing);
  for (const [at, line] of lines.entries()) {
    const head = heads[at] ?? null;
    if (head !== null) {
      done.push(open);
      open = openBlock(head, line.line, drawing);
    } else readLine(line, lines[at + 1], open);
    open.read.push(line.line);
  }
  done.push(open);
  return joinAll(done.map(closeBlock));
}

function openBlock(head: BlockHead | null, line: number, drawing: Drawing): Open {
  const isShared = head !== null && drawing.labels.filter((label) => label === head.label.toLowerCase()).length > 1;
  const id = head === null ? "" : slug(isShared ? `${head.label} ${head.title}` : head.label);
  return {
    drawing,
    head,
    id,
    line,
    sections: [[]],
    tasks: [],
    waits: [],
    gates: [],
    tracks: [],
    read: [],
    openTrack: null,
    gated: 0,
    agents: 1,
  };
}

const THEN = /^THEN\b(?: (?:in )?(?:parallel|sequential(?:ly)?))?(?: \d{1,3} parallel agents?)?\s?:?\s{0,20}/i;

const GATE = /^(?:checkpoint|(?:quality )?gate)\s?:\s{0,20}/i;

const NOTE =
  /^(?:single agent|\d{1,3} (?:parallel )?(?:agents?|workers?|people)\b|all \d|saves?\b|savings?\b|priority\b|timeline\b|status\b|staff|can run\b|total\b|speed-?up\b|estimated\b|notes?\b|key\b)/i;

const AGENTS = /^(\d{1,3}) parallel (?:agents?|workers?)$/i;

const LEAD = /^((?:track|stream|lane|line|specialist|worker|agent) [\w-]{1,20})\s?:\s{0,20}/i;

function readLine(line: DrawnLine, next: DrawnLine | undefined, open: Open): void {
  const then = THEN.exec(line.text);
  if (then !== null) {
    open.sections.push([]);
    const rest = line.text.slice(then[0].length);
    if (rest !== "") readLine({ ...line, text: rest }, next, open);
  } else if (GATE.test(line.text)) addGate(line, open);
  else if (AGENTS.test(line.text)) open.agents = Number(AGENTS.exec(line.text)?.[1] ?? 1);
  else if (!NOTE.test(line.text)) readTasks(line, next, open);
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

function readTasks(line: DrawnLine, next: DrawnLine | undefined, open: Open): void {
  const section = open.sections.at(-1) ?? [];
  const above = section.at(-1);
  const continues = beginsWithArrow(line.text) && above !== undefined;
  const lead = LEAD.exec(line.text);
  const text = lead === null ? line.text : line.text.slice(lead[0].length);
  const named = next !== undefined && beginsWithArrow(next.text);
  const isWorker = lead !== null && /^(?:specialist|worker|agent)/i.test(lead[0]);
  if (lead !== null) open.openTrack = text === "" && !isWorker ? (lead[1] ?? null) : null;
  const items = itemsOf(text, named || continues, lead !== null, open.drawing.letters);
  if (items === null) return;
  const owner = isWorker ? (lead?.[1] ?? null) : continues ? above.owner : null;
  const title = lead === null || isWorker ? null : trackTitle(items);
  const stages = items.map((stage) =>
    stage.map((item) => addTask(item.note === title ? { ...item, note: "" } : item, owner, line.line, open)),
  );
  if (continues) above.stages.push(...stages);
  else section.push({ depth: line.depth, stages, owner });
  if (lead !== null && !isWorker) {
    open.tracks.push(trackOf(title ?? `${open.head?.title ?? ""} ${lead[1] ?? ""}`.trim(), stages, line.line));
  } else if (continues) growTrack(open, stages);
  else if (open.openTrack !== null) open.tracks.push(trackOf(open.openTrack, stages, line.line));
}

function addTask(item: ChainItem, owner: string | null, line: number, open: Open): Item {
  const { scope } = open.drawing;
  const { ids, title, fields, soft, waits } = drawnTask(item);
  const id = ids[0] ?? "";
  open.tasks.push({ ids, title, line, scope, fields: owner === null ? fields : { owner, ...fields } });
  for (const on of waits) open.waits.push({ dependent: id, on, source: "stated", soft: false, line, scope });
  return { id, soft };
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

function closeBlock(open: Open): Partial<PlanDraft> {
  const { head, line } = open;
  const { scope } = open.drawing;
  const own =
    head !== null && open.tasks.length === 0
      ? [blockAsTask({ ...head, agents: Math.max(head.agents, open.agents) }, line, scope)]
      : [];
  const tasks = [...open.tasks, ...own];
  const ids = tasks.map((task) => task.ids[0] ?? "");
  const gates = open.gates.map((gate) => (gate.after.length === 0 ? { ...gate, after: ids } : gate));
  const waits = [...open.waits, ...laneWaits(open), ...headWaits(open, ids)];
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
