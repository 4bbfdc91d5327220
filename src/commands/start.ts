/** `/start`: ends a stop; work is handed out again in stages, so that what was wrong shows while little is at stake. */
import { findStop, STAGE_MS } from "../core/emergency.ts";
import { later } from "../core/local-time.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { showTime } from "../core/show-time.ts";
import { refuse } from "./outcomes.ts";

function run({ world, sender, comment, from }: Asked): Outcome {
  const hub = world.coordination?.number ?? 0;
  if (findStop(world) === null) return refuse("Nothing is stopped. A hold on one issue ends with `/resume` there.");
  const at = comment.createdAt;
  const time = (stage: number) =>
    showTime(later(at, stage * STAGE_MS), world.snapshot)
      .split(" ")
      .at(-1) ?? "";
  const reply = `Going on, in stages: one task now, a quarter of the slots from ${time(1)}, half of them from ${time(2)}, everything from ${time(3)}. \`/stop because …\` stops it again.`;
  return {
    accepted: true,
    facts: [{ issue: hub, fact: { kind: "started", by: sender, at, from } }],
    effects: [],
    reply,
  };
}

export const start: Command = {
  name: "start",
  who: ["maintain"],
  summary: "end a `/stop`; work is handed out again in stages",
  usage: "/start",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "cy may maintain", "everything is stopped"],
      on: 4,
      by: "cy",
      says: "/start",
      answer: "in stages: one task now",
    },
    { world: ["#4 is open", "cy may maintain"], on: 4, by: "cy", says: "/start", answer: "Nothing is stopped" },
  ],
  run,
};
