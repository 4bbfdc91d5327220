/** Words in quotation marks inside a sentence: they are talked about, and declare nothing. */
import { isMark } from "./marks.ts";
import type { Token } from "./tokens.ts";

/** What closes a quotation, by what opens it. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\u201c", "\u201d"],
  ["\u201e", "\u201c\u201d"],
  ["\u00ab", "\u00bb"],
  ["\u300c", "\u300d"],
]);

function opens(list: readonly Token[], i: number): boolean {
  const token = list[i];
  if (token?.kind !== "mark" || !CLOSING.has(token.text)) return false;
  // `5"` opens nothing; Japanese brackets need no space before them.
  const isParted = token.gap || i === 0 || list[i - 1]?.kind === "mark" || list[i - 1]?.kind === "break";
  return token.text === "\u300c" || (isParted && list[i + 1]?.gap === false);
}

/** Whether a quotation is a whole line, or all that stands behind a colon (`Ana: "…"`): then it is told as it is. */
function isTold(list: readonly Token[], from: number, to: number): boolean {
  const before = list[from - 1];
  const behind = isMark(list[to + 1], ".") ? list[to + 2] : list[to + 1];
  return (
    (before === undefined || before.kind === "break" || isMark(before, ":")) &&
    (behind === undefined || behind.kind === "break")
  );
}

/** For each token the index of the mark that closes the quotation it stands in; -1 outside. Quotations end with their line. */
export function quotationEnds(list: readonly Token[]): Int32Array {
  const ends = new Int32Array(list.length).fill(-1);
  let from = -1;
  for (const [i, token] of list.entries()) {
    if (token.kind === "break") from = -1;
    // A mark that opens while one is open: that one was alone.
    else if (opens(list, i) && (from < 0 || token.gap)) from = i;
    else if (from < 0) continue;
    else if (token.kind === "mark" && CLOSING.get(list[from]?.text ?? "")?.includes(token.text)) {
      if (!isTold(list, from, i)) ends.fill(i, from + 1, i);
      from = -1;
    }
  }
  return ends;
}
