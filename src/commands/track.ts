/** `/track`: sets the label `track:NAME`. */
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { setOneLabel } from "./one-label.ts";
import { accept, notAnOpenIssue, refuse } from "./outcomes.ts";

const PREFIX = "track:";
/** A label is at most 50 characters long; commas would make it two. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,39}$/u;

function run(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const name = (asked.line.args.join(" ") || asked.line.reason || "").trim();
  if (!NAME.test(name)) {
    const said = name === "" ? "Which track?" : `“${quote(name, 40)}” cannot be a track.`;
    return refuse(`${said} What works: \`/track backend\`, letters and digits, at most 40.`);
  }
  const because = `track set by ${asked.sender.login}`;
  return accept(
    [],
    setOneLabel(asked.issue, `${PREFIX}${name}`, (one) => one.toLowerCase().startsWith(PREFIX), because),
  );
}

export const track: Command = {
  name: "track",
  who: ["triage"],
  summary: "put this task on a line of work",
  usage: "/track NAME",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/track backend", answer: "accepted" },
    {
      world: ["#4 is open", "#4 has the label track:docs", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/track backend",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/track", answer: "Which track?" },
  ],
  run,
};
