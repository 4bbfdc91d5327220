/** Who holds an issue: told facts and native assignees read together; a person's un-assigning always wins. */

import type { Actor, Comment, Fact, Issue, TimelineEntry, Worker } from "./model.ts";
import { isSameName, wearsLabel } from "./model.ts";
import { findWorker } from "./workers.ts";
import type { Holder } from "./world.ts";

type Claim = Extract<Fact, { kind: "claim" }>;

const WORKER_LABEL = "worker:";
/** So many entries of a timeline are read besides those of dependencies (src/github/queries.ts). */
const NEWEST_ENTRIES = 50;

/** The label that carries a worker without account. */
export function workerLabel(name: string): string {
  return `${WORKER_LABEL}${name}`;
}

/** GitHub's labels differ in more than case: the repository's own `Worker:ana` is the same label. */
export function isWorkerLabel(label: string): boolean {
  return label.toLowerCase().startsWith(WORKER_LABEL);
}

/** The latest claim that was not given back; its epoch is the highest so far. */
export function openClaim(facts: readonly Fact[]): Claim | null {
  let open: Claim | null = null;
  for (const fact of facts) {
    if (fact.kind === "claim" && fact.epoch > (open?.epoch ?? 0)) open = fact;
    if (fact.kind === "released" && open !== null && fact.epoch >= open.epoch) open = null;
  }
  return open;
}

/** Claims are numbered from 1 on each issue: an old number shows a report that came too late. */
export function nextEpoch(facts: readonly Fact[]): number {
  return 1 + Math.max(0, ...facts.map((fact) => (fact.kind === "claim" ? fact.epoch : 0)));
}

/** True when somebody other than the App took the assignment (or worker label) away after `since`. */
export function wasTakenAway(issue: Issue, claim: Claim, login: string | null, botId: number): boolean {
  return issue.timeline.some((entry) => {
    if (entry.at <= claim.at || entry.actor?.id === botId) return false;
    if (login !== null) return entry.kind === "unassigned" && isSameName(login, entry.assignee);
    return entry.kind === "unlabeled" && isSameName(entry.label ?? "", workerLabel(claim.worker));
  });
}

function lastSeen(
  since: string,
  logins: readonly (string | null)[],
  { comments, facts }: Pick<HolderSources, "comments" | "facts">,
): string {
  const known = new Set(logins.map((login) => login?.toLowerCase()));
  let last = since;
  for (const comment of comments) {
    if (comment.author !== null && known.has(comment.author.login.toLowerCase()) && comment.createdAt > last)
      last = comment.createdAt;
  }
  for (const fact of facts) if (fact.kind === "progress" && fact.at > last) last = fact.at;
  return last;
}

export interface HolderSources {
  readonly issue: Issue;
  readonly facts: readonly Fact[];
  /** Comments on this issue. */
  readonly comments: readonly Comment[];
  readonly workers: readonly Worker[];
  readonly botId: number;
}

/**
 * Who gave the task back, or stood beside its holder and stepped back: the login may still be assigned, or the label
 * there, because we have not taken it off yet. Whoever is assigned anew by a person does not linger.
 */
export function lingering({ issue, facts, workers, botId }: Omit<HolderSources, "comments">): readonly string[] {
  const gone = new Map<string, string>();
  for (const fact of facts)
    if ((fact.kind === "released" || fact.kind === "declined") && fact.at > (gone.get(fact.worker) ?? ""))
      gone.set(fact.worker, fact.at);
  if (gone.size === 0) return [];
  const open = openClaim(facts);
  const others = issue.timeline.filter(({ kind }) => kind !== "edge-added" && kind !== "edge-removed");
  return [...gone].flatMap(([name, at]) => {
    if (open !== null && isSameName(open.worker, name)) return [];
    // Who assigned them since may no longer be among the newest entries.
    if (others.length >= NEWEST_ENTRIES && (others[0]?.at ?? "") > at) return [];
    const login = findWorker(workers, name)?.login ?? name;
    const isBack = issue.timeline.some(
      (entry) =>
        entry.at > at &&
        entry.actor?.id !== botId &&
        (entry.kind === "assigned"
          ? isSameName(entry.assignee ?? "", login)
          : entry.kind === "labeled" && isSameName(entry.label ?? "", workerLabel(name))),
    );
    return isBack ? [] : [name];
  });
}

function byHand(sources: HolderSources): Holder | null {
  const { issue, facts, workers } = sources;
  const leftovers = lingering(sources);
  const isLeftover = (name: string) =>
    leftovers.some((one) => isSameName(one, name) || isSameName(findWorker(workers, one)?.login ?? one, name));
  const assignee = issue.assignees.find((one) => !isLeftover(one.login));
  const labelled = issue.labels.find(isWorkerLabel)?.slice(WORKER_LABEL.length);
  const name = assignee?.login ?? (labelled === undefined || isLeftover(labelled) ? undefined : labelled);
  if (name === undefined) return null;
  const worker = findWorker(workers, name);
  const login = assignee?.login ?? null;
  const isTaking = (entry: TimelineEntry) =>
    login === null
      ? entry.kind === "labeled" && isSameName(entry.label ?? "", workerLabel(name))
      : entry.kind === "assigned" && entry.assignee === login;
  // What we have just done ourselves is not in the timeline yet: the last change is near enough, the creation is not.
  const at = issue.timeline.findLast(isTaking)?.at ?? issue.updatedAt;
  const lastSeenAt = lastSeen(at, [login, ...(worker?.speaksAs ?? [])], sources);
  return { worker: worker?.name ?? name, login, since: at, epoch: nextEpoch(facts) - 1, by: "hand", lastSeenAt };
}

/** The account that claimed it for itself, under another login than then. */
function isRenamed({ id }: Actor, { by }: Claim, login: string | null): boolean {
  return by !== null && by.id === id && isSameName(by.login, login);
}

function isGiven(claim: Claim): boolean {
  return claim.from.comment === null && claim.by === null;
}

/** Given by us, and closed before GitHub showed it: who was free then may have taken up other work since. */
function wasNeverShown(issue: Issue, claim: Claim, login: string | null): boolean {
  if (!isGiven(claim) || !issue.timeline.some(({ kind, at }) => kind === "closed" && at > claim.at)) return false;
  if (login === null) return !wearsLabel(issue, workerLabel(claim.worker));
  return !issue.assignees.some((one) => isSameName(one.login, login));
}

export function findHolder(sources: HolderSources): Holder | null {
  const { issue, facts, workers, botId } = sources;
  const claim = openClaim(facts);
  if (claim === null) return byHand(sources);
  const worker = findWorker(workers, claim.worker);
  const login = worker === null ? claim.worker : worker.login;
  if (wasTakenAway(issue, claim, login, botId) || wasNeverShown(issue, claim, login)) return byHand(sources);
  const instead = byHand(sources);
  const own = issue.assignees.find((one) => isSameName(one.login, login) || isRenamed(one, claim, login));
  if (instead !== null && issue.assignees.length > 0 && own === undefined) return instead;
  const lastSeenAt = lastSeen(claim.at, [login, ...(worker?.speaksAs ?? [])], sources);
  const by = isGiven(claim) ? "signalbox" : "claim";
  return { worker: claim.worker, login: own?.login ?? login, since: claim.at, epoch: claim.epoch, by, lastSeenAt };
}
