/** What the writer of a plan should look at before it is played, as sentences: what stops the work first, cosmetics last. */

import type { Plan, PlanWarning } from "../../core/plans/plan.ts";
import { reportPlan } from "../../core/plans/plan-report.ts";

/** By what a warning says, the worst first; what fits nowhere comes last. */
const BY_WEIGHT: readonly RegExp[] = [
  /names no task|not understood, though it names a task|No task found/i,
  /does not agree|stated here takes|already taken|stands in this table already| has two |names itself/,
  /not understood|not read|left out|is not used/i,
];

export function remarksOn(plan: Plan, warnings: readonly PlanWarning[]): readonly string[] {
  const report = reportPlan(plan, warnings);
  const said = report.warnings.map(({ line, message }) => ({
    weight: weightOf(message),
    text: line > 0 ? `line ${line}: ${message}` : message,
  }));
  return [
    ...report.measures.cycles.filter((ids) => ids.length > 0).map(circle),
    ...said.sort((one, other) => one.weight - other.weight).map(({ text }) => text),
  ];
}

function weightOf(message: string): number {
  const at = BY_WEIGHT.findIndex((pattern) => pattern.test(message));
  return at < 0 ? BY_WEIGHT.length : at;
}

function circle(ids: readonly string[]): string {
  return `A circle: ${[...ids, ids[0] ?? ""].join(" waits for ")}; none of them can begin.`;
}
