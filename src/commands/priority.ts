/** `/priority`: sets the label `P0` to `P4`. */
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { setOneLabel } from "./one-label.ts";
import { accept, notAnOpenIssue, refuse } from "./outcomes.ts";

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ critical: "P0", high: "P1", medium: "P2", normal: "P2", low: "P3" }),
);
const LABEL = /^p[0-4]$/i;

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const word = asked.line.args[0] ?? asked.line.reason ?? "";
  const label = LABEL.test(word) ? word.toUpperCase() : WORDS.get(word.toLowerCase());
  if (label === undefined) {
    const said = word === "" ? "Which priority?" : `“${quote(word, 40)}” is not a priority.`;
    return refuse(`${said} What works: \`/priority P1\`, from P0 (most urgent) to P4, or critical, high, medium, low.`);
  }
  return accept(
    [],
    setOneLabel(asked.issue, label, (one) => LABEL.test(one), `priority set by ${asked.sender.login}`),
  );
}

export const priority: Command = {
  name: "priority",
  who: ["triage"],
  summary: "set the priority, P0 (most urgent) to P4",
  usage: "/priority P1",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/priority p1", answer: "accepted" },
    {
      world: ["#4 is open", "#4 has the label P1", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/priority P1",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/priority soon",
      answer: "“soon” is not a priority",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/priority", answer: "Which priority?" },
  ],
  run,
};
