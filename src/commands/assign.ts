/** `/assign`: gives a task to a worker, in their place and under the same rules as a claim. */

import { nextEpoch } from "../core/find-holder.ts";
import type { Fact, Worker } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import type { Asked, Command, Outcome, Told } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { findWorker, guestWorker, isOffered } from "../core/workers.ts";
import type { Task } from "../core/world.ts";
import { releaseFacts } from "./give-back.ts";
import { bringIn, whyNotTake } from "./may-take.ts";
import { accept, notAnOpenIssue, openTask, refuse, tell } from "./outcomes.ts";

const LOGIN = /^@([a-z\d](?:[a-z\d-]{0,38})(?:\[bot\])?)$/i;

/** A worker of the settings by name or login, or any account written with `@`. */
export function readWorker(word: string, { world }: Pick<Asked, "world">): Worker | null {
  const known = findWorker(world.workers, word);
  if (known !== null) return known;
  const login = LOGIN.exec(word)?.[1];
  return login === undefined ? null : guestWorker({ id: 0, login, isBot: login.endsWith("[bot]") });
}

function claimFor(asked: Asked, worker: Worker): Told {
  const { sender, issue, world, comment, from } = asked;
  const epoch = nextEpoch(world.facts.get(issue.number) ?? []);
  return tell(asked, { kind: "claim", worker: worker.name, by: sender, epoch, at: comment.createdAt, from });
}

/** An issue outside comes in: whoever assigns it has triage permission. */
function giveOutside(asked: Asked, worker: Worker): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const others = replaced(asked, { issue: asked.issue, holder: null }, worker);
  return bringIn(asked, worker, [...others, claimFor(asked, worker)], false);
}

function run(asked: Asked): Outcome {
  const { line, world } = asked;
  const [word = "", ...more] = line.args;
  if (word === "" || more.length > 0)
    return refuse("To whom? One name at a time: `/assign @login`, or the name of a worker in the settings.");
  const worker = readWorker(word, asked);
  if (worker === null)
    return refuse(
      `The settings name no worker called ${quote(word, 40)}. For a GitHub account, put an @ before its name.`,
    );
  if (worker.role === "orchestrator") return refuse(`${quote(worker.name)} is the orchestrator and is given no tasks.`);
  if (isOffered(worker))
    return refuse(
      `GitHub lets only people start ${quote(worker.name)}: assign it yourself, under Assignees in the sidebar of #${asked.issue.number}.`,
    );
  if (asked.task === null) return giveOutside(asked, worker);
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  const { holder } = task;
  if (holder !== null && (isSameName(holder.worker, worker.name) || isSameName(holder.worker, worker.login)))
    return accept();
  const why = whyNotTake(task, worker, world, false);
  if (why !== null) return refuse(why);
  const given = holder === null ? [] : releaseFacts(asked, task, `given to ${worker.name}`).filter(isRelease);
  return accept([...given, ...replaced(asked, task, worker), claimFor(asked, worker)]);
}

/** Whoever else is assigned by hand beside the holder makes room as well: one of them would hold it instead. */
function replaced(asked: Asked, { issue, holder }: Pick<Task, "issue" | "holder">, worker: Worker): Told[] {
  const { world, comment, from } = asked;
  const epoch = nextEpoch(world.facts.get(issue.number) ?? []) - 1;
  const why = `given to ${worker.name}`;
  return issue.assignees
    .filter(({ login }) => !isSameName(login, worker.login) && !isSameName(login, holder?.login))
    .map(({ login }) => findWorker(world.workers, login)?.name ?? login)
    .map((name) => tell(asked, { kind: "released", worker: name, epoch, at: comment.createdAt, why, from }));
}

/** Being replaced is not declining: the worker may be offered the task again. */
function isRelease({ fact }: { readonly fact: Fact }): boolean {
  return fact.kind === "released";
}

export const assign: Command = {
  name: "assign",
  who: ["triage"],
  summary: "give this task to somebody",
  usage: "/assign @login",
  isReadOnly: false,
  examples: [
    {
      world: ["#4 is open", "ana is a worker", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign @ana",
      answer: "accepted",
    },
    {
      world: ["worker-6 speaks as ana", "#4 is open", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign worker-6",
      answer: "accepted",
    },
    {
      world: ["#4 is held by bo", "ana is a worker", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign @ana",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/assign dora", answer: "no worker called dora" },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/assign", answer: "To whom?" },
    {
      world: ["#4 depends on #5", "ana is a worker", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign @ana",
      answer: "#5 is not closed yet",
    },
    {
      world: ["#4 is open", "#5 is held by ana", "ana is a worker", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign @ana",
      answer: "ana has #5 in hand",
    },
    {
      world: ["#4 is open", "eve is an orchestrator", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign @eve",
      answer: "eve is the orchestrator",
    },
    {
      world: ["#4 is open", "robo is started by people", "cy may triage"],
      on: 4,
      by: "cy",
      says: "/assign robo",
      answer: "under Assignees in the sidebar of #4",
    },
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/assign @ana", answer: "triage permission" },
  ],
  run,
};
