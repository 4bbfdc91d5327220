/**
 * Ids of planned tasks (`T-004`, `1A`) as references: which issue an id means in the text of which issue. Only markers of
 * our own count, never titles: a stranger's issue must not become what somebody else's text waits for.
 */
import type { Snapshot } from "./world.ts";

/** Upper-case id (`T-004`, `PHASE 1.2`) -> issue number. */
export type TaskIds = ReadonlyMap<string, number>;

const KEY = /^task:(.{1,500}):([A-Za-z0-9][A-Za-z0-9.-]{0,60})$/;
/** Its number alone is a number like any other. */
const PHASE = /phase[ \u00a0]([0-9]{1,4}(?:\.[0-9]{1,4}){1,4})/gi;
const WORD = /[A-Za-z0-9]{1,30}(?:[.-][A-Za-z0-9]{1,30}){0,4}/g;

interface Plans {
  readonly byPath: ReadonlyMap<string, TaskIds>;
  readonly pathOf: ReadonlyMap<number, string>;
  /** Ids that mean one issue in all plans together. */
  readonly clear: TaskIds;
}

const known = new WeakMap<Snapshot["issueMarkers"], Plans>();

/** Letters and digits: `12` and `Infrastructure` are ordinary words of a text. */
function isIdLike(id: string): boolean {
  return /[A-Za-z]/.test(id) && /[0-9]/.test(id);
}

/** What a text calls the task with this id, in upper case; null when it is an ordinary word or number there. */
function calledInText(id: string): string | null {
  if (isIdLike(id)) return id.toUpperCase();
  return /^[0-9]{1,4}(?:\.[0-9]{1,4}){1,4}$/.test(id) ? `PHASE ${id}` : null;
}

function readPlans(markers: Snapshot["issueMarkers"]): Plans {
  const byPath = new Map<string, Map<string, number>>();
  const pathOf = new Map<number, string>();
  // As elsewhere the oldest issue of a task is its issue.
  for (const [number, marker] of [...markers].sort(([a], [b]) => b - a)) {
    const [, path, id] = (marker.kind === "task" ? KEY.exec(marker.key) : null) ?? [];
    if (path === undefined || id === undefined) continue;
    pathOf.set(number, path);
    const ids = byPath.get(path) ?? new Map<string, number>();
    const name = calledInText(id);
    byPath.set(path, name === null ? ids : ids.set(name, number));
  }
  return { byPath, pathOf, clear: clearIn([...byPath.values()]) };
}

function plansIn(markers: Snapshot["issueMarkers"]): Plans {
  const before = known.get(markers);
  if (before !== undefined) return before;
  const plans = readPlans(markers);
  known.set(markers, plans);
  return plans;
}

function clearIn(plans: readonly TaskIds[]): TaskIds {
  const clear = new Map<string, number>();
  const twice = new Set<string>();
  for (const [id, number] of plans.flatMap((ids) => [...ids])) {
    if (clear.has(id)) twice.add(id);
    else clear.set(id, number);
  }
  for (const id of twice) clear.delete(id);
  return clear;
}

/** The words of a text that may be ids, and which issues they name by the ids it was read with. */
interface Looked {
  readonly words: readonly string[];
  readonly ids: TaskIds;
  readonly named: TaskIds | undefined;
}

/** By the issue or comment a text belongs to: most of them hold no id and stay as they are. */
const looked = new WeakMap<object, Looked>();

function idLikeWords(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [word] of text.matchAll(WORD)) if (isIdLike(word)) found.add(word.toUpperCase());
  for (const [, number] of text.matchAll(PHASE)) found.add(`PHASE ${number}`);
  return [...found];
}

function namedIn(words: readonly string[], ids: TaskIds): TaskIds | undefined {
  const named = words.flatMap((word) => {
    const number = ids.get(word);
    return number === undefined ? [] : [[word, number] as const];
  });
  return named.length === 0 ? undefined : new Map(named);
}

/**
 * The ids that the text of `owner`, an issue or comment on `issue`, can mean: those of its own plan, or clear ones;
 * undefined without any.
 */
export function taskIdsIn(
  owner: { readonly body: string },
  issue: number,
  { issueMarkers }: Snapshot,
): TaskIds | undefined {
  const plans = plansIn(issueMarkers);
  if (plans.byPath.size === 0) return undefined;
  const ids = plans.byPath.get(plans.pathOf.get(issue) ?? "") ?? plans.clear;
  const before = looked.get(owner);
  if (before?.ids === ids) return before.named;
  const words = before?.words ?? idLikeWords(owner.body);
  const named = namedIn(words, ids);
  looked.set(owner, { words, ids, named });
  return named;
}

/** Whether both name the same issues. */
export function isSameIds(a: TaskIds | undefined, b: TaskIds | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every(([id, number]) => b.get(id) === number);
}
