/** `/brief`: what a fresh mind needs here, for whoever asks: builder, reviewer, or orchestrator on the coordination issue. */
import { isSameName } from "../core/model.ts";
import type { Asked, Brief, Command, Outcome } from "../core/plugins.ts";
import { buildersOf, isBuilder, isReviewer } from "../core/reviewing.ts";
import { answer, openTask, refuse } from "./outcomes.ts";

/** On the coordination issue a worker is told of the task in hand; everybody else of the whole. */
function aboutWhole({ world, worker }: Asked): Brief {
  const held = [...world.tasks.values()].find(
    ({ issue, holder, status }) =>
      issue.isOpen && status === "in progress" && isSameName(worker?.name ?? "", holder?.worker),
  );
  if (held === undefined || worker?.role === "orchestrator") return { reader: "orchestrator", task: null };
  return { reader: "builder", task: held };
}

function run(asked: Asked): Outcome {
  const { issue, world, schedule, views } = asked;
  if (issue.number === world.coordination?.number) return answer(views.brief(aboutWhole(asked), world, schedule));
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const looks = task.status === "in review" && !isBuilder(asked, buildersOf(task, world)) && isReviewer(asked, task);
  return answer(views.brief({ reader: looks ? "reviewer" : "builder", task }, world, schedule));
}

export const brief: Command = {
  name: "brief",
  who: ["anyone"],
  summary: "what a fresh mind needs to go on here",
  usage: "/brief",
  isReadOnly: true,
  examples: [
    {
      world: ["#4 depends on #3", "#3 was finished by bo", "#4 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/brief",
      answer: "**It builds on**\n\n- #3 Task 3",
    },
    {
      world: ["#4 is held by ana", "#4 is in review", "bo reviews", "ana is a worker"],
      on: 4,
      by: "bo",
      says: "/brief",
      answer: "**Your answer**\n\n`/approve` when it is good",
    },
    {
      world: ["#4 is open", "eve is an orchestrator"],
      on: 90_000,
      by: "eve",
      says: "/brief",
      answer: "**Where it stands**",
    },
    { world: ["#4 is outside", "ana is a worker"], on: 4, by: "ana", says: "/brief", answer: "takes no part" },
  ],
  run,
};
