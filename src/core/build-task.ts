/** One task with everything about it: its fields, its holder, what it waits for, and the status that follows. */
import { waitForReading } from "./admission.ts";
import { waitFor, waitForDate } from "./blockers.ts";
import { findHolder, type HolderSources } from "./find-holder.ts";
import { findStatus } from "./find-status.ts";
import { asksForFreshEyes } from "./gates.ts";
import { holds } from "./judge-edges.ts";
import { mergeFields } from "./merge-fields.ts";
import type { Comment, Fact, Issue, Meaning, Ref, TaskFields } from "./model.ts";
import { isHere, refKey, wearsLabel } from "./model.ts";
import { isOfferLabel, offeredTo } from "./offer-label.ts";
import { parentOf } from "./parent-of.ts";
import type { Trust } from "./trust.ts";
import { findWorker } from "./workers.ts";
import type { Edge, Snapshot, Task, Wait, World } from "./world.ts";

/** The parts of the world that all tasks are made from. */
export interface Parts {
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
  /** What is known of issues of other repositories, by `refKey`. */
  readonly foreign: ReadonlyMap<string, Snapshot["foreign"][number]>;
}

/** What an issue has from everything it is part of. */
interface Kin {
  /** The issue itself and its containers, nearest first; a circle of parents ends where it closes. */
  readonly lineage: readonly number[];
  /** Edges that hold for it: its own and those of its containers. */
  readonly edges: readonly Edge[];
}

/** Asked several times for every issue. The parts of a world do not change any more once they are together. */
const known = new WeakMap<Parts, Map<number, Kin>>();

function kinOf(number: number, parts: Parts): Kin {
  const all = known.get(parts) ?? new Map<number, Kin>();
  if (all.size === 0) known.set(parts, all);
  const before = all.get(number);
  if (before !== undefined) return before;
  const lineage = withParents(number, parts);
  const edges = lineage.flatMap((at) =>
    (parts.byDependent.get(at) ?? []).filter((edge) => {
      const isWithin = isHere(edge.blocker, parts.snapshot.repo) && lineage.includes(edge.blocker.number);
      return holds(edge) && !isWithin;
    }),
  );
  const kin = { lineage, edges };
  all.set(number, kin);
  return kin;
}

function withParents(number: number, parts: Parts): readonly number[] {
  const line = new Set<number>();
  for (let at: number | null = number; at !== null && !line.has(at); at = parentOf(at, parts)) line.add(at);
  return [...line];
}

/** Edges that hold for an issue: its own and those of everything it is part of. */
export function edgesFor(number: number, parts: Parts): readonly Edge[] {
  return kinOf(number, parts).edges;
}

function waitsOf(number: number, parts: Parts): readonly Wait[] {
  const { lineage, edges } = kinOf(number, parts);
  const found = new Map<string | number, Wait>();
  for (const edge of edges) {
    if (edge.kind === "soft") continue;
    const key = isHere(edge.blocker, parts.snapshot.repo) ? edge.blocker.number : refKey(edge.blocker);
    const wait = found.get(key) ?? waitFor(edge.blocker, parts);
    if (wait !== null) found.set(key, { ...wait, said: [...wait.said, edge] });
  }
  const changed = lineage.flatMap((at) => changedText(at, parts));
  return [...found.values(), ...lineage.flatMap((at) => dateWaits(at, parts)), ...changed];
}

function changedText(number: number, parts: Parts): readonly Wait[] {
  const issue = parts.issues.get(number);
  const wait = issue === undefined ? null : waitForReading(issue, parts);
  return wait === null ? [] : [wait];
}

function dateWaits(number: number, { snapshot, issues, meanings, today }: Parts): readonly Wait[] {
  const dates = meanings.get(number)?.dates ?? [];
  if (dates.length === 0) return [];
  const issue = issues.get(number);
  const place = {
    dependent: { repo: snapshot.repo, number },
    origin: "text",
    statedOn: number,
    comment: null,
  } as const;
  return dates.flatMap(({ date, line, text }) => {
    const wait = waitForDate(date, today, snapshot);
    const by = issue?.editor ?? issue?.author ?? null;
    return wait === null ? [] : [{ ...wait, said: [{ ...place, line, text, syntax: "date", by }] }];
  });
}

/** Soft blockers and tracked tasks that are still open. */
function finishAfterOf(number: number, parts: Parts): readonly Ref[] {
  const soft = edgesFor(number, parts)
    .filter((edge) => edge.kind === "soft")
    .map((edge) => edge.blocker);
  const tracked = (parts.meanings.get(number)?.tracks ?? []).map(({ ref }) => ref);
  const open = [...soft, ...tracked].filter((ref) => waitFor(ref, parts) !== null);
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

const NO_FIELDS: TaskFields = {};

/** Null for an issue that is not there. */
export function buildTask(number: number, parts: Parts, containers: ReadonlySet<number>): Task | null {
  const issue = parts.issues.get(number);
  if (issue === undefined) return null;
  const { labels } = parts.snapshot.settings;
  const facts = parts.facts.get(number) ?? [];
  const isContainer = containers.has(number);
  const waits = issue.isOpen ? waitsOf(number, parts) : [];
  const comments = parts.comments.get(number) ?? [];
  const gate = parts.gates.has(number)
    ? { isFresh: asksForFreshEyes(issue, parts.meanings.get(number)?.fields.gate), criteria: [], audits: [], why: "" }
    : null;
  const holder =
    isContainer || gate !== null
      ? null
      : findHolder({ issue, facts, comments, workers: parts.workers, botId: parts.snapshot.app.botId });
  const holdFact = facts.findLast((fact) => fact.kind === "hold");
  const isHeld = parts.toldHolds.get(number) ?? wearsLabel(issue, labels.hold);
  const parent = kinOf(number, parts).lineage[1];
  const parentFields = parent === undefined ? NO_FIELDS : (parts.meanings.get(parent)?.fields ?? NO_FIELDS);
  return {
    issue,
    fields: mergeFields(issue, parts.meanings.get(number), facts, parentFields),
    status: findStatus({ issue, facts, waits, holder, isHeld, isGate: gate !== null }),
    isContainer,
    gate,
    waits,
    finishAfter: issue.isOpen ? finishAfterOf(number, parts) : [],
    holder,
    hold: isHeld ? { by: holdFact?.by.login ?? "", reason: holdFact?.reason ?? null } : null,
    isUrgent: wearsLabel(issue, labels.urgent),
    declinedBy: declinedBy({ issue, facts, workers: parts.workers, botId: parts.snapshot.app.botId }),
    deliverables: deliverablesOf(facts),
  };
}
