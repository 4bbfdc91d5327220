/** What waits for what in a drawing: along its lanes, over a THEN, behind a head that says after what. */

import type { BlockHead } from "./block-head.ts";
import type { WaitDraft } from "./draft.ts";

export interface Item {
  readonly id: string;
  readonly soft: boolean;
}

export interface Lane {
  readonly depth: number;
  stages: (readonly Item[])[];
  readonly owner: string | null;
}

/** A block of a drawing with its lanes, by what stands between one THEN and the next. */
interface Laned {
  readonly head: BlockHead | null;
  readonly sections: readonly (readonly Lane[])[];
  readonly line: number;
  readonly drawing: { readonly scope: string };
}

/** Within a lane each stage waits for the one before; the first stages after a THEN wait for the last before it. */
export function laneWaits({ sections, line, drawing: { scope } }: Laned): WaitDraft[] {
  const waits: WaitDraft[] = [];
  const wire = (stage: readonly Item[], before: readonly Item[]) => {
    for (const item of stage) {
      for (const other of before) {
        waits.push({ dependent: item.id, on: other.id, source: "map", soft: item.soft, line, scope });
      }
    }
  };
  for (const lane of sections.flat()) {
    for (const [at, stage] of lane.stages.entries()) wire(stage, at === 0 ? [] : (lane.stages[at - 1] ?? []));
  }
  const filled = sections.filter((section) => section.length > 0);
  for (const [at, section] of filled.entries()) {
    const before = filled[at - 1]?.flatMap((lane) => lane.stages.at(-1) ?? []) ?? [];
    wire(
      section.flatMap((lane) => lane.stages[0] ?? []),
      before,
    );
  }
  return waits;
}

/** `after X` in a head: its first tasks wait for X, unless X is one of its own. */
export function headWaits({ head, sections, line, drawing: { scope } }: Laned, ids: readonly string[]): WaitDraft[] {
  const after = head?.after ?? null;
  if (after === null || ids.includes(after)) return [];
  const first = sections.find((section) => section.length > 0);
  const dependents = first?.flatMap((lane) => (lane.stages[0] ?? []).map((item) => item.id)) ?? ids;
  return dependents.map((dependent) => {
    return { dependent, on: after, source: "stated", soft: false, line, scope };
  });
}
