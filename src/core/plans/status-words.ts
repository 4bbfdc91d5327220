/** What a status cell or mark means: `✅ Complete`, `🔄 Launching`, `Not started`. */

import type { TaskStatus } from "./plan.ts";

const MEANINGS: readonly (readonly [RegExp, TaskStatus])[] = [
  [
    /⏸|⏳|⬜|\b(?:not (?:yet )?(?:started|done|begun)|incomplete|pending|to ?do|planned|planning|standby|queued|ready|open|new)\b/i,
    "open",
  ],
  [/⛔|🚫|🛑|\b(?:blocked|stuck)\b/i, "blocked"],
  [/👀|\b(?:in review|review(?:ing)?|qa)\b/i, "in review"],
  [/🔄|🚧|🏗|\b(?:in[ -]progress|wip|started|active|ongoing|launching|doing|running|underway)\b/i, "in progress"],
  [/✅|✔|☑|\[x\]|\b(?:complete|completed|done|finished|closed|merged|shipped)\b/i, "done"],
];

/** The status a text states, or null. */
export function statusOf(text: string): TaskStatus | null {
  const short = text.slice(0, 120);
  return MEANINGS.find(([words]) => words.test(short))?.[1] ?? null;
}

const PROGRESS: readonly TaskStatus[] = ["open", "blocked", "in progress", "in review", "done"];

/** Of two statements about one task, the one that says less is finished. */
export function lessFinished(a: TaskStatus, b: TaskStatus): TaskStatus {
  return PROGRESS.indexOf(a) <= PROGRESS.indexOf(b) ? a : b;
}
