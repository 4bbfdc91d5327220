/** Dependency trees: a branch with an arrow head (`└─>`, `├─>`, `└→`) waits for the line above it in depth. */

import { type Directory, lookUp, openDirectory } from "./directory.ts";
import { joinAll, type PlanDraft, type PlanFormat, type TaskDraft, type WaitDraft } from "./draft.ts";
import { type DrawnLine, drawnLines, isDependencyTree, isDrawing, isFileTree, isForked } from "./drawing.ts";
import { calledBy, saysSoft, slug, splitNote } from "./names.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const dependencyTree: PlanFormat = {
  name: "dependency tree",
  about: "a tree whose branches have arrow heads: A, below it └─> B",
  read: (blocks, found) => {
    const trees = blocks.filter(isTree);
    const tasks = trees.length === 0 ? [] : found.tasks;
    const known = openDirectory(tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
    return joinAll(trees.map((fence) => readTree(fence, known)));
  },
};

function isTree(block: Block): block is BlockOf<"fence"> {
  if (!isDrawing(block) || isForked(block)) return false;
  const lines = drawnLines(block.lines, block.line);
  return isDependencyTree(lines) && !isFileTree(lines);
}

function readTree(fence: BlockOf<"fence">, known: Directory): Partial<PlanDraft> {
  const scope = `tree ${fence.line}`;
  const above: { hang: number; id: string }[] = [];
  const tasks: TaskDraft[] = [];
  const waits: WaitDraft[] = [];
  const lines = drawnLines(fence.lines, fence.line);
  for (const line of lines) {
    while ((above.at(-1)?.hang ?? -1) >= line.hang) above.pop();
    const task = toTask(line, scope, (name) => known.tasks[lookUp(known, name)?.[0] ?? -1]?.ids[0] ?? null);
    const id = task.ids[0] ?? "";
    const parent = above.at(-1);
    tasks.push(task);
    if (line.branch === "arrow" && parent !== undefined) {
      waits.push({
        dependent: id,
        on: parent.id,
        source: "tree",
        soft: saysSoft(splitNote(line.text).note),
        line: line.line,
        scope,
      });
    }
    above.push({ hang: line.hang, id });
  }
  return { tasks, waits, read: lines.map((line) => line.line) };
}

function toTask(line: DrawnLine, scope: string, knownAs: (name: string) => string | null): TaskDraft {
  const { name, note } = splitNote(line.text);
  const called = calledBy(name);
  const ids = called !== null && called.ids.length > 0 ? called.ids : [knownAs(name) ?? slug(name)];
  const title = called?.title ?? (note === "" || saysSoft(note) ? null : note);
  return { ids, title, line: line.line, scope, fields: {} };
}
