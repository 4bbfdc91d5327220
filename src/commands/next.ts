/** `/next`: what is best for a worker now. */
import { listWords } from "../core/explain.ts";
import { isSameName, type Worker } from "../core/model.ts";
import { nextFor } from "../core/next-for.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { guestWorker } from "../core/workers.ts";
import { readWorker } from "./assign.ts";
import { claimant, inHand, STRANGER } from "./may-take.ts";
import { answer, refuse } from "./outcomes.ts";

/** What a worker with full hands, or somebody who may not claim, can do about it. */
function sayHow(asked: Asked, worker: Worker, held: number): string {
  if (asked.line.args.length === 0 && claimant(asked) === null) return STRANGER;
  return held < worker.slots ? "`/claim` there takes it." : "It can be claimed when a slot is free.";
}

function run(asked: Asked): Outcome {
  const { line, world, schedule, sender } = asked;
  const word = line.args.filter((one) => one.toLowerCase() !== "as")[0];
  const worker = word === undefined ? (asked.worker ?? guestWorker(sender)) : readWorker(word, asked);
  if (worker === null)
    return refuse(
      `The settings name no worker called ${quote(word ?? "", 40)}. Way out: a name from \`workers\` in \`.github/signalbox.yml\`, or \`@login\`.`,
    );
  const name = quote(worker.name);
  const held = inHand(worker.name, world).map((task) => `#${task.issue.number}`);
  const now = held.length > 0 ? [`${name} has ${listWords(held)} in hand.`] : [];
  const next = nextFor(worker.name, world, schedule);
  const idle = schedule.idle.find((one) => isSameName(one.worker, worker.name));
  const none = idle ? `Nothing for ${name} now: ${idle.why}.` : `Nothing is ready for ${name} now.`;
  const said = next === null ? none : `Next for ${name}: ${next}. ${sayHow(asked, worker, held.length)}`;
  return answer([...now, said].join(" "));
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
    {
      world: ["#4 is held by ana", "#7 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/next",
      answer: "#7 Task 7. It can be claimed when a slot is free.",
    },
    {
      world: ["#4 is open", "tasks are claimed", "ana is a worker"],
      on: 4,
      by: "zoe",
      says: "/next",
      answer: "Next for zoe: #4 Task 4. Here only configured workers",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/next dora", answer: "no worker called dora" },
  ],
  run,
};
