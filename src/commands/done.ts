/** `/done`: the work is finished; it goes to review where one is due. */

import { isInReview } from "../core/find-status.ts";
import { sayAwaited } from "../core/finish-task.ts";
import { awaitedEvidence, isAcceptedAsDone, needsReview } from "../core/handed-in.ts";
import type { Fact } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { findWorker } from "../core/workers.ts";
import { whyNotFinish } from "./finish.ts";
import { accept, openTask, ownName, refuse, tell } from "./outcomes.ts";

/** Everything said behind the name of the command, but not for whom it is said. */
function evidenceOf({ line, world }: Asked): string | null {
  const as = line.args.findIndex((word) => word.toLowerCase() === "as");
  const isNamed = as >= 0 && findWorker(world.workers, line.args[as + 1] ?? "") !== null;
  const args = isNamed ? line.args.toSpliced(as, 2) : line.args;
  const words = [...args, ...(line.reason === null ? [] : [line.reason])].join(" ").trim();
  return words === "" ? null : words.slice(0, 1_000);
}

function run(asked: Asked): Outcome {
  const { task: known, issue, world, comment, from } = asked;
  if (known?.status === "done" && !known.isContainer) return accept();
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const facts = world.facts.get(issue.number) ?? [];
  const isDue = needsReview(task, world);
  const awaited = awaitedEvidence(task, world);
  if (isDue && isInReview(issue, facts)) return accept([], [], sayAwaited(issue.number, awaited));
  // Said again while evidence is missing it is a new word: what shows it is looked at anew.
  if (isAcceptedAsDone(task, facts, world) && awaited.length === 0) return accept();
  const why = whyNotFinish(asked, task);
  if (why !== null) return refuse(why);
  const worker = task.holder?.worker ?? ownName(asked);
  const at = comment.createdAt;
  const fact: Fact = isDue
    ? { kind: "review", worker, at, from }
    : { kind: "done", worker, evidence: evidenceOf(asked), at, from };
  return accept([tell(asked, fact)], [], sayAwaited(issue.number, awaitedEvidence(task, world, [fact])));
}

export const done: Command = {
  name: "done",
  who: ["worker", "triage"],
  summary: "this task is finished; say what shows it, if you like",
  usage: "/done [EVIDENCE]",
  isReadOnly: false,
  takesWords: true,
  examples: [
    {
      world: ["#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done all tests pass",
      answer: "accepted",
    },
    {
      world: ["#4 is held by ana", "ana is a worker", "bo reviews"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "accepted",
    },
    {
      world: ["#4 depends softly on #5", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "#5 has to be finished first",
    },
    {
      world: ["#4 says ## Done when\n\n- [x] it builds\n- [ ] tests pass", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "“tests pass” under “Done when” is not ticked",
    },
    {
      world: ["#4 says ## Deliverables\n\n- [ ] the schema", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "“the schema” under “Deliverables” is neither ticked nor reported",
    },
    {
      world: ["#4 says **Evidence**: merged pull request", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "a merged pull request has to show it",
    },
    {
      world: ["#4 says **Evidence**: check: build", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/done",
      answer: "the check “build” has to be green: it has not run on the default branch yet",
    },
    {
      world: ["#4 is held by ana", "ana is a worker", "bo is a worker"],
      on: 4,
      by: "bo",
      says: "/done",
      answer: "ana holds #4",
    },
    { world: ["#4 is outside", "ana is a worker"], on: 4, by: "ana", says: "/done", answer: "takes no part" },
  ],
  run,
};
