/** What a status cell or mark means: `✅ Complete`, `🔄 Launching`, `Not started`. */

import type { TaskStatus } from "./plan.ts";

const MEANINGS: readonly (readonly [RegExp, TaskStatus])[] = [
  [
    /⏸|⏳|⬜|\b(?:not (?:yet )?(?:started|done|begun)|incomplete|pending|to ?do|planned|planning|standby|queued|ready|open|new|offen|geplant)\b|未着手|未完了|待机|待办|未开始|대기|예정|à faire|pendiente|por hacer|pendente|a fazer/i,
    "open",
  ],
  [/⛔|🚫|🛑|\b(?:blocked|stuck|blockiert|bloqueado)\b|ブロック中|阻塞|bloqué/i, "blocked"],
  [/👀|\b(?:in review|review(?:ing)?|qa)\b/i, "in review"],
  [
    /🔄|🚧|🏗|\b(?:in[ -]progress|wip|started|active|ongoing|launching|doing|running|underway|in arbeit|läuft|begonnen)\b|進行中|作業中|进行中|진행|en cours|en curso|em andamento/i,
    "in progress",
  ],
  [
    /✅|✔|☑|\[x\]|\b(?:complete|completed|done|finished|closed|merged|shipped|erledigt|fertig|abgeschlossen|hecho|terminado|feito)\b|完了|完成|已完成|완료|terminé|fait\b|concluído/i,
    "done",
  ],
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
