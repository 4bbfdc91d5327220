/** What is said when a line looks like a declaration and could not be read, or not all of it (spec: Strong phrases). */
import type { Bounds } from "./bounds.ts";
import type { Reading } from "./reading.ts";
import type { Tokens } from "./tokens.ts";

/** Asks what the line of token `i` means. */
export function askFor(reading: Reading, tokens: Tokens, bounds: Bounds, i: number): void {
  if (reading.fieldsOnly) return;
  const line = bounds.lineOf(tokens.list[i]);
  const quote = reading.quote(line);
  reading.warn(line, `No issue was found in "${quote}". Write it as \`Depends on: #12\`, or \`none\`.`, true);
}

/** Words left over behind the list of a strong phrase, from `end` to the end of its sentence, are reported (spec: List). */
export function tellLeftover(
  reading: Reading,
  tokens: Tokens,
  bounds: Bounds,
  place: { readonly i: number; readonly end: number; readonly to: number },
): void {
  const { i, end, to } = place;
  const { list, lines } = tokens;
  const token = list[end];
  if (end >= to || token?.kind !== "word" || reading.fieldsOnly) return;
  const { prefix, relatives, and } = reading.keywords;
  if ([prefix, relatives, and].some((trie) => trie.longest(list, end, to) !== null)) return;
  const last = list[bounds.sentenceEnd(end, to) - 1];
  const text = lines[token.row]?.text.slice(token.at, last?.row === token.row ? last.end : undefined) ?? "";
  reading.warn(bounds.lineOf(list[i]), `Not read, because it is no issue: "${text.slice(0, 80)}".`);
}
