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
    const planned = [...lines.map(([text]) => text), ...namedBelow(blocks)].flatMap(numbersIn);
    return { planned, read: lines.map(([, line]) => line) };
  },
};

const HEAD = /^(?:target issues?|(?:new )?issues? to be created)\b[^#]{0,60}$/i;
const OWN = /^[^\p{L}\p{N}#]{0,12}(#\d{1,9}(?:(?:, ?| ?[-–—+&] ?| and )#?\d{1,9}){0,50})/u;

/** The numbers with which items and rows begin below such a heading or line; what else they name may exist. */
function namedBelow(blocks: readonly Block[]): string[] {
  let isOpen = false;
  return blocks.flatMap((block) => {
    if (block.kind === "text" && block.text.trim() !== "") isOpen = HEAD.test(plain(block.text));
    if (block.kind === "heading") isOpen = false;
    if (!isOpen && !block.under.some(({ text }) => HEAD.test(text))) return [];
    const starts = block.kind === "item" ? [block.text] : [];
    const rows =
      block.kind === "table" ? block.rows.map(({ cells }) => cells.find((cell) => OWN.test(plain(cell))) ?? "") : [];
    return [...starts, ...rows].flatMap((text) => OWN.exec(plain(text))?.[1] ?? []);
  });
}

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
