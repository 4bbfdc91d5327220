/** Who is meant by a name in this plan: id, alias, range, group, exact title, unique beginning or unique words of one. */

import { isId, type Mention, mentionsOf, nameKey } from "./names.ts";
import { plain } from "./plain.ts";

/** What the directory needs to know of a task. */
export interface Listed {
  readonly ids: readonly string[];
  readonly title: string;
}

export interface Directory {
  readonly tasks: readonly Listed[];
  readonly byId: Map<string, number>;
  readonly byTitle: Map<string, number[]>;
  /** A group's name -> its members. */
  readonly byGroup: Map<string, readonly number[]>;
  readonly titles: readonly string[];
  /** What stands before an id's number -> the numbers, in the order of the table. */
  readonly byPrefix: Map<string, Numbered[]>;
  /** Ids such as `31-40`. */
  readonly spans: Span[];
  /** A word -> the tasks whose titles hold it, ascending. */
  readonly byWord: Map<string, number[]>;
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

export function openDirectory(tasks: readonly Listed[]): Directory {
  const byId = new Map<string, number>();
  const byTitle = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  const byPrefix = new Map<string, Numbered[]>();
  const spans: Span[] = [];
  const titles = tasks.map((task) => nameKey(task.title));
  for (const [index, task] of tasks.entries()) {
    for (const id of task.ids) if (!byId.has(nameKey(id))) byId.set(nameKey(id), index);
    for (const key of task.ids.map(nameKey)) {
      const span = spanIn(key);
      const prefix = prefixOf(key);
      const number = numberBehind(prefix, key);
      if (number !== null) append(byPrefix, prefix, { number, index });
      if (span !== null) spans.push({ ...span, index });
    }
    const title = titles[index] ?? "";
    append(byTitle, title, index);
    for (const word of wordsOf(title)) append(byWord, word, index);
  }
  return { tasks, byId, byTitle, byGroup: new Map(), titles, byPrefix, spans, byWord };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Tasks that a name stands for, or null when it names none (or more than one, where one is meant). */
export function lookUp(directory: Directory, name: string): readonly number[] | null {
  const key = nameKey(name);
  if (key === "" || key.length > 300) return null;
  return (
    exactly(directory, key) ??
    rangeOf(directory, key) ??
    enclosedBy(directory, key) ??
    plainly(directory, key) ??
    withoutSigns(directory, key) ??
    byWords(directory, key) ??
    conjunction(directory, name)
  );
}

/** What GitHub also reads as a reference to an issue of the same repository. */
const GH = /^gh-(?=\d{1,9}$)/;

const OPENING =
  /^(?:the|all|every|of|in|from|task|step|item|issue|ticket|story|agent|module|phase|after|both)s? |^(?:stories|alle?|aufgaben?|schritte?|tâches?|étapes?|tareas?|pasos?) /;

/** `tasks 3 to 7`, `all of phase 2`, `all tasks of the kitchen`: the name behind the words in front of it. */
function plainly(directory: Directory, key: string): readonly number[] | null {
  // `all phase 2 tasks` is `all phase 2`.
  let rest = key.replace(/^((?:all|every|the) .{1,80}) (?:tasks?|steps?|items?|issues?)$/, "$1");
  for (let words = 0; words < 5; words += 1) {
    const shorter = rest.replace(OPENING, "");
    if (shorter === rest) return null;
    rest = shorter;
    const found = exactly(directory, rest) ?? rangeOf(directory, rest);
    if (found !== null) return found;
  }
  return null;
}

/** `K1 ✅`, `✅ K1`, `K1?`, `"Build it"`: the name between signs. */
function withoutSigns(directory: Directory, key: string): readonly number[] | null {
  const inner = key.replace(/^[^\p{L}\p{N}#]{1,12}/u, "").replace(/[^\p{L}\p{N}]{1,12}$/u, "");
  return inner === key || inner === "" ? null : (exactly(directory, inner) ?? rangeOf(directory, inner));
}

/** Ids, aliases, groups and exact titles: a name that is certain. */
export function exactly(directory: Directory, key: string): readonly number[] | null {
  const id = directory.byId.get(key) ?? directory.byId.get(key.replace(GH, "#"));
  if (id !== undefined) return [id];
  const group = directory.byGroup.get(key);
  if (group !== undefined) return group;
  const titled = directory.byTitle.get(key);
  return titled?.length === 1 ? titled : null;
}

const SEPARATOR = / ?(?:-{1,3}|→|~|〜|～|…|\.\.\.?| (?:to|through|thru|until|bis|à|au|a|al|hasta|até) ) ?/g;

/** `T-004-T-014`, `#972-976`, `1.3-1.5`, `T-001 through T-007`: what lies between, in the order of the table. */
function rangeOf(directory: Directory, key: string): readonly number[] | null {
  for (const [left, right] of endsOf(key)) {
    const first = directory.byId.get(left);
    const last = directory.byId.get(right) ?? directory.byId.get(alike(left, right));
    if (first !== undefined && last !== undefined && first <= last) return between(directory, first, last, left);
    if (first === undefined && last === undefined) continue;
    const existing = counted(directory, left, alike(left, right));
    if (existing.length > 0) return existing;
  }
  return null;
}

/** Both sides of everything in a name that may part the ends of a range. */
function endsOf(key: string): [left: string, right: string][] {
  return [...key.slice(0, 120).matchAll(SEPARATOR)].flatMap((separator) => {
    const left = key.slice(0, separator.index).trim();
    const right = key.slice(separator.index + separator[0].length).trim();
    return left === "" || right === "" ? [] : [[left, right] as [string, string]];
  });
}

/** `014` behind `T-004` is `t-14`. */
function alike(left: string, right: string): string {
  return /^\d/.test(right) ? prefixOf(left) + right.replace(/^0{1,20}(?=\d)/, "") : right;
}

/** Of a range of which one end does not exist: tasks whose numbers lie between. Bare numbers are no such ids. */
function counted({ byPrefix }: Directory, left: string, right: string): number[] {
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
function enclosedBy({ spans }: Directory, key: string): number[] | null {
  const span = spanIn(key);
  const inside = span === null ? [] : spans.filter(({ from, to }) => from >= span.from && to <= span.to);
  const isWhole = inside.some(({ from }) => from === span?.from) && inside.some(({ to }) => to === span?.to);
  return isWhole ? [...new Set(inside.map(({ index }) => index))] : null;
}

function spanIn(key: string): Omit<Span, "index"> | null {
  const found = /^(?:[a-z]{1,12} )?(\d{1,6})-(\d{1,6})$/.exec(key);
  return found === null ? null : { from: Number(found[1]), to: Number(found[2]) };
}

export interface MissingEnd {
  readonly end: string;
  readonly range: string;
}

/** Ends of ranges that no task is called by, although something lies between. */
export function missingEnds(directory: Directory, mentions: readonly Mention[]): MissingEnd[] {
  return mentions.flatMap(({ name }) => {
    const key = nameKey(name);
    if (exactly(directory, key) !== null || rangeOf(directory, key) === null) return [];
    const isKnown = (end: string) => directory.byId.has(end);
    const range = endsOf(key).find(([left, right]) => isKnown(left) || isKnown(alike(left, right)));
    const ends = range === undefined ? [] : [range[0], alike(range[0], range[1])];
    const missing = ends.find((end) => !isKnown(end));
    return missing === undefined ? [] : [{ end: missing.toUpperCase(), range: name.slice(0, 80) }];
  });
}

function prefixOf(id: string): string {
  return /^(.*?)\d[\d.]{0,12}[a-z]?$/.exec(id.slice(0, 60))?.[1] ?? "";
}

/** Positions from `first` to `last` whose ids begin like the ends of the range. */
function between(directory: Directory, first: number, last: number, left: string): number[] {
  const prefix = prefixOf(left);
  const members: number[] = [];
  for (let index = first; index <= last; index += 1) {
    const ids = directory.tasks[index]?.ids ?? [];
    if (ids.some((id) => prefixOf(nameKey(id)) === prefix)) members.push(index);
  }
  return members;
}

/** A title that alone begins like this, or alone holds all these words. */
function byWords(directory: Directory, key: string): number[] | null {
  if (isId(key) || key.length < 3) return null;
  const words = wordsOf(key);
  if (words.length === 0 || words.length > 12) return null;
  const lists = words.map((word) => directory.byWord.get(word) ?? []);
  const rarest = lists.reduce((a, b) => (b.length < a.length ? b : a));
  if (rarest.length > 200) return null;
  const holding = rarest.filter((index) => lists.every((list) => list === rarest || list.includes(index)));
  const beginning = holding.filter((index) => (directory.titles[index] ?? "").startsWith(key));
  if (beginning.length === 1) return beginning;
  return beginning.length === 0 && holding.length === 1 ? holding : null;
}

function wordsOf(key: string): string[] {
  return [...new Set(key.split(/[^\p{L}\p{N}#.]+/u).filter((word) => word !== ""))];
}

const CONJUNCTION = /(?: (?:and|or|plus|und|oder|sowie|et|ou|y|e|o) |\s?[&+║/|]\s?)/;

/** `phases 1 and 2` are `phase 1` and `phase 2`. */
const PLURAL = /^(phase|step|task|group|wave|stage|sprint|module|agent|cycle|week)s /;

/** `A and B`, `A + B`, `T-1 T-2`: all of them, or nothing when one of them is unknown. */
function conjunction(directory: Directory, name: string): number[] | null {
  const text = nameKey(name).replace(PLURAL, "$1 ");
  const isJoined = CONJUNCTION.test(text);
  const parts = text.split(isJoined ? CONJUNCTION : " ");
  if (parts.length < 2 || parts.length > 200) return null;
  if (!isJoined && !parts.every((part) => directory.byId.has(nameKey(part)))) return null;
  const found: number[] = [];
  let prefix = "";
  for (const part of parts) {
    const key = nameKey(part);
    const certain = key === "" ? [] : (certainly(directory, key) ?? certainly(directory, withPrefix(key, prefix)));
    const members = certain ?? plainly(directory, key) ?? byWords(directory, key);
    if (members === null) return null;
    if (certain !== null && /[^\d]/.test(key)) prefix = prefixOf(key);
    for (const member of members) found.push(member);
  }
  return found;
}

/** A name that is certain, or a range between two of them. */
export function certainly(directory: Directory, key: string): readonly number[] | null {
  return exactly(directory, key) ?? rangeOf(directory, key);
}

/** `02` behind `T-01` is `T-02`. */
function withPrefix(key: string, prefix: string): string {
  return prefix === ""
    ? key
    : key.replace(
        /(?<![\w.#-])\d{1,6}[a-z]?(?![\w.])/g,
        (number) => `${prefix}${Number.parseInt(number, 10)}${number.replace(/\d/g, "")}`,
      );
}

const FRONT_WORDS =
  /^(?:(?:and|or|und|et|y|e|&|after|needs|requires|depends on|blocked by|waits for|waiting for|once)(?: ?: ?| ))+/i;
const EXCEPT = /\b(?:not|no|never|except|without|but|minus|unlike|instead|ohne|außer|nicht|sauf|salvo)\b/i;

/** Ids of this plan among other words, `V-5 until Friday`; none where the words may say the opposite. */
export function idsWithin(directory: Directory, name: string): number[] {
  if (EXCEPT.test(name) || name.length > 300) return [];
  const words = plain(name)
    .split(/[^\p{L}\p{N}#._-]+/u)
    .filter((word) => /\d/.test(word) && /[\p{L}#]/u.test(word));
  return [...new Set(words.flatMap((word) => directory.byId.get(nameKey(word)) ?? []))];
}

export interface LookedUp {
  readonly tasks: readonly { readonly index: number; readonly note: string }[];
  readonly unknown: readonly string[];
}

/** Every name of a list, with what stands in brackets behind it. */
export function lookUpList(directory: Directory, text: string): LookedUp {
  const whole = exactly(directory, nameKey(text));
  if (whole !== null) return { tasks: whole.map((index) => ({ index, note: "" })), unknown: [] };
  const tasks: { index: number; note: string }[] = [];
  const unknown: string[] = [];
  let prefix = "";
  for (const mention of mentionsOf(text)) {
    const name = mention.name.replace(FRONT_WORDS, "");
    const { note } = mention;
    const found =
      lookUp(directory, name) ??
      (prefix === "" || !/^\d/.test(name) ? null : lookUp(directory, withPrefix(nameKey(name), prefix))) ??
      (note === "" ? null : exactly(directory, nameKey(note)));
    if (directory.byId.has(nameKey(name)) && !/^\d/.test(name)) prefix = prefixOf(nameKey(name));
    if (found === null) unknown.push(name);
    else for (const index of found) tasks.push({ index, note });
  }
  return { tasks, unknown };
}
