/** Which issues take part: admitted ones inside the scope of the settings. */

import { isWorkerLabel } from "./find-holder.ts";
import { holds } from "./judge-edges.ts";
import type { Fact, Issue, Meaning, Worker } from "./model.ts";
import { isHere, wearsLabel } from "./model.ts";
import { parentOf } from "./parent-of.ts";
import { type Trust, trustsEveryone } from "./trust.ts";
import { isWorkerLogin } from "./workers.ts";
import type { Edge, Snapshot } from "./world.ts";

export interface PartSources {
  readonly snapshot: Snapshot;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly edges: readonly Edge[];
  readonly workers: readonly Worker[];
  /** Coordination issues, and reports that were opened as issues. */
  readonly apart: ReadonlySet<number>;
}

/** Entries of a timeline that are read beside those of edges, the latest ones (github/queries.ts). */
const TIMELINE_READ = 50;

/** Labels and assignments admit when somebody with triage gave them; what an issue form presets proves nothing. */
function wasWelcomed(issue: Issue, { trust, snapshot }: PartSources): boolean {
  const isCut = issue.timeline.filter(({ blocker }) => blocker === undefined).length >= TIMELINE_READ;
  // We label only what takes part: older entries, which we cannot see any more, let it in then.
  if (isCut && issue.timeline.some(({ kind, actor }) => kind === "labeled" && actor?.id === snapshot.app.botId))
    return true;
  return issue.timeline.some(
    (entry) =>
      (entry.kind === "labeled" || entry.kind === "assigned") &&
      entry.actor?.id !== snapshot.app.botId &&
      trust.mayTriage(entry.actor),
  );
}

function isAdmittedItself(issue: Issue, sources: PartSources): boolean {
  const { trust, facts, workers, snapshot } = sources;
  if (issue.author !== null && (issue.author.id === snapshot.app.botId || isWorkerLogin(issue.author.login, workers)))
    return true;
  if (trustsEveryone(snapshot) || facts.get(issue.number)?.some((fact) => fact.kind === "admitted")) return true;
  return trust.mayTriage(issue.author) || wasWelcomed(issue, sources);
}

/** Own merit first, then along edges: what an admitted issue waits for, by the word of somebody with triage, is in too. */
function findAdmitted(sources: PartSources): ReadonlySet<number> {
  const admitted = new Set<number>();
  const queue: number[] = [];
  const admit = (number: number) => {
    if (admitted.has(number) || !sources.issues.has(number)) return;
    admitted.add(number);
    queue.push(number);
  };
  for (const issue of sources.issues.values())
    if (issue.isOpen && isAdmittedItself(issue, sources)) admit(issue.number);
  const blockers = new Map<number, number[]>();
  for (const edge of sources.edges) {
    const isLocal = isHere(edge.blocker, sources.snapshot.repo);
    if (
      !isLocal ||
      admitted.has(edge.blocker.number) ||
      !holds(edge) ||
      !(edge.origin === "native" || sources.trust.mayTriage(edge.by))
    )
      continue;
    const others = blockers.get(edge.dependent.number);
    if (others === undefined) blockers.set(edge.dependent.number, [edge.blocker.number]);
    else others.push(edge.blocker.number);
  }
  for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
    for (const blocker of blockers.get(number) ?? []) admit(blocker);
  }
  return admitted;
}

function hasTaskField(meaning: Meaning | undefined): boolean {
  if (meaning === undefined) return false;
  const { unknown: _kept, ...fields } = meaning.fields;
  return Object.keys(fields).length > 0 || meaning.dates.length > 0 || meaning.none.length > 0;
}

function isTakenUp(issue: Issue, sources: PartSources): boolean {
  const facts = sources.facts.get(issue.number) ?? [];
  if (facts.some((fact) => fact.kind === "claim" || fact.kind === "admitted" || fact.kind === "hold")) return true;
  if (sources.snapshot.issueMarkers.get(issue.number)?.kind === "task") return true;
  return issue.labels.some(isWorkerLabel);
}

/** Issues whose text was turned into issues: what stands in it is about those, and makes it no task itself. */
function planIssues({ facts, apart }: PartSources): ReadonlySet<number> {
  const told = [...apart].flatMap((hub) => facts.get(hub) ?? []);
  return new Set(
    told.flatMap((fact) =>
      fact.kind === "applied" && /^#\d{1,9}$/.test(fact.plan) ? [Number(fact.plan.slice(1))] : [],
    ),
  );
}

/** A row whose own task has no issue yet, while what it waits for has one, reads as if the plan's issue waited. */
function isRowOfPlan({ origin, statedOn, comment, dependent }: Edge, plans: ReadonlySet<number>): boolean {
  return origin === "text" && comment === null && statedOn === dependent.number && plans.has(statedOn);
}

/** Open issues that take part, pull requests and the coordination issue left out. */
export function findParticipants(sources: PartSources): ReadonlySet<number> {
  const { snapshot, issues, edges, meanings, apart } = sources;
  const { scope } = snapshot.settings;
  const admitted = findAdmitted(sources);
  const plans = planIssues(sources);
  const linked = new Set<number>();
  for (const edge of edges) {
    // What an issue nobody let in waits for does not come in by that.
    const isOutside = issues.get(edge.dependent.number)?.isOpen === true && !admitted.has(edge.dependent.number);
    if (!edge.counted || isOutside) continue;
    if (!isRowOfPlan(edge, plans)) linked.add(edge.dependent.number);
    if (isHere(edge.blocker, snapshot.repo)) linked.add(edge.blocker.number);
  }
  for (const issue of issues.values()) {
    const parent = parentOf(issue.number, sources);
    if (parent !== null) linked.add(parent).add(issue.number);
  }
  const isTaskByField = ({ number }: Issue) => !plans.has(number) && hasTaskField(meanings.get(number));
  const inScope = (issue: Issue): boolean => {
    if (scope === "all") return true;
    if (scope.startsWith("label:")) return wearsLabel(issue, scope.slice("label:".length));
    return linked.has(issue.number) || isTaskByField(issue) || isTakenUp(issue, sources);
  };
  const taking = [...issues.values()].filter(
    (issue) =>
      issue.isOpen && !issue.isPullRequest && !apart.has(issue.number) && admitted.has(issue.number) && inScope(issue),
  );
  return new Set(taking.map((issue) => issue.number));
}
