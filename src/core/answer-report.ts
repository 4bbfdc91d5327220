/** What a worker's report leads to: facts, a freed slot, new edges, a finished task, or one answer naming what is missing. */
import type { Action } from "./actions.ts";
import { correctedReport } from "./correct-report.ts";
import { openClaim } from "./find-holder.ts";
import { sayAwaited, unmetFor } from "./finish-task.ts";
import { handOut } from "./hand-out.ts";
import { awaitedEvidence, needsReview } from "./handed-in.ts";
import { callWorker } from "./mention.ts";
import type { Actor, Comment, Issue, Ref, Report, Source, Worker } from "./model.ts";
import { isSameName, showRef } from "./model.ts";
import { offerNext } from "./next-for.ts";
import type { Outcome, Told } from "./plugins.ts";
import { codeBlock, quote, quoteSentence } from "./quote.ts";
import { parseReport } from "./reports/parse-report.ts";
import type { Trust } from "./trust.ts";
import { guestWorker, workerOf } from "./workers.ts";
import type { Task, World } from "./world.ts";

interface Reported {
  readonly report: Report;
  readonly comment: Comment;
  readonly writer: Actor;
  readonly worker: Worker;
  readonly task: Task;
  readonly world: World;
  readonly trust: Trust;
  readonly from: Source;
}

/** What a fact keeps of a report's words: all facts of an issue share one comment; the report itself stays where it is. */
const MOST_ITEMS = 20;
const MOST_REFS = 30;
const ITEM_LENGTH = 100;
const TEXT_LENGTH = 500;
const MOST_URGENT = 300;
const LONGEST_COPY = 6_000;
const MOST_CALLED = 3;

function shortened(items: readonly string[]): string[] {
  return items.slice(0, MOST_ITEMS).map((item) => item.slice(0, ITEM_LENGTH).toWellFormed());
}

const known = new WeakMap<Comment, { readonly repo: string; readonly report: Report | null }>();

/** Read once for each comment, and again when the repository gets another name: `#12` lies in it. Null for ordinary ones. */
export function reportOf(comment: Comment, { snapshot: { repo, host } }: Pick<World, "snapshot">): Report | null {
  const before = known.get(comment);
  if (before?.repo === repo) return before.report;
  const report = parseReport(comment.body, { repo, number: comment.issue, host });
  known.set(comment, { repo, report });
  return report;
}

function refuse(why: string): Outcome {
  return { accepted: false, why };
}

function accept(facts: readonly Told[], effects: readonly Action[] = [], reply: string | null = null): Outcome {
  return { accepted: true, facts, effects, reply };
}

function progress({ report, task, worker, comment, from }: Reported): Told {
  const status = report.status ?? "in progress";
  const deliverables = shortened(report.deliverables);
  const epoch = task.holder?.epoch ?? 0;
  return {
    issue: task.issue.number,
    fact: { kind: "progress", worker: worker.name, epoch, status, at: comment.createdAt, deliverables, from },
  };
}

function createdHere({ report, task, world }: Reported): readonly number[] {
  return report.dependenciesCreated
    .filter((ref) => ref.host === undefined && isSameName(ref.repo, world.snapshot.repo))
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
  const names = others.map((number) => `#${number}`).join(", ");
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
  const facts = [progress(reported), ...newDependents(reported)];
  const unmet = unmetFor(task, world, { delivers: report.deliverables });
  if (unmet.length > 0) {
    return accept(
      facts,
      [],
      `Noted, but #${task.issue.number} cannot be finished yet:\n\n${unmet.map((one) => `- ${one}`).join("\n")}`,
    );
  }
  const evidence = report.sections["evidence"]?.slice(0, TEXT_LENGTH).toWellFormed() ?? null;
  const fact = needsReview(task, world)
    ? ({ kind: "review", worker: worker.name, at: comment.createdAt, from } as const)
    : ({ kind: "done", worker: worker.name, evidence, at: comment.createdAt, from } as const);
  const awaited = sayAwaited(task.issue.number, awaitedEvidence(task, world, [fact]));
  const said = [awaited, notDependents(reported)].filter((one) => one !== null).join("\n\n");
  return accept([...facts, { issue: task.issue.number, fact }], [], said === "" ? null : said);
}

/** A reference becomes an edge, prose becomes a hold; either way the worker's slot is free at once. */
function blocked(reported: Reported): Outcome {
  const { report, task, writer, worker, comment, world, from } = reported;
  const issue = task.issue.number;
  const at = comment.createdAt;
  const refs = report.blockers
    .flatMap((blocker) => blocker.refs)
    .filter((ref) => !(isSameName(ref.repo, world.snapshot.repo) && ref.number === issue))
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
      reason: text.slice(0, ITEM_LENGTH),
      at,
      from,
    },
  }));
  const told: Told[] = [
    progress(reported),
    ...edges,
    { issue, fact: { kind: "blocked", worker: worker.name, text, at, from } },
  ];
  const epoch = task.holder?.epoch ?? 0;
  if (task.holder?.by !== "hand") {
    told.push({ issue, fact: { kind: "released", worker: worker.name, epoch, at, why: "reported blocked", from } });
  }
  if (refs.length > 0) return accept(told);
  const label = world.snapshot.settings.labels.hold;
  told.push({ issue, fact: { kind: "hold", by: writer, reason: text, at, from } });
  return accept(told, [{ kind: "add-label", issue, label, because: `reported blocked: ${text}` }]);
}

function apply(reported: Reported): Outcome {
  switch (reported.report.status) {
    case "complete":
      return complete(reported);
    case "blocked":
      return blocked(reported);
    default:
      return accept([progress(reported), ...newDependents(reported)], [], notDependents(reported));
  }
}

/** The sentence for a report about a task that the reporter does not hold. */
function lateAnswer(task: Task, worker: Worker, world: World): string {
  const number = `#${task.issue.number}`;
  if (!task.issue.isOpen)
    return `${number} is closed already, so this report changes nothing; it stays here for the record`;
  const facts = world.facts.get(task.issue.number) ?? [];
  const had = facts.some((fact) => fact.kind === "claim" && isSameName(fact.worker, worker.name));
  const now =
    task.holder === null ? "nobody has it now: `/claim` takes it back" : `${quote(task.holder.worker)} has it now`;
  return had ? `${number} was given back before this report came; ${now}` : `you do not hold ${number}; ${now}`;
}

function standup(report: Report, comment: Comment, worker: Worker, world: World, from: Source): Outcome {
  const held = [...world.tasks.values()].filter(
    (task) => task.holder !== null && isSameName(task.holder.worker, worker.name),
  );
  // Each task's fact is written by itself; whoever finds only some of them after a crash has to hear the rest.
  const key = (at: number, number: number) => (at === held.length - 1 ? from.key : `${from.key}/${number}`);
  return accept(
    held.map((task, at) => ({
      issue: task.issue.number,
      fact: {
        kind: "progress",
        worker: worker.name,
        epoch: task.holder?.epoch ?? 0,
        status: "in progress",
        at: comment.createdAt,
        deliverables: shortened(report.deliverables),
        from: { ...from, key: key(at, task.issue.number) },
      },
    })),
  );
}

/** The same as `/urgent`: the label, the top of the dashboard, and the orchestrator is told once. */
function urgent(
  { report, comment, writer, world, from }: Omit<Reported, "task" | "worker" | "trust">,
  on: number,
): Outcome {
  const issue = world.issues.get(on);
  if (issue?.isOpen !== true) return refuse(`#${on} is not an open issue here, so it cannot be urgent`);
  const text = [report.sections["topic"], report.sections["blockers"]].filter(Boolean).join(": ");
  const short = text.replaceAll("\n", " ").slice(0, MOST_URGENT).toWellFormed();
  const fact = { kind: "urgent", by: writer, text: short, at: comment.createdAt, from } as const;
  const label = world.snapshot.settings.labels.urgent;
  const effects: Action[] =
    on === world.coordination?.number
      ? []
      : [{ kind: "add-label", issue: on, label, because: `${writer.login} calls it urgent` }];
  return accept([{ issue: on, fact }], effects);
}

/**
 * The word to whoever reported that they cannot go on, said in the world their report has left: who is asked to help,
 * and what is best for them now. Other outcomes stay as they are. `on`: the issue on which the word will stand.
 */
export function withHelp(outcome: Outcome, world: World, on: number): Outcome {
  if (!outcome.accepted) return outcome;
  const told = outcome.facts.find(({ fact }) => fact.kind === "blocked");
  if (told?.fact.kind !== "blocked") return outcome;
  const { worker } = told.fact;
  const solvers = world.workers.filter(({ role, name }) => role === "problem-solver" && !isSameName(name, worker));
  const called = solvers.slice(0, MOST_CALLED).map(callWorker);
  const help = called.length === 0 ? "" : ` ${called.join(", ")}, can you help?`;
  const ends = `\`/resolved\` ${on === told.issue ? "here" : `on #${told.issue}`} says that the answer is there.`;
  const next = offerNext(worker, world, handOut(world), told.issue);
  return { ...outcome, reply: `Noted, #${told.issue} is blocked and the slot is free.${help} ${ends} ${next}` };
}

function targetOf(report: Report, issue: Issue, world: World): number | null {
  if (report.issue !== null) return isSameName(report.issue.repo, world.snapshot.repo) ? report.issue.number : null;
  return issue.number === world.coordination?.number ? null : issue.number;
}

/** `## Worker agent-keel Report` may mean `worker-agent-keel` or, the form's own word aside, `agent-keel`. */
function namesIn({ worker }: Report): readonly (string | null)[] {
  return worker === null ? [null] : [worker, worker.replace(/^worker-/, ""), null];
}

/** Whoever speaks for several workers has to say for which one; anybody else's report is not ours to answer. */
function nameless(writer: Actor, world: World): Outcome | null {
  const names = world.workers
    .filter((worker) => worker.speaksAs.some((login) => isSameName(login, writer.login)))
    .map((worker) => `\`${worker.name}\``);
  if (names.length === 0) return null;
  return refuse(`the first line does not say which worker reports; you speak for ${names.join(", ")}`);
}

function reporter(report: Report, writer: Actor, issue: Issue, world: World): Worker | null {
  for (const name of namesIn(report)) {
    const worker = workerOf(world.workers, writer, name);
    if (worker !== null) return worker;
  }
  return issue.assignees.some((one) => one.id === writer.id) ? guestWorker(writer) : null;
}

/** Is it a report by somebody whose reports count? */
export function isReporter(comment: Comment, world: World): boolean {
  const report = reportOf(comment, world);
  const issue = world.issues.get(comment.issue);
  if (report === null || issue === undefined || comment.author === null) return false;
  return reporter(report, comment.author, issue, world) !== null;
}

/** null when the comment is no report, or its writer no worker. */
export function answerReport(comment: Comment, issue: Issue, world: World, trust: Trust): Outcome | null {
  const report = reportOf(comment, world);
  const writer = comment.editor ?? comment.author;
  if (report === null || writer === null || (comment.editor !== null && comment.editor.id !== comment.author?.id))
    return null;
  const target = targetOf(report, issue, world);
  const about = target === null ? undefined : world.issues.get(target);
  const mayCall = report.kind === "urgent" && trust.mayTriage(writer);
  const worker = reporter(report, writer, about ?? issue, world) ?? (mayCall ? guestWorker(writer) : null);
  if (worker === null) return nameless(writer, world);
  const from: Source = { comment: comment.id, key: "report#1" };
  if (report.missing.length > 0) {
    const missing = report.missing.map((one) => quoteSentence(one)).join("; ");
    const copy = codeBlock(correctedReport(report, comment.body), LONGEST_COPY);
    return refuse(`this report cannot be read yet. ${missing}. To copy, with what was missing:\n\n${copy}\n`);
  }
  if (report.kind === "urgent") return urgent({ report, comment, writer, world, from }, target ?? issue.number);
  if (report.kind === "standup") return standup(report, comment, worker, world, from);
  if (report.kind !== "progress") return accept([]);
  if (target === null) return refuse("say which issue this is about: a line `**Issue**: #12`");
  const task = world.tasks.get(target);
  if (task === undefined)
    return refuse(
      `${showRef({ repo: world.snapshot.repo, number: target }, world.snapshot.repo)} takes no part here: \`/admit\` on it brings it in`,
    );
  const isHolder =
    task.holder !== null &&
    (isSameName(task.holder.worker, worker.name) || isSameName(writer.login, task.holder.login));
  if (!isHolder) return refuse(lateAnswer(task, worker, world));
  if (
    openClaim(world.facts.get(target) ?? []) !== null &&
    task.holder !== null &&
    comment.createdAt < task.holder.since
  )
    return refuse(lateAnswer(task, worker, world));
  return apply({ report, comment, writer, worker, task, world, trust, from });
}
