/** What happened on one issue: told by the facts that stand on GitHub, the labels we set, assignments and closings. */
import type { Fact } from "../model.ts";
import { textHash } from "../text-hash.ts";
import type { Task, World } from "../world.ts";
import { type StatusChange, statusChanges } from "./status-changes.ts";
import type { EventKind, WorkEvent } from "./work-event.ts";

/** One issue, or the coordination issue for what concerns everything. */
export interface Place {
  readonly world: World;
  /** Null: the repository as a whole. */
  readonly issue: number | null;
  readonly task: Task | null;
}

type More = Partial<Pick<WorkEvent, "worker" | "result" | "phase">>;

export function eventAt(place: Place, kind: EventKind, at: string, occasion: string, more: More = {}): WorkEvent {
  const { repositoryId } = place.world.snapshot;
  const id = `${kind}_${repositoryId}_${place.issue ?? 0}_${occasion.replace(/[^\w-]/g, "-")}`;
  const phase = place.task?.fields.phase ?? null;
  return { id, kind, at, issue: place.issue, phase, worker: null, result: null, ...more };
}

function fromFact(fact: Fact, kind: EventKind, place: Place, more: More = {}): WorkEvent {
  return eventAt(place, kind, fact.at, `${fact.from.comment ?? 0}_${textHash(fact.from.key)}`, more);
}

/** A fact that follows from nobody's word at all says nothing that others wait to hear. */
export function factEvents(fact: Fact, place: Place): readonly WorkEvent[] {
  const isGate = place.task?.gate != null;
  switch (fact.kind) {
    case "claim":
      return [fromFact(fact, "task_assigned", place, { worker: fact.worker })];
    case "released":
      return [fromFact(fact, "task_released", place, { worker: fact.worker })];
    case "review":
    case "done":
      return [fromFact(fact, "implementation_complete", place, { worker: fact.worker })];
    case "approved":
    case "rejected": {
      const { kind: result } = fact;
      const gateKind = result === "approved" ? "gate_approved" : "gate_rejected";
      const worker = fact.by.login;
      return [
        isGate
          ? fromFact(fact, gateKind, place, { worker })
          : fromFact(fact, "quality_check_complete", place, { worker, result }),
      ];
    }
    case "blocked":
      return [fromFact(fact, "blocker_detected", place, { worker: fact.worker })];
    case "warned":
      return [fromFact(fact, "stalled", place, { worker: place.task?.holder?.worker ?? null })];
    case "urgent":
      return [fromFact(fact, "urgent", place, { worker: fact.by.login })];
    case "stopped":
      return [fromFact(fact, "all_stopped", place, { worker: fact.by.login })];
    case "started":
      return [fromFact(fact, "all_started", place, { worker: fact.by.login })];
    default:
      return [];
  }
}

function labelEvents(change: StatusChange, facts: readonly Fact[], place: Place): readonly WorkEvent[] {
  const { from, to, at } = change;
  const say = (kind: EventKind) => eventAt(place, kind, at, at);
  const isGate = place.task?.gate != null;
  const events: WorkEvent[] = [];
  if (to === "ready" && !isGate) events.push(say("task_ready"));
  if (to === "in review" && isGate) events.push(say("gate_opened"));
  if (from === "blocked" && to !== "blocked") events.push(say("blocker_resolved"));
  const isReported = facts.some((fact) => fact.kind === "blocked" && fact.at <= at);
  if (to === "blocked" && from !== null && from !== "blocked" && !isReported) events.push(say("blocker_detected"));
  return events;
}

/** Assignments by hand; those of ours follow from a claim that tells of itself. */
function handEvents({ task, world }: Place & { readonly task: Task }): readonly WorkEvent[] {
  const place = { world, task, issue: task.issue.number };
  return task.issue.timeline.flatMap(({ kind, actor, assignee, at }) =>
    kind === "assigned" && assignee !== undefined && actor?.id !== world.snapshot.app.botId
      ? [eventAt(place, "task_assigned", at, `${at}_${assignee}`, { worker: assignee })]
      : [],
  );
}

/** In no order. A timeline whose end lies before `since` (ISO) is not read: on most issues nothing has happened lately. */
export function taskEvents(task: Task, facts: readonly Fact[], world: World, since: string): readonly WorkEvent[] {
  const { issue, isContainer } = task;
  const place = { world, task, issue: issue.number };
  const { app, settings } = world.snapshot;
  const isDone = !issue.isOpen && issue.closedAt !== null && issue.stateReason !== "not_planned";
  const isFresh = (issue.timeline.at(-1)?.at ?? "") >= since;
  const changes = isFresh ? statusChanges(issue, app.botId, settings.labels) : [];
  return [
    ...facts.flatMap((fact) => factEvents(fact, place)),
    ...changes.flatMap((change) => labelEvents(change, facts, place)),
    ...(isContainer || !isFresh ? [] : handEvents(place)),
    ...(isDone && !isContainer ? [eventAt(place, "task_done", issue.closedAt ?? "", issue.closedAt ?? "")] : []),
  ];
}
