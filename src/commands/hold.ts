/** `/hold`: stops every automatic step on an issue until `/resume`. */
import type { Action } from "../core/actions.ts";
import { wearsLabel } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { accept, notAnOpenIssue, refuse, tell } from "./outcomes.ts";

/** The label may stand already (by hand, or from an earlier pass); the reason still has to be kept. */
function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const { issue, world, sender, line, comment, from } = asked;
  const label = world.snapshot.settings.labels.hold;
  const isHeld = wearsLabel(issue, label);
  const last = (world.facts.get(issue.number) ?? []).findLast(
    (fact) => fact.kind === "hold" || fact.kind === "resumed",
  );
  if (isHeld && last?.kind === "hold" && line.reason === null) return accept();
  const because = `put on hold by ${sender.login}`;
  // A `/resume` of this very pass is about to take the label off; keeping it on has to be the last word.
  const effects: Action[] =
    isHeld && last?.kind !== "resumed" ? [] : [{ kind: "add-label", issue: issue.number, label, because }];
  return accept([tell(asked, { kind: "hold", by: sender, reason: line.reason, at: comment.createdAt, from })], effects);
}

export const hold: Command = {
  name: "hold",
  who: ["triage"],
  summary: "stop all automatic steps here until `/resume`",
  usage: "/hold [because REASON]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/hold because the vendor is late",
      answer: "accepted",
    },
    { world: ["#4 is open", "#4 is on hold", "cy may triage"], on: 4, by: "cy", says: "/hold", answer: "accepted" },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/hold", answer: "triage permission" },
    { world: ["#4 is closed", "cy may triage"], on: 4, by: "cy", says: "/hold", answer: "#4 Task 4 is closed" },
  ],
  run,
};
