/** Reads a plan document from a file; what cannot be a plan is refused in one sentence. */
import { readPlan } from "../core/plan-document.ts";
import type { Plan, PlanWarning } from "../core/plans/plan.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

const EXPECTED = 'Expected a Markdown table with an id column and a "Depends on" column, or JSON as signalbox-plan/1.';

export interface ReadPlanFile {
  readonly plan: Plan;
  readonly warnings: readonly PlanWarning[];
}

export interface ReadPlanOptions {
  readonly calendar?: boolean;
  /** A catalogue without tasks will do: features are chosen from it. */
  readonly mayLackTasks?: boolean;
}

/** Throws `UsageError` with the path, the line and what to do. */
export function readPlanFile(path: string, { mayLackTasks = false, ...options }: ReadPlanOptions = {}): ReadPlanFile {
  const text = readText(path);
  if (text.trim() === "") throw new UsageError(`${path} is empty. ${EXPECTED}`);
  const { plan, warnings } = readPlan(text, { path, ...options });
  const [first] = warnings;
  if (plan === null) {
    const more = warnings.length > 1 ? ` (and ${warnings.length - 1} more)` : "";
    const where = first !== undefined && first.line > 0 ? `line ${first.line}: ` : "";
    throw new UsageError(`${path} cannot be read as a plan: ${where}${first?.message ?? "nothing in it fits"}${more}`);
  }
  if (plan.tasks.length > 0 || (mayLackTasks && plan.catalogue.length > 0)) return { plan, warnings };
  const features = plan.catalogue.slice(0, 3).map(({ id }) => id);
  if (features.length === 0) throw new UsageError(`${path} has no tasks. ${EXPECTED}`);
  throw new UsageError(
    `${path} has no tasks, only a catalogue of ${plan.catalogue.length} features: choose with ` +
      `signalbox plan --select ${features.join(",")}`,
  );
}
