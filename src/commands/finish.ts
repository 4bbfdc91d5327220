/** What stands in the way of finishing, and who may say that it is finished: shared by `/done` and `/review`. */
import { unmetFor } from "../core/finish-task.ts";
import type { Asked } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import type { Task } from "../core/world.ts";
import { holdsIt, mayDo } from "./outcomes.ts";

/** The sentence against finishing now; null when nothing is. */
export function whyNotFinish(asked: Asked, task: Task): string | null {
  const { number } = task.issue;
  if (task.gate !== null) return `#${number} is a gate: its approver opens it, \`/gate approve\`.`;
  if (task.status === "hold")
    return `#${number} is on hold. Way out: \`/resume\` there, by somebody with triage permission.`;
  if (task.holder !== null && !holdsIt(asked, task) && !mayDo(asked.role)) {
    return `${quote(task.holder.worker)} holds #${number}, so only they can say that. Way out: ask them, or \`/unassign\` by somebody with triage permission.`;
  }
  const items = unmetFor(task, asked.world);
  if (items.length === 0) return null;
  if (items.length === 1) return `#${number} is not finished yet: ${items[0] ?? ""}.`;
  return `#${number} is not finished yet:\n\n${items.map((item) => `- ${item}`).join("\n")}`;
}
