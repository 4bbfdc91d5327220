/** What can be said of a stretch of tokens at a glance: dashes, brackets and where these close, references in it. */
import type { Token } from "./tokens.ts";

const DASHES = new Set(["-", "–", "—", "~", "〜", "―"]);
/** Emoji of the first plane, the first halves of the others, and what joins and varies them. */
const PICTURE = /^(?:[\u23e9-\u23fa\u25cb\u25cf\u2600-\u27bf\u2b00-\u2bff]|[\ud83c-\ud83e]|\u200d|\ufe0f)/;
/** Tokens of a bracketed remark; a longer one is none. */
const LONGEST_REMARK = 60;

export function isDash(token: Token | undefined): boolean {
  return token?.kind === "mark" && DASHES.has(token.text);
}

export function isMark(token: Token | undefined, text: string): boolean {
  return token?.kind === "mark" && token.text === text;
}

/** An emoji or a tick, or a part of one. */
export function isPicture(token: Token | undefined): boolean {
  return token?.kind === "mark" && PICTURE.test(token.text);
}

const QUOTES = new Set(['"', "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb"]);

export function isQuote(token: Token | undefined): boolean {
  return token?.kind === "mark" && QUOTES.has(token.text);
}

/** Whether a reference stands among the tokens from `from` to before `to`. */
export function hasRefBetween(list: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (list[i]?.kind === "ref") return true;
  return false;
}

/** For each opening bracket of a text the index of its closing one; each text is looked through once. */
const bracketPairs = new WeakMap<readonly Token[], Int32Array>();

function pairsOf(tokens: readonly Token[]): Int32Array {
  const known = bracketPairs.get(tokens);
  if (known !== undefined) return known;
  const pairs = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === "break") open.length = 0;
    if (token?.kind !== "mark") continue;
    if (token.text === "(" || token.text === "[") open.push(i);
    else if (token.text === ")" || token.text === "]") {
      const from = open.pop();
      if (from !== undefined) pairs[from] = i;
    }
  }
  bracketPairs.set(tokens, pairs);
  return pairs;
}

/** Index of the bracket that closes the one at `at`; -1 when none does nearby. */
export function closingBracket(tokens: readonly Token[], at: number, to: number): number {
  const close = pairsOf(tokens)[at] ?? -1;
  return close < Math.min(to, at + LONGEST_REMARK) ? close : -1;
}
