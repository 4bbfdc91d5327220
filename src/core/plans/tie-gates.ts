/** Ties gates to tasks: what each gate waits for, and which tasks wait for it. */

import { type Directory, exactly, lookUpList } from "./directory.ts";
import type { GateDraft } from "./draft.ts";
import type { Edge } from "./edge-index.ts";
import { type EdgeIndex, indexEdges, inFrontOf, lastOf } from "./edge-index.ts";
import { nameKey, saysAll } from "./names.ts";
import type { PlanGate, PlanWarning } from "./plan.ts";

interface Tied {
  readonly draft: GateDraft;
  readonly after: readonly number[];
  readonly before: readonly number[];
  /** The tasks of the group it closes, as a key; gates at the same place are one. */
  readonly place: string;
}

export interface TiedGates {
  readonly gates: readonly PlanGate[];
  readonly warnings: readonly PlanWarning[];
}

export function tieGates(
  drafts: readonly GateDraft[],
  directory: Directory,
  edges: readonly Edge[],
  idOf: (index: number) => string,
): TiedGates {
  const warnings: PlanWarning[] = [];
  const index = indexEdges(edges);
  const places = new Map<string, Tied>();
  for (const draft of drafts) {
    const tied = tie(draft, directory, index, warnings);
    const same = places.get(tied.place);
    places.set(tied.place, same === undefined ? tied : joinGates(same, tied));
  }
  const taken = new Map<string, number>();
  const gates = [...places.values()].map((tied) => toGate(tied, index, idOf, taken));
  return { gates: gates.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)), warnings };
}

function tie(draft: GateDraft, directory: Directory, edges: EdgeIndex, warnings: PlanWarning[]): Tied {
  const everything = directory.tasks.map((_, index) => index);
  const list = (names: readonly string[]) => {
    if (names.some(saysAll)) return everything;
    const found = names.map((name) => lookUpList(directory, name));
    for (const name of found.flatMap((one) => one.unknown)) {
      warnings.push({
        line: draft.line,
        message: `“${name}” at the gate “${draft.title}” names no task of this plan.`,
      });
    }
    return [...new Set(found.flatMap((one) => one.tasks.map((task) => task.index)))];
  };
  const isExact = draft.isExact === true;
  const before = list(draft.before);
  const stated = draft.after.length > 0 || isExact ? list(draft.after) : closedBy(draft, directory);
  const closed = draft.after.length > 0 || isExact ? stated : inFrontOfThem(before, stated, edges);
  if (closed.length === 0 && !isExact) {
    const message = `The gate “${draft.title}” names no phase or task that it closes; write \`After: T-1, T-2\` below it.`;
    warnings.push({ line: draft.line, message });
  }
  const place =
    closed.length === 0 || isExact ? `${draft.id} ${draft.line}` : [...closed].sort((a, b) => a - b).join(" ");
  return { draft, after: closed, before, place };
}

/** A gate before a phase, with nothing else said of its place, waits for what that phase waits for. */
function inFrontOfThem(before: readonly number[], closed: readonly number[], edges: EdgeIndex): readonly number[] {
  const own = new Set(before);
  if (before.length === 0 || (closed.length > 0 && !closed.some((task) => own.has(task)))) return closed;
  const blockers = before.flatMap((task) => edges.blockersOf.get(task) ?? []).filter((task) => !own.has(task));
  return [...new Set(blockers)].sort((a, b) => a - b);
}

function closedBy(draft: GateDraft, directory: Directory): readonly number[] {
  for (const name of draft.closes === null ? [] : [draft.closes, `phase ${draft.closes}`, `group ${draft.closes}`]) {
    const found = exactly(directory, nameKey(name));
    if (found !== null) return found;
  }
  return exactly(directory, nameKey(draft.title)) ?? [];
}

/** The one with a name, then the one with criteria names the gate; the title of the other becomes a criterion. */
function joinGates(first: Tied, second: Tied): Tied {
  const [isUnnamed, hasMore] = [first.draft.isUnnamed, first.draft.criteria.length >= second.draft.criteria.length];
  const isFirst = isUnnamed === second.draft.isUnnamed ? hasMore : isUnnamed !== true;
  const [main, other] = isFirst ? [first.draft, second.draft] : [second.draft, first.draft];
  const title = { text: other.title, done: false };
  const draft: GateDraft = {
    ...main,
    criteria: [...main.criteria, ...(other.criteria.length > 0 ? other.criteria : [title])],
    approver: main.approver ?? other.approver,
    fresh: main.fresh || other.fresh,
    status: main.status === "open" ? other.status : main.status,
  };
  return { ...first, draft, before: [...new Set([...first.before, ...second.before])] };
}

function toGate(tied: Tied, index: EdgeIndex, idOf: (index: number) => string, taken: Map<string, number>): PlanGate {
  const { id, title, criteria, approver, status, fresh, line } = tied.draft;
  const behind = tied.draft.isExact === true ? [] : waitingBehind(tied.after, index);
  const before = [...new Set([...tied.before, ...behind])];
  const copy = (taken.get(id) ?? 0) + 1;
  taken.set(id, copy);
  const name = copy === 1 ? id : `${id}-${copy}`;
  const checks = criteria.map((criterion) => ({ ...criterion }));
  return {
    id: name,
    title,
    criteria: checks,
    approver,
    status,
    fresh,
    after: tied.after.map(idOf),
    before: before.map(idOf),
    line,
  };
}

/** Tasks that wait for the last of these wait for the gate too, unless one of these waits for them. */
function waitingBehind(closed: readonly number[], index: EdgeIndex): number[] {
  const inFront = inFrontOf(closed, index);
  const waiting = lastOf(closed, index).flatMap((task) => index.dependentsOf.get(task) ?? []);
  return [...new Set(waiting)].filter((task) => !inFront.has(task)).sort((a, b) => a - b);
}
