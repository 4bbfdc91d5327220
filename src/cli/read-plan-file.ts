/** Reads a plan document from a file; what cannot be a plan is refused in one sentence. */
import { readFileSync } from "node:fs";
import { readPlan } from "../core/plan-document.ts";
import type { Plan, PlanWarning } from "../core/plans/plan.ts";
import { UsageError } from "./demo/load-plan.ts";

const EXPECTED = 'Expected a Markdown table with an id column and a "Depends on" column, or JSON as signalbox-plan/1.';

export interface ReadPlanFile {
  readonly plan: Plan;
  readonly warnings: readonly PlanWarning[];
}

/** Throws `UsageError` with the path, the line and what to do. */
export function readPlanFile(path: string, options: { readonly calendar?: boolean } = {}): ReadPlanFile {
  const text = readText(path);
  if (text.trim() === "") throw new UsageError(`${path} is empty. ${EXPECTED}`);
  const { plan, warnings } = readPlan(text, { path, ...options });
  const [first] = warnings;
  if (plan === null) {
    const more = warnings.length > 1 ? ` (and ${warnings.length - 1} more)` : "";
    const where = first !== undefined && first.line > 0 ? `line ${first.line}: ` : "";
    throw new UsageError(`${path} cannot be read as a plan: ${where}${first?.message ?? "nothing in it fits"}${more}`);
  }
  if (plan.tasks.length === 0) throw new UsageError(`${path} has no tasks. ${EXPECTED}`);
  return { plan, warnings };
}

function readText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.includes(0)) throw new UsageError(`${path} is not a text: it holds zero bytes. ${EXPECTED}`);
  return bytes.toString("utf8");
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(whyUnreadable(path, error));
  }
}

function whyUnreadable(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `There is no file ${path}. Give the path of a plan document, Markdown or JSON.`;
  if (code === "EISDIR") return `${path} is a folder; give the path of one plan document in it.`;
  if (code === "EACCES") return `${path} may not be read by you; ask its owner or change its permissions.`;
  return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
