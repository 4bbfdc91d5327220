/** Issue numbers that a plan only expects to get: `#978-982 (to be created)`, `Target Issues: #983`. */

import type { PlanFormat } from "./draft.ts";
import { plain } from "./plain.ts";
import type { Block } from "./plan-lines.ts";

const EXPECTED = /\bto be created\b|\btbd\b|\btarget issues?\b/i;
const NUMBERS = /#(\d{1,9})(?: ?[-–—] ?#?(\d{1,9}))?/g;

export const plannedIssues: PlanFormat = {
  name: "planned issues",
  about: "issue numbers marked (to be created) or TBD are names inside the plan; every other #12 is adopted as it is",
  read: (blocks) => {
    const lines = blocks.flatMap(textsOf).filter(([text]) => EXPECTED.test(text));
    return { planned: lines.flatMap(([text]) => numbersIn(text)), read: lines.map(([, line]) => line) };
  },
};

/** Each cell speaks for itself: what a row depends on may exist although its own issue does not. */
function textsOf(block: Block): [string, number][] {
  if (block.kind === "text" || block.kind === "item") return [[plain(block.text), block.line]];
  if (block.kind !== "table") return [];
  return block.rows.flatMap(({ cells, line }) => cells.map((cell): [string, number] => [plain(cell), line]));
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(NUMBERS)].flatMap((found) => {
    const first = Number(found[1]);
    const last = Math.min(Number(found[2] ?? first), first + 1000);
    return Array.from({ length: Math.max(1, last - first + 1) }, (_, at) => first + at);
  });
}
