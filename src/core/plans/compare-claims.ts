/** Stated critical paths against the computed one: what differs is reported, nothing is changed by it. */

import { type Directory, exactly, openDirectory } from "./directory.ts";
import { showLength } from "./duration.ts";
import { expectedMinutes, type PlanMeasures } from "./measure-plan.ts";
import { nameKey } from "./names.ts";
import type { Plan, PlanClaim, PlanWarning } from "./plan.ts";

export function compareClaims(plan: Plan, measures: PlanMeasures): PlanWarning[] {
  const directory = openDirectory(plan.tasks.map((task) => ({ ids: [task.id, ...task.aliases], title: task.title })));
  return plan.claims.flatMap((claim) =>
    claim.about === "critical path" ? comparePath(claim, plan, measures, directory) : [],
  );
}

function comparePath(claim: PlanClaim, plan: Plan, measures: PlanMeasures, directory: Directory): PlanWarning[] {
  const path = claim.taskIds.map((name) => plan.tasks[exactly(directory, nameKey(name))?.[0] ?? -1]);
  const ids = path.flatMap((task) => (task === undefined ? [] : [task.id]));
  const computed = measures.criticalPath;
  const minutes = expectedMinutes(plan);
  const own = ids.reduce((sum, id) => sum + (minutes.get(id) ?? 0), 0);
  const isSame = ids.length === 0 || ids.join(" ") === computed.taskIds.join(" ");
  if (isSame) return compareLength(claim, ids.length === 0 ? computed.minutes : own);
  const gaps = path.flatMap((task, at) => {
    const before = path[at - 1];
    return task === undefined || before === undefined || task.dependsOn.includes(before.id)
      ? []
      : [`${before.id} → ${task.id}`];
  });
  const missing = gaps.length === 0 ? "" : ` No task waits directly in ${gaps.join(", ")}.`;
  const message =
    `The critical path stated here takes ${showLength(own)}; the longest one is ${computed.taskIds.join(" → ")} with ` +
    `${showLength(computed.minutes)}.${missing}`;
  return [{ line: claim.line ?? 0, message }, ...compareLength(claim, own)];
}

/** Documents round to days and weeks. */
const TOLERANCE = 1.1;

function compareLength({ minutes, line }: PlanClaim, computed: number): PlanWarning[] {
  if (minutes === null || (minutes <= computed * TOLERANCE && minutes * TOLERANCE >= computed)) return [];
  const message = `The critical path is said to take ${showLength(minutes)} here; by its tasks it takes ${showLength(computed)}.`;
  return [{ line: line ?? 0, message }];
}
