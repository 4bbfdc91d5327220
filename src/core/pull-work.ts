/** Pull requests as claims: one that says it closes a free task takes it for its author; of several the lowest number wins. */
import { findStop } from "./emergency.ts";
import { nextEpoch } from "./find-holder.ts";
import { heardSince } from "./hubs.ts";
import { type PullBy, pullsFor } from "./linked-pulls.ts";
import type { Actor, Fact, Issue } from "./model.ts";
import { isSameName } from "./model.ts";
import type { Told } from "./plugins.ts";
import type { Trust } from "./trust.ts";
import { findWorker, guestWorker, isWorkerLogin, workerOf } from "./workers.ts";
import type { Task, World } from "./world.ts";

/** Names, in small letters, of those who have an open task. */
type Busy = Set<string>;

/**
 * The worker an author works as: null for those who could not claim here, robots that the settings do not name among
 * them, and who speak for several. A helper from outside has one open task at a time: one pull request may say that it
 * closes a hundred.
 */
function workerFor(author: Actor, { workers, snapshot }: World, trust: Trust, busy: Busy): string | null {
  const own = workerOf(workers, author, null);
  if (own !== null) return own.name;
  if (author.isBot || isWorkerLogin(author.login, workers)) return null;
  const { name } = guestWorker(author);
  if (trust.mayTriage(author)) return name;
  return snapshot.settings.claims === "anyone" && !busy.has(name.toLowerCase()) ? name : null;
}

/** A pull request claims once: given back, the task is free although the pull request stays open. */
function pullKey({ number }: Pick<Issue, "number">): string {
  return `pull#${number}`;
}

function claim(task: Task, world: World, trust: Trust, busy: Busy): readonly Told[] {
  const { issue, holder, gate, isContainer, status } = task;
  const isFree = holder === null && gate === null && !isContainer && (status === "ready" || status === "in review");
  if (!isFree || !issue.isOpen || issue.linkedPullRequests.length === 0) return [];
  const facts = world.facts.get(issue.number) ?? [];
  for (const { pull, author } of pullsFor(task, world)) {
    const key = pullKey(pull);
    const worker = workerFor(author, world, trust, busy);
    if (!pull.isOpen || worker === null || facts.some(({ from }) => from.key === key)) continue;
    busy.add(worker.toLowerCase());
    const from = { comment: null, key };
    const epoch = nextEpoch(facts);
    const fact: Fact = { kind: "claim", worker, by: author, epoch, at: world.snapshot.now, from };
    return [{ issue: issue.number, fact }];
  }
  return [];
}

/** Nothing is taken while everything is stopped. */
export function claimsByPulls(world: World, trust: Trust): readonly Told[] {
  if (findStop(world) !== null) return [];
  const tasks = [...world.tasks.values()];
  const busy: Busy = new Set(
    tasks.flatMap(({ issue, holder }) => (issue.isOpen && holder !== null ? [holder.worker.toLowerCase()] : [])),
  );
  return tasks.flatMap((task) => claim(task, world, trust, busy));
}

/** Is it the holder's own, by account or by whoever speaks for them? */
function isHolders({ author }: PullBy, { holder }: Task, { workers }: World): boolean {
  if (holder === null) return false;
  const accounts = findWorker(workers, holder.worker)?.speaksAs ?? [];
  return [holder.login, holder.worker, ...accounts].some((login) => isSameName(author.login, login));
}

/** What a worker once had they may still have a pull request for; what was there before Signalbox is nobody's surprise. */
function isNews({ pull, author }: PullBy, task: Task, world: World): boolean {
  const worker = workerOf(world.workers, author, null);
  const had = (world.facts.get(task.issue.number) ?? []).some(
    (fact) => fact.kind === "claim" && isSameName(fact.worker, worker?.name),
  );
  return worker !== null && !had && pull.isOpen && pull.createdAt >= (heardSince(world) ?? "");
}

/** Pull requests that workers opened for what somebody else had already. */
export function pullsTooLate(task: Task, world: World): readonly PullBy[] {
  const { holder, issue } = task;
  if (holder === null || !issue.isOpen || issue.linkedPullRequests.length === 0) return [];
  return pullsFor(task, world).filter((one) => isNews(one, task, world) && !isHolders(one, task, world));
}
