/** `/summary`: the daily summary as it would read now, since the last one. */
import { localDate } from "../core/local-time.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { previousFigures } from "../core/steps/summary.ts";
import { answer, refuse } from "./outcomes.ts";

function run({ world, schedule, views, line }: Asked): Outcome {
  if (line.args.length > 0) return refuse("`/summary` takes no words: it sums up everything since the last summary.");
  const { now, settings } = world.snapshot;
  return answer(views.dailySummary(world, schedule, localDate(now, settings.timezone), previousFigures(world)));
}

export const summary: Command = {
  name: "summary",
  who: ["anyone"],
  summary: "what has changed since the last daily summary",
  usage: "/summary",
  isReadOnly: true,
  examples: [
    {
      world: ["#1 was finished by ana", "#2 depends on #1", "ana is a worker"],
      on: 2,
      by: "ana",
      says: "/summary",
      answer: "1 of 2",
    },
    { world: ["#2 is open", "ana is a worker"], on: 2, by: "ana", says: "/summary please", answer: "takes no words" },
  ],
  run,
};
