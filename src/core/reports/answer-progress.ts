/** What a progress report leads to: a freed slot, new edges, a finished task, or one answer naming what is missing. */
import { whyOutside } from "../explain.ts";
import { openClaim } from "../find-holder.ts";
import { sayAwaited, unmetFor } from "../finish-task.ts";
import { awaitedEvidence, needsReview } from "../handed-in.ts";
import { isHub } from "../hubs.ts";
import type { Ref } from "../model.ts";
import { isHere, isSameName, showNumbers } from "../model.ts";
import { accept, type Outcome, refuse, type Told } from "../plugins.ts";
import { quote } from "../quote.ts";
import type { Task } from "../world.ts";
import type { HeardReport } from "./report.ts";
import { tellProgress } from "./tell-progress.ts";

interface Reported extends HeardReport {
  readonly task: Task;
}

/** As many as a fact keeps: all facts of an issue share one comment; the report itself stays where it is. */
const MOST_REFS = 30;
const TEXT_LENGTH = 500;
const REASON_LENGTH = 100;

function createdHere({ report, task, world }: Reported): readonly number[] {
  return report.dependenciesCreated
    .filter((ref) => isHere(ref, world.snapshot.repo))
    .map((ref) => ref.number)
    .filter((number) => number !== task.issue.number)
    .slice(0, MOST_REFS);
}

/** Making somebody else's issue wait takes triage permission, by report as by command. */
function mayLetWait(number: number, { writer, world, trust }: Reported): boolean {
  return trust.mayTriage(writer) || world.issues.get(number)?.author?.id === writer.id;
}

/** The sentence about issues that were named and may not be made to wait; null when there are none. */
function notDependents(reported: Reported): string | null {
  const others = createdHere(reported).filter((number) => !mayLetWait(number, reported));
  if (others.length === 0) return null;
  const names = showNumbers(others);
  return `Noted, but ${names} belongs to somebody else, so making it wait takes triage permission. Way out: \`/depends #${reported.task.issue.number}\` there, by whoever it belongs to.`;
}

function newDependents(reported: Reported): readonly Told[] {
  const { task, writer, comment, world, from } = reported;
  const blocker: Ref = { repo: world.snapshot.repo, number: task.issue.number };
  const here = createdHere(reported).filter((number) => mayLetWait(number, reported));
  return here.map((number) => ({
    issue: task.issue.number,
    fact: {
      kind: "edge",
      dependent: number,
      blocker,
      edge: "hard",
      by: writer,
      reason: "reported",
      at: comment.createdAt,
      from,
    },
  }));
}

function complete(reported: Reported): Outcome {
  const { task, world, worker, comment, report, from } = reported;
  const facts = [tellProgress(reported, reported.task), ...newDependents(reported)];
  const unmet = unmetFor(task, world, { delivers: report.deliverables });
  if (unmet.length > 0) {
    const list = unmet.map((one) => `- ${one}`).join("\n");
    const unfinished = `Noted, but #${task.issue.number} cannot be finished yet:\n\n${list}`;
    return accept(facts, [], together(unfinished, notDependents(reported)));
  }
  const evidence = report.sections["evidence"]?.slice(0, TEXT_LENGTH).toWellFormed() ?? null;
  const fact = needsReview(task, world)
    ? ({ kind: "review", worker: worker.name, at: comment.createdAt, from } as const)
    : ({ kind: "done", worker: worker.name, evidence, at: comment.createdAt, from } as const);
  const awaited = sayAwaited(task.issue.number, awaitedEvidence(task, world, [fact]));
  return accept([...facts, { issue: task.issue.number, fact }], [], together(awaited, notDependents(reported)));
}

function together(...said: readonly (string | null)[]): string | null {
  const words = said.filter((one) => one !== null);
  return words.length === 0 ? null : words.join("\n\n");
}

/** An issue that does not exist here, is finished, or is the task itself holds nothing back: it is read as prose. */
function mayHoldBack(ref: Ref, { task, world }: Reported): boolean {
  if (!isHere(ref, world.snapshot.repo)) return true;
  const blocker = world.issues.get(ref.number);
  if (blocker === undefined || ref.number === task.issue.number || isHub(ref.number, world)) return false;
  return blocker.isOpen || blocker.stateReason === "not_planned" || blocker.stateReason === "duplicate";
}

/** Each reference becomes an edge, blockers in prose alone become a hold; either way the worker's slot is free at once. */
function blocked(reported: Reported): Outcome {
  const { report, task, writer, worker, comment, world, from } = reported;
  const issue = task.issue.number;
  const at = comment.createdAt;
  const holdsBack = (ref: Ref) => mayHoldBack(ref, reported);
  const refs = report.blockers
    .flatMap((blocker) => blocker.refs)
    .filter(holdsBack)
    .slice(0, MOST_REFS);
  const said = report.blockers.map((blocker) => blocker.text).join("; ");
  const text = said.slice(0, TEXT_LENGTH).toWellFormed();
  const edges: Told[] = refs.map((blocker) => ({
    issue,
    fact: {
      kind: "edge",
      dependent: issue,
      blocker,
      edge: "hard",
      by: writer,
      reason: text.slice(0, REASON_LENGTH),
      at,
      from,
    },
  }));
  const told: Told[] = [
    tellProgress(reported, reported.task),
    ...edges,
    { issue, fact: { kind: "blocked", worker: worker.name, text, at, from } },
  ];
  const epoch = task.holder?.epoch ?? 0;
  if (task.holder?.by !== "hand") {
    told.push({ issue, fact: { kind: "released", worker: worker.name, epoch, at, why: "reported blocked", from } });
  }
  told.push(...newDependents(reported));
  const others = notDependents(reported);
  const inProse = report.blockers.filter((blocker) => !blocker.refs.some(holdsBack)).map((blocker) => blocker.text);
  if (refs.length > 0 && inProse.length === 0) return accept(told, [], others);
  const label = world.snapshot.settings.labels.hold;
  const reason = refs.length === 0 ? text : inProse.join("; ").slice(0, TEXT_LENGTH).toWellFormed();
  told.push({ issue, fact: { kind: "hold", by: writer, reason, at, from } });
  return accept(told, [{ kind: "add-label", issue, label, because: `reported blocked: ${reason}` }], others);
}

/** The sentence for a report about a task that the reporter does not hold. */
function lateAnswer({ worker, world }: HeardReport, task: Task): string {
  const number = `#${task.issue.number}`;
  if (!task.issue.isOpen)
    return `${number} is closed already, so this report changes nothing; it stays here for the record`;
  const facts = world.facts.get(task.issue.number) ?? [];
  const had = facts.some((fact) => fact.kind === "claim" && isSameName(fact.worker, worker.name));
  const take = had ? "`/claim` takes it back" : "`/claim` takes it";
  const now = task.holder === null ? `nobody has it now: ${take}` : `${quote(task.holder.worker)} has it now`;
  return had ? `${number} was given back before this report came; ${now}` : `you do not hold ${number}; ${now}`;
}

/** Does the worker hold the task, and did it when this was written? */
function isFromHolder({ worker, writer, comment, world }: HeardReport, { holder, issue }: Task): boolean {
  if (holder === null) return false;
  if (!isSameName(holder.worker, worker.name) && !isSameName(writer.login, holder.login)) return false;
  return openClaim(world.facts.get(issue.number) ?? []) === null || comment.createdAt >= holder.since;
}

export function answerProgress(heard: HeardReport): Outcome {
  const { report, target, world } = heard;
  if (target === null) return refuse("say which issue this is about: a line `**Issue**: #12`");
  const task = world.tasks.get(target);
  if (task === undefined) return refuse(whyOutside(world, target));
  if (!isFromHolder(heard, task)) return refuse(lateAnswer(heard, task));
  const reported = { ...heard, task };
  if (report.status === "complete") return complete(reported);
  if (report.status === "blocked") return blocked(reported);
  return accept([tellProgress(reported, task), ...newDependents(reported)], [], notDependents(reported));
}
