/** Ranges of issues. */
import type { Ref } from "../model.ts";
import type { Keywords } from "./keywords.ts";
import { isDash } from "./marks.ts";
import { isId, issueNumber } from "./references.ts";
import type { Syntax } from "./syntax.ts";
import type { Token } from "./tokens.ts";

export const range: Syntax = {
  name: "range",
  help: "`#12-15`, `#12–#15`, `#12 to #15`: ascending, at most 100.",
  examples: [
    { text: "Depends on #12-14", finds: ["#1 waits for #12", "#1 waits for #13", "#1 waits for #14"] },
    { text: "Depends on #12 through #13", finds: ["#1 waits for #12", "#1 waits for #13"] },
    { text: "Depends on #12 - #15", finds: ["#1 waits for #12", "asks"] },
    { text: "Depends on #15-12", finds: ["asks"] },
  ],
};

const LONGEST_RANGE = 100;

function numberIn(token: Token | undefined, first: Ref): number | null {
  if (token?.kind !== "ref" || token.ref === null || isId(token.text)) return null;
  const isSame = token.ref.repo.toLowerCase() === first.repo.toLowerCase() && token.ref.host === first.host;
  return isSame ? token.ref.number : null;
}

/** The last number of the range that `first` at `i` begins, and the index behind it; null when it begins none. */
export function rangeAt(
  tokens: readonly Token[],
  i: number,
  end: number,
  keywords: Keywords,
  first: Ref,
): { readonly last: number; readonly end: number } | null {
  if (isId(tokens[i]?.text ?? "") && tokens[i]?.kind === "ref") return null;
  const dash = tokens[i + 1];
  const second = i + 2 < end ? tokens[i + 2] : undefined;
  if (isDash(dash) && dash?.gap === false && second?.gap === false) {
    const last = second.kind === "number" ? issueNumber(second.text) : numberIn(second, first);
    if (last !== null) return { last, end: i + 3 };
  }
  const to = keywords.to.longest(tokens, i + 1, end);
  const last = to === null || to.end >= end ? null : numberIn(tokens[to.end], first);
  return to === null || last === null ? null : { last, end: to.end + 1 };
}

/** `#12 - #15`, `octo/dock#12-#15`: read as the first alone, with the question whether a range was meant. */
export function looseRange(tokens: readonly Token[], i: number, end: number): string | null {
  const [first, dash, last] = [tokens[i], tokens[i + 1], i + 2 < end ? tokens[i + 2] : undefined];
  if (!isDash(dash) || first === undefined || last?.kind !== "ref" || !last.isShort) return null;
  const isGlued = dash?.gap === false && !last.gap;
  if (!first.isShort && !isGlued) return null;
  const written = first.isShort ? `#${first.ref?.number}` : first.text;
  return `Read ${written} only. Did you mean ${written}-${last.ref?.number}?`;
}

/** What is wrong with the range from `first` to number `last`; null when nothing is. */
export function rangeFault(first: Ref, last: number): string | null {
  const count = last - first.number + 1;
  if (count >= 1 && count <= LONGEST_RANGE) return null;
  return `A range goes up and names at most ${LONGEST_RANGE} issues; #${first.number} to #${last} was not read.`;
}

/** Every reference from `first` to number `last`. */
export function membersOf(first: Ref, last: number): Ref[] {
  return Array.from({ length: last - first.number + 1 }, (_, n) => ({ ...first, number: first.number + n }));
}
