/** The lines below the headings of an outline: what they say about waiting, fields, and the groups they stand in. */

import type { Directory } from "./directory.ts";
import type { WaitDraft } from "./draft.ts";
import { blockAllLater, type Group, groupAround, readDrawnMembers, type Work } from "./outline-groups.ts";
import { headingWait } from "./outline-tasks.ts";
import type { Block, BlockOf } from "./plan-lines.ts";
import { readStatement, type Said, type Subject, trailingNames } from "./statements.ts";
import { fieldLine } from "./task-fields.ts";

type Line = BlockOf<"text"> | BlockOf<"item">;

/** What the lines of the document are read against. */
interface Lines {
  readonly known: Directory;
  readonly owners: Owners;
  readonly work: Work;
}

export function readStatements(blocks: readonly Block[], known: Directory, work: Work): void {
  let opened: string | null = null;
  const lines: Lines = { known, owners: taskItems(work), work };
  for (const block of blocks) {
    if (block.kind !== "item") opened = null;
    if (block.kind === "fence") readDrawnMembers(block, work);
    if ((block.kind !== "text" && block.kind !== "item") || isClaim(block)) continue;
    opened = readLine(block, opened, lines) ?? opened;
  }
}

/** `opened`: what `After X:` above it makes its items wait for. Returns what this line opens. */
function readLine(block: Line, opened: string | null, { known, owners, work }: Lines): string | null {
  const group = groupAround(block.under, work);
  const task = taskAround(block, owners);
  const said = readStatement(block.text, block.line, task ?? subjectOf(block, group, work), opened, known);
  const own = owners.byLine.get(block.line);
  const trailing = own === undefined || said.isUnderstood ? null : trailingNames(block.text, known);
  if (own !== undefined && trailing !== null) work.waits.push(headingWait(own, trailing, block.line, "stated"));
  const isStated = ABOUT_WAITING.test(block.under.at(-1)?.text ?? "");
  work.waits.push(...(isStated ? said.waits.map(asStated) : said.waits));
  work.warnings.push(...said.warnings);
  if (said.isUnderstood) work.read.push(block.line);
  readField(block, task ?? work.headings.get(block.under.at(-1)?.line ?? 0)?.ids[0] ?? null, work);
  // A task's own line names no other members: in each of two phases may stand "Review".
  if (group !== null) heed(own === undefined ? said : { ...said, members: [] }, block, group, work);
  return said.opens;
}

const ABOUT_WAITING = /\b(?:dependenc|blocking|abhängigk|dépendanc|dependencia)/i;

/** An arrow below a heading that speaks of waiting is a statement. */
function asStated(wait: WaitDraft): WaitDraft {
  return wait.source === "map" ? { ...wait, source: "stated" } : wait;
}

/** What a line says about the group it stands in. */
function heed(said: Said, block: Line, group: Group, work: Work): void {
  group.members.push(...said.members);
  group.owner ??= said.owner;
  group.beside ??= said.beside;
  group.hasMocks ||= /\bmocks?\b|\bmock providers?\b/i.test(block.text);
  if (said.blocksAll) blockAllLater(group, block.line, work);
}

/** A line below a task that states one of its fields. */
function readField(block: Line, task: Subject | string | null, work: Work): void {
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
function taskAround(block: Line, { byLine, above }: Owners): Subject | null {
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
function isClaim(block: Line): boolean {
  return [block.text, block.under.at(-1)?.text ?? ""].some((text) => /\bcritical path\b/i.test(text));
}

function subjectOf(block: Block, group: Group | null, work: Work): Subject | null {
  const task = work.headings.get(block.under.at(-1)?.line ?? 0);
  if (task !== undefined) return { name: task.ids[0] ?? "", isGroup: false };
  return group === null ? null : { name: group.head.label, isGroup: true };
}
