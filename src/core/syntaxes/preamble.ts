/** What may stand between a phrase and its references: colon, dash, brackets and words that say nothing of their own. */
import type { Keywords } from "./keywords.ts";
import { saysSoft } from "./kind.ts";
import { closingBracket, hasRefBetween, isDash, isMark, isPicture, isQuote } from "./marks.ts";
import { behindException, isNone } from "./none.ts";
import type { Token } from "./tokens.ts";

export interface Preamble {
  /** Index behind it. */
  readonly at: number;
  /** Brackets in it say that the declaration is soft. */
  readonly isSoft: boolean;
  readonly hasColon: boolean;
}

/** Parts of a preamble; what is longer is prose. */
const MOST_PARTS = 12;

/** Whether the mark at `i` may be skipped before a reference. */
function isIdle(list: readonly Token[], i: number): boolean {
  const token = list[i];
  if (isDash(token) || isQuote(token) || isPicture(token)) return true;
  return (isMark(token, "|") || isMark(token, ",")) && list[i + 1]?.kind === "ref";
}

/** Skips the preamble from `from` on. A label's line may go on in the next one, with references or `none`. */
export function readPreamble(
  keywords: Keywords,
  list: readonly Token[],
  from: number,
  to: number,
  isLabel = false,
): Preamble {
  let at = from;
  let isSoft = false;
  let hasColon = false;
  for (let n = 0; n < MOST_PARTS && at < to; n++) {
    const token = list[at];
    const filler = keywords.fillers.longest(list, at, to);
    const excepted = behindException(keywords, list, at, to);
    if (excepted > 0) return { at: excepted, isSoft, hasColon };
    if (isMark(token, ":")) {
      hasColon = true;
      at++;
    } else if (isIdle(list, at)) at++;
    else if (isMark(token, "(") || isMark(token, "[")) {
      const close = closingBracket(list, at, to);
      if (close < 0 || hasRefBetween(list, at, close)) break;
      if (isNone(keywords, list, at + 1, close)) return { at: at + 1, isSoft, hasColon };
      isSoft ||= saysSoft(keywords, list, at + 1, close);
      at = close + 1;
    } else if (filler !== null) at = filler.end;
    else if (token?.kind === "break" && list[at + 1]?.kind === "ref") at++;
    else if (token?.kind === "break" && (hasColon || isLabel) && keywords.none.longest(list, at + 1, to) !== null) at++;
    else break;
  }
  return { at, isSoft, hasColon };
}
