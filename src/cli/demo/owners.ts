/** Workers for a plan that lists none: one per owner its tasks name, several where that owner's work runs abreast. */
import type { Plan, PlanTask } from "../../core/plans/plan.ts";
import type { Player } from "./player.ts";

const MOST_OF_A_KIND = 3;
const TASKS_ABREAST_EACH = 3;

/** Owners in the order in which the tasks name them. */
export function ownersOf(plan: Plan): readonly string[] {
  return [...new Set(plan.tasks.flatMap((task) => task.owner ?? []))];
}

/** Every skill any task asks for, at the highest level asked. */
export function skillsOf(tasks: readonly PlanTask[]): Record<string, number> {
  const skills: Record<string, number> = {};
  for (const task of tasks) {
    for (const [skill, level] of Object.entries(task.skills)) skills[skill] = Math.max(level, skills[skill] ?? 0);
  }
  return skills;
}

export function workersFromOwners(plan: Plan, account: string): Player[] {
  const owners = ownersOf(plan);
  const free = plan.tasks.filter((task) => task.owner === null);
  const skills = skillsOf(plan.tasks);
  const kinds = [
    ...owners.map((name) => ({ name, tasks: plan.tasks.filter((task) => task.owner === name) })),
    ...(free.length > 0 ? [{ name: "worker", tasks: free }] : []),
  ];
  const depths = depthsOf(plan);
  const widest = kinds.reduce((a, b) => (b.tasks.length > a.tasks.length ? b : a), { name: "", tasks: free });
  return kinds.flatMap(({ name, tasks }) => {
    const least = name === widest.name && tasks.length > 2 ? 2 : 1;
    const abreast = Math.ceil(widthOf(tasks, depths) / TASKS_ABREAST_EACH);
    const count = Math.min(MOST_OF_A_KIND, Math.max(least, abreast));
    const names = count === 1 ? [name] : Array.from({ length: count }, (_, at) => `${name}-${at + 1}`);
    const rest = { slots: 1, standby: false, tracks: [], temperament: "steady" } as const;
    return names.map(
      (one): Player => ({ name: one, login: null, account, kind: "agent", role: "builder", skills, ...rest }),
    );
  });
}

/** How many blockers lie in a row before each task; circles end where they close. */
function depthsOf(plan: Plan): ReadonlyMap<string, number> {
  const byId = new Map(plan.tasks.map((task) => [task.id, task]));
  const depths = new Map<string, number>();
  const visit = (id: string, above: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined || above.has(id)) return known ?? 0;
    const blockers = byId.get(id)?.dependsOn ?? [];
    const within = new Set(above).add(id);
    const depth = Math.max(0, ...blockers.map((blocker) => visit(blocker, within) + 1));
    depths.set(id, depth);
    return depth;
  };
  for (const task of plan.tasks) visit(task.id, new Set());
  return depths;
}

function widthOf(tasks: readonly PlanTask[], depths: ReadonlyMap<string, number>): number {
  const abreast = new Map<number, number>();
  for (const task of tasks) {
    const depth = depths.get(task.id) ?? 0;
    abreast.set(depth, (abreast.get(depth) ?? 0) + 1);
  }
  return Math.max(1, ...abreast.values());
}
