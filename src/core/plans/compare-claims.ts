/** Stated critical paths against the computed one: what differs is reported, nothing is changed by it. */

import { type Directory, exactly, openDirectory } from "./directory.ts";
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
  if (ids.join(" ") === computed.taskIds.join(" ")) return [];
  const minutes = expectedMinutes(plan);
  const stated = ids.reduce((sum, id) => sum + (minutes.get(id) ?? 0), 0);
  const gaps = path.flatMap((task, at) => {
    const before = path[at - 1];
    return task === undefined || before === undefined || task.dependsOn.includes(before.id)
      ? []
      : [`${before.id} → ${task.id}`];
  });
  const missing = gaps.length === 0 ? "" : ` No task waits directly in ${gaps.join(", ")}.`;
  const message =
    `The critical path stated here takes ${stated} min; the longest one is ${computed.taskIds.join(" → ")} with ` +
    `${computed.minutes} min.${missing}`;
  return [{ line: claim.line ?? 0, message }];
}
