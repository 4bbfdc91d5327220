/** Says a meaning in plain lines: `#1 waits for #2`, `part of #3`. Used by examples, golden cases and the page for users. */
import type { Meaning, Ref } from "../model.ts";
import { refKey, showRef } from "../model.ts";
import type { Place } from "./references.ts";

function isSame(a: Ref, b: Ref): boolean {
  return refKey(a) === refKey(b);
}

/** One line per statement, in order of appearance; warnings that ask for clarification as `asks`, others are left out. */
export function tellMeaning(meaning: Meaning, place: Place): string[] {
  const show = (ref: Ref): string => showRef(ref, place.repo);
  const edges = meaning.edges.map((edge) => {
    const waits = edge.kind === "soft" ? "softly waits for" : "waits for";
    return `${isSame(edge.dependent, edge.blocker) ? "?" : show(edge.dependent)} ${waits} ${show(edge.blocker)}`;
  });
  return [
    ...edges,
    ...(meaning.parent === null ? [] : [`part of ${show(meaning.parent.ref)}`]),
    ...meaning.tracks.map((item) => `tracks ${show(item.ref)}`),
    ...meaning.related.map((item) => `related to ${show(item.ref)}`),
    ...meaning.dates.map((item) => `not before ${item.date}`),
    ...(meaning.none.length > 0 ? ["none"] : []),
    ...meaning.warnings.filter((warning) => warning.asks).map(() => "asks"),
  ];
}
