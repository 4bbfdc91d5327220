/** `Prerequisites for #12: #13`: those named first wait for those named behind the colon. */
import type { Ref } from "../model.ts";
import type { Keywords } from "./keywords.ts";
import { type RefList, readList } from "./list.ts";
import { readPreamble } from "./preamble.ts";
import type { Token } from "./tokens.ts";

/** Words that name the issue whose text it is. */
const OWN = new Set(["this", "dies", "dieses", "das"]);

export function namesOwn(token: Token | undefined): boolean {
  return token !== undefined && OWN.has(token.text);
}

export interface Turned {
  /** Who waits; none: the issue whose text it is (`Prerequisites for this issue:`). */
  readonly owners: readonly Ref[];
  /** What they wait for; null when no reference stands there. */
  readonly found: RefList | null;
  /** Index at which that begins. */
  readonly at: number;
  readonly isSoft: boolean;
}

function ownersAt(keywords: Keywords, list: readonly Token[], from: number, to: number) {
  const { at } = readPreamble(keywords, list, from, to);
  if (namesOwn(list[at])) return { owners: [], end: keywords.fillers.longest(list, at + 1, to)?.end ?? at + 1 };
  const found = readList(list, at, to, keywords, { chains: false, bare: false });
  return found === null ? null : { owners: found.stages.flat().map((item) => item.ref), end: found.end };
}

/** Reads on behind a phrase that can be turned; null when its references are what it speaks of, as usual. */
export function readTurned(keywords: Keywords, list: readonly Token[], end: number, to: number): Turned | null {
  const named = ownersAt(keywords, list, end, to);
  if (named === null) return null;
  const { at, isSoft, hasColon } = readPreamble(keywords, list, named.end, to);
  const found = readList(list, at, to, keywords, { chains: hasColon, bare: false });
  const isSaid = found !== null && keywords.copulas.longest(list, named.end, to) !== null;
  const isTold = hasColon || isSaid || keywords.plurals.longest(list, named.end, to) !== null;
  return isTold ? { owners: named.owners, found, at, isSoft } : null;
}
