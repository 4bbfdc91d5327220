/** `/gate approve` and `/gate reject`: the approver opens the way to the next phase, or says what is missing. */
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { openGate, turnDownGate } from "./open-gate.ts";
import { accept, openTask, refuse } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const { line, task: known } = asked;
  const [word = ""] = line.args.map((one) => one.toLowerCase());
  if (word !== "approve" && word !== "reject")
    return refuse("What about the gate? `/gate approve`, or `/gate reject because …`.");
  if (known?.gate && known.status === "done" && word === "approve") return accept();
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  if (task.gate === null)
    return refuse(`#${task.issue.number} is no gate. Way out: a line \`Approver: login\` in its text makes it one.`);
  return word === "approve" ? openGate(asked, task) : turnDownGate(asked, task);
}

export const gate: Command = {
  name: "gate",
  who: ["approver", "maintain"],
  summary: "open this gate, or say what is missing (its approver)",
  usage: "/gate approve | /gate reject because REASON",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 says Approver: bo", "bo is known"],
      on: 4,
      by: "bo",
      says: "/gate approve",
      answer: "accepted",
    },
    {
      world: ["#4 says Approver: bo", "bo is known"],
      on: 4,
      by: "bo",
      says: "/gate reject because nobody rehearsed it",
      answer: "accepted",
    },
    {
      world: ["#4 says Approver: bo", "#4 depends on #3", "#3 is open"],
      on: 4,
      by: "bo",
      says: "/gate approve",
      answer: "#3 is not closed yet",
    },
    {
      world: ["#4 says Approver: bo", "#4 says ## Done when\n\n- [ ] it was rehearsed"],
      on: 4,
      by: "bo",
      says: "/gate approve",
      answer: "“it was rehearsed” is not ticked",
    },
    {
      world: ["#4 says Approver: bo", "bo is a worker", "cy may maintain"],
      on: 4,
      by: "cy",
      says: "/gate approve",
      answer: "The gate #4 is for bo",
    },
    {
      world: ["#4 says Approver: the team lead", "#4 depends on #3", "#3 was finished by cy", "cy may maintain"],
      on: 4,
      by: "cy",
      says: "/gate approve",
      answer: "You built #3",
    },
    { world: ["#4 says Approver: bo"], on: 4, by: "bo", says: "/gate reject", answer: "Say what is missing" },
    { world: ["#4 is open", "cy may maintain"], on: 4, by: "cy", says: "/gate approve", answer: "#4 is no gate" },
    { world: ["#4 says Approver: bo"], on: 4, by: "bo", says: "/gate", answer: "What about the gate?" },
  ],
  run,
};
