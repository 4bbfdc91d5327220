/** Lines that name a declaration and own the lines below them, inside one paragraph (`Blocks:`, and below it `#12 the schema`). */
import type { TextLine } from "../markdown/tree.ts";
import { declarationNamed, type Phrase } from "./keywords.ts";
import { isSoftLabel } from "./kind.ts";
import type { Reading } from "./reading.ts";
import type { OpenLabel } from "./unlisted.ts";

export interface LabelledLines {
  readonly label: OpenLabel;
  /** The lines below it, up to the next label. */
  readonly lines: readonly TextLine[];
}

/** The declaration that is all a line says, soft when brackets in it say so (`Blocked by (soft)`). */
export function declarationOn(reading: Reading, line: Pick<TextLine, "text">): Phrase | null {
  const phrase = declarationNamed(reading.keywords, line.text);
  if (phrase === null || !/[([]/.test(line.text)) return phrase;
  const { list } = reading.tokens([{ line: 0, lead: 0, ...line }]);
  return isSoftLabel(reading.keywords, list) ? { ...phrase, isSoft: true } : phrase;
}

function labelAt(reading: Reading, lines: readonly TextLine[], i: number): OpenLabel | null {
  const [line, next] = [lines[i], lines[i + 1]];
  if (line === undefined || next === undefined || !line.text.endsWith(":")) return null;
  const phrase = declarationOn(reading, line);
  if (phrase === null || reading.tokens([next]).list[0]?.kind !== "ref") return null;
  return { phrase, isSoft: phrase.isSoft, line: line.line, hasColon: true, subject: null };
}

/** Parts the lines of a paragraph at its labels. */
export function partAtLabels(
  reading: Reading,
  lines: readonly TextLine[],
): { readonly head: readonly TextLine[]; readonly labelled: readonly LabelledLines[] } {
  const labels = reading.fieldsOnly ? [] : lines.map((_, i) => labelAt(reading, lines, i));
  const places = labels.flatMap((label, at) => (label === null ? [] : [{ label, at }]));
  const labelled = places.map(({ label, at }, n) => ({ label, lines: lines.slice(at + 1, places[n + 1]?.at) }));
  return { head: places.length === 0 ? lines : lines.slice(0, places[0]?.at), labelled };
}
