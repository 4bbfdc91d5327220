/** A plan as the schedule takes it: open tasks, gates as moments, the plan's own workers and resources. */

import type { Worker } from "../model.ts";
import type { Assignment, DispatchInput, PlannedTask } from "../schedule/dispatch.ts";
import { expectedMinutes } from "./measure-plan.ts";
import type { Plan, PlanTask, PlanWorker } from "./plan.ts";

/** Ids of tasks are trimmed, so a blank in front keeps gates apart from them. */
const GATE = " ";

/** Whole minutes. What is done already is left out; what it blocked may begin. Soft waits let work begin. */
export function scheduleInput(plan: Plan): DispatchInput {
  const minutes = expectedMinutes(plan);
  const gatesBefore = new Map<string, string[]>();
  for (const gate of plan.gates) {
    for (const task of gate.before) gatesBefore.set(task, [...(gatesBefore.get(task) ?? []), GATE + gate.id]);
  }
  const gateIds = new Set(plan.gates.map((gate) => gate.id));
  const tasks = plan.tasks
    .filter((task) => task.status !== "done")
    .map((task) => toPlanned(task, minutes.get(task.id) ?? 0, gatesBefore.get(task.id) ?? [], gateIds));
  const gates = plan.gates.map((gate): PlannedTask => {
    return { id: GATE + gate.id, minutes: 0, dependsOn: gate.after, workersNeeded: 0 };
  });
  return { tasks: [...tasks, ...gates], workers: plan.workers.map(toWorker), resources: plan.resources };
}

/** Gates hold back, but nobody does them: they are not shown. */
export function isGateAssignment({ task }: Pick<Assignment, "task">): boolean {
  return task.startsWith(GATE);
}

function toPlanned(task: PlanTask, minutes: number, gates: string[], gateIds: ReadonlySet<string>): PlannedTask {
  const uses = Object.entries(task.uses).filter(([, amount]) => amount > 0);
  return {
    id: task.id,
    minutes: Math.round(minutes),
    dependsOn: [...task.dependsOn.filter((id) => !gateIds.has(id)), ...gates],
    skills: task.skills,
    track: task.track,
    owner: task.owner,
    priority: task.priority ?? "P2",
    touches: task.touches,
    uses: uses.map(([name]) => name),
    amounts: Object.fromEntries(uses),
    workersNeeded: task.workersNeeded === 0 ? 0 : 1,
  };
}

function toWorker(worker: PlanWorker): Worker {
  return {
    name: worker.id,
    login: worker.login,
    speaksAs: [],
    kind: worker.kind,
    role: worker.role,
    skills: worker.skills,
    tracks: worker.tracks,
    slots: worker.slots,
    isStandby: worker.standby,
  };
}
