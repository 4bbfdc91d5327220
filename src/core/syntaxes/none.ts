/** An explicit "nothing blocks this". */
import type { Keywords, Phrase } from "./keywords.ts";
import { closingBracket, hasRefBetween, isDash, isMark } from "./marks.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const none: Syntax = {
  name: "none",
  help: "`Depends on: none`, `n/a`, `-`, `no dependencies`.",
  examples: [
    { text: "Depends on: none", finds: ["none"] },
    { text: "Blocked by: n/a (was #12)", finds: ["none"] },
    { text: "## Dependencies\n\n- None", finds: ["none"] },
    { text: "Depends on: nothing but #12", finds: ["#1 waits for #12"] },
    { text: "Blocked by: None of the tests pass", finds: ["asks"] },
  ],
};

/** Whether the tokens from `at` say "none" and nothing that takes it back. */
export function isNone(keywords: Keywords, list: readonly Token[], at: number, to: number): boolean {
  const none = keywords.none.longest(list, at, to);
  if (none === null || keywords.notNone.longest(list, none.end, to) !== null) return false;
  if (keywords.exceptions.longest(list, none.end, to) !== null || behindException(keywords, list, at, to) > 0)
    return false;
  // Without a reference nothing else can be declared behind it.
  if (!hasRefBetween(list, none.end, to)) return true;
  // "not blocked" is none, "not blocked by #12" denies that one only.
  if (keywords.prefix.longest(list, none.end - 1, to)?.values.some(isWaiting) === true) return false;
  let isUndone = false;
  for (let i = none.end; i < to; i++) {
    isUndone ||= keywords.negations.longest(list, i, to) !== null;
    if (isMark(list[i], ",") || isMark(list[i], ";") || list[i]?.text === "but") isUndone = false;
    const phrase = keywords.prefix.longest(list, i, to);
    if (!isUndone && phrase?.values.some(isWaiting) === true && hasListAt(list, phrase.end, to)) return false;
  }
  return true;
}

/** `nothing but #3`, `none (except for the PR #3)`: index of that reference; 0 when `at` says no such thing. */
export function behindException(keywords: Keywords, list: readonly Token[], at: number, to: number): number {
  const none = keywords.none.longest(list, at, to);
  if (none === null) return 0;
  const isParted = isMark(list[none.end], ",") || isMark(list[none.end], "(") || isDash(list[none.end]);
  const exception = keywords.exceptions.longest(list, isParted ? none.end + 1 : none.end, to);
  if (exception === null) return 0;
  let i = exception.end;
  for (
    let filler = keywords.fillers.longest(list, i, to);
    filler !== null;
    filler = keywords.fillers.longest(list, i, to)
  )
    i = filler.end;
  return i < to && list[i]?.kind === "ref" ? i : 0;
}

function isWaiting(phrase: Phrase): boolean {
  return phrase.meaning === "waits" && phrase.where === "anywhere" && phrase.post.length === 0;
}

function hasListAt(list: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < Math.min(to, from + 3); i++) if (list[i]?.kind === "ref") return true;
  return false;
}

/** `This has no dependencies.`: a line without references that holds two or more words for none. */
export function tellsOfNone(keywords: Keywords, list: readonly Token[], from: number, to: number): boolean {
  let found = false;
  for (let i = from; i < to; i++) {
    if (list[i]?.kind === "ref" || list[i]?.kind === "bad" || isMark(list[i], "?")) return false;
    const none = list[i]?.kind === "word" ? keywords.none.longest(list, i, to) : null;
    found ||= none !== null && none.end > i + 1 && isNone(keywords, list, i, to);
  }
  return found;
}

/** A dash alone behind a name and its colon, or with a remark in brackets. */
export function isLoneDash(list: readonly Token[], end: number, to: number): boolean {
  let i = end;
  while (isMark(list[i], ":")) i++;
  const from = i;
  while (i < to && isDash(list[i])) i++;
  if (i === from) return false;
  const close = isMark(list[i], "(") ? closingBracket(list, i, to) : -1;
  if (close > 0 && !hasRefBetween(list, i, close)) i = close + 1;
  const next = list[i];
  return i >= to || next === undefined || next.kind === "break" || isMark(next, "|");
}
