/** The two answers a command can give, and the first questions most of them ask. */

import { whyOutside } from "../core/explain.ts";
import type { Fact, Role } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import { type Asked, accept, type Outcome, refuse, type Told } from "../core/plugins.ts";
import { textHash } from "../core/text-hash.ts";
import { isAtLeast } from "../core/trust.ts";
import type { Task } from "../core/world.ts";

export { accept, refuse } from "../core/plugins.ts";

const LONGEST_REASON = 500;

/** A reason as it is kept with a fact. */
export function keptReason(said: string): string {
  return said.slice(0, LONGEST_REASON).toWellFormed();
}

/** For commands that only answer. */
export function answer(reply: string): Outcome {
  return accept([], [], reply);
}

/** A fact about the issue the command stands on. */
export function tell(asked: Asked, fact: Fact): Told {
  return { issue: asked.issue.number, fact };
}

export function mayDo(role: Role): boolean {
  return isAtLeast(role, "triage");
}

/** Why nothing can be done to this issue at all; null for an open issue of its own. */
export function notAnOpenIssue({ issue, world }: Asked): string | null {
  const isOpenIssue = issue.isOpen && !issue.isPullRequest && issue.number !== world.coordination?.number;
  return isOpenIssue ? null : whyOutside(world, issue.number);
}

/** The open task the command stands on, or the sentence that says why it is none. */
export function openTask(asked: Asked): Task | string {
  const { task, issue, world } = asked;
  if (task === null) return whyOutside(world, issue.number);
  if (task.status === "done") return `#${issue.number} is closed already. Reopen it if there is more to do.`;
  if (task.isContainer) return `#${issue.number} only holds other issues. Pick one of those.`;
  return task;
}

/** Why a text cannot be let in: it is no longer the one that the asker has read. */
export function whyUnread({ issue, comment }: Asked, wayOut: string): string | null {
  if (issue.lastEditedAt === null || issue.lastEditedAt <= comment.createdAt) return null;
  return `The text of #${issue.number} was changed after you wrote this. Way out: ${wayOut}.`;
}

/** Somebody else's issue takes part by being given or taken, where the asker may triage; `facts` say to whom it goes. */
export function letIn(asked: Asked, facts: readonly Told[]): Outcome {
  const { task, issue, sender, role, comment, from } = asked;
  if (task !== null || !mayDo(role)) return accept(facts);
  const unread = whyUnread(asked, "read it again, then say it again");
  if (unread !== null) return refuse(unread);
  const bodyHash = textHash(issue.body);
  return accept([tell(asked, { kind: "admitted", by: sender, bodyHash, at: comment.createdAt, from }), ...facts]);
}

/** The worker a person or account is here, by configured name where there is one. */
export function ownName({ worker, sender }: Pick<Asked, "worker" | "sender">): string {
  return worker?.name ?? sender.login;
}

/** True when the asker holds the task, as worker or by account. */
export function holdsIt({ worker, sender }: Asked, task: Task): boolean {
  const { holder } = task;
  if (holder === null) return false;
  return isSameName(holder.worker, worker?.name) || isSameName(sender.login, holder.login);
}
