/** Tasks given to those whom the plan names, in a repository without the App, which would give them when they are ready. */
import type { Action } from "../../actions.ts";
import { workerLabel } from "../../find-holder.ts";
import { type Issue, isSameName } from "../../model.ts";
import { findWorker } from "../../workers.ts";
import type { World } from "../../world.ts";
import type { Comparison } from "./compare-plan.ts";
import { bare, namesIn } from "./plan-owners.ts";

/** True when somebody took this owner off the issue: they are not put back. */
function wasTakenOff({ timeline }: Issue, name: string): boolean {
  return timeline.some(
    ({ kind, assignee, label }) =>
      (kind === "unassigned" && isSameName(assignee ?? "", bare(name))) ||
      (kind === "unlabeled" && label === workerLabel(name)),
  );
}

/** `assignable`: logins in small letters. Nobody is put on an issue that somebody has. */
export function giveToOwners(compared: Comparison, world: World, assignable: ReadonlySet<string>): readonly Action[] {
  const { items, issues } = compared;
  return items.flatMap((item): readonly Action[] => {
    const issue = world.issues.get(issues.numbers.get(item.id) ?? 0);
    const isOurs = issue !== undefined && item.task.adopts === null && world.snapshot.issueMarkers.has(issue.number);
    if (!isOurs || !issue.isOpen || item.kind !== "task" || issue.assignees.length > 0) return [];
    const because = "the plan names them";
    return namesIn(item.task.owner ?? "").flatMap((name): readonly Action[] => {
      if (wasTakenOff(issue, name)) return [];
      if (assignable.has(bare(name))) return [{ kind: "assign", issue: issue.number, login: bare(name), because }];
      const worker = findWorker(world.workers, name);
      const label = workerLabel(worker?.name ?? name);
      if (worker === null || worker.login !== null || issue.labels.includes(label)) return [];
      return [{ kind: "add-label", issue: issue.number, label, because }];
    });
  });
}
