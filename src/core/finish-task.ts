/** May this task be finished, and what does finishing it lead to? One answer for `/done`, for a report, and for the plan. */
import type { Fact } from "./model.ts";
import { showRef } from "./model.ts";
import type { Task, World } from "./world.ts";

/** Everything that stands in the way of finishing, each as a sentence with the exact item. Empty: nothing does. */
export function unmetFor(task: Task, world: World): readonly string[] {
  const waits = task.waits.map((wait) => `${wait.why} (${wait.wayOut})`);
  const later = task.finishAfter.map(
    (ref) => `${showRef(ref, world.snapshot.repo)} must be done first: this may start before it, not finish`,
  );
  const unticked = (task.fields.doneWhen ?? [])
    .filter((item) => item.done === false)
    .map((item) => `not ticked: ${item.text}`);
  return [...waits, ...later, ...unticked];
}

/** True when somebody else has to look at the work before it counts as done. */
export function needsReview(task: Task, world: World): boolean {
  return world.snapshot.settings.review.required || task.fields.reviewer !== undefined;
}

/** Done by the worker's word, approved where that is due, not reopened or claimed anew since. */
export function isAcceptedAsDone(task: Task, facts: readonly Fact[], world: World): boolean {
  const done = facts.findLast((fact) => fact.kind === "done" || fact.kind === "approved");
  if (done === undefined) return false;
  if (done.kind === "done" && needsReview(task, world)) return false;
  const undone = facts.some((fact) => (fact.kind === "claim" || fact.kind === "rejected") && fact.at > done.at);
  return !undone && !task.issue.timeline.some((entry) => entry.kind === "reopened" && entry.at > done.at);
}
