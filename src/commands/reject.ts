/** `/reject because …`: a reviewer, never the builder, sends the work back with what is missing. */

import { mention } from "../core/mention.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { whyNotJudge } from "./approve.ts";
import { turnDownGate } from "./open-gate.ts";
import { accept, keptReason, openTask, refuse, tell } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const { issue, world, sender, line, comment, from } = asked;
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  if (task.gate !== null) return turnDownGate(asked, task);
  const why = whyNotJudge(asked, task);
  if (why !== null) return refuse(why);
  if (task.status !== "in review")
    return refuse(`#${issue.number} is not up for review: it is ${task.status}. There is nothing to send back.`);
  if (line.reason === null) return refuse("Say what is missing: `/reject because …`. Its builder goes on from there.");
  const reason = keptReason(line.reason);
  const round = 1 + (world.facts.get(issue.number) ?? []).filter((fact) => fact.kind === "rejected").length;
  const who = task.holder === null ? "whoever takes it" : mention(task.holder);
  const reply = `Back to ${who} after round ${round}: ${quote(reason, 300)}. When that is done, \`/review\` asks for another look.`;
  const fact = { kind: "rejected", by: sender, reason, at: comment.createdAt, from } as const;
  return accept([tell(asked, fact)], [], reply);
}

export const reject: Command = {
  name: "reject",
  who: ["reviewer", "triage", "approver"],
  summary: "send the work back, with what is missing (a reviewer, never its builder)",
  usage: "/reject because REASON",
  isReadOnly: false,
  examples: [
    {
      world: ["ana is a worker", "bo reviews", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "bo",
      says: "/reject because the tests only cover the sunny day",
      answer: "Back to @ana after round 1: the tests only cover the sunny day",
    },
    {
      world: ["ana may triage", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "ana",
      says: "/reject because I know better",
      answer: "You built #4 yourself",
    },
    {
      world: ["cy may triage", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "cy",
      says: "/reject",
      answer: "Say what is missing",
    },
    {
      world: ["cy may triage", "#4 is held by ana"],
      on: 4,
      by: "cy",
      says: "/reject because it is ugly",
      answer: "not up for review",
    },
  ],
  run,
};
