/** `/release`: gives a task back so that somebody else can take it. */
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { releaseFacts, stepBack } from "./give-back.ts";
import { accept, holdsIt, mayDo, openTask, refuse } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const { line, role, issue } = asked;
  if (task.holder === null) return accept();
  const why = line.reason ?? "given back";
  const isHolder = holdsIt(asked, task);
  const steppedBack = isHolder ? null : stepBack(asked, task, asked.worker?.login ?? asked.sender.login);
  if (steppedBack !== null) return steppedBack;
  if (!isHolder && !mayDo(role)) {
    return refuse(
      `${quote(task.holder.worker)} holds #${issue.number}, not you. Ask them, or somebody with triage permission: \`/unassign\`.`,
    );
  }
  return accept(releaseFacts(asked, task, why));
}

export const release: Command = {
  name: "release",
  who: ["worker", "triage"],
  summary: "give this task back; a reason helps whoever takes it next",
  usage: "/release [because REASON]",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/release because I am ill",
      answer: "accepted",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/release", answer: "accepted" },
    {
      world: ["#4 is held by ana", "ana is a worker", "bo is a worker"],
      on: 4,
      by: "bo",
      says: "/release",
      answer: "ana holds #4, not you",
    },
  ],
  run,
};
