/** Ranges of ids: `T-004-T-014`, `#972-976`, `31-60` of which `31-40` and `41-60` are the tasks. */
import { append } from "./append.ts";
import { nameKey } from "./names.ts";

/** The ids of the tasks, found in every way a range may name them. */
export interface IdIndex {
  readonly tasks: readonly { readonly ids: readonly string[] }[];
  readonly byId: Map<string, number>;
  /** What stands before an id's number -> the numbers, in the order of the table. */
  readonly byPrefix: Map<string, Numbered[]>;
  /** Ids such as `31-40`. */
  readonly spans: Span[];
}

interface Numbered {
  readonly number: number;
  readonly index: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly index: number;
}

export function indexIds(tasks: IdIndex["tasks"]): IdIndex {
  const byId = new Map<string, number>();
  const byPrefix = new Map<string, Numbered[]>();
  const spans: Span[] = [];
  for (const [index, task] of tasks.entries()) {
    for (const key of task.ids.map(nameKey)) {
      if (!byId.has(key)) byId.set(key, index);
      const span = spanIn(key);
      const prefix = prefixOf(key);
      const number = numberBehind(prefix, key);
      if (number !== null) append(byPrefix, prefix, { number, index });
      if (span !== null) spans.push({ ...span, index });
    }
  }
  return { tasks, byId, byPrefix, spans };
}

const SEPARATOR = / ?(?:-{1,3}|→|~|〜|～|…|\.\.\.?| (?:to|through|thru|until|bis|à|au|a|al|hasta|até) ) ?/g;

/** `T-004-T-014`, `#972-976`, `1.3-1.5`, `T-001 through T-007`: what lies between, in the order of the table. */
export function rangeOf(ids: IdIndex, key: string): readonly number[] | null {
  for (const [left, right] of endsOf(key)) {
    const first = ids.byId.get(left);
    const last = ids.byId.get(right) ?? ids.byId.get(alike(left, right));
    if (first !== undefined && last !== undefined && first <= last) return between(ids, first, last, left);
    if (first === undefined && last === undefined) continue;
    const existing = counted(ids, left, alike(left, right));
    if (existing.length > 0) return existing;
  }
  return null;
}

/** Both sides of everything in a name that may part the ends of a range. */
export function endsOf(key: string): [left: string, right: string][] {
  return [...key.slice(0, 120).matchAll(SEPARATOR)].flatMap((separator) => {
    const left = key.slice(0, separator.index).trim();
    const right = key.slice(separator.index + separator[0].length).trim();
    return left === "" || right === "" ? [] : [[left, right] as [string, string]];
  });
}

/** `014` behind `T-004` is `t-14`. */
export function alike(left: string, right: string): string {
  return /^\d/.test(right) ? prefixOf(left) + right.replace(/^0{1,20}(?=\d)/, "") : right;
}

/** Of a range of which one end does not exist: tasks whose numbers lie between. Bare numbers are no such ids. */
function counted({ byPrefix }: IdIndex, left: string, right: string): number[] {
  const prefix = prefixOf(left);
  const [low, high] = [numberBehind(prefix, left), numberBehind(prefix, right)];
  if (!/[a-z#]/.test(prefix) || low === null || high === null) return [];
  const between = (byPrefix.get(prefix) ?? []).filter(({ number }) => number >= low && number <= high);
  return [...new Set(between.map(({ index }) => index))];
}

function numberBehind(prefix: string, id: string): number | null {
  const rest = id.slice(prefix.length);
  return id.startsWith(prefix) && /^\d{1,9}$/.test(rest) ? Number(rest) : null;
}

/** `31-60` where `31-40`, `41-50` and `51-60` are tasks: all of them, when they begin and end where it does. */
export function enclosedBy({ spans }: IdIndex, key: string): number[] | null {
  const span = spanIn(key);
  const inside = span === null ? [] : spans.filter(({ from, to }) => from >= span.from && to <= span.to);
  const isWhole = inside.some(({ from }) => from === span?.from) && inside.some(({ to }) => to === span?.to);
  return isWhole ? [...new Set(inside.map(({ index }) => index))] : null;
}

function spanIn(key: string): Omit<Span, "index"> | null {
  const found = /^(?:[a-z]{1,12} )?(\d{1,6})-(\d{1,6})$/.exec(key);
  return found === null ? null : { from: Number(found[1]), to: Number(found[2]) };
}

export function prefixOf(id: string): string {
  return /^(.*?)\d[\d.]{0,12}[a-z]?$/.exec(id.slice(0, 60))?.[1] ?? "";
}

/** Positions from `first` to `last` whose ids begin like the ends of the range. */
function between(ids: IdIndex, first: number, last: number, left: string): number[] {
  const prefix = prefixOf(left);
  const members: number[] = [];
  for (let index = first; index <= last; index += 1) {
    const own = ids.tasks[index]?.ids ?? [];
    if (own.some((id) => prefixOf(nameKey(id)) === prefix)) members.push(index);
  }
  return members;
}
