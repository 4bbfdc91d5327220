/** Turns what was stated about waiting into edges between tasks: names resolved, stronger statements before weaker ones. */

import { type Directory, exactly, idsWithin, lookUp, lookUpList, type MissingEnd, missingEnds } from "./directory.ts";
import type { Source, WaitDraft } from "./draft.ts";
import { behind, type Edge, indexEdges, rank } from "./edge-index.ts";
import {
  exceptionOf,
  type Mention,
  mentionsOf,
  nameKey,
  saysAbove,
  saysAll,
  saysNone,
  saysSoft,
  withoutPartial,
} from "./names.ts";
import type { PlanWarning } from "./plan.ts";

/** Where something was said. */
export interface Spoken {
  readonly source: Source;
  readonly line: number;
}

export interface ResolvedWaits {
  readonly edges: readonly Edge[];
  /** Tasks of which a statement says that they wait for nothing, with the strongest source that says so. */
  readonly none: ReadonlyMap<number, Spoken>;
  readonly warnings: readonly PlanWarning[];
}

interface AllWait {
  readonly dependent: number;
  readonly wait: WaitDraft;
  readonly soft: boolean;
  /** What `All except` takes out. */
  readonly except: ReadonlySet<number>;
}

interface Work {
  readonly directory: Directory;
  readonly scopeOf: (index: number) => readonly string[];
  readonly edges: Edge[];
  readonly none: Map<number, Spoken>;
  readonly all: AllWait[];
  readonly warnings: PlanWarning[];
}

/** Every stated wait as edges, the weaker statements still among them. */
export function resolveWaits(
  waits: readonly WaitDraft[],
  directory: Directory,
  scopeOf: (index: number) => readonly string[],
): ResolvedWaits {
  const work: Work = { directory, scopeOf, edges: [], none: new Map(), all: [], warnings: [] };
  for (const wait of waits) if (wait.isForFirst !== true && wait.isOnlyCompared !== true) resolveWait(wait, work);
  for (const wait of waits) if (wait.isForFirst === true) resolveWait(wait, work);
  resolveAlls(work);
  for (const wait of waits) if (wait.isOnlyCompared === true) compare(wait, work);
  return { edges: work.edges, none: work.none, warnings: work.warnings };
}

function resolveWait(wait: WaitDraft, work: Work): void {
  if (isFull(work)) return;
  const dependents = exactly(work.directory, nameKey(wait.dependent)) ?? lookUp(work.directory, wait.dependent);
  if (dependents === null) {
    work.warnings.push(notUnderstood(wait.line, wait.dependent));
    return;
  }
  if (saysNone(wait.on)) for (const dependent of dependents) noteNone(work, dependent, wait);
  else
    for (const dependent of firstOf(dependents, wait, work)) {
      if (!isFull(work)) resolveFor(dependent, wait, work);
    }
  if (isFull(work)) work.warnings.push({ line: wait.line, message: `More than ${MOST_EDGES} waits; ${BEYOND}.` });
}

/** More edges than any plan means, such as ranges that reach over everything; what is beyond is reported. */
const MOST_EDGES = 200_000;
const BEYOND = "what is said about waiting from here on is not read";

function isFull({ edges }: Work): boolean {
  return edges.length > MOST_EDGES;
}

/** Of a group only those tasks that wait for no other of the group. */
function firstOf(dependents: readonly number[], wait: WaitDraft, work: Work): readonly number[] {
  if (wait.isForFirst !== true || dependents.length < 2) return dependents;
  const inside = new Set(dependents);
  const later = work.edges.filter((edge) => inside.has(edge.dependent) && inside.has(edge.blocker));
  const waiting = new Set(later.map((edge) => edge.dependent));
  return dependents.filter((index) => !waiting.has(index));
}

function noteNone(work: Work, dependent: number, { source, line }: Spoken): void {
  const known = work.none.get(dependent);
  if (known === undefined || rank(source) < rank(known.source)) work.none.set(dependent, { source, line });
}

/** Names behind `except`, when every one of them is known: then the others are meant, without these. */
function withoutExceptions(on: string, { directory }: Work): { on: string; except: ReadonlySet<number> } {
  // `Deploy without downtime` is a title.
  const isTitle = ({ name }: Mention) => exceptionOf(name) !== null && lookUp(directory, name) !== null;
  const exception = mentionsOf(on).some(isTitle) ? null : exceptionOf(on);
  const found = exception === null ? null : lookUpList(directory, exception.except);
  if (exception === null || found === null || found.unknown.length > 0) return { on, except: new Set() };
  return { on: exception.names, except: new Set(found.tasks.map(({ index }) => index)) };
}

function resolveFor(dependent: number, stated: WaitDraft, work: Work): void {
  const isTitle = exactly(work.directory, nameKey(stated.on)) !== null;
  const partial = isTitle ? { on: stated.on, soft: false } : withoutPartial(stated.on);
  const { on, except } = withoutExceptions(partial.on, work);
  const wait = { ...stated, on };
  const names = mentionsOf(wait.on);
  const soft = wait.soft || partial.soft || names.some((mention) => /^partial$/i.test(mention.name));
  if (names.some((mention) => saysAll(mention.name))) {
    work.all.push({ dependent, wait, soft, except });
    return;
  }
  const found = lookUpList(work.directory, wait.on);
  for (const name of found.unknown) {
    if (/^partial$/i.test(name) || saysNone(name)) continue;
    const within = idsWithin(work.directory, name).filter((index) => index !== dependent);
    for (const index of within) work.edges.push(edgeOf(dependent, index, wait, soft || saysSoft(name)));
    work.warnings.push(within.length === 0 ? notUnderstood(wait.line, name) : partly(wait.line, name, within, work));
  }
  const either = names.find(({ name }) => / (?:or|oder|ou) /i.test(name));
  if (either !== undefined && found.tasks.length > 1) {
    const message = `“${either.name.slice(0, 80)}” is read as all of them: there is no waiting for one or the other.`;
    work.warnings.push({ line: wait.line, message });
  }
  for (const end of missingEnds(work.directory, names)) work.warnings.push(endless(wait.line, end));
  for (const { index, note } of found.tasks) {
    if (except.has(index)) continue;
    if (index === dependent) work.warnings.push(waitsForItself(wait, work, dependent));
    else work.edges.push(edgeOf(dependent, index, wait, soft || saysSoft(note)));
  }
}

function edgeOf(dependent: number, blocker: number, wait: WaitDraft, soft: boolean): Edge {
  return { dependent, blocker, soft, source: wait.source, line: wait.line };
}

/** Marked and plain items below one heading are one list. */
function placeOf(scope: string): string {
  return scope.replace(/^markers /, "list ");
}

/** `All`: every task of the table that does not say All itself and does not, by a stated edge, wait for this one. */
function resolveAlls(work: Work): void {
  const sayingAll = new Set(work.all.map((all) => all.dependent));
  const others = work.directory.tasks.map((_, index) => index).filter((index) => !sayingAll.has(index));
  const stated = indexEdges(work.edges.filter((edge) => rank(edge.source) <= rank("stated")));
  for (const { dependent, wait, soft, except } of work.all) {
    const waiting = behind(dependent, stated);
    const isAbove = saysAbove(wait.on);
    for (const index of others) {
      if (index === dependent || except.has(index) || waiting.has(index) || (isAbove && index > dependent)) continue;
      if (wait.scope === "all" || work.scopeOf(index).map(placeOf).includes(placeOf(wait.scope)))
        work.edges.push(edgeOf(dependent, index, wait, soft));
    }
    if (!isFull(work)) continue;
    work.warnings.push({ line: wait.line, message: `More than ${MOST_EDGES} waits; “All” is not read from here on.` });
    return;
  }
}

/** What a task says it provides to others, against what these say; it makes no edge. */
function compare(wait: WaitDraft, work: Work): void {
  const giver = exactly(work.directory, nameKey(wait.on))?.[0];
  if (giver === undefined) return;
  const takers = lookUpList(work.directory, wait.dependent).tasks.map(({ index }) => index);
  const missing = takers.filter(
    (taker) => !work.edges.some((edge) => edge.dependent === taker && edge.blocker === giver),
  );
  if (missing.length === 0) return;
  const idOf = (index: number) => work.directory.tasks[index]?.ids[0] ?? "";
  const message = `${idOf(giver)} says it provides to ${missing.map(idOf).join(", ")}, which do not list it; no edge is made of that.`;
  work.warnings.push({ line: wait.line, message });
}

function notUnderstood(line: number, name: string): PlanWarning {
  const message = `“${name.slice(0, 80)}” names no task of this plan; write an id that a table or list has, or \`None\`.`;
  return { line, message };
}

function endless(line: number, { end, range }: MissingEnd): PlanWarning {
  const message = `“${end}” names no task of this plan; of “${range}” those are meant that exist.`;
  return { line, message };
}

function partly(line: number, name: string, found: readonly number[], work: Work): PlanWarning {
  const ids = found.map((index) => work.directory.tasks[index]?.ids[0] ?? "").join(", ");
  return { line, message: `Of “${name.slice(0, 80)}” only ${ids} is understood; the rest names no task of this plan.` };
}

function waitsForItself(wait: WaitDraft, work: Work, dependent: number): PlanWarning {
  const id = work.directory.tasks[dependent]?.ids[0] ?? wait.dependent;
  return { line: wait.line, message: `${id} names itself as something it waits for; that is left out.` };
}
