/** Opening a gate and turning it down: one way for `/gate`, and for `/approve` and `/reject` on a gate issue. */

import { sayWait } from "../core/explain.ts";
import type { Asked, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { mayOpenGate } from "../core/reviewing.ts";
import type { Task } from "../core/world.ts";
import { accept, keptReason, refuse, tell } from "./outcomes.ts";

/** Things still in the way that are named one by one. */
const MOST_NAMED = 3;

function someOf<T>(all: readonly T[], say: (one: T) => string): readonly string[] {
  const more = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED).map(say), ...(more > 0 ? [`and ${more} more`] : [])];
}

function whyClosed(task: Task, hasReason: boolean): readonly string[] {
  const unmet = (task.gate?.criteria ?? []).filter(({ isMet, isAutomatic }) => !isMet && (isAutomatic || !hasReason));
  return [...someOf(task.waits, sayWait), ...someOf(unmet, ({ text }) => `“${quote(text, 80)}” is not ticked`)];
}

/** With a reason the approver answers for boxes that nobody ticked; work that is open stays open. */
export function openGate(asked: Asked, task: Task): Outcome {
  const verdict = mayOpenGate(asked, task);
  if (!verdict.ok) return refuse(verdict.why);
  if (task.status === "hold") return refuse(`#${task.issue.number} is on hold. Way out: \`/resume\` there first.`);
  const { line, sender, comment, from, issue, world } = asked;
  const last = (world.facts.get(issue.number) ?? []).findLast(
    (fact) => fact.kind === "approved" || fact.kind === "rejected",
  );
  const [first, ...more] = whyClosed(task, line.reason !== null);
  if (first !== undefined) {
    const list = more.length === 0 ? ` ${first}.` : `\n\n${[first, ...more].map((one) => `- ${one}`).join("\n")}\n`;
    const way =
      task.waits.length === 0 ? " Way out: tick it, or `/gate approve because …` and answer for it yourself." : "";
    return refuse(`The gate #${issue.number} cannot open yet:${list}${way}`);
  }
  if (last?.kind === "approved" && !isReopenedSince(task, last.at)) return accept();
  const said = line.reason === null ? {} : { reason: keptReason(line.reason) };
  return accept([tell(asked, { kind: "approved", by: sender, ...said, at: comment.createdAt, from })]);
}

function isReopenedSince({ issue }: Task, at: string): boolean {
  return issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > at);
}

export function turnDownGate(asked: Asked, task: Task): Outcome {
  const verdict = mayOpenGate(asked, task);
  if (!verdict.ok) return refuse(verdict.why);
  const { line, sender, comment, from } = asked;
  if (line.reason === null) return refuse("Say what is missing: `/gate reject because …`. Whoever waits reads it.");
  const reason = keptReason(line.reason);
  return accept([tell(asked, { kind: "rejected", by: sender, reason, at: comment.createdAt, from })]);
}
