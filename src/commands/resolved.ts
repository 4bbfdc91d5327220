/** `/resolved`: ends an emergency, and a hold that only a report of being blocked had put on. */
import type { Action } from "../core/actions.ts";
import { findUrgent } from "../core/emergency.ts";
import type { Fact, Issue } from "../core/model.ts";
import { wearsLabel } from "../core/model.ts";
import type { Asked, Command, Outcome, Told } from "../core/plugins.ts";
import { sourceKey } from "../core/read-facts.ts";
import { accept, notAnOpenIssue, refuse, tell } from "./outcomes.ts";

/** The hold of a report is not a person's decision: what it waited for is there, and it goes. */
function isHeldByReport(issue: Issue, facts: readonly Fact[], label: string): boolean {
  const last = facts.findLast(({ kind }) => kind === "hold" || kind === "resumed");
  return (
    last?.kind === "hold" &&
    wearsLabel(issue, label) &&
    facts.some((fact) => fact.kind === "blocked" && sourceKey(fact.from) === sourceKey(last.from))
  );
}

function worn(issue: Issue, label: string, because: string): Action[] {
  return issue.labels
    .filter((one) => one.toLowerCase() === label.toLowerCase())
    .map((one) => ({ kind: "remove-label", issue: issue.number, label: one, because }));
}

function run(asked: Asked): Outcome {
  const { issue, world, sender, comment, from } = asked;
  const isHub = issue.number === world.coordination?.number;
  const outside = isHub ? null : notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const { hold, urgent } = world.snapshot.settings.labels;
  const facts = world.facts.get(issue.number) ?? [];
  const isHeld = isHeldByReport(issue, facts, hold);
  const because = `${sender.login} says it is resolved`;
  const labels = worn(issue, urgent, because);
  if (findUrgent(issue.number, world) === null && labels.length === 0 && !isHeld)
    return refuse(`Nothing on #${issue.number} is urgent or waits for an answer. \`/resume\` ends a hold.`);
  const at = comment.createdAt;
  const told: Told[] = [tell(asked, { kind: "resolved", by: sender, at, from })];
  if (isHeld) told.push(tell(asked, { kind: "resumed", by: sender, at, from }));
  return accept(told, [...labels, ...(isHeld ? worn(issue, hold, because) : [])]);
}

export const resolved: Command = {
  name: "resolved",
  who: ["worker", "triage"],
  summary: "the emergency is over, or the answer a report waited for is there",
  usage: "/resolved",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is held by ana", "#4 has the label urgent", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/resolved",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/resolved",
      answer: "Nothing on #4 is urgent",
    },
  ],
  run,
};
