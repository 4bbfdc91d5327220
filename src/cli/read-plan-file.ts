/** Reads a plan document from a file; what cannot be a plan is refused in one sentence. */
import { HOLDS_TASKS, readPlan } from "../core/plan-document.ts";
import type { Plan, PlanWarning } from "../core/plans/plan.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

const EXPECTED = `Expected ${HOLDS_TASKS}.`;

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
  if (plan === null)
    throw new UsageError(`${path} cannot be read as a plan: ${sayFirst(warnings) ?? "nothing in it fits"}`);
  if (plan.tasks.length > 0 || (mayLackTasks && plan.catalogue.length > 0)) return { plan, warnings };
  const features = plan.catalogue.slice(0, 3).map(({ id }) => id);
  const found = sayFirst(warnings.filter(({ line }) => line > 0)) ?? "no line names one";
  if (features.length === 0) throw new UsageError(`${path} has no tasks: ${found}. ${EXPECTED}`);
  throw new UsageError(
    `${path} has no tasks, only a catalogue of ${plan.catalogue.length} features: choose some of them ` +
      `with plan or apply, for example: npm run signalbox -- plan ${path} --select ${features.join(",")}`,
  );
}

/** The first warning with its line, and how many more there are; null without any. */
function sayFirst([first, ...more]: readonly PlanWarning[]): string | null {
  if (first === undefined) return null;
  const where = first.line > 0 ? `line ${first.line}: ` : "";
  return `${where}${first.message.replace(/\.$/, "")}${more.length > 0 ? ` (and ${more.length} more)` : ""}`;
}
