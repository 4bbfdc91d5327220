/** `/review`: the work is ready for other eyes. */
import { isInReview } from "../core/find-status.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { whyNotFinish } from "./finish.ts";
import { accept, openTask, ownName, refuse, tell } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const { issue, world, comment, from } = asked;
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  if (isInReview(issue, world.facts.get(issue.number) ?? [])) return accept();
  const why = whyNotFinish(asked, task);
  if (why !== null) return refuse(why);
  if (task.holder === null)
    return refuse(`Nobody holds #${issue.number}, so there is no work to look at. Way out: \`/claim\` first.`);
  const worker = task.holder.worker;
  return accept([tell(asked, { kind: "review", worker: worker || ownName(asked), at: comment.createdAt, from })]);
}

export const review: Command = {
  name: "review",
  who: ["worker", "triage"],
  summary: "ask for a review of this task",
  usage: "/review",
  isReadOnly: false,
  examples: [
    { world: ["#4 is held by ana", "ana is a worker"], on: 4, by: "ana", says: "/review", answer: "accepted" },
    {
      world: ["#4 is held by ana", "#4 is in review", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/review",
      answer: "accepted",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/review", answer: "Nobody holds #4" },
    {
      world: ["#4 depends softly on #5", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/review",
      answer: "#5 has to be finished first",
    },
  ],
  run,
};
