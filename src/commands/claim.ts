/** `/claim`: takes a ready task; the earliest comment wins, because comments are answered in their order. */
import { nextEpoch } from "../core/find-holder.ts";
import { pullsFor } from "../core/linked-pulls.ts";
import type { Fact, Worker } from "../core/model.ts";
import { isHere, isSameName } from "../core/model.ts";
import { offerNext } from "../core/next-for.ts";
import type { Asked, Command, Outcome, Told } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import { openTrust } from "../core/trust.ts";
import { askForWhich, workerOf } from "../core/workers.ts";
import type { Task, World } from "../core/world.ts";
import { bringIn, claimant, STRANGER, whyNotTake } from "./may-take.ts";
import { accept, holdsIt, mayDo, openTask, refuse, tell } from "./outcomes.ts";
import { readRef } from "./read-ref.ts";

/** An issue outside comes in by being claimed, if its author or the claimant may let it in. */
function mayComeIn({ issue, role, world }: Asked): boolean {
  const { author } = issue;
  if (!issue.isOpen || issue.isPullRequest || issue.number === world.coordination?.number) return false;
  if (mayDo(role)) return true;
  return (
    author !== null && (openTrust(world.snapshot).mayTriage(author) || workerOf(world.workers, author, null) !== null)
  );
}

function claimFacts(asked: Asked, worker: Worker): Told[] {
  const { comment, from, sender, issue, world } = asked;
  const epoch = nextEpoch(world.facts.get(issue.number) ?? []);
  const fact: Fact = { kind: "claim", worker: worker.name, by: sender, epoch, at: comment.createdAt, from };
  return [tell(asked, fact)];
}

function sayTaken(task: Task, worker: Worker, { world, schedule }: Asked): string {
  const { issue, holder } = task;
  const since = showTime(holder?.since ?? issue.createdAt, world.snapshot);
  const next = offerNext(worker.name, world, schedule, issue.number);
  return `${quote(holder?.worker ?? "")} has #${issue.number} (since ${since}), and the first to ask gets it. ${next}`;
}

/** Handed in by nobody who holds it: a pull request says that it closes it. */
function sayInReview(task: Task, world: World): string {
  const [by] = pullsFor(task, world).filter(({ pull }) => pull.isOpen);
  const whose = by === undefined ? "" : `: ${quote(by.author.login)} opened the pull request #${by.pull.number} for it`;
  return `#${task.issue.number} is in review already${whose}.`;
}

/** Whoever helps from outside (`claims: anyone`) has one open claim, also while it waits for a review or rests. */
function otherClaim({ worker, role, sender, issue, world }: Asked): string | null {
  if (worker !== null || mayDo(role)) return null;
  const other = [...world.tasks.values()].find(
    (task) => task.issue.isOpen && task.issue.number !== issue.number && isSameName(sender.login, task.holder?.login),
  );
  if (other === undefined) return null;
  return `You have #${other.issue.number}, and helpers have one task at a time. Way out: \`/release\` there, or wait until it is closed.`;
}

/** An issue outside comes in by the same rules by which a task is taken. */
function takeOutside(asked: Asked, worker: Worker): Outcome {
  const { number, assignees } = asked.issue;
  const own = [worker.login, ...worker.speaksAs];
  const isOwn = assignees.some(({ login }) => own.some((one) => isSameName(login, one)));
  const [other] = assignees;
  if (other !== undefined && !isOwn)
    return refuse(`#${number} is assigned to ${quote(other.login)}. Ask them, or somebody with triage permission.`);
  const more = otherClaim(asked);
  return more === null ? bringIn(asked, worker, claimFacts(asked, worker), true) : refuse(more);
}

/** `/claim #15` on another issue: taking the one it stands on would be the wrong one. */
function namedInstead({ line, issue, world }: Asked): number | null {
  const ref = readRef(line.args[0] ?? "", world);
  return ref === null || !isHere(ref, world.snapshot.repo) || ref.number === issue.number ? null : ref.number;
}

function run(asked: Asked): Outcome {
  // Whoever speaks for several workers takes nothing in their own name.
  const unsaid = asked.worker === null ? askForWhich("claim", asked.sender, asked.world.workers) : null;
  if (unsaid !== null) return refuse(unsaid);
  const worker = claimant(asked);
  if (worker === null) return refuse(STRANGER);
  const other = namedInstead(asked);
  if (other !== null)
    return refuse(
      `\`/claim\` takes the issue that it stands on, #${asked.issue.number}. Way out: say it on #${other}.`,
    );
  if (asked.task === null && mayComeIn(asked)) return takeOutside(asked, worker);
  const task = openTask(asked);
  if (typeof task === "string") return refuse(task);
  if (task.holder !== null && holdsIt({ ...asked, worker }, task)) {
    return accept(task.holder.by === "hand" ? claimFacts(asked, worker) : []); // what was given by hand becomes a claim
  }
  if (task.holder !== null) return refuse(sayTaken(task, worker, asked));
  if (task.status === "in review" && task.gate === null)
    return refuse(
      `${sayInReview(task, asked.world)} ${offerNext(worker.name, asked.world, asked.schedule, task.issue.number)}`,
    );
  const why = otherClaim(asked) ?? whyNotTake(task, worker, asked.world, true);
  if (why === null) return accept(claimFacts(asked, worker));
  const next =
    task.status === "blocked" || task.status === "hold"
      ? ` ${offerNext(worker.name, asked.world, asked.schedule, task.issue.number)}`
      : "";
  return refuse(`${why}${next}`);
}

export const claim: Command = {
  name: "claim",
  who: ["anyone"],
  summary: "take this task; the first to ask gets it",
  usage: "/claim [as NAME]",
  isReadOnly: false,
  examples: [
    { world: ["#4 is open", "ana is a worker"], on: 4, by: "ana", says: "/claim", answer: "accepted" },
    {
      world: ["worker-6 speaks as ana", "#4 is open"],
      on: 4,
      by: "ana",
      says: "/claim as worker-6",
      answer: "accepted",
    },
    {
      world: ["#4 is open", "#5 is open", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim #5",
      answer: "`/claim` takes the issue that it stands on, #4. Way out: say it on #5",
    },
    { world: ["#4 is held by ana", "ana is a worker"], on: 4, by: "ana", says: "/claim", answer: "accepted" },
    {
      world: ["#4 is held by ana", "#7 is open", "bo is a worker"],
      on: 4,
      by: "bo",
      says: "/claim",
      answer: "ana has #4 (since 1 Jun 08:01), and the first to ask gets it. Next best for you: #7",
    },
    {
      world: ["#4 depends on #1", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim",
      answer: "#1 is not closed yet",
    },
    {
      world: ["#4 is open", "#4 is on hold", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim",
      answer: "#4 is on hold",
    },
    {
      world: ["#4 is open", "#5 is held by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim",
      answer: "You have #5 in hand, so your one slot is taken",
    },
    {
      world: ["#4 is open", "#4 was declined by ana", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim",
      answer: "accepted",
    },
    { world: ["#4 is open", "cy may triage"], on: 4, by: "cy", says: "/claim", answer: "accepted" },
    { world: ["#4 is open", "anyone may claim"], on: 4, by: "cy", says: "/claim", answer: "accepted" },
    {
      world: ["#5 is part of #4", "ana is a worker"],
      on: 4,
      by: "ana",
      says: "/claim",
      answer: "only holds other issues",
    },
    { world: ["#4 is open", "#4 is closed", "ana is a worker"], on: 4, by: "ana", says: "/claim", answer: "closed" },
  ],
  run,
};
