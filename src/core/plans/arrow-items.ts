/** Below a task, a line that begins with an arrow: `- A-1 Dig`, and indented `- → A-2`, says that A-2 waits for A-1. */

import { beginsWithArrow, stagesOf } from "./chain.ts";
import { type Directory, lookUp, openDirectory } from "./directory.ts";
import type { PlanFormat, WaitDraft } from "./draft.ts";
import { calledBy, isId, saysSoft } from "./names.ts";
import { plain } from "./plain.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const arrowItems: PlanFormat = {
  name: "arrow items",
  about: "a line below a task in a list that begins with an arrow: - A-1 Dig, and indented below it - → A-2",
  read: (blocks, found) => {
    const known = openDirectory(found.tasks.map(({ ids, title }) => ({ ids, title: title ?? ids[0] ?? "" })));
    const idAt = new Map(found.tasks.map(({ line, ids }) => [line, ids[0] ?? ""]));
    const waits = headedLines(blocks).flatMap(({ above, line, text }) => {
      const id = idAt.get(above);
      return id === undefined ? [] : waitsOf(id, plain(text).slice(0, 1000), line, known);
    });
    return { waits, read: waits.map(({ line }) => line) };
  },
};

interface HeadedLine {
  readonly line: number;
  readonly text: string;
  /** The line of the item it hangs on. */
  readonly above: number;
}

/** Items that begin with an arrow, and the item of less indentation above each; a line of text goes on the item right above it. */
function headedLines(blocks: readonly Block[]): HeadedLine[] {
  const above: BlockOf<"item">[] = [];
  return blocks.flatMap((block): HeadedLine[] => {
    const last = above.at(-1);
    if (block.kind === "text") {
      if (last?.line !== block.line - 1 || !beginsWithArrow(block.text)) return [];
      return [{ line: block.line, text: block.text, above: last.line }];
    }
    if (block.kind !== "item") above.length = 0;
    if (block.kind !== "item") return [];
    while ((above.at(-1)?.indent ?? -1) >= block.indent) above.pop();
    const parent = above.at(-1);
    if (!beginsWithArrow(block.text)) above.push(block);
    return parent === undefined || !beginsWithArrow(block.text)
      ? []
      : [{ line: block.line, text: block.text, above: parent.line }];
  });
}

/** Each stage waits for the one before it; none at all where one name is not that of a single task. */
function waitsOf(first: string, text: string, line: number, known: Directory): WaitDraft[] {
  const stages = stagesOf(text).map((stage) => stage.map(({ name, note }) => ({ id: idOf(name, known), note })));
  if (stages.some((stage) => stage.some(({ id }) => id === null))) return [];
  const before = [[first], ...stages.map((stage) => stage.map(({ id }) => id ?? ""))];
  return stages.flatMap((stage, at) =>
    stage.flatMap(({ id, note }) =>
      (before[at] ?? []).map((on): WaitDraft => {
        return { dependent: id ?? "", on, source: "tree", soft: saysSoft(note), line, scope: "list" };
      }),
    ),
  );
}

function idOf(name: string, known: Directory): string | null {
  const id = calledBy(name)?.ids[0] ?? name;
  for (const one of [name, id]) {
    const found = lookUp(known, one);
    if (found?.length === 1) return known.tasks[found[0] ?? -1]?.ids[0] ?? null;
  }
  // An id that no task has is reported like everywhere else.
  return isId(id) ? id : null;
}
