/** How plans call things: ids, lists of names, "none", "all", notes in brackets; no knowledge of which tasks exist. */

import { plain } from "./plain.ts";

/** `T-004`, `#972`, `1A`, `2SA-ACCESS`, `1.2`, `31-40`, and one of these after a word: `Phase 1.2`, `Agent 01`. */
const ID =
  "(?:#\\d{1,9}|[A-Za-z]{0,8}\\d[A-Za-z0-9]{0,12}(?:[-._][A-Za-z0-9]{1,20}){0,6}|[A-Z]{1,12}(?:[-_][A-Za-z0-9]{1,20}){1,6})";
const CONTAINER = [
  "phase",
  "task",
  "step",
  "issue",
  "agent",
  "module",
  "cycle",
  "story",
  "item",
  "wave",
  "group",
  "sprint",
]
  .map((word) => [...word].map((letter) => `[${letter}${letter.toUpperCase()}]`).join(""))
  .join("|");
const ID_ALONE = new RegExp(`^${ID}$`);
const NUMBERED = new RegExp(`^(${CONTAINER}) {1,2}(${ID})$`);
/** An id set off by a mark, or one that cannot be an ordinary word or number, and then a title. */
const SET_OFF = new RegExp(`^((?:(?:${CONTAINER}) {1,2})?${ID})(?:[.):]| {1,3}[-–—:|])\\s{1,3}(\\S.*)$`);
const LEADING = new RegExp(`^((?:${CONTAINER}) {1,2}${ID}|#\\d{1,9}|[A-Z]{1,8}-?\\d[A-Za-z0-9.-]{0,20}) {1,3}(\\S.*)$`);
const EXACTLY_NUMBERED = /^(\d{1,5}[A-Za-z]?)[.)]$/;

/** A short form under which two spellings of one name are the same. */
export function nameKey(name: string): string {
  return plain(name)
    .toLowerCase()
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/(?<=^|[ #a-z-])0{1,20}(?=\d)/g, "")
    .replace(/^[\s:;,.]+|[\s:;,.]+$/g, "")
    .replace(/\s+/g, " ");
}

export function isId(text: string): boolean {
  return text.length <= 60 && (ID_ALONE.test(text) || NUMBERED.test(text));
}

/** `Phase 1.2` is also `1.2`; `#972` only itself. */
export function idsOf(id: string): string[] {
  const numbered = NUMBERED.exec(id);
  return numbered === null ? [id] : [id, numbered[2] ?? id];
}

export interface Called {
  readonly ids: readonly string[];
  readonly title: string | null;
}

/** `#12 (to be created)` is `#12`; the words say whose number it is, not what the task is called. */
const EXPECTED = /^(#\d{1,9}) ?[([_*–—-]{1,3} ?(?:to be created|tbd)\b ?[)_*\]]{0,3}/i;

/** `Cycle 31–40` is `Cycle 31-40`. */
const LONG_DASH = /^((?:[A-Za-z]{1,12} )?\d{1,6})[‐‑‒–—−](?=\d{1,6}(?:$|[.):]| [-–—:|] ))/u;

/** What a cell or line calls a task: `T-1`, `1. Infrastructure`, `Phase 1.1 - Connection`, or a name alone. */
export function calledBy(text: string): Called | null {
  const name = plain(text).replace(EXPECTED, "$1").replace(LONG_DASH, "$1-");
  const numbered = EXACTLY_NUMBERED.exec(name);
  if (numbered !== null) return { ids: [numbered[1] ?? name], title: null };
  if (isId(name)) return { ids: idsOf(name), title: null };
  const leading = SET_OFF.exec(name) ?? LEADING.exec(name);
  if (leading === null) return name === "" ? null : { ids: [], title: name };
  return { ids: idsOf(leading[1] ?? ""), title: leading[2] ?? null };
}

const INNER = new RegExp(`^(?:#\\d|(?:${CONTAINER}) {1,2}${ID}(?![\\w]))`);

/**
 * A second id that a title begins with: `#978 | Phase 2.1 - Pages`. Behind an id with letters only a number with a sign
 * or a word in front is one; `E2E tests`, `S3 bucket` are titles.
 */
export function calledWithin(title: string, ids: readonly string[]): Called | null {
  const hasOwn = ids.some((id) => /[\p{L}#]/u.test(id));
  const text = plain(title);
  if (hasOwn ? !INNER.test(text) : isId(text) && !INNER.test(text)) return null;
  if (!hasOwn && ids.length > 0 && SET_OFF.exec(text) === null && !INNER.test(text)) return null;
  return calledBy(text);
}

/** A short name made of a title: `Build the map!` is `build-the-map`. */
export function slug(text: string): string {
  const made = plain(text)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return made === "" ? "unnamed" : made.slice(0, 60).replace(/-+$/, "");
}

const NONE =
  /^(?:keine?|ohne|rien|nada|なし|特になし|無し|无|없음|aucune?|ningun[oa]?|nenhum(?:a)?|(?:-|–|—)? ?\(?none\)?|n\/?a|nothing|nil|no|no dependenc(?:y|ies)|can start immediately|[-–—.]{1,3}|[∅❌✖✗]|)$/;

/** `None - start now`, `none required`: with an id behind it, it says more. */
const NONE_AND_WORDS = /^none(?: ?[:;–—-] ?| (?:required|needed|yet)\b)[^\d#]{0,80}$/;

export function saysNone(text: string): boolean {
  const words = plain(text).toLowerCase().replace(/[.!]$/, "");
  const withoutSign = words.replace(/(?<=\p{L}) ?(?:\p{Extended_Pictographic}\ufe0f?){1,3}$/u, "");
  return NONE.test(words) || NONE.test(withoutSign) || NONE_AND_WORDS.test(withoutSign);
}

const ALL =
  /^(?:all|everything|alles?(?: aufgaben)?|tout(?:es?)?(?: les tâches)?|tous|tod[oa]s(?: las tareas| as tarefas)?|tudo|すべて|全て|全部|所有|모두|전부|(?:all|everything|every task)(?: of the)?(?: other)?(?: tasks| agents| modules| others| steps| items| else)?(?: above| before| (?:listed )?so far)?|(?:all|every) (?:the )?(?:previous|preceding|earlier|prior)(?: tasks?| steps?| items?| rows?)?)$/;

export function saysAll(text: string): boolean {
  return ALL.test(plain(text).toLowerCase());
}

const EXCEPT_WORDS = "except(?: for)?|excluding|but not|without|minus|außer|ohne|sauf|salvo|excepto";
const EXCEPT_IN_BRACKETS = new RegExp(`\\((?:${EXCEPT_WORDS}) ?:? ([^()]{1,300})\\)`, "i");
const EXCEPT_BEHIND = new RegExp(`^([^()]{1,300}?),? (?:${EXCEPT_WORDS}) ?:? ([^()]{1,300})$`, "i");

/** `T1-T7 (except T3)` and `All except T3, T4`: the names, and those that are taken out of them; null without such. */
export function exceptionOf(list: string): { readonly names: string; readonly except: string } | null {
  const bracket = EXCEPT_IN_BRACKETS.exec(list);
  if (bracket !== null) return { names: list.replace(bracket[0], " "), except: bracket[1] ?? "" };
  const behind = EXCEPT_BEHIND.exec(plain(list));
  return behind === null ? null : { names: behind[1] ?? "", except: behind[2] ?? "" };
}

/** `Everything above` means no row below. */
export function saysAbove(text: string): boolean {
  return saysAll(text) && / (?:above|before|so far|previous|preceding|earlier|prior)\b/i.test(plain(text));
}

/** Something that lets a task begin early: it may start on a stand-in, but not finish before. */
export function saysSoft(note: string): boolean {
  return /\b(?:soft(?:ly)?|optional|if possible|nice to have|weak|mocks?|mock providers?|(?:can|may) overlap|partial|partially)\b/i.test(
    note,
  );
}

const PARTIAL_FIRST = /^partial(?:ly)?(?: ?: ?| [–—-] | on | ?(?=[([])| (?=[#\w-]{0,12}\d))(.{1,2000})$/is;
const PARTIAL_BEHIND = / [–—-]? ?partial(?:ly)?(?= ?(?:[,;]|$))/gi;

/** `PARTIAL (A-1, A-2)` and `PARTIAL: A-1` say it of all names behind, `A-1 PARTIAL, A-2` of the one in front. */
export function withoutPartial(list: string): { readonly on: string; readonly soft: boolean } {
  const text = plain(list);
  const behind = PARTIAL_FIRST.exec(text)?.[1];
  if (behind === undefined) return { on: text.replace(PARTIAL_BEHIND, " (partial)"), soft: false };
  return { on: /^\(([^()]{1,2000})\)$/.exec(behind)?.[1] ?? behind, soft: true };
}

export interface Mention {
  readonly name: string;
  readonly note: string;
}

/**
 * The names of a list, split outside brackets; what stands in brackets becomes the note of the name before it. Brackets
 * with no name before them, `[A, B]`, only hold the list together.
 */
export function mentionsOf(text: string): Mention[] {
  const mentions: Mention[] = [];
  let name = "";
  let note = "";
  let depth = 0;
  let frames = 0;
  const flush = () => {
    const trimmed = plain(name);
    if (trimmed !== "") mentions.push({ name: trimmed, note: note.trim() });
    name = "";
    note = "";
  };
  for (const character of text.replace(/<br *\/?>/gi, ",")) {
    const opens = character === "(" || character === "[";
    const closes = character === ")" || character === "]";
    if (opens && depth === 0 && name.trim() === "") frames += 1;
    else if (closes && depth === 0 && frames > 0) frames -= 1;
    else if (opens) depth += 1;
    else if (closes) depth = Math.max(0, depth - 1);
    else if (depth > 0) note += character;
    else if (character === "," || character === ";" || character === "、") flush();
    else name += character;
  }
  flush();
  return mentions;
}

/** `text (note)`: the text before a last bracket and what stands in it. */
export function splitNote(text: string): Mention {
  const open = text.lastIndexOf("(");
  const close = text.lastIndexOf(")");
  if (open <= 0 || close < open || text.slice(close + 1).trim() !== "") return { name: text.trim(), note: "" };
  return { name: text.slice(0, open).trim(), note: text.slice(open + 1, close).trim() };
}
