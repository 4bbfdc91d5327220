/** `/stop`: nothing is assigned any more in the whole repository, until `/start`. */
import { findStop } from "../core/emergency.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import { accept, keptReason, refuse } from "./outcomes.ts";

function run({ world, sender, line, comment, from }: Asked): Outcome {
  const hub = world.coordination?.number ?? 0;
  const [word, ...more] = line.args.map((one) => one.toLowerCase());
  if ((word !== undefined && word !== "all") || more.length > 0)
    return refuse("`/stop` stops everything. For one issue there is `/hold because …` on it.");
  if (line.reason === null) return refuse("Why? `/stop because …`: everybody who waits reads it on the dashboard.");
  const stop = findStop(world);
  if (stop !== null) {
    const since = showTime(stop.at, world.snapshot);
    return refuse(`Already stopped since ${since} by ${quote(stop.by.login, 39)}. Way out: \`/start\`.`);
  }
  const reason = keptReason(line.reason);
  return accept([{ issue: hub, fact: { kind: "stopped", by: sender, reason, at: comment.createdAt, from } }]);
}

export const stop: Command = {
  name: "stop",
  who: ["maintain"],
  summary: "stop all assignment in the repository until `/start`",
  usage: "/stop [all] because REASON",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "cy may maintain"],
      on: 4,
      by: "cy",
      says: "/stop all because the data is being moved",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may maintain"], on: 4, by: "cy", says: "/stop", answer: "Why?" },
    {
      world: ["#4 is open", "cy may maintain"],
      on: 4,
      by: "cy",
      says: "/stop #4 because it is wrong",
      answer: "`/hold because …` on it",
    },
    {
      world: ["#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/stop because I am afraid",
      answer: "a maintainer or the orchestrator",
    },
  ],
  run,
};
