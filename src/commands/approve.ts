/** `/approve`: a reviewer, never the builder, says the work is good. */

import { sayAwaited } from "../core/finish-task.ts";
import { awaitedEvidence } from "../core/handed-in.ts";
import type { Fact } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { buildersOf, isBuilder, isReviewer, sayReviewers } from "../core/reviewing.ts";
import type { Task } from "../core/world.ts";
import { openGate } from "./open-gate.ts";
import { accept, openTask, refuse, tell } from "./outcomes.ts";

/** Why this person has no say about this work; null when they have. Shared with `/reject`. */
export function whyNotJudge(asked: Asked, task: Task): string | null {
  const number = `#${task.issue.number}`;
  if (isBuilder(asked, buildersOf(task, asked.world)))
    return `You built ${number} yourself, so somebody else has to look at it.`;
  return isReviewer(asked, task)
    ? null
    : `${number} is for ${sayReviewers(task, asked.world)} to review: ask them to say it here.`;
}

function run(asked: Asked): Outcome {
  const { issue, world, sender, comment, from, task: known } = asked;
  if (known?.status === "done" && !known.isContainer) return accept();
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const number = `#${issue.number}`;
  if (task.gate !== null) return openGate(asked, task);
  const why = whyNotJudge(asked, task);
  if (why !== null) return refuse(why);
  const last = (world.facts.get(issue.number) ?? []).findLast(({ kind }) =>
    ["review", "done", "approved", "rejected", "claim"].includes(kind),
  );
  const fact: Fact = { kind: "approved", by: sender, at: comment.createdAt, from };
  const missing = awaitedEvidence(task, world, [fact]);
  const addsNothing = missing.length >= awaitedEvidence(task, world).length;
  if (last?.kind === "approved" && addsNothing) return accept();
  if (task.status !== "in review") {
    return refuse(
      `${number} is not up for review: it is ${task.status}. Way out: its builder says \`/review\` or \`/done\` first.`,
    );
  }
  return accept([tell(asked, fact)], [], sayAwaited(issue.number, missing));
}

export const approve: Command = {
  name: "approve",
  who: ["reviewer", "triage", "approver"],
  summary: "the work is good (a reviewer, never its builder)",
  usage: "/approve",
  isReadOnly: false,
  examples: [
    {
      world: ["ana is a worker", "bo reviews", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "bo",
      says: "/approve",
      answer: "accepted",
    },
    {
      world: ["ana may triage", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "ana",
      says: "/approve",
      answer: "You built #4 yourself",
    },
    {
      world: ["cy may triage", "bo reviews", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "cy",
      says: "/approve",
      answer: "#4 is for bo to review",
    },
    {
      world: ["bo may triage", "#4 says Reviewer: somebody from the team", "#4 is held by ana", "#4 is in review"],
      on: 4,
      by: "bo",
      says: "/approve",
      answer: "accepted",
    },
    { world: ["#4 says Approver: bo"], on: 4, by: "bo", says: "/approve", answer: "accepted" },
    { world: ["cy may triage", "#4 is held by ana"], on: 4, by: "cy", says: "/approve", answer: "not up for review" },
  ],
  run,
};
