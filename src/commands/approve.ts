/** `/approve`: a reviewer, never the builder, says the work is good. */

import { listWords } from "../core/explain.ts";
import { isSameName } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { findWorker } from "../core/workers.ts";
import type { Task, World } from "../core/world.ts";
import { accept, mayDo, openTask, refuse, tell } from "./outcomes.ts";

/** Named by the task, else by the settings, else the workers whose role it is; empty: anybody with triage. */
function reviewersOf(task: Task, { workers, snapshot }: World): readonly string[] {
  if (task.fields.reviewer !== undefined) return [task.fields.reviewer.replace(/^@/, "")];
  const { reviewers } = snapshot.settings.review;
  if (reviewers.length > 0) return reviewers.map((name) => name.replace(/^@/, ""));
  return workers.filter((worker) => worker.role === "reviewer").map((worker) => worker.name);
}

function isReviewer({ worker, sender, role }: Asked, reviewers: readonly string[]): boolean {
  if (reviewers.length === 0) return mayDo(role) || worker?.role === "reviewer";
  return reviewers.some((name) => isSameName(name, sender.login) || isSameName(name, worker?.name));
}

/** Names of workers that built it since it was last claimed: whoever holds it and whoever said it was finished. */
function buildersOf(task: Task, world: World): readonly string[] {
  const facts = world.facts.get(task.issue.number) ?? [];
  const last = facts.findLast((fact) => fact.kind === "review" || fact.kind === "done");
  const said = last?.kind === "review" || last?.kind === "done" ? [last.worker] : [];
  return [...(task.holder === null ? [] : [task.holder.worker]), ...said];
}

/** By name always; by account too, unless several workers share one. */
function isBuilder({ worker, sender, world }: Asked, builders: readonly string[]): boolean {
  return builders.some((name) => {
    if (isSameName(name, worker?.name)) return true;
    if (world.snapshot.settings.sharedAccount && worker !== null) return false;
    const accounts = findWorker(world.workers, name)?.speaksAs ?? [name];
    return accounts.some((login) => isSameName(login, sender.login));
  });
}

function run(asked: Asked): Outcome {
  const { issue, world, sender, comment, from } = asked;
  const { task: known } = asked;
  if (known?.status === "done" && !known.isContainer) return accept();
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const number = `#${issue.number}`;
  if (isBuilder(asked, buildersOf(task, world))) {
    return refuse(`You built ${number} yourself, so somebody else has to look at it.`);
  }
  const reviewers = reviewersOf(task, world);
  if (!isReviewer(asked, reviewers)) {
    const names =
      reviewers.length === 0 ? "somebody with triage permission" : listWords(reviewers.map((name) => quote(name)));
    return refuse(`The review of ${number} is for ${names}.`);
  }
  const last = (world.facts.get(issue.number) ?? []).findLast(
    (fact) => fact.kind === "review" || fact.kind === "done" || fact.kind === "approved" || fact.kind === "claim",
  );
  if (last?.kind === "approved") return accept();
  if (task.status !== "in review") {
    return refuse(
      `${number} is not up for review: it is ${task.status}. Way out: its builder says \`/review\` or \`/done\` first.`,
    );
  }
  return accept([tell(asked, { kind: "approved", by: sender, at: comment.createdAt, from })]);
}

export const approve: Command = {
  name: "approve",
  who: ["reviewer", "triage"],
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
      answer: "The review of #4 is for bo",
    },
    { world: ["cy may triage", "#4 is held by ana"], on: 4, by: "cy", says: "/approve", answer: "not up for review" },
  ],
  run,
};
