/** Sentences about order in lists and paragraphs: `Dependencies: X`, `After X completes:`, `A → B`, `B (parallel after A)`. */

import { hasArrow, stagesOf } from "./chain.ts";
import { type Directory, exactly, lookUp, lookUpList } from "./directory.ts";
import type { WaitDraft } from "./draft.ts";
import { wholeWait } from "./item-clauses.ts";
import { isId, mentionsOf, nameKey, saysAll, saysNone, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { PlanWarning } from "./plan.ts";

/** What a statement may speak of: the task whose section it stands in, or the group. */
export interface Subject {
  readonly name: string;
  readonly isGroup: boolean;
}

export interface Said {
  readonly waits: readonly WaitDraft[];
  readonly warnings: readonly PlanWarning[];
  /** Names whose tasks the line counts as members of the group around it. */
  readonly members: readonly string[];
  /** `After X:` at the end of a line: what the items below wait for. */
  readonly opens: string | null;
  readonly owner: string | null;
  /** `Parallel with X`: nothing by itself. */
  readonly beside: string | null;
  /** `Blocking: all downstream work`. */
  readonly blocksAll: boolean;
  readonly isUnderstood: boolean;
}

const NOTHING: Said = {
  waits: [],
  warnings: [],
  members: [],
  opens: null,
  owner: null,
  beside: null,
  blocksAll: false,
  isUnderstood: false,
};

const FIELD = /^([\p{L}][\p{L} -]{1,30}?) ?: ?(.{0,2000})$/u;
const DEPENDS =
  /^(?:hard )?(?:dependency|dependencies|deps?|depends(?: on)?|blocked by|blockers?|prerequisites?|prereqs?|predecessors?|requires|needs|waits for)$/i;
const BLOCKS = /^(?:blocks|blocking|unblocks|required by|needed by)$/i;
const PROVIDES = /^provides(?: to)?$/i;
const OWNER = /^(?:specialist|owner|agent|worker|assignee|responsible)$/i;
const DOWNSTREAM = /^(?:all|every)\b.{0,30}\b(?:downstream|other|later|else)\b|^everything\b/i;
const AFTER =
  /^(parallel )?after ([^:]{1,120}?)(?: (?:completes?|is (?:done|complete|completed|finished)|are done|finish(?:es)?))?(?: ?: ?|, )(.{0,400})$/i;
const BESIDE = /^(?:in )?parallel with ([^:]{1,120}?) ?:/i;
const NOTE_AFTER = /\b(?:after|depends on|waits for|needs|requires) (.{1,200})$/i;

/** Reads one line of text or one list item. `opened` is what an `After X:` above it left open. */
export function readStatement(
  raw: string,
  line: number,
  subject: Subject | null,
  opened: string | null,
  known: Directory,
): Said {
  const text = plain(raw).slice(0, 2000);
  const wait = (dependent: string, on: string, more: Partial<WaitDraft> = {}): WaitDraft => {
    return { dependent, on, source: "stated", soft: false, line, scope: "headings", ...more };
  };
  const understood = (said: Partial<Said>): Said => ({ ...NOTHING, isUnderstood: true, ...said });
  const after = AFTER.exec(text);
  if (after !== null) {
    const [, parallel, on = "", names = ""] = after;
    const source = parallel === undefined ? "stated" : "marker";
    const named = names === "" ? [] : namesIn(names, known);
    if (named.length > 0) return understood({ waits: named.map((name) => wait(name, on, { source })) });
    const members = rangesIn(names, known);
    const waits = subject?.isGroup === true ? [wait(subject.name, on, { isForFirst: true })] : [];
    if (names === "" || members.length > 0) return understood({ waits, members, opens: waits.length > 0 ? null : on });
  }
  const beside = BESIDE.exec(text);
  if (beside !== null) return understood({ beside: beside[1] ?? null });
  const field = FIELD.exec(text);
  const said = field === null || subject === null ? null : readField(field[1] ?? "", field[2] ?? "", subject, wait);
  if (said !== null) return understood(said);
  const whole = subject === null ? null : wholeWait(text);
  if (subject !== null && whole !== null && (whole.isCertain || namesIn(whole.on, known).length > 0)) {
    const more = { soft: whole.soft, isForFirst: subject.isGroup };
    return understood({ waits: [wait(subject.name, whole.on, more)] });
  }
  return readNames(text, line, opened, known, wait) ?? NOTHING;
}

const TRAILING = /[,;:.–—-] {1,3}(?:depends on|blocked by|waits for|needs|requires|after) ([^()]{1,200})$/i;

/** `Paint the wall, after T1`: the names at the end of a task's own line, when every one of them is known. */
export function trailingNames(text: string, known: Directory): string | null {
  const names = TRAILING.exec(plain(text).slice(0, 600))?.[1] ?? "";
  const found = names === "" || saysNone(names) ? null : lookUpList(known, names);
  return found !== null && found.unknown.length === 0 && found.tasks.length > 0 ? names : null;
}

type MakeWait = (dependent: string, on: string, more?: Partial<WaitDraft>) => WaitDraft;

function readField(name: string, value: string, subject: Subject, wait: MakeWait): Partial<Said> | null {
  const scope = subject.isGroup ? { isForFirst: true } : {};
  if (DEPENDS.test(name) && value !== "") {
    return { waits: [wait(subject.name, saysAllOf(value) ? "All" : value, { ...scope, scope: "all" })] };
  }
  if (BLOCKS.test(name) && value !== "") {
    if (DOWNSTREAM.test(value)) return { blocksAll: true };
    return saysNone(value) ? {} : { waits: [wait(value, subject.name, { isForFirst: true })] };
  }
  if (PROVIDES.test(name)) return { waits: [wait(value, subject.name, { isOnlyCompared: true })] };
  return OWNER.test(name) && value !== "" && subject.isGroup ? { owner: value } : null;
}

function saysAllOf(value: string): boolean {
  return saysAll(value) || /^all (?:agents|modules|tasks|others)$/i.test(value);
}

/** Lines that name tasks of the plan: a chain, `A + B (parallel after C)`, or names below an `After X:`. */
function readNames(text: string, line: number, opened: string | null, known: Directory, wait: MakeWait): Said | null {
  const colon = text.indexOf(": ");
  const rest = colon > 0 && colon < 40 && lookUp(known, text.slice(0, colon)) === null ? text.slice(colon + 2) : text;
  const { name, note } = splitNote(rest);
  const on = NOTE_AFTER.exec(note)?.[1];
  const names = namesIn(name, known);
  if (on !== undefined && names.length > 0) {
    const source = /\bparallel\b/i.test(note) ? "marker" : "stated";
    return { ...NOTHING, isUnderstood: true, waits: names.map((one) => wait(one, on, { source })) };
  }
  if (opened !== null && names.length > 0) {
    const source = /\bparallel\b/i.test(note) ? "marker" : "stated";
    return { ...NOTHING, isUnderstood: true, waits: names.map((one) => wait(one, opened, { source })) };
  }
  if (hasArrow(rest)) {
    const chain = chainOf(rest, known);
    if (chain !== null)
      return { ...NOTHING, isUnderstood: true, waits: chain.map(([a, b]) => wait(b, a, { source: "map" })) };
  }
  const ranges = isLongChain(rest) || ORDER.test(text) ? [] : rangesIn(text, known);
  const members = ranges.length > 0 ? ranges : namedForCertain(text, known);
  if (members.length === 0) return null;
  const ordered = /\b(?:sequentially|in order|one after (?:the )?other)\b/i.exec(text);
  const message = `“${ordered?.[0] ?? ""}” is said of ${members.join(", ")}; that is not used, the stated dependencies count.`;
  return { ...NOTHING, isUnderstood: true, members, warnings: ordered === null ? [] : [{ line, message }] };
}

/** `Tests (T-1 to T-3) before code (T-4 to T-6)` orders, whoever reads it; it makes nobody a member. */
const ORDER = /\b(?:before|blocks|precedes?)\b/i;

/** More than two stages of ids are no range, even when two of them happen to be its ends: the chain is not understood. */
function isLongChain(text: string): boolean {
  const stages = hasArrow(text) ? stagesOf(text) : [];
  return stages.length > 2 && stages.every((stage) => stage.every(({ name }) => isId(name)));
}

/** Names that certainly stand for tasks, when the whole text is a list of such. */
function namesIn(text: string, known: Directory): string[] {
  const found = lookUpList(known, splitNote(text).name);
  if (found.unknown.length > 0 || text.length > 300) return [];
  return [...new Set(found.tasks.map(({ index }) => known.tasks[index]?.ids[0] ?? ""))];
}

/** `- M-2, M-3 (Kim)` or `Tasks: M-1`: nothing but ids and whole titles. */
function namedForCertain(text: string, known: Directory): string[] {
  const names = mentionsOf(text.replace(/^(?:tasks?|issues?|items?|includes?|contains?|scope) ?: /i, "").slice(0, 600));
  const found = names.map(({ name }) => exactly(known, nameKey(name)));
  if (found.includes(null)) return [];
  return found.flatMap((members) => (members ?? []).map((index) => known.tasks[index]?.ids[0] ?? ""));
}

/** Pairs (before, after) of a chain whose every member is known and of which no two are the ends of a longer range. */
function chainOf(text: string, known: Directory): [string, string][] | null {
  const stages = stagesOf(text).map((stage) => stage.map((item) => exactly(known, nameKey(item.name))));
  const pairs: [string, string][] = [];
  for (const [at, stage] of stages.entries()) {
    for (const item of stage) {
      if (item === null || item.length !== 1) return null;
      for (const before of at === 0 ? [] : (stages[at - 1] ?? [])) {
        const [from, to] = [before?.[0], item[0]];
        if (from === undefined || to === undefined) return null;
        if (stages.length === 2 && to - from > 1 && areAlike(known, from, to)) return null;
        pairs.push([known.tasks[from]?.ids[0] ?? "", known.tasks[to]?.ids[0] ?? ""]);
      }
    }
  }
  return pairs.length === 0 ? null : pairs;
}

/** `A-2 → B-1` is no range of anything. */
function areAlike({ tasks }: Directory, from: number, to: number): boolean {
  const [first, last] = [from, to].map((index) => /^([A-Z#-]{1,9})\d/.exec(tasks[index]?.ids[0] ?? "")?.[1] ?? "");
  return first === last || first === "" || last === "";
}

const RANGE =
  /(#?[A-Za-z0-9][\w.#]{0,15}(?:-\w{1,12}){0,3}) ?(?:→|–|—| through | to |->|─→) ?(#?[A-Za-z0-9][\w.#]{0,15}(?:-\w{1,12}){0,3})/g;

/** `T-008 → T-014` in prose: the tasks between, as members. */
function rangesIn(text: string, known: Directory): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(RANGE)) {
    const range = `${match[1]} to ${match[2]}`;
    if (exactly(known, nameKey(match[1] ?? "")) !== null && lookUp(known, range) !== null) found.push(range);
  }
  return found;
}
