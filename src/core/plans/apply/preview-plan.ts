/** What a person is shown before a plan is applied: the changes, the graph after them, and how long the writing takes. */
import type { World } from "../../world.ts";
import { measureMakespans } from "../makespan.ts";
import { measurePlan, type PlanMeasures } from "../measure-plan.ts";
import type { Plan, PlanWarning } from "../plan.ts";
import type { ChosenPlan, PlanChoice } from "./applied-plans.ts";
import { type Comparison, comparePlan, countWired } from "./compare-plan.ts";
import type { ItemViews } from "./item-text.ts";
import { type PlannedOwner, plannedOwners } from "./plan-owners.ts";
import { writingMinutes } from "./plan-pace.ts";
import { type WorldPlan, worldPlan } from "./world-plan.ts";

export interface PlanPreview extends PlanChoice {
  readonly title: string;
  readonly compared: Comparison;
  /** Dependencies that would be written. */
  readonly wired: number;
  readonly owners: readonly PlannedOwner[];
  readonly measures: PlanMeasures;
  /** Working minutes of everything open, with so many workers; null for as many as it takes. */
  readonly makespan: { readonly workers: number | null; readonly before: number; readonly after: number };
  /** Minutes that the writing takes. */
  readonly writing: number;
  readonly warnings: readonly PlanWarning[];
  /** What makes it true: a command, or the merge that it is about. */
  readonly next: "command" | "merge-applies" | "merge-shows";
  /** The repository as it stands, in the words of a plan: lines to copy. */
  readonly standing: WorldPlan;
}

/** Open work of the repository, with what would be made. */
function together(standing: Plan, compared: Comparison): Plan {
  const idOf = (id: string) => standingId.get(compared.issues.numbers.get(id) ?? 0) ?? id;
  const standingId = new Map(
    standing.tasks.flatMap(({ id, adopts }) => (adopts === null ? [] : [[adopts, id] as const])),
  );
  const fresh = compared.create.filter(({ kind }) => kind !== "phase");
  const tasks = fresh.map(({ task }) => ({ ...task, dependsOn: task.dependsOn.map(idOf), phase: null }));
  const closing = new Set(compared.close.map((number) => standingId.get(number) ?? ""));
  return { ...standing, tasks: [...standing.tasks.filter(({ id }) => !closing.has(id)), ...tasks] };
}

function makespanOf(plan: Plan, workers: number | null): number {
  const open = { ...plan, tasks: plan.tasks.filter(({ status }) => status !== "done") };
  const { rows } = measureMakespans(open, measurePlan(open), workers === null ? [] : [workers]);
  return rows[0]?.minutes ?? 0;
}

/** `assignable`: logins in small letters that are known to be, where no settings name workers. */
export function previewPlan(
  plan: ChosenPlan,
  world: World,
  views: ItemViews,
  assignable: ReadonlySet<string> = new Set(),
): PlanPreview {
  const { path, select, includeDone, warnings } = plan;
  const compared = comparePlan(plan, world, views);
  const told = compared.items.flatMap(({ id, kind }) => {
    const number = kind === "task" ? compared.issues.numbers.get(id) : undefined;
    return number === undefined ? [] : [[number, id] as const];
  });
  const standing = worldPlan(world, new Map(told));
  const builders = world.workers.filter(({ role, isStandby }) => role === "builder" && !isStandby);
  const slots = builders.reduce((sum, worker) => sum + worker.slots, 0);
  const workers = slots === 0 ? null : slots;
  const before = makespanOf(standing.plan, workers);
  const after = makespanOf(together(standing.plan, compared), workers);
  return {
    path,
    select,
    includeDone,
    title: plan.plan.title,
    compared,
    wired: countWired(compared, world),
    owners: plannedOwners(plan.plan, world, assignable),
    measures: measurePlan(plan.plan),
    makespan: { workers, before, after },
    writing: writingMinutes(compared.create.length),
    warnings,
    next: "command",
    standing,
  };
}
