/** Tasks that name a gate as what they wait for: `after gate G1` in a cell puts the task behind the gate. */

import type { GateDraft, PlanDraft, WaitDraft } from "./draft.ts";
import { mentionsOf, nameKey } from "./names.ts";

/** The draft with such names taken out of its waits and the waiting tasks behind the gates. */
export function putBehindGates(draft: PlanDraft): PlanDraft {
  const gateOf = gatesByName(draft);
  if (gateOf.size === 0) return draft;
  const behind = new Map<GateDraft, string[]>();
  const waits = draft.waits.map((wait) => withoutGates(wait, gateOf, behind));
  if (behind.size === 0) return draft;
  const gates = draft.gates.map((gate) => ({ ...gate, before: [...gate.before, ...(behind.get(gate) ?? [])] }));
  return { ...draft, waits, gates };
}

/** Names that stand for one gate and for nothing else of the plan. */
function gatesByName({ gates, tasks, groups }: PlanDraft): ReadonlyMap<string, GateDraft> {
  const others = new Set(
    [...tasks.flatMap(({ ids, title }) => [...ids, title ?? ""]), ...groups.flatMap(({ names }) => names)].map(nameKey),
  );
  const named = gates.flatMap((gate) =>
    [...new Set([...(gate.names ?? []), gate.title].map(nameKey))].map((name) => ({ name, gate })),
  );
  const byName = [...Map.groupBy(named, ({ name }) => name)];
  return new Map(
    byName.flatMap(([name, [first, second]]): [string, GateDraft][] => {
      return first === undefined || second !== undefined || name === "" || others.has(name) ? [] : [[name, first.gate]];
    }),
  );
}

const FRONT = /^(?:(?:the|and|after|once|until|passing|passed) )+/;
const BACK = / (?:(?:is|has been|was) )?(?:passed|passes|approved|open|opened|done|closed|signed off)$/;

function withoutGates(
  wait: WaitDraft,
  gateOf: ReadonlyMap<string, GateDraft>,
  behind: Map<GateDraft, string[]>,
): WaitDraft {
  const parts = mentionsOf(wait.on).flatMap(({ name, note }) => {
    const names = gateIn(name, gateOf) === null ? name.split(/ (?:and|\+|&) /) : [name];
    const isSplit = names.some((one) => gateIn(one, gateOf) !== null);
    return isSplit ? names.map((one) => ({ name: one, note: "" })) : [{ name, note }];
  });
  const gates = parts.flatMap(({ name }) => gateIn(name, gateOf) ?? []);
  if (gates.length === 0 || wait.isOnlyCompared === true) return wait;
  for (const gate of gates) behind.set(gate, [...(behind.get(gate) ?? []), wait.dependent]);
  const rest = parts.filter(({ name }) => gateIn(name, gateOf) === null);
  // Who waits for a gate alone has said what it waits for: no calendar adds to that.
  const on = rest.map(({ name, note }) => (note === "" ? name : `${name} (${note})`)).join(", ");
  return { ...wait, on: on === "" ? "None" : on };
}

function gateIn(name: string, gateOf: ReadonlyMap<string, GateDraft>): GateDraft | null {
  const key = nameKey(name).replace(FRONT, "").replace(BACK, "");
  return gateOf.get(key) ?? null;
}
