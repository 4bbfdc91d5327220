/** What is said when a line looks like a declaration and could not be read, or not all of it. */
import { readAloud } from "../markdown/inserts.ts";
import type { Bounds } from "./bounds.ts";
import type { Keywords } from "./keywords.ts";
import { isDash, isPicture } from "./marks.ts";
import type { Reading } from "./reading.ts";
import type { Token, Tokens } from "./tokens.ts";

/** Where a list stands: its phrase begins at `i`, it ends at `end`, and nothing is read behind `to`. */
interface ListPlace {
  readonly i: number;
  readonly end: number;
  readonly to: number;
}

/** Asks what the line of token `i` means. */
export function askFor(reading: Reading, tokens: Tokens, bounds: Bounds, i: number): void {
  if (reading.fieldsOnly) return;
  const line = bounds.lineOf(tokens.list[i]);
  const quote = reading.quote(line);
  reading.warn(line, `No issue was found in “${quote}”. Write it as \`Depends on: #12\`, or \`none\`.`, true);
}

/**
 * What a list breaks off at: a reference that could not be read is asked about behind every phrase (`#12, #0`); words
 * left over, from `end` to the end of the sentence, are reported behind a strong one.
 */
export function tellLeftover(
  reading: Reading,
  tokens: Tokens,
  bounds: Bounds,
  place: ListPlace,
  isStrong: boolean,
): void {
  const { i, end, to } = place;
  const { list, lines } = tokens;
  if (end >= to || reading.fieldsOnly) return;
  const next = behindSeparators(reading.keywords, list, end, to);
  const token = list[next];
  if (token === undefined || token.row !== list[end]?.row) return;
  if (token.kind === "bad") {
    const written = lines[token.row]?.text.slice(token.at, token.end) ?? token.text;
    reading.warn(bounds.lineOf(token), `No issue is written like “${written}”. Write it as \`#12\`.`, true);
    return;
  }
  const stop = bounds.sentenceEnd(next, to);
  if (!isStrong || !isLeftover(reading.keywords, list, { i: next, end, to: stop })) return;
  const last = list[stop - 1];
  const seen = lines[token.row]?.text.slice(token.at, last?.row === token.row ? last.end : undefined) ?? "";
  const text = readAloud(seen, reading.tree.inserts);
  reading.warn(bounds.lineOf(list[i]), `Not read, because it is no part of the list: “${text.slice(0, 80)}”.`);
}

/** Index behind emoji, one comma or dash, and a word for "and". */
function behindSeparators(keywords: Keywords, list: readonly Token[], end: number, to: number): number {
  let at = end;
  while (at < to && isPicture(list[at])) at++;
  const token = list[at];
  if (token?.kind === "mark" && (",;/&+、".includes(token.text) || isDash(token))) at++;
  return keywords.and.longest(list, at, to)?.end ?? keywords.or.longest(list, at, to)?.end ?? at;
}

/**
 * Words right behind the list, or parted from it by "and", when they declare and deny nothing themselves. Behind a comma
 * only what names something that may be waited for, too (`#12, the API #13`, `#12 ✅, #13`).
 */
function isLeftover(keywords: Keywords, list: readonly Token[], place: ListPlace): boolean {
  const { i, end, to } = place;
  const { prefix, relatives, negations, conditions } = keywords;
  const isJoined = i === end || list[end]?.kind === "word" || list[i - 1]?.kind === "word";
  const first = list[i]?.kind ?? "break";
  if (!(i === end ? ["word"] : ["word", "ref", "url", "code"]).includes(first)) return false;
  // `#12 - #15`: whether a range was meant is asked already.
  if (relatives.longest(list, i, to) !== null || (first === "ref" && isDash(list[i - 1]))) return false;
  if (i === end) return prefix.longest(list, i, to) === null;
  let names = isJoined;
  for (let at = i; at < to; at++) {
    if ([prefix, negations, conditions].some((trie) => trie.longest(list, at, to) !== null)) return false;
    names ||= at < i + NEAR && isName(list, at);
  }
  return names;
}

/** Words behind a comma among which a name is looked for. */
const NEAR = 4;

/** A reference, a link, or an id of another tracker (`JIRA-13`). */
function isName(list: readonly Token[], at: number): boolean {
  const token = list[at];
  if (token?.kind === "ref" || token?.kind === "bad" || token?.kind === "url") return true;
  const [dash, number] = [list[at + 1], list[at + 2]];
  return token?.isUpper === true && dash?.text === "-" && !dash.gap && number?.kind === "number" && !number.gap;
}
