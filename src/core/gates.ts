/** Gates: issues that wait for their phase and block the next one, until their approver opens them. */

import { isShown, type SightWish, sightFor } from "./evidence.ts";
import { parseEvidence } from "./evidence-kinds.ts";
import { waiverOf } from "./judge-edges.ts";
import type { Actor, ChecklistItem, Fact, Issue, Meaning } from "./model.ts";
import { isHere, isSameName, showRef } from "./model.ts";
import { fieldPhase, isNextAfter, isWithin, type Phase } from "./phases.ts";
import { isAtLeast, type Trust } from "./trust.ts";
import type { Edge, Gate, Snapshot, Task, World } from "./world.ts";

const LABELS = new Set(["gate", "checkpoint"]);

export interface GateSources {
  readonly snapshot: Snapshot;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
}

function writerOf(issue: Issue): Actor | null {
  return issue.editor ?? issue.author;
}

/**
 * An issue that names an approver, wears the label, or was made from a gate of a plan; by the word of somebody with
 * triage, because it stops others.
 */
export function findGates({ snapshot, trust, issues, meanings }: GateSources): ReadonlySet<number> {
  const found = new Set<number>();
  for (const issue of issues.values()) {
    if (issue.isPullRequest) continue;
    const marker = snapshot.issueMarkers.get(issue.number);
    const isPlanned = marker?.kind === "task" && marker.data["gate"] === true;
    const saysSo =
      meanings.get(issue.number)?.fields.approver !== undefined ||
      issue.labels.some((label) => LABELS.has(label.toLowerCase()));
    if (isPlanned || (saysSo && trust.mayTriage(writerOf(issue)))) found.add(issue.number);
  }
  return found;
}

/**
 * True for a gate that its approver opened. Closed by hand it counts when a maintainer did it or somebody whom its text
 * or the settings name; anybody else's close would be a way round the approver.
 */
export function wasOpenedRightly(number: number, { snapshot, trust, issues, meanings, facts }: GateSources): boolean {
  const word = (facts.get(number) ?? []).findLast(({ kind }) => kind === "approved" || kind === "rejected");
  const close = issues.get(number)?.timeline.findLast(({ kind }) => kind === "closed");
  if (word?.kind === "approved" || close === undefined) return true;
  const { actor } = close;
  if (actor === null) return false;
  const named = (meanings.get(number)?.fields.approver ?? "").split(/[\s,;+&/]/);
  const approvers = [...named, ...snapshot.settings.gates.approvers].map((name) => name.replace(/^@/, ""));
  return isAtLeast(trust.roleOf(actor), "maintain") || approvers.some((name) => isSameName(name, actor.login));
}

/** What a gate's own `Phase:` means for others: it waits for the open tasks of its phase, the next phase waits for it. */
export function gateEdges(
  gates: ReadonlySet<number>,
  taking: ReadonlySet<number>,
  sources: GateSources,
): readonly Edge[] {
  const phases = new Map<number, Phase>();
  for (const number of taking) {
    const phase = sources.meanings.get(number)?.fields.phase;
    const isContainer = (sources.issues.get(number)?.subIssueCount ?? 0) > 0;
    if (phase !== undefined && !isContainer) phases.set(number, fieldPhase(phase));
  }
  const tasks = [...phases].filter(([number]) => !gates.has(number));
  return [...gates].flatMap((gate) => {
    const said = sources.meanings.get(gate)?.fields.phase;
    if (said === undefined || (sources.issues.get(gate)?.isOpen === true && !taking.has(gate))) return [];
    const phase = fieldPhase(said);
    const next = isNextAfter(
      phase,
      tasks.map(([, other]) => other),
    );
    return [
      ...tasks.filter(([, other]) => isWithin(other, phase)).map(([task]) => edge(gate, task, gate, sources)),
      ...tasks.filter(([, other]) => next(other)).map(([task]) => edge(task, gate, gate, sources)),
    ];
  });
}

function edge(
  dependent: number,
  blocker: number,
  gate: number,
  { snapshot, issues, meanings, facts }: GateSources,
): Edge {
  const { repo } = snapshot;
  const issue = issues.get(gate);
  const unjudged = {
    dependent: { repo, number: dependent },
    blocker: { repo, number: blocker },
    kind: "hard",
    origin: "text",
    statedOn: gate,
    comment: null,
    line: 1,
    text: `Phase: ${meanings.get(gate)?.fields.phase ?? ""}`,
    syntax: "gate",
    by: issue === undefined ? null : writerOf(issue),
  } as const;
  return { ...unjudged, counted: true, why: null, waived: waiverOf(unjudged, facts.get(dependent) ?? []) };
}

const ALL_DONE =
  /\b(?:all|every)\b.{0,60}\b(?:tasks?|issues?|work)\b.{0,80}\b(?:done|complete|completed|finished|closed)\b/i;
const NO_BLOCKER = /\bno\b.{0,30}\bblock(?:er|ers|ed|ing)\b/i;
const REFERENCE = /(?<![\w/#])#(\d{1,9})(?!\d)/g;
const BOX = /^(\s{0,8}(?:[-*+]|\d{1,4}[.)]) \[) (\] [^\n]{1,1000})$/;

/** A gate with what it closes: everything an automatic criterion can look at. */
interface Seen {
  readonly task: Task;
  readonly blockers: readonly Task[];
  readonly issues: ReadonlyMap<number, Issue>;
  readonly snapshot: Snapshot;
}

/** Whether a criterion holds by what stands on GitHub; null when only a person can tell. */
function isMetByItself(text: string, { task, blockers, issues, snapshot }: Seen): boolean | null {
  const evidence = parseEvidence(text);
  const isThere = evidence === null ? null : isShown(evidence, task, snapshot);
  if (isThere !== null) return isThere;
  if (ALL_DONE.test(text)) return task.waits.length === 0;
  if (NO_BLOCKER.test(text)) return blockers.every((one) => !["blocked", "hold"].includes(one.status));
  const named = [...text.matchAll(REFERENCE)].map(([, number]) => issues.get(Number(number)));
  if (named.length === 0 || named.some((issue) => issue === undefined)) return null;
  return named.every((issue) => issue !== undefined && !issue.isOpen && issue.stateReason === "completed");
}

function judge(items: readonly ChecklistItem[], seen: Seen): Gate["criteria"] {
  return items.map(({ text, done }) => {
    const byItself = isMetByItself(text, seen);
    return { text, isMet: byItself ?? done !== false, isAutomatic: byItself !== null };
  });
}

const FRESH = /\bfresh\b/i;

/** Fills in what the gates ask for, once every status is known, and says it to those who wait for them. */
export function judgeGates(
  tasks: Map<number, Task>,
  edges: ReadonlyMap<number, readonly Edge[]>,
  { snapshot, issues, facts }: GateSources,
): void {
  const closed = new Map<number, string>();
  for (const [number, task] of tasks) {
    if (task.gate === null) continue;
    const blockers = closedBy(task, tasks, edges.get(number) ?? [], snapshot.repo);
    const criteria = judge(task.fields.doneWhen ?? [], { task, blockers, issues, snapshot });
    const why = sayClosed(task, criteria, facts.get(number) ?? [], snapshot.repo);
    const audits = blockers.map(({ issue }) => issue.number);
    tasks.set(number, { ...task, gate: { ...task.gate, criteria, audits, why } });
    if (task.issue.isOpen) closed.set(number, `the gate #${number} is not open yet: ${why}`);
  }
  if (closed.size === 0) return;
  for (const [number, task] of tasks) {
    const isAtGate = ({ blocker, state }: Task["waits"][number]) =>
      state === "open" && blocker !== null && isHere(blocker, snapshot.repo) && closed.has(blocker.number);
    if (!task.waits.some(isAtGate)) continue;
    const waits = task.waits.map((wait) => {
      const why = isAtGate(wait) ? closed.get(wait.blocker?.number ?? 0) : undefined;
      if (why === undefined) return wait;
      const orElse = wait.wayOut.replace(/^finish #\d{1,10}, or /, "");
      return { ...wait, why, wayOut: `its approver says /gate approve there, or ${orElse}` };
    });
    tasks.set(number, { ...task, waits });
  }
}

/** Everything a gate closes: what it waits for by any word, and what lies in its phase, done or not. */
function closedBy(gate: Task, tasks: ReadonlyMap<number, Task>, edges: readonly Edge[], repo: string): readonly Task[] {
  const numbers = new Set(edges.flatMap(({ blocker }) => (isHere(blocker, repo) ? [blocker.number] : [])));
  const phase = gate.fields.phase === undefined ? null : fieldPhase(gate.fields.phase);
  return [...tasks.values()].filter(
    ({ issue, fields, gate: other }) =>
      numbers.has(issue.number) ||
      (other === null && phase !== null && fields.phase !== undefined && isWithin(fieldPhase(fields.phase), phase)),
  );
}

/** Criteria that are named one by one. */
const MOST_NAMED = 3;

/** Why a gate is still closed: a rejection, the work before it, its criteria, or only the word of its approver. */
function sayClosed(task: Task, criteria: Gate["criteria"], facts: readonly Fact[], repo: string): string {
  const last = facts.findLast((fact) => fact.kind === "rejected" || fact.kind === "approved");
  const unmet = criteria.filter((one) => !one.isMet).map(({ text }) => `“${text.slice(0, 80)}”`);
  if (last?.kind === "rejected") return `${last.by.login} rejected it: ${last.reason.slice(0, 120)}`;
  if (unmet.length > 0) return `${some(unmet)} ${unmet.length === 1 ? "is" : "are"} not met`;
  const open = task.waits.flatMap(({ blocker }) => (blocker === null ? [] : [showRef(blocker, repo)]));
  return open.length > 0 ? `it waits for ${some(open)}` : "only the word of its approver is missing";
}

function some(names: readonly string[]): string {
  return `${names.slice(0, MOST_NAMED).join(", ")}${names.length > MOST_NAMED ? " and more" : ""}`;
}

/** Checks and files that criteria name, once all the work before the gate is done: earlier they decide nothing. */
export function gateSights({ isLive, tasks, snapshot }: World): readonly SightWish[] {
  if (!isLive) return [];
  return [...tasks.values()].flatMap((task) => {
    if (task.gate === null || !task.issue.isOpen || task.waits.length > 0) return [];
    return (task.fields.doneWhen ?? []).flatMap(({ text }) => {
      const evidence = parseEvidence(text);
      return evidence === null ? [] : (sightFor(evidence, task, snapshot, null) ?? []);
    });
  });
}

/** The body with the boxes of met automatic criteria ticked; the same body when there is nothing to tick. */
export function tickCriteria(task: Task, { issues, tasks, snapshot }: World): string {
  const blockers = (task.gate?.audits ?? []).flatMap((number) => tasks.get(number) ?? []);
  const seen = { task, blockers, issues, snapshot };
  const lines = task.issue.body.split("\n").map((line) => {
    const box = BOX.exec(line.slice(0, 1_100));
    return box !== null && isMetByItself((box[2] ?? "").slice(2), seen) === true ? `${box[1]}x${box[2]}` : line;
  });
  return lines.join("\n");
}

/** Words that ask for an approver who built none of what the gate closes. */
export function asksForFreshEyes({ title, body }: Issue, gate: string | undefined): boolean {
  return FRESH.test(title) || FRESH.test(gate ?? "") || /\bfresh (?:worker|eyes|session|pair)\b/i.test(body);
}
