/** `/status`: how far everything is, in a few lines. */
import { countTasks } from "../core/count-tasks.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { answer } from "./outcomes.ts";

function run({ world }: Asked): Outcome {
  const { total, by } = countTasks(world);
  if (total === 0) return answer("No task takes part yet.");
  const order = ["ready", "in progress", "in review", "blocked", "hold"] as const;
  const counts = order
    .filter((status) => by[status] > 0)
    .map((status) => `${by[status]} ${status === "hold" ? "on hold" : status}`);
  const more = world.coordination === null ? "" : ` More in #${world.coordination.number}.`;
  return answer(`${[`${by.done} of ${total} tasks done`, ...counts].join(", ")}.${more}`);
}

export const status: Command = {
  name: "status",
  who: ["anyone"],
  summary: "how far everything is",
  usage: "/status",
  isReadOnly: true,
  examples: [
    {
      world: ["#1 was finished by ana", "#2 depends on #1", "#3 depends on #2"],
      on: 2,
      by: "zoe",
      says: "/status",
      answer: "1 of 3 tasks done, 1 ready, 1 blocked. More in #90000.",
    },
    { world: ["#4 is outside"], on: 4, by: "zoe", says: "/status", answer: "No task takes part yet." },
  ],
  run,
};
