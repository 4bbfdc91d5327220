/** `/urgent …`: an emergency. The label, the top of the dashboard, and the orchestrator is told once. */
import type { Action } from "../core/actions.ts";
import { findUrgent } from "../core/emergency.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { accept, notAnOpenIssue, refuse, tell } from "./outcomes.ts";

const LONGEST = 300;

function run(asked: Asked): Outcome {
  const { issue, world, sender, line, comment, from } = asked;
  const isHub = issue.number === world.coordination?.number;
  const outside = isHub ? null : notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  if (line.reason === null) return refuse("What is the matter? `/urgent the build machine is down`, in a few words.");
  const text = line.reason.slice(0, LONGEST).toWellFormed();
  if (findUrgent(issue.number, world)?.text === text) return accept();
  const label = world.snapshot.settings.labels.urgent;
  const because = `${sender.login} calls it urgent`;
  const effects: Action[] = isHub ? [] : [{ kind: "add-label", issue: issue.number, label, because }];
  return accept([tell(asked, { kind: "urgent", by: sender, text, at: comment.createdAt, from })], effects);
}

export const urgent: Command = {
  name: "urgent",
  who: ["worker", "triage"],
  summary: "an emergency: top of the dashboard, and the orchestrator is told once",
  usage: "/urgent WHAT HAPPENED",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/urgent the key was leaked",
      answer: "accepted",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/urgent", answer: "What is the matter?" },
    {
      world: ["#4 is closed", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/urgent it broke again",
      answer: "#4 Task 4 is closed",
    },
  ],
  run,
};
