/** What a declaration that owns text waits to hear, and what counts as an answer: a list, a date, an explicit none. */
import type { Ref } from "../model.ts";
import { type Phrase, plainName } from "./keywords.ts";
import type { Item, RefList } from "./list.ts";
import { isDash, isMark } from "./marks.ts";
import { isNone, tellsOfNone } from "./none.ts";
import type { Reading } from "./reading.ts";
import type { Tokens } from "./tokens.ts";

export interface Scope {
  readonly phrase: Phrase;
  readonly isSoft: boolean;
  readonly line: number;
  /** Heading level; 0 for labels. */
  readonly level: number;
  readonly syntax: string;
  readonly subject: Ref | null;
  /** Whether anything was found in it, or nothing was meant to be. */
  hasAnswer: boolean;
}

/** Index of the first token that is no leading mark (emoji, bullet, quotation mark). */
export function firstWord(tokens: Tokens, from: number): number {
  let i = from;
  for (let token = tokens.list[i]; token?.kind === "mark"; token = tokens.list[i]) {
    if (token.text === "(" || token.text === "[" || isDash(token)) break;
    i++;
  }
  return i;
}

export function lineAt(tokens: Tokens, i: number): number {
  return tokens.lines[tokens.list[i]?.row ?? 0]?.line ?? tokens.lines[0]?.line ?? 1;
}

export function stateList(reading: Reading, scope: Scope, tokens: Tokens, found: RefList, at: number): void {
  const line = lineAt(tokens, at);
  for (const note of found.notes) reading.warn(tokens.lines[note.row]?.line ?? line, note.message, note.asks);
  const { phrase, subject, isSoft, syntax } = scope;
  for (const stages of byRow(found)) {
    const row = stages[0]?.[0]?.row;
    reading.state({
      phrase,
      subject,
      stages,
      isSoft,
      syntax,
      line: row === undefined ? line : (tokens.lines[row]?.line ?? line),
    });
  }
  scope.hasAnswer = true;
}

/** Lists without arrows are stated line by line, so that each edge names its own line. */
function byRow(found: RefList): readonly (readonly Item[])[][] {
  if (found.stages.length > 1) return [found.stages];
  const rows = new Map<number, Item[]>();
  for (const item of found.stages[0] ?? []) {
    const row = rows.get(item.row);
    if (row === undefined) rows.set(item.row, [item]);
    else row.push(item);
  }
  return [...rows.values()].map((items) => [items]);
}

/** `2026-12-01` alone under a declaration: a date is waited for, too. */
export function saysDate(reading: Reading, scope: Scope, tokens: Tokens, first: number, end: number): boolean {
  const token = tokens.list[first];
  const isOurs = scope.subject === null && scope.phrase.meaning === "waits";
  if (token?.kind !== "date" || first + 1 !== end || !isOurs) return false;
  reading.date(token.text, lineAt(tokens, first));
  scope.hasAnswer = true;
  return true;
}

/** `None`, `_No response_`, a lone dash. */
export function saysNone(reading: Reading, scope: Scope, tokens: Tokens, from: number, to: number): boolean {
  const [only] = tokens.lines;
  const isUnanswered = only !== undefined && tokens.lines.length === 1 && only.text.length < 60;
  if (isUnanswered && reading.keywords.noResponse.has(plainName(only.text))) {
    scope.hasAnswer = true;
    return true;
  }
  const isLoneDash = to === from + 1 && isDash(tokens.list[from]);
  const first = firstWord(tokens, from);
  const isBracketed = isMark(tokens.list[first], "(") || isMark(tokens.list[first], "[");
  const isAnswer =
    isNone(reading.keywords, tokens.list, isBracketed ? first + 1 : first, to) ||
    tellsOfNone(reading.keywords, tokens.list, from, to);
  if (!isLoneDash && !isAnswer) return false;
  const isOurs = scope.subject === null && scope.phrase.meaning === "waits" && !scope.phrase.isSoft;
  if (isOurs) reading.none.push({ line: lineAt(tokens, from) });
  scope.hasAnswer = true;
  return true;
}
