/** Native assignees (or worker labels) brought in line with claims, and finished tasks closed. */

import type { Action } from "../actions.ts";
import { lingering, workerLabel } from "../find-holder.ts";
import { isToBeClosed } from "../handed-in.ts";
import { isSameName, wearsLabel } from "../model.ts";
import { findWorker, isOffered } from "../workers.ts";
import type { Task, World } from "../world.ts";

function isAssigned(task: Task, login: string): boolean {
  return task.issue.assignees.some((one) => isSameName(one.login, login));
}

function give(task: Task, world: World): readonly Action[] {
  const { holder, issue } = task;
  if (holder === null || holder.by === "hand" || !issue.isOpen) return [];
  // GitHub takes its assignment from people only, and says nothing when somebody else tries.
  if (isOffered(findWorker(world.workers, holder.worker))) return [];
  const because = holder.by === "claim" ? `claimed by ${holder.worker}` : `given to ${holder.worker}`;
  if (holder.login !== null) {
    return isAssigned(task, holder.login)
      ? []
      : [{ kind: "assign", issue: issue.number, login: holder.login, because }];
  }
  const label = workerLabel(holder.worker);
  return wearsLabel(issue, label) ? [] : [{ kind: "add-label", issue: issue.number, label, because }];
}

function take(task: Task, world: World): readonly Action[] {
  const { issue, holder } = task;
  const facts = world.facts.get(issue.number) ?? [];
  const gone = lingering({ issue, facts, workers: world.workers, botId: world.snapshot.app.botId });
  return gone.flatMap((name): readonly Action[] => {
    if (holder !== null && isSameName(holder.worker, name)) return [];
    const because = `${name} gave it back`;
    const login = findWorker(world.workers, name)?.login ?? name;
    const off: Action[] = [];
    if (isAssigned(task, login)) off.push({ kind: "unassign", issue: issue.number, login, because });
    if (wearsLabel(issue, workerLabel(name)))
      off.push({ kind: "remove-label", issue: issue.number, label: workerLabel(name), because });
    return off;
  });
}

function finish(task: Task): readonly Action[] {
  return [{ kind: "close", issue: task.issue.number, reason: "completed", because: "reported done" }];
}

/** Taking comes first; what is done is closed before anything new is given, so that nobody has too much for a moment. */
export function planHolders(world: World): readonly Action[] {
  const open = [...world.tasks.values()].filter((task) => task.issue.isOpen);
  const ending = new Set(open.filter((task) => isToBeClosed(task, world)));
  return [
    ...open.flatMap((task) => take(task, world)),
    ...[...ending].flatMap((task) => [...give(task, world), ...finish(task)]),
    ...open.filter((task) => !ending.has(task)).flatMap((task) => give(task, world)),
  ];
}
