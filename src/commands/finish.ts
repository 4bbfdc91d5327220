/** What stands in the way of finishing, and who may say that it is finished: shared by `/done` and `/review`. */
import { nameRef, sayWait } from "../core/explain.ts";
import type { Asked } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import type { Task, World } from "../core/world.ts";
import { holdsIt, mayDo } from "./outcomes.ts";

/** Items of one kind that are named one by one. */
const MOST_NAMED = 5;

function named(items: readonly string[], say: (item: string) => string): string[] {
  const more = items.length - MOST_NAMED;
  return [...items.slice(0, MOST_NAMED).map(say), ...(more > 0 ? [`and ${more} more of this kind`] : [])];
}

/** Every unmet item as the beginning of a sentence. */
function unmet(task: Task, world: World): string[] {
  const boxes = (task.fields.doneWhen ?? []).filter((item) => item.done === false).map((item) => item.text);
  const later = task.finishAfter.map((ref) => nameRef(ref, world.snapshot.repo));
  return [
    ...named(task.waits.map(sayWait), (wait) => wait),
    ...named(later, (ref) => `${ref} has to be finished first`),
    ...named(boxes, (text) => `“${quote(text, 100)}” under “Done when” is not ticked`),
  ];
}

/** The sentence against finishing now; null when nothing is. */
export function whyNotFinish(asked: Asked, task: Task): string | null {
  const { number } = task.issue;
  if (task.status === "hold")
    return `#${number} is on hold. Way out: \`/resume\` there, by somebody with triage permission.`;
  if (task.holder !== null && !holdsIt(asked, task) && !mayDo(asked.role)) {
    return `${quote(task.holder.worker)} holds #${number}, so only they can say that. Way out: ask them, or \`/unassign\` by somebody with triage permission.`;
  }
  const items = unmet(task, asked.world);
  if (items.length === 0) return null;
  if (items.length === 1) return `#${number} is not finished yet: ${items[0] ?? ""}.`;
  return `#${number} is not finished yet:\n\n${items.map((item) => `- ${item}`).join("\n")}`;
}
