/** `/estimate`: says how long a task takes, until the estimate in its text changes. */

import { parseDuration } from "../core/fields/duration.ts";
import { bodyEstimate } from "../core/merge-fields.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { accept, notAnOpenIssue, refuse, tell } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const { line, world, issue, sender, comment, from } = asked;
  const text = [...line.args, line.reason ?? ""].join(" ").trim();
  const minutes = parseDuration(text);
  if (minutes === null) {
    const said = text === "" ? "How long?" : `“${quote(text, 40)}” is not a length of time.`;
    return refuse(
      `${said} What works: \`/estimate 2h\`, \`/estimate 45min\`, \`/estimate 2-3 hours\`, \`/estimate 1.5d\`.`,
    );
  }
  const bodyField = bodyEstimate(world.meanings.get(issue.number)?.fields ?? {});
  return accept([tell(asked, { kind: "estimate", minutes, bodyField, by: sender, at: comment.createdAt, from })]);
}

export const estimate: Command = {
  name: "estimate",
  who: ["triage"],
  summary: "say how long this task takes",
  usage: "/estimate 2h",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/estimate 2-3 hours", answer: "accepted" },
    {
      world: ["#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/estimate soon",
      answer: "“soon” is not a length of time",
    },
  ],
  run,
};
