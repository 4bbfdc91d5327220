/** When a phase began and when all of it was done: told by the tasks in it. */
import type { Fact } from "../model.ts";
import { fieldPhase, isWithin } from "../phases.ts";
import { textHash } from "../text-hash.ts";
import type { Task, World } from "../world.ts";
import { eventAt } from "./task-events.ts";
import type { WorkEvent } from "./work-event.ts";

type Facts = ReadonlyMap<number, readonly Fact[]>;

/** ISO times at which somebody took the task; closing it counts, because then somebody had. */
function beginnings({ issue }: Task, facts: Facts): readonly string[] {
  const claims = (facts.get(issue.number) ?? []).flatMap((fact) => (fact.kind === "claim" ? [fact.at] : []));
  const assigned = issue.timeline.flatMap((entry) => (entry.kind === "assigned" ? [entry.at] : []));
  return [...claims, ...assigned, ...(issue.closedAt === null ? [] : [issue.closedAt])];
}

/** A phase begins once; it is complete again whenever the last of its tasks is closed anew. */
export function phaseEvents(world: World, facts: Facts): readonly WorkEvent[] {
  const place = { world, issue: null, task: null };
  const tasks = [...world.tasks.values()].filter((task) => !task.isContainer && task.gate === null);
  const phased = tasks.flatMap((task) =>
    task.fields.phase === undefined ? [] : [{ task, named: task.fields.phase, phase: fieldPhase(task.fields.phase) }],
  );
  const names = new Map(phased.map(({ named, phase }) => [phase.path.join(".") || phase.name, { named, phase }]));
  return [...names].flatMap(([key, { named, phase }]) => {
    const within = phased.filter((one) => isWithin(one.phase, phase)).map(({ task }) => task);
    const beganAt = within.flatMap((task) => beginnings(task, facts)).sort()[0];
    const more = { phase: named };
    const started = beganAt === undefined ? [] : [eventAt(place, "phase_started", beganAt, textHash(key), more)];
    const endAt =
      within
        .map(({ issue }) => issue.closedAt ?? "")
        .sort()
        .at(-1) ?? "";
    const isOver = within.every(({ issue }) => !issue.isOpen);
    return isOver ? [...started, eventAt(place, "phase_complete", endAt, `${textHash(key)}_${endAt}`, more)] : started;
  });
}
