/** Bullets without ids below the headings of phases, waves and weeks: each is a task of its phase. */

import { headingHead } from "./block-head.ts";
import { columnOf } from "./columns.ts";
import { wholeWait } from "./item-clauses.ts";
import { type Item, isOutermost, type Listed, wordedItems } from "./listed-items.ts";
import { NOT_A_GROUP } from "./outline-groups.ts";
import { plain } from "./plain.ts";
import type { Block } from "./plan-lines.ts";

/** Where nothing has an id: what a phase, wave or week lists, without the lines that only say something of it. */
export function phaseBullets(lists: readonly Item[][], blocks: readonly Block[]): Listed[] {
  const heads = withoutOtherLeads(lists, blocks).filter(([first]) => {
    const [last, around] = [first?.under.at(-1)?.text ?? "", first?.under.at(-2)?.text ?? ""];
    if (NOT_A_GROUP.test(last)) return false;
    return headingHead(last) !== null || (OF_TASKS.test(last) && headingHead(around) !== null);
  });
  if (new Set(heads.map(([first]) => first?.under.at(-1)?.line)).size < 2) return [];
  return heads.flatMap((list) => wordedItems(list.filter(isOutermost(list)).filter(isNoRemark)));
}

const OF_TASKS =
  /^\P{L}{0,8}(?:(?:key|main) )?(?:tasks?|to-?dos?|work items?|activities|steps|aufgaben|tâches|tareas)\b[^\p{L}]{0,8}$/iu;

const OTHER_LEAD =
  /\b(?:criteria|definition of done|goals?|objectives?|outcomes?|deliverables?|risks?|notes?|milestones?|metrics?|assumptions?|questions|staffing)\b[^:]{0,30}:$/i;

/** Without the lists that have `Exit criteria:` or the like on the line above them. */
function withoutOtherLeads(lists: readonly Item[][], blocks: readonly Block[]): Item[][] {
  const led = new Set(
    blocks.filter((_, at) => {
      const before = blocks[at - 1];
      return before?.kind === "text" && OTHER_LEAD.test(plain(before.text.slice(0, 200)));
    }),
  );
  return lists.filter(([first]) => first === undefined || !led.has(first));
}

const OF_PHASE =
  /\b(?:goals?|objectives?|outcomes?|focus|purpose|timeline|budget|agents?|staff(?:ing)?|risks?|notes?|milestones?|gates?|entry|exit|success|blocks|unblocks|parallel|ziele?|objectifs?)\b/i;

/** `Goal: …`, `Duration: 2 weeks` and `Depends on Phase 1` below a phase speak of the phase. */
export function isNoRemark({ text, done }: Item): boolean {
  const words = plain(text).slice(0, 600);
  const field = /^([\p{L}][\p{L} /-]{1,30}) ?:(?: |$)/u.exec(words)?.[1] ?? "";
  const isField = field !== "" && (columnOf(field) !== null || OF_PHASE.test(field));
  return (done !== null || !isField) && wholeWait(words) === null;
}
