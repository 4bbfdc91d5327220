/** Tasks of a plan document that have no issue yet: each is created once those it waits for have a number. */
import type { Action } from "../actions.ts";
import type { Marker } from "../model.ts";
import type { PlanTask } from "../plans/plan.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

/** Identity of a planned task on GitHub: the plan's path and the task's id. */
function taskKey(path: string, id: string): string {
  return `task:${path}:${id}`;
}

/** Task id -> issue number, by the verified markers in issues that the App wrote. */
function existing(path: string, world: World): ReadonlyMap<string, number> {
  const prefix = taskKey(path, "");
  const found = new Map<string, number>();
  for (const [number, marker] of [...world.snapshot.issueMarkers].sort(([a], [b]) => b - a)) {
    if (marker.kind === "task" && marker.key.startsWith(prefix)) found.set(marker.key.slice(prefix.length), number);
  }
  return found;
}

/** Every task in an order in which blockers come first; within a circle the order of the document decides. */
function inOrder(tasks: readonly PlanTask[]): readonly PlanTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const state = new Map<string, "open" | "done">();
  const order: PlanTask[] = [];
  for (const root of tasks) {
    const stack = [root];
    while (stack.length > 0) {
      const task = stack.at(-1);
      if (task === undefined || state.get(task.id) === "done") {
        stack.pop();
        continue;
      }
      const isSecondVisit = state.get(task.id) === "open";
      state.set(task.id, isSecondVisit ? "done" : "open");
      if (isSecondVisit) {
        order.push(task);
        stack.pop();
        continue;
      }
      for (const id of [...task.dependsOn, ...task.softDependsOn]) {
        const blocker = byId.get(id);
        if (blocker !== undefined && !state.has(id)) stack.push(blocker);
      }
    }
  }
  return order;
}

/** What a task waits for and cannot be named yet, because it comes later in a circle, is left out. */
function numbersOf(ids: readonly string[], numbers: ReadonlyMap<string, number>): readonly number[] {
  return ids.flatMap((id) => numbers.get(id) ?? []);
}

/** True while tasks of the plan have no issue: what is ready now may be the wrong thing to begin with. */
export function isPlanUnfinished(world: World): boolean {
  const { plan } = world.snapshot;
  if (plan === null) return false;
  const numbers = existing(plan.path, world);
  return plan.plan.tasks.some((task) => task.status !== "done" && !numbers.has(task.id));
}

export function planTaskIssues(world: World, { views }: Plugins): readonly Action[] {
  const { plan } = world.snapshot;
  if (plan === null) return [];
  const numbers = existing(plan.path, world);
  const order = inOrder(plan.plan.tasks);
  const rank = new Map(order.map((task, at) => [task.id, at]));
  return order.flatMap((task, at): readonly Action[] => {
    if (numbers.has(task.id) || task.status === "done") return [];
    const waitsFor = [...task.dependsOn, ...task.softDependsOn].filter(
      (id) => (rank.get(id) ?? Number.POSITIVE_INFINITY) < at,
    );
    const isDone = (id: string) => order[rank.get(id) ?? 0]?.status === "done";
    if (waitsFor.some((id) => !numbers.has(id) && !isDone(id))) return [];
    const blockers = { hard: numbersOf(task.dependsOn, numbers), soft: numbersOf(task.softDependsOn, numbers) };
    const marker: Marker = { kind: "task", key: taskKey(plan.path, task.id), facts: [], settled: [], data: {} };
    const title = `${task.id}: ${task.title}`.slice(0, 256);
    return [
      {
        kind: "create-issue",
        title,
        body: views.taskIssue(task, blockers),
        labels: [],
        marker,
        because: `task ${task.id} of ${plan.path}`,
      },
    ];
  });
}
