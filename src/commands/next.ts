/** `/next`: what is best for a worker now. */
import { isSameName } from "../core/model.ts";
import { nextFor } from "../core/next-for.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { guestWorker } from "../core/workers.ts";
import { readWorker } from "./assign.ts";
import { inHand } from "./may-take.ts";
import { answer, refuse } from "./outcomes.ts";

function run(asked: Asked): Outcome {
  const { line, world, schedule, sender } = asked;
  const word = line.args.filter((one) => one.toLowerCase() !== "as")[0];
  const worker = word === undefined ? (asked.worker ?? guestWorker(sender)) : readWorker(word, asked);
  if (worker === null) return refuse(`No worker called ${quote(word ?? "", 40)} stands in the settings.`);
  const name = quote(worker.name);
  const held = inHand(worker.name, world).map((task) => `#${task.issue.number}`);
  const now = held.length > 0 ? [`${name} has ${held.join(", ")} in hand.`] : [];
  const next = nextFor(worker.name, world, schedule);
  const idle = schedule.idle.find((one) => isSameName(one.worker, worker.name));
  const none = idle ? `Nothing for ${name} now: ${idle.why}.` : `Nothing is ready for ${name} now.`;
  return answer([...now, next === null ? none : `Next for ${name}: ${next}. \`/claim\` there takes it.`].join(" "));
}

export const next: Command = {
  name: "next",
  who: ["anyone"],
  summary: "what is best for you (or another worker) now",
  usage: "/next [NAME]",
  isReadOnly: true,
  examples: [
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/next", answer: "Next for ana: #4 Task 4" },
    {
      world: ["worker-6 speaks as ana", "#4 is open"],
      on: 4,
      by: "bo",
      says: "/next worker-6",
      answer: "Next for worker-6: #4",
    },
    { world: ["#4 is held by ana", "ana is a worker"], on: 4, by: "ana", says: "/next", answer: "ana has #4 in hand" },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/next dora", answer: "No worker called dora" },
  ],
  run,
};
