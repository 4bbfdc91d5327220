/** Snapshot -> World: reads the texts and facts, judges the edges, finds who holds what and what waits for what. */
import { waitForReading } from "./admission.ts";
import { waitFor, waitForDate } from "./blockers.ts";
import { findHolder, type HolderSources } from "./find-holder.ts";
import { findStatus, isOnHold } from "./find-status.ts";
import { asksForFreshEyes, findGates, gateEdges, judgeGates } from "./gates.ts";
import { findCycles } from "./graph/find-cycles.ts";
import { buildGraph } from "./graph/graph.ts";
import { carryFacts, findHubs } from "./hubs.ts";
import { byPlace, holds, judgeEdges } from "./judge-edges.ts";
import { localDate } from "./local-time.ts";
import { mergeFields } from "./merge-fields.ts";
import type { Comment, Fact, Issue, Meaning, Ref, TaskFields } from "./model.ts";
import { isHere, refKey } from "./model.ts";
import { isOfferLabel, offeredTo } from "./offer-label.ts";
import { parentOf } from "./parent-of.ts";
import type { Told } from "./plugins.ts";
import { readFacts } from "./read-facts.ts";
import { meaningOfComment, meaningOfIssue } from "./read-meaning.ts";
import { findParticipants } from "./take-part.ts";
import type { Trust } from "./trust.ts";
import { findWorker, listWorkers, workerOf } from "./workers.ts";
import type { Cycle, Edge, Snapshot, Task, Wait, World } from "./world.ts";

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

/** Everything about a task except its neighbours: the parts of the world the pieces below share. */
interface Parts {
  readonly snapshot: Snapshot;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly comments: ReadonlyMap<number, readonly Comment[]>;
  readonly edges: readonly Edge[];
  readonly byDependent: ReadonlyMap<number, readonly Edge[]>;
  readonly taking: ReadonlySet<number>;
  readonly gates: ReadonlySet<number>;
  readonly workers: World["workers"];
  readonly today: string;
  readonly toldHolds: ReadonlyMap<number, boolean>;
}

/** The issue itself and its containers, nearest first; a circle of parents ends where it closes. */
function withParents(number: number, parts: Parts): readonly number[] {
  const line: number[] = [];
  for (let at: number | null = number; at !== null && !line.includes(at); at = parentOf(at, parts)) line.push(at);
  return line;
}

/** Edges that hold for an issue: its own and those of everything it is part of. */
function edgesFor(number: number, parts: Parts): readonly Edge[] {
  const lineage = withParents(number, parts);
  return lineage.flatMap((at) =>
    (parts.byDependent.get(at) ?? []).filter((edge) => {
      const isWithin = isHere(edge.blocker, parts.snapshot.repo) && lineage.includes(edge.blocker.number);
      return holds(edge) && !isWithin;
    }),
  );
}

function waitsOf(
  number: number,
  parts: Parts,
  foreign: ReadonlyMap<string, Snapshot["foreign"][number]>,
): readonly Wait[] {
  const sources = { ...parts, foreign };
  const found = new Map<string, Wait>();
  for (const edge of edgesFor(number, parts)) {
    if (edge.kind === "soft") continue;
    const key = refKey(edge.blocker);
    const wait = found.get(key) ?? waitFor(edge.blocker, sources);
    if (wait !== null) found.set(key, { ...wait, said: [...wait.said, edge] });
  }
  const lineage = withParents(number, parts);
  const changed = lineage.flatMap((at) => changedText(at, parts));
  return [...found.values(), ...lineage.flatMap((at) => dateWaits(at, parts)), ...changed];
}

function changedText(number: number, parts: Parts): readonly Wait[] {
  const issue = parts.issues.get(number);
  const wait = issue === undefined ? null : waitForReading(issue, parts);
  return wait === null ? [] : [wait];
}

function dateWaits(number: number, { snapshot, issues, meanings, today }: Parts): readonly Wait[] {
  const issue = issues.get(number);
  const place = {
    dependent: { repo: snapshot.repo, number },
    origin: "text",
    statedOn: number,
    comment: null,
  } as const;
  return (meanings.get(number)?.dates ?? []).flatMap(({ date, line, text }) => {
    const wait = waitForDate(date, today);
    const by = issue?.editor ?? issue?.author ?? null;
    return wait === null ? [] : [{ ...wait, said: [{ ...place, line, text, syntax: "date", by }] }];
  });
}

/** Soft blockers and tracked tasks that are still open. */
function finishAfterOf(
  number: number,
  parts: Parts,
  foreign: ReadonlyMap<string, Snapshot["foreign"][number]>,
): readonly Ref[] {
  const soft = edgesFor(number, parts)
    .filter((edge) => edge.kind === "soft")
    .map((edge) => edge.blocker);
  const tracked = (parts.meanings.get(number)?.tracks ?? []).map(({ ref }) => ref);
  const open = [...soft, ...tracked].filter((ref) => waitFor(ref, { ...parts, foreign }) !== null);
  return [...new Map(open.map((ref) => [refKey(ref), ref])).values()];
}

function declinedBy({ issue, facts, workers, botId }: Omit<HolderSources, "comments">): readonly string[] {
  const names = new Set<string>();
  for (const fact of facts) {
    if (fact.kind === "declined") names.add(fact.worker.toLowerCase());
    if (fact.kind === "claim" && fact.from.comment !== null) names.delete(fact.worker.toLowerCase());
  }
  for (const entry of issue.timeline) {
    const isPerson = entry.actor !== null && entry.actor.id !== botId;
    if (entry.kind === "unassigned" && isPerson && entry.assignee !== undefined)
      names.add((findWorker(workers, entry.assignee)?.name ?? entry.assignee).toLowerCase());
    // A workflow may take the label off as it starts the agent; a person who does says no.
    const isRefusal = entry.kind === "unlabeled" && isPerson && entry.actor?.isBot !== true;
    if (isRefusal && entry.label !== undefined && isOfferLabel(entry.label)) names.add(offeredTo(entry.label));
  }
  return [...names];
}

function deliverablesOf(facts: readonly Fact[]): readonly string[] {
  return [...new Set(facts.flatMap((fact) => (fact.kind === "progress" ? fact.deliverables : [])))];
}

function buildTask(
  number: number,
  parts: Parts,
  containers: ReadonlySet<number>,
  foreign: ReadonlyMap<string, Snapshot["foreign"][number]>,
): Task | null {
  const issue = parts.issues.get(number);
  if (issue === undefined) return null;
  const { labels } = parts.snapshot.settings;
  const facts = parts.facts.get(number) ?? [];
  const isContainer = containers.has(number);
  const waits = issue.isOpen ? waitsOf(number, parts, foreign) : [];
  const comments = parts.comments.get(number) ?? [];
  const gate = parts.gates.has(number)
    ? { isFresh: asksForFreshEyes(issue, parts.meanings.get(number)?.fields.gate), criteria: [], audits: [], why: "" }
    : null;
  const holder =
    isContainer || gate !== null
      ? null
      : findHolder({ issue, facts, comments, workers: parts.workers, botId: parts.snapshot.app.botId });
  const holdFact = facts.findLast((fact) => fact.kind === "hold");
  const isHeld = parts.toldHolds.get(number) ?? isOnHold(issue, labels.hold);
  const parent = withParents(number, parts)[1];
  const parentFields: TaskFields = parent === undefined ? {} : (parts.meanings.get(parent)?.fields ?? {});
  return {
    issue,
    fields: mergeFields(issue, parts.meanings.get(number), facts, parentFields),
    status: findStatus({ issue, facts, waits, holder, isHeld, isGate: gate !== null }),
    isContainer,
    gate,
    waits,
    finishAfter: issue.isOpen ? finishAfterOf(number, parts, foreign) : [],
    holder,
    hold: isHeld ? { by: holdFact?.by.login ?? "", reason: holdFact?.reason ?? null } : null,
    isUrgent: issue.labels.some((label) => label.toLowerCase() === labels.urgent.toLowerCase()),
    declinedBy: declinedBy({ issue, facts, workers: parts.workers, botId: parts.snapshot.app.botId }),
    deliverables: deliverablesOf(facts),
  };
}

/** Edges between open tasks of this repository, as pairs of numbers; a container's count for everything in it. */
function graphPairs(taking: readonly number[], parts: Parts): { dependents: number[]; blockers: number[] } {
  const dependents: number[] = [];
  const blockers: number[] = [];
  for (const number of taking) {
    for (const edge of edgesFor(number, parts)) {
      if (!isHere(edge.blocker, parts.snapshot.repo) || !parts.taking.has(edge.blocker.number)) continue;
      dependents.push(number);
      blockers.push(edge.blocker.number);
    }
  }
  return { dependents, blockers };
}

function markCycles(tasks: Map<number, Task>, cycles: readonly Cycle[], repo: string): void {
  for (const cycle of cycles) {
    const members = new Set(cycle.members);
    const path = [...cycle.issues, cycle.issues[0] ?? 0].map((number) => `#${number}`).join(" → ");
    const wayOut = `on #${cycle.cut.dependent}: /unblock #${cycle.cut.blocker} because …`;
    for (const number of members) {
      const task = tasks.get(number);
      if (task === undefined) continue;
      const waits = task.waits.map((wait) =>
        wait.state === "open" && wait.blocker !== null && isHere(wait.blocker, repo) && members.has(wait.blocker.number)
          ? { ...wait, state: "cycle" as const, why: `waits in a circle: ${path}`, wayOut }
          : wait,
      );
      tasks.set(number, { ...task, waits });
    }
  }
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
    return workerOf(workers, by, null) !== null || trust.mayTriage(by) ? [{ comment, meaning }] : [];
  });
}

function isLiveBy(facts: readonly Fact[], settings: Snapshot["settings"]): boolean {
  if (settings.mode !== undefined) return settings.mode === "live";
  return facts.some((fact) => fact.kind === "live");
}

/** The world as the snapshot shows it, with `told` added as if it already stood on GitHub. */
export function buildWorld(snapshot: Snapshot, trust: Trust, told: readonly Told[] = []): World {
  const workers = listWorkers(snapshot.settings);
  const hubs = findHubs(snapshot);
  const coordination = hubs.at(-1) ?? null;
  const isHub = new Set(hubs.map(({ number }) => number));
  const issues = new Map(
    [...snapshot.issues].sort((a, b) => a.number - b.number).map((issue) => [issue.number, issue]),
  );
  const meanings = new Map(
    [...issues.values()].map((issue) => [issue.number, meaningOfIssue(issue, snapshot, isHub.has(issue.number))]),
  );
  const facts = addTold(carryFacts(readFacts(snapshot.comments).facts, hubs), told);
  const commentFields = readCommentFields(snapshot, trust, workers);
  const hub = coordination?.number ?? null;
  const stated = judgeEdges({ snapshot, trust, issues, meanings, commentFields, facts, hubs: isHub });
  const part = { snapshot, trust, issues, meanings, facts, workers, hubs: isHub };
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
  };

  const containers = new Set<number>();
  for (const issue of issues.values()) {
    const isPhase = snapshot.issueMarkers.get(issue.number)?.data["phase"] === true;
    if (issue.subIssueCount > 0 || isPhase) containers.add(issue.number);
    const parent = parentOf(issue.number, parts);
    if (parent !== null) containers.add(parent);
  }
  const numbers = [...taking].sort((a, b) => a - b);
  const nodeOf = new Map(numbers.map((number, node) => [number, node]));
  const pairs = graphPairs(numbers, parts);
  const toNode = (list: readonly number[]) => list.map((number) => nodeOf.get(number) ?? 0);
  const graph = buildGraph(numbers.length, toNode(pairs.dependents), toNode(pairs.blockers));
  const cycles = findCycles(graph).map((cycle): Cycle => {
    const name = (node: number) => numbers[node] ?? 0;
    return {
      members: cycle.members.map(name),
      issues: cycle.path.map(name),
      cut: { dependent: name(cycle.cut.dependent), blocker: name(cycle.cut.blocker) },
    };
  });

  const foreign = new Map(snapshot.foreign.map((one) => [refKey(one.ref), one]));
  const tasks = new Map<number, Task>();
  const linked = new Set(
    edges
      .filter((edge) => edge.counted)
      .flatMap(({ dependent, blocker }) => [dependent, blocker])
      .flatMap((ref) => (isHere(ref, snapshot.repo) ? [ref.number] : [])),
  );
  const relevant = [...issues.values()].filter(
    (issue) => taking.has(issue.number) || isFinishedTask(issue, parts, linked, isHub),
  );
  for (const issue of relevant) {
    const task = buildTask(issue.number, parts, containers, foreign);
    if (task !== null) tasks.set(issue.number, task);
  }
  markCycles(tasks, cycles, snapshot.repo);
  judgeGates(tasks, parts.byDependent, { snapshot, trust, issues, meanings, facts });
  const outside = [...issues.values()].filter(
    (issue) => issue.isOpen && !issue.isPullRequest && !isHub.has(issue.number) && !taking.has(issue.number),
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

/** A closed issue that once took part: it counts as done in the progress, and its deliverables matter to its dependents. */
function isFinishedTask(issue: Issue, parts: Parts, linked: ReadonlySet<number>, hubs: ReadonlySet<number>): boolean {
  if (
    issue.isOpen ||
    issue.isPullRequest ||
    hubs.has(issue.number) ||
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
