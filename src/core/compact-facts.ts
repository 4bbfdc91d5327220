/** Keeps the facts of an issue within one comment: of many progress reports the latest stay, the older leave their deliverables. */
import type { Fact, Source } from "./model.ts";

type Progress = Extract<Fact, { kind: "progress" }>;

const MOST_PROGRESS = 5;
const MOST_DELIVERABLES = 40;

export interface Compacted {
  readonly facts: readonly Fact[];
  /** Where the dropped ones came from: they have had their say. */
  readonly settled: readonly Source[];
}

/** Done again it changes nothing. */
export function compactFacts(facts: readonly Fact[]): Compacted {
  const reports = facts.filter((fact): fact is Progress => fact.kind === "progress");
  const [oldest] = reports.slice(-MOST_PROGRESS);
  if (oldest === undefined || reports.length <= MOST_PROGRESS) return { facts, settled: [] };
  const dropped = new Set<Fact>(reports.slice(0, -MOST_PROGRESS));
  const delivered = reports.slice(0, 1 - MOST_PROGRESS).flatMap((fact) => fact.deliverables);
  const deliverables = [...new Set(delivered)].slice(-MOST_DELIVERABLES);
  return {
    facts: facts.flatMap((fact) => {
      if (dropped.has(fact)) return [];
      return fact === oldest ? [{ ...oldest, deliverables }] : [fact];
    }),
    settled: reports.slice(0, -MOST_PROGRESS).map((fact) => fact.from),
  };
}
