/** Reports as they are heard: which comments are some, whose count, what is asked of one that lacks something. */
import { bodyOf } from "./comment-link.ts";
import { correctedReport } from "./correct-report.ts";
import { listWords, nameRef } from "./explain.ts";
import { handOut } from "./hand-out.ts";
import { callWorker } from "./mention.ts";
import type { Actor, CommandLine, Comment, Issue, Report, Source, Worker } from "./model.ts";
import { isHere, isSameName } from "./model.ts";
import { offerNext } from "./next-for.ts";
import { accept, type Outcome, refuse, type Told } from "./plugins.ts";
import { codeBlock, quoteSentence } from "./quote.ts";
import { kindOf, parseReport } from "./reports/parse-report.ts";
import { textHash } from "./text-hash.ts";
import type { Trust } from "./trust.ts";
import { findWorker, guestWorker, workerOf, workersOf } from "./workers.ts";
import type { World } from "./world.ts";

/** What of a report decides something: an edit that changes none of it says nothing new. */
function fingerprint(report: Report): string {
  const { kind, worker, issue, status, deliverables, blockers, dependenciesCreated, missing } = report;
  return textHash(JSON.stringify([kind, worker, issue, status, deliverables, blockers, dependenciesCreated, missing]));
}

/**
 * The report in a comment as if it were one more line, so that it is answered, receipted and settled the same way; null
 * when there is none. What its author makes of it by an edit is a new line; in the text of an issue an edit is not heard.
 */
export function reportLine(comment: Comment, world: World): CommandLine | null {
  const report = reportOf(comment, world);
  if (report === null) return null;
  const key = bodyOf(comment.id) === null ? `report#${fingerprint(report)}` : "report#1";
  return { name: "report", args: [], options: {}, reason: null, line: 1, key, didYouMean: null, notes: [] };
}

const LONGEST_COPY = 6_000;
const MOST_CALLED = 3;

const known = new WeakMap<Comment, { readonly repo: string; readonly report: Report | null }>();

/** Read once for each comment, and again when the repository gets another name: `#12` lies in it. Null for ordinary ones. */
export function reportOf(comment: Comment, { snapshot: { repo, host } }: Pick<World, "snapshot">): Report | null {
  const before = known.get(comment);
  if (before?.repo === repo) return before.report;
  const report = parseReport(comment.body, { repo, number: comment.issue, host });
  known.set(comment, { repo, report });
  return report;
}

/** What ends the wait that a report began: the issues it named, the word for what it said in prose, or both. */
function sayEnds(told: readonly Told[], issue: number, where: string, { snapshot }: World): string {
  const refs = told.flatMap(({ fact }) => (fact.kind === "edge" && fact.dependent === issue ? [fact.blocker] : []));
  const names = listWords([...new Set(refs.map((ref) => nameRef(ref, snapshot.repo)))]);
  const closed = names === "" ? "" : `It waits for ${names}.`;
  const said = told.some(({ fact }) => fact.kind === "hold")
    ? `\`/resolved\` ${where} says that the answer is there.`
    : "";
  return [closed, said].filter((one) => one !== "").join(" ");
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
  const ends = sayEnds(outcome.facts, told.issue, on === told.issue ? "here" : `on #${told.issue}`, world);
  const next = offerNext(worker, world, handOut(world), told.issue);
  const noted = `Noted, #${told.issue} is blocked and the slot is free.${help} ${ends} ${next}`;
  return { ...outcome, reply: outcome.reply === null ? noted : `${noted}\n\n${outcome.reply}` };
}

function targetOf(report: Report, issue: Issue, world: World): number | null {
  if (report.issue !== null) return isHere(report.issue, world.snapshot.repo) ? report.issue.number : null;
  return issue.number === world.coordination?.number ? null : issue.number;
}

/** `## Worker agent-keel Report` may mean `worker-agent-keel` or, the form's own word aside, `agent-keel`. */
function namesIn({ worker }: Report): readonly (string | null)[] {
  return worker === null ? [null] : [worker, worker.replace(/^worker-/, ""), null];
}

/** Whoever speaks for several workers has to say for which one; anybody else's report is not ours to answer. */
function nameless(writer: Actor, world: World): Outcome | null {
  const names = workersOf(world.workers, writer).map((worker) => `\`${worker.name}\``);
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

/**
 * Who speaks in a report that counts: the worker it names, where its writer may speak for them, else its writer; an agent
 * that the settings do not know goes by the name it gives itself. Null when it does not count.
 */
export function speakerOf(comment: Comment, world: World): string | null {
  const report = reportOf(comment, world);
  const issue = world.issues.get(comment.issue);
  if (report === null || issue === undefined || comment.author === null) return null;
  const worker = reporter(report, comment.author, issue, world);
  if (worker === null) return null;
  const isConfigured = namesIn(report).some((name) => name !== null && findWorker(world.workers, name) !== null);
  return isConfigured ? worker.name : (report.worker ?? comment.author.login);
}

/** null when the comment is no report, or its writer no worker. */
export function answerReport(
  line: CommandLine,
  comment: Comment,
  issue: Issue,
  world: World,
  trust: Trust,
): Outcome | null {
  const report = reportOf(comment, world);
  const writer = comment.editor ?? comment.author;
  if (report === null || writer === null || (comment.editor !== null && comment.editor.id !== comment.author?.id))
    return null;
  const target = targetOf(report, issue, world);
  const about = target === null ? undefined : world.issues.get(target);
  const kind = kindOf(report);
  const mayCall = kind?.isEmergency === true && trust.mayTriage(writer);
  const worker = reporter(report, writer, about ?? issue, world) ?? (mayCall ? guestWorker(writer) : null);
  if (worker === null) return nameless(writer, world);
  if (report.missing.length > 0) {
    const missing = report.missing.map((one) => quoteSentence(one)).join("; ");
    const copy = codeBlock(correctedReport(report, comment.body), LONGEST_COPY);
    return refuse(`this report cannot be read yet. ${missing}. To copy, with what was missing:\n\n${copy}\n`);
  }
  const from: Source = { comment: comment.id, key: line.key };
  return kind?.answer?.({ report, comment, issue, writer, worker, target, world, trust, from }) ?? accept();
}
