/** `/unassign`: takes a task from whoever has it; they are not offered it again. */
import { isSameName } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { findWorker } from "../core/workers.ts";
import type { Task } from "../core/world.ts";
import { releaseFacts, stepBack } from "./give-back.ts";
import { accept, openTask, refuse } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const { holder, issue } = task;
  if (holder === null) return accept();
  const name = asked.line.args[0]?.replace(/^@/, "");
  const why = asked.line.reason ?? `un-assigned by ${asked.sender.login}`;
  if (name === undefined) return everybody(asked, task, why);
  if (isSameName(name, holder.worker) || isSameName(name, holder.login)) return accept(releaseFacts(asked, task, why));
  const login = findWorker(asked.world.workers, name)?.login ?? name;
  return (
    stepBack(asked, task, login) ?? refuse(`${quote(holder.worker)} holds #${issue.number}, not ${quote(name, 40)}.`)
  );
}

function everybody(asked: Asked, task: Task, why: string): Outcome {
  const beside = task.issue.assignees.flatMap(({ login }) => stepBack(asked, task, login) ?? []);
  const others = beside.flatMap((outcome) => (outcome.accepted ? outcome.facts : []));
  return accept([...others, ...releaseFacts(asked, task, why)]);
}

export const unassign: Command = {
  name: "unassign",
  who: ["triage"],
  summary: "take this task from whoever has it",
  usage: "/unassign [@login] [because REASON]",
  isReadOnly: false,
  examples: [
    { world: ["#4 is held by ana", "cy may triage"], on: 4, by: "cy", says: "/unassign @ana", answer: "accepted" },
    {
      world: ["#4 is assigned by hand to ana", "#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unassign",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/unassign", answer: "accepted" },
    {
      world: ["#4 is held by ana", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/unassign @bo",
      answer: "ana holds #4, not bo",
    },
  ],
  run,
};
