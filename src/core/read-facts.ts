/** What we were told and promised, read back from our own comments on GitHub. */
import type { Comment, Fact, Source } from "./model.ts";

/** Facts by issue, in the order in which they were told, and every line that has had its answer. */
export interface ToldSoFar {
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly settled: ReadonlySet<string>;
}

/** Identity of one line of one comment. */
export function sourceKey(source: Source): string {
  return `${source.comment ?? 0}/${source.key}`;
}

/** The comments of one snapshot are asked for what they told once for each world that is built of it. */
const known = new WeakMap<readonly Comment[], ToldSoFar>();

/** Only markers that were verified (author, last editor, MAC) are on the comments; a comment twice counts once. */
export function readFacts(comments: readonly Comment[]): ToldSoFar {
  const before = known.get(comments);
  if (before !== undefined) return before;
  const told = readMarkers(comments);
  known.set(comments, told);
  return told;
}

function readMarkers(comments: readonly Comment[]): ToldSoFar {
  const facts = new Map<number, readonly Fact[]>();
  const settled = new Set<string>();
  const ours = comments.filter((comment) => comment.marker !== null).sort((a, b) => a.id - b.id);
  for (const { marker, issue } of ours) {
    if (marker === null) continue;
    for (const source of marker.settled) settled.add(sourceKey(source));
    for (const fact of marker.facts) settled.add(sourceKey(fact.from));
    if (marker.kind === "status" && !facts.has(issue)) facts.set(issue, marker.facts);
  }
  return { facts, settled };
}
