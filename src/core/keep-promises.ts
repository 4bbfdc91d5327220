/** What time and people's own hands do to claims: taken away by a person, warned when silent, released when silent on. */
import { excusedUntil } from "./emergency.ts";
import { openClaim, wasTakenAway } from "./find-holder.ts";
import { durationMs, later } from "./local-time.ts";
import type { Fact } from "./model.ts";
import { isSameName, wearsLabel } from "./model.ts";
import type { Told } from "./plugins.ts";
import { showTime } from "./show-time.ts";
import { standsDown } from "./stand-down.ts";
import { findWorker } from "./workers.ts";
import type { Task, World } from "./world.ts";

export interface Promises {
  readonly told: readonly Told[];
  /** ISO times at which one of them falls due. */
  readonly recheckAt: readonly string[];
}

type Claim = Extract<Fact, { kind: "claim" }>;
type Warned = Extract<Fact, { kind: "warned" }>;

function by(key: string): Fact["from"] {
  return { comment: null, key };
}

/** A person un-assigned the holder, or put somebody else there: the claim is over and the pair is not offered again. */
function givenAway(task: Task, claim: Claim, world: World): readonly Told[] {
  const { issue } = task;
  const { botId } = world.snapshot.app;
  const worker = findWorker(world.workers, claim.worker);
  const login = worker === null ? claim.worker : worker.login;
  const wasTaken = wasTakenAway(issue, claim, login, botId);
  if (!wasTaken && (task.holder === null || task.holder.by !== "hand")) return [];
  const at = world.snapshot.now;
  const why = wasTaken ? "un-assigned by hand" : "assigned to somebody else by hand";
  const { epoch } = claim;
  const released: Fact = { kind: "released", worker: claim.worker, epoch, at, why, from: by(`given-away#${epoch}`) };
  const declined: Fact = { kind: "declined", worker: claim.worker, at, from: by(`declined#${epoch}`) };
  return [released, ...(wasTaken ? [declined] : [])].map((fact) => ({ issue: issue.number, fact }));
}

/** Given to an account that is neither in the settings nor known to GitHub here: a name mistyped would hold the task. */
function givenToNobody({ issue }: Task, claim: Claim, { workers, snapshot }: World): readonly Told[] {
  const { worker, epoch } = claim;
  const isOwn = isSameName(worker, claim.by?.login);
  const isRefused = snapshot.refusals.some((one) => one.issue === issue.number && isSameName(worker, one.assignee));
  if (!isRefused || isOwn || findWorker(workers, worker) !== null) return [];
  const why = "GitHub lets nobody of that name be assigned here";
  const from = by(`nobody#${epoch}`);
  return [{ issue: issue.number, fact: { kind: "released", worker, epoch, at: snapshot.now, why, from } }];
}

function endedByOthers(task: Task, claim: Claim, world: World): readonly Told[] {
  const nobody = givenToNobody(task, claim, world);
  return nobody.length > 0 ? nobody : givenAway(task, claim, world);
}

interface Lease {
  readonly warnAt: string;
  readonly releaseAt: string;
  /** The fact stands. */
  readonly wasWarned: boolean;
  /** And so does the comment that the worker can read. */
  readonly isSaid: boolean;
}

/** The key of the comment that a warning is said in. */
export function warningKey(issue: number, warned: Pick<Warned, "epoch" | "at">): string {
  return `silent:${issue}:${warned.epoch}:${warned.at}`;
}

/**
 * The fact is written before its comment, and a crash may come between them: time runs from what can be read. A comment
 * that GitHub refuses holds nothing up.
 */
function warningSaidAt({ issue }: Task, warned: Warned, world: World): string | null {
  const { comments, refusals } = world.snapshot;
  const key = warningKey(issue.number, warned);
  const said = comments.find(({ marker }) => marker?.key === key);
  if (said !== undefined) return said.createdAt;
  return refusals.some((refusal) => refusal.issue === issue.number) ? warned.at : null;
}

/**
 * When it came into progress last: while it waited for a review, for another task or for the end of a hold nobody owed a
 * sign of life. Its labels tell, which follow a moment later: until then it is just now. "" when nothing is known.
 */
function inHandSince(task: Task, facts: readonly Fact[], world: World): string {
  const { issue } = task;
  const { labels } = world.snapshot.settings;
  const waiting = [labels.blocked, labels["in review"]];
  if (waiting.some((label) => wearsLabel(issue, label)) && !standsDown(task, world)) return world.snapshot.now;
  const rests = [...waiting, labels.hold];
  const ends = issue.timeline.filter(
    ({ kind, label = "" }) => kind === "unlabeled" && rests.some((rest) => isSameName(rest, label)),
  );
  const resumed = facts.findLast(({ kind }) => kind === "resumed")?.at ?? "";
  const last = ends.at(-1)?.at ?? "";
  return last > resumed ? last : resumed;
}

/** A warning always comes first, with the time between warning and release still to go, also after downtime. */
function leaseOf(task: Task, facts: readonly Fact[], world: World): Lease | null {
  const { holder } = task;
  const { leases } = world.snapshot.settings;
  if (holder === null || task.status !== "in progress") return null;
  const excused = excusedUntil(holder.worker, world);
  if (excused === "open") return null;
  const seenAt = [holder.lastSeenAt, excused ?? "", inHandSince(task, facts, world)].reduce((a, b) => (a > b ? a : b));
  const warnMs = durationMs(leases.warn);
  const releaseMs = Math.max(durationMs(leases.release), warnMs);
  const warned = facts.findLast(
    (fact): fact is Warned => fact.kind === "warned" && fact.epoch === holder.epoch && fact.at > seenAt,
  );
  const bySilence = later(seenAt, releaseMs);
  const saidAt = warned === undefined ? null : warningSaidAt(task, warned, world);
  const byWarning = warned === undefined ? bySilence : later(saidAt ?? world.snapshot.now, releaseMs - warnMs);
  return {
    warnAt: later(seenAt, warnMs),
    releaseAt: bySilence > byWarning ? bySilence : byWarning,
    wasWarned: warned !== undefined,
    isSaid: saidAt !== null,
  };
}

/** What the release of a silent worker's task is known by. */
export function releaseTime(task: Task, world: World): string | null {
  return leaseOf(task, world.facts.get(task.issue.number) ?? [], world)?.releaseAt ?? null;
}

function keepLease(task: Task, world: World): Promises {
  const facts = world.facts.get(task.issue.number) ?? [];
  const lease = leaseOf(task, facts, world);
  const { holder, issue } = task;
  if (lease === null || holder === null) return { told: [], recheckAt: [] };
  const { now, settings } = world.snapshot;
  const at = now;
  if (!lease.wasWarned) {
    if (now < lease.warnAt) return { told: [], recheckAt: [lease.warnAt] };
    const fact: Fact = { kind: "warned", epoch: holder.epoch, at, from: by(`warned#${holder.epoch}`) };
    const releaseMs = durationMs(settings.leases.release) - durationMs(settings.leases.warn);
    return { told: [{ issue: issue.number, fact }], recheckAt: [later(now, Math.max(0, releaseMs))] };
  }
  if (holder.by === "hand" && settings.leases.handMade === "warn") return { told: [], recheckAt: [] };
  if (!lease.isSaid || now < lease.releaseAt) return { told: [], recheckAt: [lease.releaseAt] };
  const { worker, epoch, lastSeenAt } = holder;
  const released: Fact = {
    kind: "released",
    worker,
    epoch,
    at,
    why: `silent since ${showTime(lastSeenAt, world.snapshot)}`,
    from: by(`silent#${epoch}`),
  };
  const declined: Fact = { kind: "declined", worker, at, from: by(`declined#${epoch}`) };
  return { told: [released, declined].map((fact) => ({ issue: issue.number, fact })), recheckAt: [] };
}

export function keepPromises(world: World): Promises {
  const told: Told[] = [];
  const recheckAt: string[] = [];
  for (const task of world.tasks.values()) {
    if (!task.issue.isOpen || task.isContainer) continue;
    const claim = openClaim(world.facts.get(task.issue.number) ?? []);
    const away = claim === null ? [] : endedByOthers(task, claim, world);
    told.push(...away);
    if (away.length > 0) continue;
    const lease = keepLease(task, world);
    told.push(...lease.told);
    recheckAt.push(...lease.recheckAt);
  }
  return { told, recheckAt };
}
