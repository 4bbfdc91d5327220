/** Who may look at whose work: reviewers and builders of a task, approvers of a gate. */
import { attestants, trackSettings } from "./evidence.ts";
import { listWords } from "./explain.ts";
import { openClaim } from "./find-holder.ts";
import { pullsFor } from "./linked-pulls.ts";
import type { Actor, Role, Verdict, Worker } from "./model.ts";
import { isSameName, no, yes } from "./model.ts";
import { peopleNamed } from "./people-named.ts";
import { quote } from "./quote.ts";
import { isAtLeast } from "./trust.ts";
import { findWorker } from "./workers.ts";
import type { Task, World } from "./world.ts";

/** Somebody who says a word about work, with the worker they are or speak for. */
export interface Judge {
  readonly sender: Actor;
  readonly worker: Worker | null;
  readonly role: Role;
  readonly world: World;
}

/** Named by the task, else by its track, else by the settings, else the workers whose role it is. */
function namedReviewers(task: Task, world: World): readonly string[] {
  const named = peopleNamed(task.fields.reviewer, world);
  if (named.isKnown) return named.names;
  const { settings } = world.snapshot;
  const ofTrack = trackSettings(task, settings)?.reviewers ?? [];
  const anywhere = [...settings.review.reviewers, ...attestants(task, world)];
  const set = (ofTrack.length > 0 ? ofTrack : anywhere).map((name) => name.replace(/^@/, ""));
  const standing =
    set.length > 0 ? set : world.workers.filter(({ role }) => role === "reviewer").map(({ name }) => name);
  // A name nobody here is known by may still be somebody's: they may, and so may those who would without it.
  return standing.length === 0 ? [] : [...named.names, ...standing];
}

/** Nobody but builders can speak for this name; where accounts are shared, only the name itself counts. */
function isBuildersOwn(name: string, builders: readonly string[], { workers, snapshot }: World): boolean {
  if (builders.some((one) => isSameName(one, name))) return true;
  if (snapshot.settings.sharedAccount) return false;
  const accountsOf = (one: string) => findWorker(workers, one)?.speaksAs ?? [one];
  const theirs = builders.flatMap(accountsOf);
  return accountsOf(name).every((login) => theirs.some((one) => isSameName(one, login)));
}

/** Who is to look at it, whoever built it left out; empty: anybody with triage, so that no work waits for its own builder. */
export function reviewersOf(task: Task, world: World): readonly string[] {
  const named = namedReviewers(task, world);
  const builders = named.length === 0 ? [] : buildersOf(task, world);
  return named.filter((name) => !isBuildersOwn(name, builders, world));
}

function isAmong({ worker, sender }: Pick<Judge, "worker" | "sender">, names: readonly string[]): boolean {
  return names.some((name) => isSameName(name, sender.login) || isSameName(name, worker?.name));
}

export function isReviewer(judge: Judge, task: Task): boolean {
  const attesting = attestants(task, judge.world);
  if (isAmong(judge, [...namedReviewers(task, judge.world), ...attesting])) return true;
  if (reviewersOf(task, judge.world).length > 0 || attesting.length > 0) return false;
  return isAtLeast(judge.role, "triage") || judge.worker?.role === "reviewer";
}

export function sayReviewers(task: Task, world: World): string {
  const reviewers = reviewersOf(task, world);
  return reviewers.length === 0 ? "somebody with triage permission" : listWords(reviewers.map((name) => quote(name)));
}

/** Names of workers that built it: whoever holds it, whoever said it was finished, and whose pull requests are for it. */
export function buildersOf(task: Task, world: World): readonly string[] {
  const facts = world.facts.get(task.issue.number) ?? [];
  const last = facts.findLast((fact) => fact.kind === "review" || fact.kind === "done");
  const said = last?.kind === "review" || last?.kind === "done" ? [last.worker] : [];
  const holder = task.holder?.worker ?? openClaim(facts)?.worker;
  // Whoever has another login by now than when they took it is still the same.
  const account = task.holder?.login ?? holder;
  const pulled = pullsFor(task, world).map(({ author }) => author.login);
  return [holder, account, ...said, ...pulled].filter((name) => name !== undefined);
}

/** By name always; by account too, unless several workers share one. */
export function isBuilder({ worker, sender, world }: Judge, builders: readonly string[]): boolean {
  return builders.some((name) => {
    if (isSameName(name, worker?.name)) return true;
    if (world.snapshot.settings.sharedAccount && worker !== null) return false;
    const accounts = findWorker(world.workers, name)?.speaksAs ?? [name];
    return accounts.some((login) => isSameName(login, sender.login));
  });
}

/** Who may open a gate; `orMaintainers`: nobody is named whom anybody here is known by. */
function approversOf(task: Task, world: World): { readonly names: readonly string[]; readonly orMaintainers: boolean } {
  const named = peopleNamed(task.fields.approver, world);
  if (named.isKnown) return { names: named.names, orMaintainers: false };
  const set = world.snapshot.settings.gates.approvers.map((name) => name.replace(/^@/, ""));
  return { names: [...named.names, ...set], orMaintainers: set.length === 0 };
}

export function sayApprovers(task: Task, world: World): string {
  const { names, orMaintainers } = approversOf(task, world);
  const quoted = names.map((name) => quote(name));
  return listWords(orMaintainers ? [...quoted, "a maintainer who built none of it"] : quoted);
}

/** Named as approver, or standing in for one; whether they built it is for `mayOpenGate` to say. */
export function mayHaveSay(judge: Judge, task: Task): boolean {
  const { world, role, worker } = judge;
  const { names, orMaintainers } = approversOf(task, world);
  return isAmong(judge, names) || (orMaintainers && (isAtLeast(role, "maintain") || worker?.role === "orchestrator"));
}

/** Fresh eyes where the gate asks for them; a maintainer who stands in has built none of it either. */
export function mayOpenGate(judge: Judge, task: Task): Verdict {
  const { world } = judge;
  const { number } = task.issue;
  if (!mayHaveSay(judge, task))
    return no(`The gate #${number} is for ${sayApprovers(task, world)} to open: ask them to say it here.`);
  if (isAmong(judge, approversOf(task, world).names) && task.gate?.isFresh !== true) return yes;
  const built = (task.gate?.audits ?? []).find((audited) => {
    const other = world.tasks.get(audited);
    return other !== undefined && isBuilder(judge, buildersOf(other, world));
  });
  if (built === undefined) return yes;
  return no(
    `You built #${built}, which the gate #${number} closes, so somebody else has to look. Way out: name an approver, \`Approver: login\` in its text.`,
  );
}
