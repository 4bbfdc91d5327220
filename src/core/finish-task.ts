/** What stands in the way of finishing a task: one answer for `/done`, for `/review` and for a report. */
import { nameRef, sayWait } from "./explain.ts";
import { quote } from "./quote.ts";
import type { Task, World } from "./world.ts";

export interface Handing {
  /** What the very report that hands it in lists as delivered. */
  readonly delivers?: readonly string[];
}

/** Everything that stands in the way of finishing, each as Markdown with the exact item. Empty: nothing does. */
export function unmetFor(task: Task, world: World, { delivers = [] }: Handing = {}): readonly string[] {
  const boxes = (task.fields.doneWhen ?? []).filter((item) => item.done === false);
  const reported = new Set([...task.deliverables, ...delivers].map((one) => one.toLowerCase()));
  const owed = (task.fields.deliverables ?? []).filter(
    ({ text, done }) => done === false && !reported.has(text.toLowerCase()),
  );
  return [
    ...named(task.waits, sayWait),
    ...named(task.finishAfter, (ref) => `${nameRef(ref, world.snapshot.repo)} has to be finished first`),
    ...named(boxes, ({ text }) => `“${quote(text, 100)}” under “Done when” is not ticked`),
    ...named(owed, ({ text }) => `“${quote(text, 100)}” under “Deliverables” is neither ticked nor reported`),
  ];
}

/** Items of one kind that are named one by one. */
const MOST_NAMED = 5;

function named<T>(items: readonly T[], say: (item: T) => string): string[] {
  const more = items.length - MOST_NAMED;
  return [...items.slice(0, MOST_NAMED).map(say), ...(more > 0 ? [`and ${more} more of this kind`] : [])];
}

/** The answer to a word that lacks nothing but evidence; null when nothing is missing. */
export function sayAwaited(number: number, missing: readonly string[]): string | null {
  if (missing.length === 0) return null;
  const noted = `Noted: #${number} is finished as soon as GitHub shows what is asked for; nothing has to be said again.`;
  return `${noted}\n\n${missing.map((item) => `- ${item}`).join("\n")}`;
}
