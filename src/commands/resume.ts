/** `/resume`: ends a hold. */
import type { Action } from "../core/actions.ts";
import { isSameName, wearsLabel } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { accept, notAnOpenIssue, refuse, tell } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const { issue, world, sender, comment, from } = asked;
  const name = world.snapshot.settings.labels.hold;
  const worn = wearsLabel(issue, name) ? issue.labels.filter((label) => isSameName(label, name)) : [];
  const last = (world.facts.get(issue.number) ?? []).findLast(
    (fact) => fact.kind === "hold" || fact.kind === "resumed",
  );
  const because = `resumed by ${sender.login}`;
  if (worn.length === 0 && last?.kind !== "hold") return accept();
  // A `/hold` of this very pass has put no label on yet; taking it off still has to be the last word.
  const labels = worn.length > 0 ? worn : [name];
  const effects = labels.map((label): Action => ({ kind: "remove-label", issue: issue.number, label, because }));
  return accept([tell(asked, { kind: "resumed", by: sender, at: comment.createdAt, from })], effects);
}

export const resume: Command = {
  name: "resume",
  who: ["triage"],
  summary: "end a hold",
  usage: "/resume",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "#4 is on hold", "cy may triage"], on: 4, by: "cy", says: "/resume", answer: "accepted" },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/resume", answer: "accepted" },
    {
      world: ["#4 is open", "#4 is on hold", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/resume",
      answer: "triage permission",
    },
  ],
  run,
};
