/** Where two plans do not describe the same graph: tasks, waits, gates. For checking that a written plan reads back. */

import type { Plan } from "./plan.ts";

/** One sentence for each task or gate that differs; empty when the graphs are the same. Order counts nowhere. */
export function graphDifferences(first: Plan, second: Plan): string[] {
  const [ours, theirs] = [edgesOf(first), edgesOf(second)];
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])];
  return ids.flatMap((id) => {
    const [one, other] = [ours.get(id), theirs.get(id)];
    if (one === other) return [];
    if (one === undefined) return [`${id} is new`];
    return [other === undefined ? `${id} is lost` : `${id} has "${other}" instead of "${one}"`];
  });
}

function edgesOf(plan: Plan): Map<string, string> {
  const list = (ids: readonly string[]) => ids.toSorted().join(", ") || "nothing";
  const tasks = plan.tasks.map((task): [string, string] => {
    const soft = task.softDependsOn.length === 0 ? "" : `, softly for ${list(task.softDependsOn)}`;
    return [task.id, `waits for ${list(task.dependsOn)}${soft}`];
  });
  const gates = plan.gates.map((gate): [string, string] => {
    return [`gate "${gate.title}"`, `waits for ${list(gate.after)}, blocks ${list(gate.before)}`];
  });
  return new Map([...tasks, ...gates]);
}
