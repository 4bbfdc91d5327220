/** What tasks share and nobody counted: one of each, or as much as the task that uses most of it. */

import type { PlanTask } from "./plan.ts";

export function resourcesOf(tasks: readonly PlanTask[]): Record<string, number> {
  const most = new Map<string, number>();
  for (const task of tasks) {
    for (const [name, amount] of Object.entries(task.uses)) most.set(name, Math.max(1, amount, most.get(name) ?? 0));
  }
  return Object.fromEntries(most);
}
