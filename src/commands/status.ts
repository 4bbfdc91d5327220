/** `/status`: how far everything is, in a few lines. */
import { countTasks, sayCounts } from "../core/count-tasks.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { count } from "../core/schedule/wording.ts";
import { answer } from "./outcomes.ts";

function run({ world }: Asked): Outcome {
  const counted = countTasks(world);
  const { total, by } = counted;
  if (total === 0) return answer("No task takes part yet.");
  const more = world.coordination === null ? "" : ` More in #${world.coordination.number}.`;
  return answer(`${[`${by.done} of ${count(total, "task")} done`, ...sayCounts(counted)].join(", ")}.${more}`);
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
