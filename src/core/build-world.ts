/** Snapshot -> World: reads the texts and facts, judges the edges, and makes the tasks that take part. */
import { buildTask, type Parts } from "./build-task.ts";
import { findGates, gateEdges, judgeGates } from "./gates.ts";
import { carryFacts, findHubs } from "./hubs.ts";
import { byPlace, judgeEdges } from "./judge-edges.ts";
import { localDate } from "./local-time.ts";
import type { Comment, Fact, Issue, Meaning } from "./model.ts";
import { isHere, refKey } from "./model.ts";
import { parentOf } from "./parent-of.ts";
import type { Told } from "./plugins.ts";
import { readFacts } from "./read-facts.ts";
import { meaningOfComment, meaningOfIssue } from "./read-meaning.ts";
import { findReportsInIssues } from "./reports-in-issues.ts";
import { findParticipants } from "./take-part.ts";
import { graphOf, markCycles } from "./task-graph.ts";
import type { Trust } from "./trust.ts";
import { isWorkerLogin, listWorkers } from "./workers.ts";
import type { Edge, Snapshot, Task, World } from "./world.ts";

function addTold(
  facts: ReadonlyMap<number, readonly Fact[]>,
  told: readonly Told[],
): ReadonlyMap<number, readonly Fact[]> {
  const all = new Map(facts);
  for (const { issue, fact } of told) all.set(issue, [...(all.get(issue) ?? []), fact]);
  return all;
}

/** Holds and resumptions of this very pass: the label that will show them is not on GitHub yet. */
function holdsIn(told: readonly Told[]): ReadonlyMap<number, boolean> {
  return new Map(
    told.flatMap(({ issue, fact }) =>
      fact.kind === "hold" || fact.kind === "resumed" ? [[issue, fact.kind === "hold"] as const] : [],
    ),
  );
}

function byIssue(comments: readonly Comment[]): ReadonlyMap<number, readonly Comment[]> {
  const sorted = new Map<number, Comment[]>();
  for (const comment of [...comments].sort((a, b) => a.id - b.id)) {
    const list = sorted.get(comment.issue);
    if (list === undefined) sorted.set(comment.issue, [comment]);
    else list.push(comment);
  }
  return sorted;
}

function group(edges: readonly Edge[]): ReadonlyMap<number, readonly Edge[]> {
  const grouped = new Map<number, Edge[]>();
  for (const edge of edges) {
    const list = grouped.get(edge.dependent.number);
    if (list === undefined) grouped.set(edge.dependent.number, [edge]);
    else list.push(edge);
  }
  return grouped;
}

/** Fields alone on their line in comments by workers and people with triage count like the body's. */
function readCommentFields(snapshot: Snapshot, trust: Trust, workers: World["workers"]) {
  return snapshot.comments.flatMap((comment) => {
    if (comment.author === null || comment.author.id === snapshot.app.botId) return [];
    const meaning = meaningOfComment(comment, snapshot);
    if (meaning.edges.length === 0) return [];
    const by = comment.editor ?? comment.author;
    return isWorkerLogin(by.login, workers) || trust.mayTriage(by) ? [{ comment, meaning }] : [];
  });
}

/** Issues that others are part of, and the phases of plans before anything is. */
function containersOf(parts: Parts): ReadonlySet<number> {
  const containers = new Set<number>();
  for (const issue of parts.issues.values()) {
    const isPhase = parts.snapshot.issueMarkers.get(issue.number)?.data["phase"] === true;
    if (issue.subIssueCount > 0 || isPhase) containers.add(issue.number);
    const parent = parentOf(issue.number, parts);
    if (parent !== null) containers.add(parent);
  }
  return containers;
}

function isLiveBy(facts: readonly Fact[], settings: Snapshot["settings"]): boolean {
  if (settings.mode !== undefined) return settings.mode === "live";
  return facts.some((fact) => fact.kind === "live");
}

/** What a report opened as an issue says, it says about the issue it names. */
const SAYS_NOTHING: Meaning = {
  edges: [],
  parent: null,
  tracks: [],
  related: [],
  dates: [],
  fields: {},
  none: [],
  warnings: [],
};

/** The world as the snapshot shows it, with `told` added as if it already stood on GitHub. */
export function buildWorld(observed: Snapshot, trust: Trust, told: readonly Told[] = []): World {
  const workers = listWorkers(observed.settings);
  const hubs = findHubs(observed);
  const coordination = hubs.at(-1) ?? null;
  const isHub = new Set(hubs.map(({ number }) => number));
  const issues = new Map(
    [...observed.issues].sort((a, b) => a.number - b.number).map((issue) => [issue.number, issue]),
  );
  const meanings = new Map(
    [...issues.values()].map((issue) => [issue.number, meaningOfIssue(issue, observed, isHub.has(issue.number))]),
  );
  const facts = addTold(carryFacts(readFacts(observed.comments).facts, hubs), told);
  const reports = findReportsInIssues({ snapshot: observed, trust, issues, meanings, facts, hubs, workers });
  const { snapshot } = reports;
  for (const number of reports.numbers) meanings.set(number, SAYS_NOTHING);
  const apart = new Set([...isHub, ...reports.numbers]);
  const commentFields = readCommentFields(snapshot, trust, workers);
  const hub = coordination?.number ?? null;
  const stated = judgeEdges({ snapshot, trust, issues, meanings, commentFields, facts, hubs: isHub });
  const part = { snapshot, trust, issues, meanings, facts, workers, apart };
  const gates = findGates(part);
  const closing = gates.size === 0 ? [] : gateEdges(gates, findParticipants({ ...part, edges: stated }), part);
  const edges = closing.length === 0 ? stated : [...stated, ...closing].sort(byPlace);
  const taking = findParticipants({ ...part, edges });
  const today = localDate(snapshot.now, snapshot.settings.timezone);
  const comments = byIssue(snapshot.comments);
  const parts: Parts = {
    snapshot,
    trust,
    issues,
    meanings,
    facts,
    comments,
    edges,
    byDependent: group(edges),
    taking,
    gates,
    workers,
    today,
    toldHolds: holdsIn(told),
    foreign: new Map(snapshot.foreign.map((one) => [refKey(one.ref), one])),
  };

  const containers = containersOf(parts);
  const { graph, numbers, nodeOf, cycles } = graphOf(parts);
  const tasks = new Map<number, Task>();
  const linked = linkedBy(edges, snapshot.repo);
  const relevant = [...issues.values()].filter(
    (issue) => taking.has(issue.number) || isFinishedTask(issue, parts, linked, apart),
  );
  for (const issue of relevant) {
    const task = buildTask(issue.number, parts, containers);
    if (task !== null) tasks.set(issue.number, task);
  }
  markCycles(tasks, cycles, snapshot.repo);
  judgeGates(tasks, parts.byDependent, { snapshot, trust, issues, meanings, facts });
  const outside = [...issues.values()].filter(
    (issue) => issue.isOpen && !issue.isPullRequest && !apart.has(issue.number) && !taking.has(issue.number),
  );
  return {
    snapshot,
    isLive: isLiveBy(hub === null ? [] : (facts.get(hub) ?? []), snapshot.settings),
    coordination,
    hubs,
    issues,
    meanings,
    facts,
    told,
    edges,
    tasks,
    cycles,
    graph,
    numbers,
    nodeOf,
    workers,
    outside: outside.length,
  };
}

/** Issues here that an edge begins or ends at. */
function linkedBy(edges: readonly Edge[], repo: string): ReadonlySet<number> {
  const linked = new Set<number>();
  for (const { counted, dependent, blocker } of edges) {
    if (counted && isHere(dependent, repo)) linked.add(dependent.number);
    if (counted && isHere(blocker, repo)) linked.add(blocker.number);
  }
  return linked;
}

/** A closed issue that once took part: it counts as done in the progress, and its deliverables matter to its dependents. */
function isFinishedTask(issue: Issue, parts: Parts, linked: ReadonlySet<number>, apart: ReadonlySet<number>): boolean {
  if (
    issue.isOpen ||
    issue.isPullRequest ||
    apart.has(issue.number) ||
    issue.stateReason === "not_planned" ||
    issue.stateReason === "duplicate"
  )
    return false;
  if (
    parts.snapshot.issueMarkers.get(issue.number)?.kind === "task" ||
    (parts.facts.get(issue.number)?.length ?? 0) > 0
  )
    return true;
  return linked.has(issue.number);
}
