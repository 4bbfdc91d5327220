/** Nobody is given more tasks at once than they have slots. */
import type { Candidate, Hand } from "../schedule/board.ts";
import type { MomentaryFilter } from "../schedule/rule.ts";
import { count, list, listIssues, showSkills, showWord, showWorker } from "../schedule/wording.ts";

export const freeSlot: MomentaryFilter = {
  kind: "filter",
  name: "free-slot",
  sentence: "Nobody is given more tasks at once than they have slots.",
  lasts: false,
  passes: (_task, { worker, holds }) => holds.length < worker.slots,
  why: (_task, { worker, holds }) => `${showWorker(worker)} has ${listIssues(holds)} and no free slot`,
  whyAll(task, hands) {
    const [only] = hands;
    if (only !== undefined && hands.length === 1)
      return `${onlyOne(task, only)} has ${listIssues(only.holds)}${sayUntil(only)}`;
    // Not "busy": what they are only meant for keeps a slot as well.
    const held = hands.map(({ worker, holds }: Hand) => `${showWorker(worker)} after ${listIssues(holds)}`);
    return `${count(hands.length, "worker")} can do it: ${list(held)}`;
  },
  examples: [
    { scene: {}, why: null },
    { scene: { worker: { slots: 2, holds: [7] } }, why: null },
    { scene: { worker: { holds: [7] } }, why: "ana has #7 and no free slot" },
    { scene: { worker: { holds: [7], until: { 7: "15:00" } } }, why: "ana has #7 and no free slot" },
    { scene: { worker: { slots: 2, holds: [7, 8, 9] } }, why: "ana has #7, #8 and #9 and no free slot" },
  ],
};

/** When the first slot should be free again; "" when nobody can tell. */
function sayUntil({ holds, until = {} }: Hand): string {
  const soonest = holds.flatMap((issue) => until[issue] ?? []).sort()[0];
  return soonest === undefined ? "" : ` until about ${soonest}`;
}

function onlyOne(task: Candidate, { worker }: Hand): string {
  const name = showWorker(worker);
  if (task.owner !== null) return `it is meant for ${showWord(task.owner)}, and ${name}`;
  const skills = Object.keys(task.skills).length > 0 ? `with ${showSkills(task)}` : "who can do it";
  return `${name} is the only one ${skills} and`;
}
