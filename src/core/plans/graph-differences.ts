/** Where two plans do not describe the same graph: tasks, waits, gates. For checking that a written plan reads back. */

import type { Plan } from "./plan.ts";

/**
 * One sentence for each task or gate that differs; empty when the graphs are the same. Order counts nowhere, nor does
 * which of its ids the second plan calls a task by: `Step 1` in a table is also `1`.
 */
export function graphDifferences(first: Plan, second: Plan): string[] {
  const known = new Set(first.tasks.map(({ id }) => id));
  const names = new Map(
    second.tasks.map(({ id, aliases }) => [id, [id, ...aliases].find((name) => known.has(name)) ?? id]),
  );
  const [ours, theirs] = [edgesOf(first), edgesOf(second, names)];
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])];
  return ids.flatMap((id) => {
    const [one, other] = [ours.get(id), theirs.get(id)];
    if (one === other) return [];
    if (one === undefined) return [`${id} is new`];
    return [other === undefined ? `${id} is lost` : `${id} has “${other}” instead of “${one}”`];
  });
}

/** `names`: what a task is to be called instead of by its id. */
function edgesOf(plan: Plan, names: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const called = (id: string) => names.get(id) ?? id;
  const list = (ids: readonly string[]) => ids.map(called).toSorted().join(", ") || "nothing";
  const tasks = plan.tasks.map((task): [string, string] => {
    const soft = task.softDependsOn.length === 0 ? "" : `, softly for ${list(task.softDependsOn)}`;
    return [called(task.id), `waits for ${list(task.dependsOn)}${soft}`];
  });
  const gates = plan.gates.map((gate): [string, string] => {
    return [`gate “${gate.title}”`, `waits for ${list(gate.after)}, blocks ${list(gate.before)}`];
  });
  return new Map([...tasks, ...gates]);
}
