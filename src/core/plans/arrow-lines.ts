/** Chains of ids on lines of their own, outside every drawing: `A-1 -> A-2, A-3`, where nothing else makes a task. */

import { beginsWithArrow, hasArrow, stagesOf } from "./chain.ts";
import { joinAll, type PlanFormat } from "./draft.ts";
import { isId } from "./names.ts";
import { readMap } from "./phase-map.ts";
import { plain } from "./plain.ts";
import type { BlockOf } from "./plan-lines.ts";

type Line = BlockOf<"text"> | BlockOf<"item">;

export const arrowLines: PlanFormat = {
  name: "arrow lines",
  about: "in a document without other tasks, lines that are nothing but ids and arrows: A-1 -> A-2, A-3",
  read: (blocks, found) => {
    const lines = blocks.filter((block): block is Line => block.kind === "text" || block.kind === "item");
    const chains = lines.filter(isChainOfIds);
    // A list of which one line holds an arrow is another format's, as is a path somebody calls critical.
    if (chains.length < 2 || found.tasks.length > 0) return {};
    return joinAll(
      chains.map(({ text, line, under }) =>
        readMap({ kind: "fence", language: "", lines: [plain(text)], line, under }),
      ),
    );
  },
};

function isChainOfIds({ text, under }: Line): boolean {
  const line = plain(text);
  if (line.length > 1000 || !hasArrow(line) || beginsWithArrow(line)) return false;
  if (under.some((heading) => /\bcritical path\b/i.test(heading.text))) return false;
  return stagesOf(line).every((stage) =>
    stage.every(({ name }) => /\d/.test(name) && /[A-Z#]/.test(name) && isId(name)),
  );
}
