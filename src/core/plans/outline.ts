/** Headings that name phases, groups and tasks, and the lists below them: `- #978: Phase 2.1 - Organisation pages`. */

import { crewHead, headingHead } from "./block-head.ts";
import { openDirectory } from "./directory.ts";
import type { PlanDraft, PlanFormat } from "./draft.ts";
import { slug } from "./names.ts";
import {
  gatherMembers,
  groupAround,
  NOT_A_GROUP,
  standBehind,
  standBeside,
  toDraft,
  type Work,
} from "./outline-groups.ts";
import { readStatements } from "./outline-statements.ts";
import { calledInHeading, headingsOfTasks, headingTask, linesOfCrews, listedTask } from "./outline-tasks.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const outline: PlanFormat = {
  name: "outline",
  about: "headings such as Phase 2, Group B or Agent 03 with lists, Dependencies: and After X: below them",
  read: (blocks, found) => readOutline(blocks, found),
};

function readOutline(blocks: readonly Block[], found: PlanDraft): Partial<PlanDraft> {
  const work: Work = { found, groups: new Map(), headings: new Map(), tasks: [], waits: [], warnings: [], read: [] };
  const taskHeadings = headingsOfTasks(blocks, found);
  const crews = linesOfCrews(blocks, found);
  for (const block of blocks) if (block.kind === "heading") openHeading(block, { taskHeadings, crews }, work);
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

/** Lines of headings that are tasks, and of those below which somebody's tasks stand. */
interface Lines {
  readonly taskHeadings: ReadonlySet<number>;
  readonly crews: ReadonlySet<number>;
}

function openHeading(block: BlockOf<"heading">, { taskHeadings, crews }: Lines, work: Work): void {
  const named = taskHeadings.has(block.line) ? calledInHeading(block.text) : null;
  if (named !== null) {
    const { task, waits } = headingTask(named, block.line);
    work.headings.set(block.line, task);
    work.tasks.push(task);
    work.waits.push(...waits);
    work.read.push(block.line);
    return;
  }
  const head = NOT_A_GROUP.test(block.text)
    ? null
    : crews.has(block.line)
      ? crewHead(block.text)
      : headingHead(block.text);
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
