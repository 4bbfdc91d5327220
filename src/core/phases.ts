/** Phases as people name them, `1`, `Phase 2: Build`, `1.2`, `Foundation`: which lies in which, and which comes next. */

/** The numbers at its beginning, or else its name. */
export interface Phase {
  readonly path: readonly number[];
  readonly name: string;
}

const NUMBERED = /^(?:phase|stage|step|wave)?\s{0,4}(\d{1,6}(?:\.\d{1,6}){0,5})(?![\p{L}\d])/iu;

export function fieldPhase(text: string): Phase {
  const name = text.trim().toLowerCase();
  const found = NUMBERED.exec(name)?.[1];
  return { path: found === undefined ? [] : found.split(".").map(Number), name };
}

/** As people read it: `Phase 1` of the `phase-1` that plans make of a heading. */
export function showPhase(text: string): string {
  return text.replace(/^phase[-_](?=\d)/i, "Phase ");
}

/** Phase 1.2 lies in phase 1. */
export function isWithin(inner: Phase, outer: Phase): boolean {
  if (outer.path.length === 0) return inner.name === outer.name;
  return outer.path.every((number, at) => inner.path[at] === number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const order = (a[at] ?? -1) - (b[at] ?? -1);
    if (order !== 0) return order;
  }
  return 0;
}

/** The order of phases: by their numbers; those without one come last, as they are. */
export function comparePhases(one: Phase, other: Phase): number {
  const [first, second] = [one, other].map(({ path }) => (path.length === 0 ? [Number.MAX_SAFE_INTEGER] : path));
  return compare(first ?? [], second ?? []);
}

/** Tells which phases come right after this one; only numbers have an order. */
export function isNextAfter(phase: Phase, others: readonly Phase[]): (other: Phase) => boolean {
  if (phase.path.length === 0) return () => false;
  const later = others
    .filter((other) => other.path.length > 0 && !isWithin(other, phase) && compare(other.path, phase.path) > 0)
    .sort((a, b) => compare(a.path, b.path));
  const [first] = later;
  if (first === undefined) return () => false;
  const next: Phase = { path: first.path.slice(0, phase.path.length), name: first.name };
  return (other) => isWithin(other, next);
}
