/** The groups that headings name: who belongs to them, what they stand beside and behind. */

import type { BlockHead } from "./block-head.ts";
import type { GroupDraft, PlanDraft, TaskDraft, WaitDraft } from "./draft.ts";
import { isDrawing } from "./drawing.ts";
import { calledBy, isId, saysNone, slug } from "./names.ts";
import { headingWait } from "./outline-tasks.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { Block, BlockOf, Heading } from "./plan-lines.ts";
import { statusOf } from "./status-words.ts";

export interface Group {
  readonly head: BlockHead;
  readonly id: string;
  readonly line: number;
  readonly members: string[];
  owner: string | null;
  beside: string | null;
  hasMocks: boolean;
}

export interface Work {
  readonly found: PlanDraft;
  readonly groups: Map<number, Group>;
  readonly headings: Map<number, TaskDraft>;
  readonly tasks: TaskDraft[];
  readonly waits: WaitDraft[];
  readonly warnings: PlanWarning[];
  readonly read: number[];
}

export const NOT_A_GROUP = /\b(?:gate|checkpoint|milestone|approval)\b/i;

/** The innermost heading around a block that names a group. */
export function groupAround(under: readonly Heading[], work: Work): Group | null {
  for (const heading of under.toReversed()) {
    const group = work.groups.get(heading.line);
    if (group !== undefined) return group;
  }
  return null;
}

/** Every task mentioned below a group's heading, in a table, list or drawing, is a member. */
export function gatherMembers(blocks: readonly Block[], work: Work): void {
  const mentions = [...work.found.tasks, ...work.tasks];
  const byLine = Map.groupBy(mentions, (task) => task.line);
  for (const block of blocks) {
    const group = groupAround(block.under, work);
    if (group === null) continue;
    for (const line of linesOf(block)) {
      for (const task of byLine.get(line) ?? []) group.members.push(task.ids[0] ?? "");
    }
  }
  const ids = new Set(mentions.flatMap((task) => task.ids));
  const outer = new Set(blocks.flatMap(({ kind, under }) => (kind === "heading" ? under.slice(0, -1) : [])));
  const holdsGroups = new Set([...outer].map(({ line }) => line));
  const isAllThereIs = mentions.every(isBareItem) && work.groups.size > 1;
  for (const group of work.groups.values()) {
    if (mentions.length > 0 && holdsGroups.has(group.line)) continue;
    if (group.members.length === 0 && (isAllThereIs || ids.has(group.head.label))) standForItself(group, work);
  }
}

/** A list item without an id of its own. */
function isBareItem({ scope, ids, title }: TaskDraft): boolean {
  return scope.startsWith("list ") && title !== null && (ids[0] ?? "").endsWith(slug(title));
}

function linesOf(block: Block): number[] {
  if (block.kind === "table") return block.rows.map((row) => row.line);
  if (block.kind === "fence") return block.lines.map((_, at) => block.line + at);
  return [block.line];
}

/** A phase that others wait for and that holds no task is a task. */
function standForItself(group: Group, work: Work): void {
  group.members.push(group.head.label);
  const status = statusOf(group.head.note);
  const fields = status === "done" ? { status } : {};
  const task = { ids: [group.head.label], title: group.head.title, line: group.line, scope: "headings", fields };
  work.tasks.push(task);
  // What stands below it is said of the task.
  work.headings.set(group.line, task);
}

/** "Blocks all downstream work" says no more than the calendar: the groups that come later begin after it. */
export function blockAllLater(group: Group, line: number, work: Work): void {
  for (const other of work.groups.values()) {
    if (other.line <= group.line || other.id === group.id || other.members.length === 0) continue;
    work.waits.push({ ...headingWait(other.head.label, group.head.label, line, "calendar"), isForFirst: true });
  }
}

/** A group beside another, built against stand-ins of it, may begin now but not be done before it. */
export function standBeside(group: Group, work: Work): void {
  if (group.beside === null || !group.hasMocks || saysNone(group.beside)) return;
  work.waits.push({ ...headingWait(group.head.label, group.beside, group.line, "order"), soft: true });
}

/** `## Phase 3: Paint (after Phase 1)`: its first tasks wait for what the heading names. */
export function standBehind({ head, line, members }: Group, work: Work): void {
  if (head.after === null || members.length === 0) return;
  work.waits.push({ ...headingWait(head.label, head.after, line, "stated"), isForFirst: true });
}

function kindOf(label: string): GroupDraft["kind"] {
  if (/^(?:group|wave|step|weeks?|days?)\b/i.test(label)) return "group";
  return /^(?:phase|stage|sprint|part|iteration|epic|étape|etappe|fase)\b/i.test(label) ? "phase" : "track";
}

export function toDraft(group: Group): GroupDraft {
  const { head, id, line, members, owner } = group;
  return {
    kind: kindOf(head.label),
    id,
    title: head.title === head.label ? head.label : `${head.label}: ${head.title}`,
    names: [head.label, head.title, `${head.label} ${head.title}`],
    members,
    owner,
    calendar: head.calendar,
    isOrderedByCalendar: head.after === null,
    line,
  };
}

const WORKER_LINE =
  /^[^\p{L}]{0,12}((?:specialist|worker|agent|track) [\w-]{1,20}) ?: ?([^()]{1,60}?)(?: \(([^)]{1,80})\))?(?: \[[^\]]{1,30}\])?$/iu;

/** `Specialist 1: Cycle 31-40 (Core entities)` in a drawing below a group: who has what. */
export function readDrawnMembers(fence: BlockOf<"fence">, work: Work): void {
  const group = groupAround(fence.under, work);
  if (group === null || !isDrawing(fence)) return;
  for (const [at, raw] of fence.lines.entries()) {
    const line = WORKER_LINE.exec(raw.trim().slice(0, 200));
    const id = plain(line?.[2] ?? "");
    if (line === null || !isId(id)) continue;
    const ids = calledBy(id)?.ids ?? [id];
    const owner = line[1] ?? null;
    work.tasks.push({
      ids,
      title: line[3] ?? null,
      line: fence.line + at,
      scope: `drawing ${fence.line}`,
      fields: owner === null ? {} : { owner },
    });
    group.members.push(id);
  }
}
