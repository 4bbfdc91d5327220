/**
 * Keeps the facts of an issue within one comment: of many progress reports the latest stay, the older leave their
 * deliverables; of a worker's absences, and of what was said about a plan, the last one stays.
 */
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
  const stale = new Set([...staleAbsences(facts), ...staleWishes(facts)]);
  const { facts: kept, settled } = compactProgress(facts.filter((fact) => !stale.has(fact)));
  return { facts: kept, settled: [...settled, ...[...stale].map((fact) => fact.from)] };
}

function staleAbsences(facts: readonly Fact[]): ReadonlySet<Fact> {
  const last = new Map<string, Fact>();
  const stale = new Set<Fact>();
  for (const fact of facts) {
    if (fact.kind !== "away") continue;
    const key = fact.worker.toLowerCase();
    const before = last.get(key);
    if (before !== undefined) stale.add(before);
    last.set(key, fact);
  }
  return stale;
}

/** Of what was said about a plan the last preview and the last application stay. */
function staleWishes(facts: readonly Fact[]): ReadonlySet<Fact> {
  const last = new Map<string, Fact>();
  const stale = new Set<Fact>();
  for (const fact of facts) {
    if (fact.kind !== "previewed" && fact.kind !== "applied") continue;
    const key = fact.kind === "previewed" ? "previewed" : `applied ${fact.plan}`;
    const before = last.get(key);
    if (before !== undefined) stale.add(before);
    last.set(key, fact);
  }
  return stale;
}

function compactProgress(facts: readonly Fact[]): Compacted {
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
