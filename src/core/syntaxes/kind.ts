/** Soft dependencies: may start now, may not be done before. */
import type { Keywords } from "./keywords.ts";
import { closingBracket, isMark } from "./marks.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const kind: Syntax = {
  name: "kind",
  help: "`Depends on #12 (soft)`, `(mock)`, `Soft-depends on #12`, `Finishes after #12`.",
  examples: [
    { text: "Depends on #12 (soft), #13", finds: ["#1 softly waits for #12", "#1 waits for #13"] },
    { text: "Depends on (soft): #12", finds: ["#1 softly waits for #12"] },
    { text: "Soft-depends on #12", finds: ["#1 softly waits for #12"] },
    { text: "Needs #12 (can start with a mock)", finds: ["#1 softly waits for #12"] },
    { text: "Depends on #12 (cannot be mocked)", finds: ["#1 waits for #12"] },
    { text: "A soft launch (soft) of #12", finds: [] },
  ],
};

/** Whether a remark begins with a word for a dependency that is not soft: `(hard)`. */
export function saysHard(keywords: Keywords, tokens: readonly Token[], from: number, to: number): boolean {
  return keywords.hard.longest(tokens, from, to) !== null;
}

/** Whether the words between two tokens make a dependency soft. */
export function saysSoft(keywords: Keywords, tokens: readonly Token[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    // `(no mock yet)`, `(cannot be mocked)`
    if (keywords.negations.longest(tokens, i, to) !== null || tokens[i]?.text.endsWith("n't") === true) return false;
    if (keywords.soft.longest(tokens, i, to) !== null) return true;
  }
  return false;
}

/** Whether brackets among `tokens` say that the declaration is soft. */
export function isSoftLabel(keywords: Keywords, tokens: readonly Token[]): boolean {
  return tokens.some((token, i) => {
    if (!isMark(token, "(") && !isMark(token, "[")) return false;
    const close = closingBracket(tokens, i, tokens.length);
    return close > 0 && saysSoft(keywords, tokens, i + 1, close);
  });
}

/**
 * What brackets at the end of a line say of its one reference: `#12 the login (soft)`. The word closes them: `(mock data)`
 * says nothing. Null when they say nothing, or when no brackets end the line.
 */
export function softAtEnd(keywords: Keywords, tokens: readonly Token[], from: number, to: number): boolean | null {
  for (let i = from; i < to; i++) {
    if ((!isMark(tokens[i], "(") && !isMark(tokens[i], "[")) || closingBracket(tokens, i, to) !== to - 1) continue;
    if (keywords.hard.longest(tokens, i + 1, to)?.end === to - 1) return false;
    const isSoft = keywords.soft.longest(tokens, to - 2, to) !== null && saysSoft(keywords, tokens, i + 1, to - 1);
    return isSoft ? true : null;
  }
  return null;
}
