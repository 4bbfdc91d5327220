/** Who is meant by a name in this plan: id, alias, range, group, exact title, unique beginning or unique words of one. */

import { append } from "./append.ts";
import { alike, enclosedBy, endsOf, type IdIndex, indexIds, prefixOf, rangeOf } from "./id-ranges.ts";
import { isId, type Mention, mentionsOf, nameKey } from "./names.ts";
import { plain } from "./plain.ts";

/** What the directory needs to know of a task. */
export interface Listed {
  readonly ids: readonly string[];
  readonly title: string;
}

export interface Directory extends IdIndex {
  readonly tasks: readonly Listed[];
  readonly byTitle: Map<string, number[]>;
  /** A group's name -> its members. */
  readonly byGroup: Map<string, readonly number[]>;
  readonly titles: readonly string[];
  /** A word -> the tasks whose titles hold it, ascending. */
  readonly byWord: Map<string, number[]>;
}

export function openDirectory(tasks: readonly Listed[]): Directory {
  const byTitle = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  const titles = tasks.map((task) => nameKey(task.title));
  for (const [index, title] of titles.entries()) {
    append(byTitle, title, index);
    for (const word of wordsOf(title)) append(byWord, word, index);
  }
  return { ...indexIds(tasks), tasks, byTitle, byGroup: new Map(), titles, byWord };
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
