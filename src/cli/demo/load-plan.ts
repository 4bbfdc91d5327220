/** Reads the plan the demo plays: the built-in one, or a file; what cannot be played is refused in one sentence. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readPlan } from "../../core/plan-document.ts";
import type { Plan } from "../../core/plans/plan.ts";

const BUILT_IN = new URL("../../../templates/demo-plan.json", import.meta.url);

/** More would still work, but no longer in half a minute. */
const MOST_TASKS = 500;

/** What a person did wrong on the command line: printed as one sentence, exit code 2. */
export class UsageError extends Error {}

export interface LoadedPlan {
  readonly plan: Plan;
  /** Names the document on GitHub, in the markers of the issues made from it. */
  readonly path: string;
  /** Lines of the document that its writer should look at. */
  readonly warnings: readonly string[];
}

/** Throws `UsageError` when there is nothing to play. */
export function loadPlan(path: string | null): LoadedPlan {
  const text = readText(path);
  const name = path ?? "the built-in plan";
  if (text.trim() === "") throw new UsageError(`${name} is empty. ${EXPECTED}`);
  const { plan, warnings } = readPlan(text, { path: path ?? "demo-plan.json" });
  const said = warnings.map(({ line, message }) => (line > 0 ? `line ${line}: ${message}` : message));
  if (plan === null) throw new UsageError(`${name} cannot be read as a plan: ${said[0] ?? "nothing in it fits"}`);
  const open = plan.tasks.filter((task) => task.status !== "done");
  if (plan.tasks.length === 0) throw new UsageError(`${name} has no tasks. ${EXPECTED}`);
  if (open.length === 0) throw new UsageError(`Every task of ${name} is done already: there is nothing to play.`);
  if (open.length > MOST_TASKS) {
    throw new UsageError(`${name} has ${open.length} open tasks; the demo plays ${MOST_TASKS} at most.`);
  }
  return { plan, path: basename(path ?? "demo-plan.json"), warnings: said };
}

const EXPECTED = 'Expected a Markdown table with an id column and a "Depends on" column, or JSON as signalbox-plan/1.';

function readText(path: string | null): string {
  try {
    return readFileSync(path ?? BUILT_IN, "utf8");
  } catch (error) {
    throw new UsageError(whyUnreadable(path ?? "the built-in plan", error));
  }
}

function whyUnreadable(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return `There is no file ${path}. Give the path of a plan, or none for the built-in one.`;
  if (code === "EISDIR") return `${path} is a folder; give the path of one plan document in it.`;
  return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
