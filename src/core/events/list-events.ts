/**
 * What has happened since an instant, oldest first. Derived from what stands on GitHub, not from what an earlier decision
 * saw: without the store the same occurrences are found again, under the same ids, and none that never was.
 */
import { carryFacts, heardSince } from "../hubs.ts";
import { readFacts } from "../read-facts.ts";
import type { World } from "../world.ts";
import { phaseEvents } from "./phase-events.ts";
import { factEvents, taskEvents } from "./task-events.ts";
import type { WorkEvent } from "./work-event.ts";

/** What the decision under way has told but not yet written counts with the next one. `since`: ISO, inclusive. */
export function listEvents(world: World, since: string): readonly WorkEvent[] {
  const { coordination, isLive, snapshot } = world;
  if (!isLive || coordination === null) return [];
  const begin = heardSince(world) ?? coordination.createdAt;
  const from = since > begin ? since : begin;
  const facts = carryFacts(readFacts(snapshot.comments).facts, world.hubs);
  const whole = { world, issue: null, task: null };
  const found = [
    ...(facts.get(coordination.number) ?? []).flatMap((fact) => factEvents(fact, whole)),
    ...[...world.tasks.values()].flatMap((task) => taskEvents(task, facts.get(task.issue.number) ?? [], world, from)),
    ...phaseEvents(world, facts),
  ];
  const unique = new Map(found.filter(({ at }) => at >= from).map((event) => [event.id, event]));
  return [...unique.values()].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}
