/** Reads the plan the demo plays: the built-in one, or a file; what cannot be played is refused in one sentence. */
import { fileURLToPath } from "node:url";
import type { Plan } from "../../core/plans/plan.ts";
import { readPlanFile } from "../read-plan-file.ts";
import { UsageError } from "../usage-error.ts";
import { remarksOn } from "./remarks.ts";

const BUILT_IN = fileURLToPath(new URL("../../../templates/demo-plan.json", import.meta.url));

/** More would still work, but no longer in half a minute. */
const MOST_TASKS = 500;

export interface LoadedPlan {
  readonly plan: Plan;
  /** What its writer should look at, the worst first. */
  readonly remarks: readonly string[];
}

/** Throws `UsageError` when there is nothing to play. */
export function loadPlan(path: string | null): LoadedPlan {
  const { plan, warnings } = readPlanFile(path ?? BUILT_IN);
  const open = plan.tasks.filter((task) => task.status !== "done");
  if (open.length === 0) throw new UsageError(`Every task of ${path} is done already: there is nothing to play.`);
  if (open.length > MOST_TASKS) {
    throw new UsageError(`${path} has ${open.length} open tasks; the demo plays ${MOST_TASKS} at most.`);
  }
  return { plan, remarks: remarksOn(plan, warnings) };
}
