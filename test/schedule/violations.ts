/** Checks a schedule against the plan alone, sharing nothing with the code that made it. */
import type { Dispatched, DispatchInput } from "../../src/core/schedule/dispatch.ts";

/** What is wrong with it, as sentences; empty for a legal schedule. Skills, owners and tracks are compared to the letter. */
export function violations(
  { tasks, workers, resources = {} }: DispatchInput,
  { assignments, makespan, unplaced }: Dispatched,
): string[] {
  const wrong: string[] = [];
  const say = (isWrong: boolean, what: string) => {
    if (isWrong) wrong.push(what);
  };
  const byTask = new Map(assignments.map((each) => [each.task, each]));
  say(byTask.size !== assignments.length, "a task stands twice");
  say(Math.max(0, ...assignments.map(({ end }) => end)) !== makespan, "the makespan is not the latest end");
  for (const task of tasks) {
    const placed = byTask.get(task.id);
    say(placed === undefined && !unplaced.some(({ task: id }) => id === task.id), `${task.id} is lost`);
    if (placed === undefined) continue;
    say(
      unplaced.some(({ task: id }) => id === task.id),
      `${task.id} is placed and unplaced`,
    );
    say(placed.end - placed.start !== (task.actualMinutes ?? task.minutes), `${task.id} has the wrong length`);
    say(placed.start < 0, `${task.id} begins before the beginning`);
    for (const blocker of task.dependsOn) {
      const before = byTask.get(blocker);
      const isPlanned = tasks.some(({ id }) => id === blocker && id !== task.id);
      say(isPlanned && (before === undefined || before.end > placed.start), `${task.id} begins before ${blocker} ends`);
    }
    say((placed.worker === null) !== (task.workersNeeded === 0), `${task.id} has the wrong number of workers`);
    const worker = workers.find(({ name }) => name === placed.worker);
    say(placed.worker !== null && worker === undefined, `${task.id} is done by nobody known`);
    if (worker === undefined) continue;
    for (const [skill, level] of Object.entries(task.skills ?? {}))
      say(
        !(skill in worker.skills) || (worker.skills[skill] ?? -1) < level,
        `${worker.name} lacks ${skill} for ${task.id}`,
      );
    const { track = null, owner = null } = task;
    say(worker.tracks.length > 0 && (track === null || !worker.tracks.includes(track)), `${task.id}: wrong track`);
    say(owner !== null && owner !== worker.name, `${task.id}: wrong owner`);
    say(worker.role === "orchestrator" || (worker.role === "reviewer" && owner === null), `${task.id}: wrong role`);
  }
  const moments = [...new Set(assignments.map(({ start }) => start))];
  for (const moment of moments) {
    const running = assignments.filter(({ start, end }) => start <= moment && moment < end);
    for (const { name, slots } of workers)
      say(running.filter(({ worker }) => worker === name).length > slots, `${name} is overloaded at ${moment}`);
    const inUse = running.flatMap(({ task }) => {
      const { uses = [], amounts = {} } = tasks.find(({ id }) => id === task) ?? {};
      return uses.map((name) => ({ name, amount: amounts[name] ?? 1 }));
    });
    for (const resource of new Set(inUse.map(({ name }) => name))) {
      const amount = inUse.reduce((sum, each) => sum + (each.name === resource ? each.amount : 0), 0);
      say(amount > (resources[resource] ?? 1), `${resource} at ${moment}`);
    }
    const touched = running.flatMap(({ task }) => tasks.find(({ id }) => id === task)?.touches ?? []);
    say(new Set(touched).size !== touched.length, `the same path is touched twice at ${moment}`);
  }
  return wrong;
}
