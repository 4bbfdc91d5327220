/** Native dependencies of adopted issues, for a repository without the App: their texts, which say nothing of it, are left alone. */
import type { Action } from "../../actions.ts";
import { type Issue, refKey } from "../../model.ts";
import { wasCutByHand } from "../../own-edges.ts";
import type { World } from "../../world.ts";
import type { Comparison } from "./compare-plan.ts";

/** Dependencies that GitHub keeps for one issue, in each direction. */
const MOST_NATIVE = 50;

export interface AdoptedEdges {
  readonly actions: readonly Action[];
  /** What only a sentence in the issue's own text could say, as sentences. */
  readonly left: readonly string[];
}

function isInCircle(dependent: number, blocker: number, { cycles }: World): boolean {
  return cycles.some(({ members }) => members.includes(dependent) && members.includes(blocker));
}

/** Why GitHub's own dependency cannot say it; null when it can, or says it. */
function obstacle(issue: Issue, blocker: Issue, dependents: number, world: World): string | null {
  if (wasCutByHand(issue, { repo: world.snapshot.repo, number: blocker.number }, world.snapshot.app.botId))
    return "somebody removed that dependency";
  if (issue.blockedBy.length >= MOST_NATIVE || dependents >= MOST_NATIVE)
    return `GitHub keeps at most ${MOST_NATIVE} dependencies of one issue`;
  return isInCircle(issue.number, blocker.number, world) ? "they wait for each other in a circle" : null;
}

/** Of issues that the plan adopts and that are open; what is finished is waited for by nobody. */
export function adoptedEdges({ items, issues: { numbers } }: Comparison, world: World): AdoptedEdges {
  const actions: Action[] = [];
  const left: string[] = [];
  const dependents = new Map<string, number>();
  for (const { blockedBy } of world.issues.values())
    for (const ref of blockedBy) dependents.set(refKey(ref), (dependents.get(refKey(ref)) ?? 0) + 1);
  for (const { task } of items) {
    const issue = task.adopts === null ? undefined : world.issues.get(numbers.get(task.id) ?? 0);
    if (issue === undefined || !issue.isOpen) continue;
    const present = new Set(issue.blockedBy.map(refKey));
    const blockerOf = (id: string) => world.issues.get(numbers.get(id) ?? 0);
    for (const id of task.dependsOn) {
      const blocker = blockerOf(id);
      const ref = { repo: world.snapshot.repo, number: blocker?.number ?? 0 };
      if (blocker === undefined || !blocker.isOpen || blocker === issue || present.has(refKey(ref))) continue;
      const why = obstacle(issue, blocker, dependents.get(refKey(ref)) ?? 0, world);
      if (why === null)
        actions.push({ kind: "add-edge", issue: issue.number, blocker: ref, because: "the plan says so" });
      else left.push(`#${issue.number} waits for #${blocker.number} in the plan alone: ${why}.`);
    }
    for (const id of task.softDependsOn) {
      const blocker = blockerOf(id);
      if (blocker === undefined || blocker === issue || isSaid(issue, blocker, world)) continue;
      left.push(`#${issue.number} may begin before #${blocker.number} is done: only its own text can say that.`);
    }
  }
  return { actions, left };
}

function isSaid(issue: Issue, blocker: Issue, { edges }: World): boolean {
  return edges.some(
    ({ dependent, blocker: other }) => dependent.number === issue.number && other.number === blocker.number,
  );
}
