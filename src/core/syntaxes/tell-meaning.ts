/** Says a meaning in plain words, statement by statement: `#1 waits for #2`, `part of #3`. */
import type { DeclaredEdge, Meaning, Ref } from "../model.ts";
import { refKey, showRef } from "../model.ts";
import type { Place } from "./references.ts";

/** One statement and the line it stands on; line 0 is the title. */
export interface Told {
  readonly line: number;
  readonly says: string;
}

function tellEdge(edge: DeclaredEdge, place: Place): string {
  const show = (ref: Ref): string => (ref.number === 0 ? "this issue" : showRef(ref, place.repo));
  const waits = edge.kind === "soft" ? "softly waits for" : "waits for";
  return `${refKey(edge.dependent) === refKey(edge.blocker) ? "?" : show(edge.dependent)} ${waits} ${show(edge.blocker)}`;
}

/** Every statement with its line: edges first, then parent, relations, dates and an explicit none. */
export function tellStatements(meaning: Meaning, place: Place): Told[] {
  const show = (ref: Ref): string => showRef(ref, place.repo);
  const { edges, parent, tracks, related, dates, none } = meaning;
  return [
    ...edges.map((edge) => ({ line: edge.line, says: tellEdge(edge, place) })),
    ...(parent === null ? [] : [{ line: parent.line, says: `part of ${show(parent.ref)}` }]),
    ...tracks.map((item) => ({ line: item.line, says: `tracks ${show(item.ref)}` })),
    ...related.map((item) => ({ line: item.line, says: `related to ${show(item.ref)}` })),
    ...dates.map((item) => ({ line: item.line, says: `not before ${item.date}` })),
    ...none.slice(0, 1).map((item) => ({ line: item.line, says: "none" })),
  ];
}

/** What is said, and `asks` for every warning that asks for clarification; other warnings are left out. */
export function tellMeaning(meaning: Meaning, place: Place): string[] {
  const asks = meaning.warnings.filter((warning) => warning.asks).map(() => "asks");
  return [...tellStatements(meaning, place).map((told) => told.says), ...asks];
}
