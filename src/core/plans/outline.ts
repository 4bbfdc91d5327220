/** Headings that name phases, groups and tasks, and the lists below them: `- #978: Phase 2.1 - Organisation pages`. */

import { parseDuration } from "../fields/duration.ts";
import { type BlockHead, headingHead } from "./block-head.ts";
import { type Directory, openDirectory } from "./directory.ts";
import type { GroupDraft, PlanDraft, PlanFormat, TaskDraft, WaitDraft } from "./draft.ts";
import { clausesOf, wholeWait } from "./item-clauses.ts";
import { calledBy, isId, nameKey, saysNone, slug, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";
import type { Block, BlockOf, Heading } from "./plan-lines.ts";
import { readStatement, type Subject, trailingNames } from "./statements.ts";
import { statusOf } from "./status-words.ts";
import { fieldLine } from "./task-fields.ts";

export const outline: PlanFormat = {
  name: "outline",
  about: "headings such as Phase 2, Group B or Agent 03 with lists, Dependencies: and After X: below them",
  read: (blocks, found) => readOutline(blocks, found),
};

interface Group {
  readonly head: BlockHead;
  readonly id: string;
  readonly line: number;
  readonly members: string[];
  owner: string | null;
  beside: string | null;
  hasMocks: boolean;
}

interface Work {
  readonly found: PlanDraft;
  readonly groups: Map<number, Group>;
  readonly headings: Map<number, TaskDraft>;
  readonly tasks: TaskDraft[];
  readonly waits: WaitDraft[];
  readonly warnings: PlanWarning[];
  readonly read: number[];
}

function readOutline(blocks: readonly Block[], found: PlanDraft): Partial<PlanDraft> {
  const work: Work = { found, groups: new Map(), headings: new Map(), tasks: [], waits: [], warnings: [], read: [] };
  const taskHeadings = headingsOfTasks(blocks, found);
  for (const block of blocks) if (block.kind === "heading") openHeading(block, taskHeadings, work);
  const taken = new Set(found.tasks.map(({ line }) => line));
  for (const block of blocks) if (!taken.has(block.line)) listTasks(block, work);
  gatherMembers(blocks, work);
  const known = openDirectory(
    [...found.tasks, ...work.tasks].map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })),
  );
  readStatements(blocks, known, work);
  const groups = [...work.groups.values()];
  for (const group of groups) standBeside(group, work);
  for (const group of groups) standBehind(group, work);
  return { ...work, groups: groups.map(toDraft) };
}

const NOT_A_GROUP = /\b(?:gate|checkpoint|milestone|approval)\b/i;
const TASK_HEADING =
  /^(?:\P{L}{0,6})((?:agent|task|module|issue|story|ticket|cycle) #?[\w.-]{1,12}|[A-Z]{1,8}-?\d{1,6}[a-z]?|#\d{1,9})(?:\s?[:.–—]|\s-) ?(\S.{0,250})$/iu;

function openHeading(block: BlockOf<"heading">, taskHeadings: ReadonlySet<number>, work: Work): void {
  const named = taskHeadings.has(block.line) ? TASK_HEADING.exec(block.text) : null;
  if (named !== null) {
    const { task, waits } = headingTask(named, block.line);
    work.headings.set(block.line, task);
    work.tasks.push(task);
    work.waits.push(...waits);
    work.read.push(block.line);
    return;
  }
  const head = NOT_A_GROUP.test(block.text) ? null : headingHead(block.text);
  if (head === null) return;
  work.groups.set(block.line, {
    head,
    id: slug(head.label),
    line: block.line,
    members: [],
    owner: null,
    beside: null,
    hasMocks: false,
  });
  work.read.push(block.line);
}

const TASK_FIELD =
  /^(?:dependenc(?:y|ies)|depends on|blocked by|scope|estimate|duration|effort|owner|done when|acceptance criteria|outputs?)\s?:/i;

/** Lines of the headings that are tasks: one of their kind states a field or a wait, or the task is known already. */
function headingsOfTasks(blocks: readonly Block[], found: PlanDraft): ReadonlySet<number> {
  const known = new Set(found.tasks.flatMap(({ ids }) => ids.map(nameKey)));
  const filled = new Set(blocks.flatMap((block) => (statesField(block) ? [block.under.at(-1)?.line ?? 0] : [])));
  const headings = blocks.flatMap((block) => {
    const id = block.kind === "heading" ? TASK_HEADING.exec(block.text)?.[1] : undefined;
    if (block.kind !== "heading" || id === undefined) return [];
    const kind = `${block.level} ${id.toLowerCase().replace(/[\d.]{1,12}[a-z]?$/, "")}`;
    return [{ line: block.line, kind, isTask: filled.has(block.line) || known.has(nameKey(id)) }];
  });
  const kinds = new Set(headings.filter(({ isTask }) => isTask).map(({ kind }) => kind));
  return new Set(headings.filter(({ kind }) => kinds.has(kind)).map(({ line }) => line));
}

function statesField(block: Block): boolean {
  if (block.kind !== "text" && block.kind !== "item") return false;
  return TASK_FIELD.test(plain(block.text)) || wholeWait(block.text)?.isCertain === true;
}

function headingTask(named: RegExpExecArray, line: number): { task: TaskDraft; waits: WaitDraft[] } {
  const called = calledBy(`${named[1]}: ${named[2]}`);
  const ids = called !== null && called.ids.length > 0 ? called.ids : [named[1] ?? ""];
  const title = called?.title ?? named[2] ?? null;
  const clauses = clausesOf(title ?? "");
  const isSure = clauses.waits.every(({ on, isCertain }) => isCertain || isId(on));
  const task = { ids, title: isSure ? clauses.title : title, line, scope: "headings", fields: clauses.fields };
  const waits = (isSure ? clauses.waits : []).map(({ on, soft }): WaitDraft => {
    return { dependent: ids[0] ?? "", on, source: "stated", soft, line, scope: "headings" };
  });
  return { task, waits };
}

/** The innermost heading around a block that names a group. */
function groupAround(under: readonly Heading[], work: Work): Group | null {
  for (const heading of under.toReversed()) {
    const group = work.groups.get(heading.line);
    if (group !== undefined) return group;
  }
  return null;
}

/** `id: title` items under a group, or under a heading that speaks of tasks. */
function listTasks(block: Block, work: Work): void {
  if (block.kind !== "item") return;
  const group = groupAround(block.under, work);
  const speaksOfTasks = /\b(?:tasks?|breakdown|backlog|work items|to-?do)\b/i.test(block.under.at(-1)?.text ?? "");
  if (group === null && !speaksOfTasks) return;
  const task = listedTask(block);
  if (task === null) return;
  work.tasks.push(task);
  work.read.push(block.line);
}

const TICKED = /(?:✅|✔|☑|\((?:done|completed?)\)) ?$/iu;

function listedTask(item: BlockOf<"item">): TaskDraft | null {
  const text = plain(item.text);
  const colon = /^([^:]{1,40}?) ?(?::| [-–—]) (\S.{0,400})$/.exec(text);
  if (colon === null || !isId(colon[1] ?? "")) return null;
  const outer = calledBy(`${colon[1]}: ${colon[2]}`);
  if (outer === null || outer.ids.length === 0) return null;
  const inner = calledBy(outer.title ?? "");
  const title = inner?.title ?? outer.title ?? "";
  const { name, note } = splitNote(title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, ""));
  const status = item.done === true || TICKED.test(title) ? "done" : null;
  const estimate = /^~?\d/.test(note) ? parseDuration(note) : null;
  return {
    ids: [...outer.ids, ...(inner?.ids ?? [])],
    title: estimate === null ? title.replace(/[^\p{L}\p{N})\]!?.%]{1,12}$/u, "") : name,
    line: item.line,
    scope: `list ${item.under.at(-1)?.line ?? 0}`,
    fields: { ...(status === null ? {} : { status }), ...(estimate === null ? {} : { estimateMinutes: estimate }) },
  };
}

/** Every task mentioned below a group's heading, in a table, list or drawing, is a member. */
function gatherMembers(blocks: readonly Block[], work: Work): void {
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
  const isAllThereIs = mentions.length === 0 && work.groups.size > 1;
  for (const group of work.groups.values()) {
    if (group.members.length === 0 && (isAllThereIs || ids.has(group.head.label))) standForItself(group, work);
  }
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
  work.tasks.push({ ids: [group.head.label], title: group.head.title, line: group.line, scope: "headings", fields });
}

function readStatements(blocks: readonly Block[], known: Directory, work: Work): void {
  let opened: string | null = null;
  const owners = taskItems(work);
  for (const block of blocks) {
    if (block.kind !== "item") opened = null;
    if (block.kind === "fence") readDrawnMembers(block, work);
    if ((block.kind !== "text" && block.kind !== "item") || isClaim(block)) continue;
    const group = groupAround(block.under, work);
    const task = taskAround(block, owners);
    const said = readStatement(block.text, block.line, task ?? subjectOf(block, group, work), opened, known);
    if (said.opens !== null) opened = said.opens;
    const own = owners.byLine.get(block.line);
    const trailing = own === undefined || said.isUnderstood ? null : trailingNames(block.text, known);
    if (own !== undefined && trailing !== null) {
      work.waits.push({
        dependent: own,
        on: trailing,
        source: "stated",
        soft: false,
        line: block.line,
        scope: "headings",
      });
    }
    const isAboutWaiting = /\b(?:dependenc|blocking|abhängigk|dépendanc|dependencia)/i.test(
      block.under.at(-1)?.text ?? "",
    );
    const isArrow = ({ source }: WaitDraft) => source === "map" && isAboutWaiting;
    work.waits.push(...said.waits.map((wait) => (isArrow(wait) ? { ...wait, source: "stated" as const } : wait)));
    work.warnings.push(...said.warnings);
    if (said.isUnderstood) work.read.push(block.line);
    readField(block, task ?? work.headings.get(block.under.at(-1)?.line ?? 0)?.ids[0] ?? null, work);
    if (group === null) continue;
    group.members.push(...said.members);
    group.owner ??= said.owner;
    group.beside ??= said.beside;
    group.hasMocks ||= /\bmocks?\b|\bmock providers?\b/i.test(block.text);
    if (said.blocksAll) blockAllLater(group, block.line, work);
  }
}

/** A line below a task that states one of its fields. */
function readField(block: BlockOf<"text"> | BlockOf<"item">, task: Subject | string | null, work: Work): void {
  const name = typeof task === "string" ? task : (task?.name ?? null);
  const fields = name === null ? null : fieldLine(block.text);
  if (name === null || fields === null) return;
  work.tasks.push({ ids: [name], title: null, line: block.line, scope: "fields", fields });
  work.read.push(block.line);
}

interface Owners {
  readonly byLine: ReadonlyMap<number, string>;
  /** Items that may own the one being read, by indent. */
  readonly above: { indent: number; name: string | null }[];
}

function taskItems(work: Work): Owners {
  const listed = [...work.found.tasks, ...work.tasks].map((task) => [task.line, task.ids[0] ?? ""] as const);
  return { byLine: new Map(listed), above: [] };
}

/** The task in whose list item this item is nested. */
function taskAround(block: BlockOf<"text"> | BlockOf<"item">, { byLine, above }: Owners): Subject | null {
  if (block.kind !== "item") {
    above.length = 0;
    return null;
  }
  while ((above.at(-1)?.indent ?? -1) >= block.indent) above.pop();
  const name = above.findLast((item) => item.name !== null)?.name ?? null;
  above.push({ indent: block.indent, name: byLine.get(block.line) ?? null });
  return name === null ? null : { name, isGroup: false };
}

/** A stated critical path adds nothing. */
function isClaim(block: BlockOf<"text"> | BlockOf<"item">): boolean {
  return [block.text, block.under.at(-1)?.text ?? ""].some((text) => /\bcritical path\b/i.test(text));
}

function subjectOf(block: Block, group: Group | null, work: Work): Subject | null {
  const task = work.headings.get(block.under.at(-1)?.line ?? 0);
  if (task !== undefined) return { name: task.ids[0] ?? "", isGroup: false };
  return group === null ? null : { name: group.head.label, isGroup: true };
}

const WORKER_LINE =
  /^[^\p{L}]{0,12}((?:specialist|worker|agent|track) [\w-]{1,20}) ?: ?([^()]{1,60}?)(?: \(([^)]{1,80})\))?(?: \[[^\]]{1,30}\])?$/iu;

/** `Specialist 1: Cycle 31-40 (Core entities)` in a drawing below a group: who has what. */
function readDrawnMembers(fence: BlockOf<"fence">, work: Work): void {
  const group = groupAround(fence.under, work);
  if (group === null || (fence.language !== "" && fence.language !== "text")) return;
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

/** "Blocks all downstream work" says no more than the calendar: the groups that come later begin after it. */
function blockAllLater(group: Group, line: number, work: Work): void {
  for (const other of work.groups.values()) {
    if (other.line <= group.line || other.id === group.id || other.members.length === 0) continue;
    work.waits.push({
      dependent: other.head.label,
      on: group.head.label,
      source: "calendar",
      soft: false,
      line,
      scope: "headings",
      isForFirst: true,
    });
  }
}

/** A group beside another, built against stand-ins of it, may begin now but not be done before it. */
function standBeside(group: Group, work: Work): void {
  if (group.beside === null || !group.hasMocks || saysNone(group.beside)) return;
  work.waits.push({
    dependent: group.head.label,
    on: group.beside,
    source: "order",
    soft: true,
    line: group.line,
    scope: "headings",
  });
}

/** `## Phase 3: Paint (after Phase 1)`: its first tasks wait for what the heading names. */
function standBehind({ head, line, members }: Group, work: Work): void {
  if (head.after === null || members.length === 0) return;
  work.waits.push({
    dependent: head.label,
    on: head.after,
    source: "stated",
    soft: false,
    line,
    scope: "headings",
    isForFirst: true,
  });
}

function toDraft(group: Group): GroupDraft {
  const { head, id, line, members, owner } = group;
  return {
    kind: /^(?:group|wave|step|weeks?|days?)\b/i.test(head.label) ? "group" : "phase",
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
