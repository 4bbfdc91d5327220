/** Turns what was stated about waiting into edges between tasks: names resolved, stronger statements before weaker ones. */

import { type Directory, exactly, lookUp, lookUpList } from "./directory.ts";
import { SOURCES, type Source, type WaitDraft } from "./draft.ts";
import { mentionsOf, nameKey, saysAll, saysNone, saysSoft } from "./names.ts";
import type { PlanWarning } from "./plan.ts";

export interface Edge {
  readonly dependent: number;
  readonly blocker: number;
  readonly soft: boolean;
  readonly source: Source;
  readonly line: number;
}

export interface ResolvedWaits {
  readonly edges: readonly Edge[];
  /** Tasks of which a statement says that they wait for nothing, with the strongest source that says so. */
  readonly none: ReadonlyMap<number, Source>;
  readonly warnings: readonly PlanWarning[];
}

interface AllWait {
  readonly dependent: number;
  readonly wait: WaitDraft;
  readonly soft: boolean;
}

interface Work {
  readonly directory: Directory;
  readonly scopeOf: (index: number) => readonly string[];
  readonly edges: Edge[];
  readonly none: Map<number, Source>;
  readonly all: AllWait[];
  readonly warnings: PlanWarning[];
}

export function rank(source: Source): number {
  return SOURCES.indexOf(source);
}

/** Every stated wait as edges, the weaker statements still among them. */
export function resolveWaits(
  waits: readonly WaitDraft[],
  directory: Directory,
  scopeOf: (index: number) => readonly string[],
): ResolvedWaits {
  const work: Work = { directory, scopeOf, edges: [], none: new Map(), all: [], warnings: [] };
  for (const wait of waits) resolveWait(wait, work);
  for (const all of work.all) resolveAll(all, work);
  return { edges: work.edges, none: work.none, warnings: work.warnings };
}

function resolveWait(wait: WaitDraft, work: Work): void {
  const dependents = exactly(work.directory, nameKey(wait.dependent)) ?? lookUp(work.directory, wait.dependent);
  if (dependents === null) {
    work.warnings.push(notUnderstood(wait.line, wait.dependent));
    return;
  }
  if (saysNone(wait.on)) for (const dependent of dependents) noteNone(work, dependent, wait.source);
  else for (const dependent of dependents) resolveFor(dependent, wait, work);
}

function noteNone(work: Work, dependent: number, source: Source): void {
  const known = work.none.get(dependent);
  if (known === undefined || rank(source) < rank(known)) work.none.set(dependent, source);
}

function resolveFor(dependent: number, wait: WaitDraft, work: Work): void {
  const names = mentionsOf(wait.on);
  const soft = wait.soft || names.some((mention) => /^partial$/i.test(mention.name));
  if (names.some((mention) => saysAll(mention.name))) {
    work.all.push({ dependent, wait, soft });
    return;
  }
  const found = lookUpList(work.directory, wait.on);
  for (const name of found.unknown) {
    if (!/^partial$/i.test(name) && !saysNone(name)) work.warnings.push(notUnderstood(wait.line, name));
  }
  for (const { index, note } of found.tasks) {
    if (index === dependent) work.warnings.push(waitsForItself(wait, work, dependent));
    else work.edges.push(edgeOf(dependent, index, wait, soft || saysSoft(note)));
  }
}

function edgeOf(dependent: number, blocker: number, wait: WaitDraft, soft: boolean): Edge {
  return { dependent, blocker, soft, source: wait.source, line: wait.line };
}

/** `All`: every task of the table that does not say All itself and does not, by a stated edge, wait for this one. */
function resolveAll({ dependent, wait, soft }: AllWait, work: Work): void {
  const sayingAll = new Set(work.all.map((all) => all.dependent));
  const waiting = new Set(
    work.edges
      .filter((edge) => edge.blocker === dependent && rank(edge.source) <= rank("stated"))
      .map((edge) => edge.dependent),
  );
  for (let index = 0; index < work.directory.tasks.length; index += 1) {
    if (index === dependent || sayingAll.has(index) || waiting.has(index)) continue;
    if (work.scopeOf(index).includes(wait.scope)) work.edges.push(edgeOf(dependent, index, wait, soft));
  }
}

function notUnderstood(line: number, name: string): PlanWarning {
  const message = `"${name.slice(0, 80)}" names no task of this plan; write an id that a table or list has, or None.`;
  return { line, message };
}

function waitsForItself(wait: WaitDraft, work: Work, dependent: number): PlanWarning {
  const id = work.directory.tasks[dependent]?.ids[0] ?? wait.dependent;
  return { line: wait.line, message: `${id} names itself as something it waits for; that is left out.` };
}
