/** `/why`: the chain of waits below an issue to the last link, or why a worker has nothing. */
import { whyWorker } from "../core/explain.ts";
import { isHub } from "../core/hubs.ts";
import { isHere } from "../core/model.ts";
import type { Asked, Command, Outcome } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { whyTask } from "../core/why-task.ts";
import { readWorker } from "./assign.ts";
import { answer, refuse } from "./outcomes.ts";
import { readRef } from "./read-ref.ts";

function run(asked: Asked): Outcome {
  const { line, world, schedule, issue } = asked;
  const [word] = line.args;
  if (word === undefined && isHub(issue.number, world))
    return refuse("Which issue, or which worker? `/why #12` or `/why @login`; on an issue `/why` alone will do.");
  if (word === undefined) return answer(whyTask(world, schedule, issue.number));
  const ref = readRef(word, world);
  if (ref !== null && isHere(ref, world.snapshot.repo)) return answer(whyTask(world, schedule, ref.number));
  const worker = ref === null ? readWorker(word, asked) : null;
  if (worker !== null) return answer(whyWorker(world, schedule, worker));
  return refuse(
    `“${quote(word, 40)}” is neither an issue of this repository nor a worker. What works: \`/why #12\` or \`/why @login\`.`,
  );
}

export const why: Command = {
  name: "why",
  who: ["anyone"],
  summary: "why an issue waits, or why a worker has nothing",
  usage: "/why [#n or @login]",
  isReadOnly: true,
  examples: [
    { world: ["#4 depends on #5", "#5 depends on #6"], on: 4, by: "ana", says: "/why", answer: "#6 Task 6 is ready" },
    {
      world: ["#4 depends on #5", "#5 is held by bo"],
      on: 9,
      by: "ana",
      says: "/why #4",
      answer: "#5 Task 5 is in progress with bo",
    },
    {
      world: ["#4 depends on #5", "#5 is closed as not planned"],
      on: 4,
      by: "ana",
      says: "/why",
      answer: "Way out: `/unblock #5 because …`",
    },
    { world: ["#4 is open"], on: 90000, by: "ana", says: "/why", answer: "Which issue, or which worker?" },
    { world: ["#4 is outside"], on: 4, by: "ana", says: "/why", answer: "takes no part" },
    { world: ["#4 is held by ana", "ana is a worker"], on: 4, by: "bo", says: "/why @ana", answer: "has #4 Task 4" },
    {
      world: ["#4 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/why nobody",
      answer: "neither an issue of this repository nor a worker",
    },
  ],
  run,
};
