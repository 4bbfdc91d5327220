/** What adopted issues wait for: their text is left alone, so the plan's word about them is kept as a fact. */
import { refKey } from "../../model.ts";
import type { Told } from "../../plugins.ts";
import type { World } from "../../world.ts";
import { type AppliedPlan, appliedPlans } from "./applied-plans.ts";
import { findPlanIssues } from "./find-plan-issues.ts";
import { planItems } from "./plan-items.ts";

function waitsIn(plan: AppliedPlan, world: World): readonly Told[] {
  const { by, from } = plan;
  if (by === null || from === null || plan.plan.tasks.every(({ adopts }) => adopts === null)) return [];
  const { repo, now } = world.snapshot;
  const { numbers } = findPlanIssues(plan.path, plan.plan.tasks, world);
  const known = new Set(world.edges.map(({ dependent, blocker }) => `${refKey(dependent)} ${refKey(blocker)}`));
  return planItems(plan.plan).flatMap(({ task }) => {
    const number = task.adopts === null ? undefined : numbers.get(task.id);
    if (number === undefined) return [];
    const wait =
      (edge: "hard" | "soft") =>
      (id: string): readonly Told[] => {
        const other = numbers.get(id);
        if (other === undefined || other === number) return [];
        const blocker = { repo, number: other };
        if (known.has(`${refKey({ repo, number })} ${refKey(blocker)}`)) return [];
        const source = { comment: from.comment, key: `${from.key}/${number}/${other}` };
        const reason = `${plan.path} says so`;
        return [
          {
            issue: number,
            fact: { kind: "edge", dependent: number, blocker, edge, by, reason, at: now, from: source },
          },
        ];
      };
    return [...task.dependsOn.flatMap(wait("hard")), ...task.softDependsOn.flatMap(wait("soft"))];
  });
}

/** Waived or not, each is said once: `/unblock` has the last word. */
export function planWaits(world: World): readonly Told[] {
  return appliedPlans(world).plans.flatMap((plan) => waitsIn(plan, world));
}
