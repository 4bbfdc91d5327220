/** What can happen to work, as a closed list: each occurrence has an identity that follows from GitHub alone. */

/** When each kind is told, for whoever builds on it. */
export const EVENT_MEANINGS = {
  phase_started: "Somebody took the first task of a phase; told once.",
  phase_complete: "The last open task of a phase was closed; told again when one is reopened and closed anew.",
  task_ready: "Nothing blocks the task any more and nobody has it: work can begin.",
  task_assigned: "Somebody has the task now: claimed, given by Signalbox or assigned by hand. `worker` says who.",
  task_released: "`worker` no longer has the task: given back, taken away, reported blocked, or lost to silence.",
  task_done: "The issue was closed, and not as not planned.",
  implementation_complete: "`worker` says that the task is finished, or asks for a review.",
  quality_check_complete: "A reviewer, `worker`, gave the word: `result` is `approved` or `rejected`.",
  blocker_detected:
    "A task that was free or under way is blocked now, by a report or because what it waits for changed.",
  blocker_resolved: "A blocked task waits for nothing any more.",
  gate_opened: "All that a gate closes is done: it waits for its approver's word.",
  gate_approved: "The approver, `worker`, opened the gate.",
  gate_rejected: "The approver, `worker`, said what is missing.",
  stalled: "`worker` has been silent for so long that they were asked for a sign of life.",
  urgent: "`worker` calls it an emergency; without `issue` it concerns everything.",
  all_stopped: "`worker` stopped all assignment in the repository.",
  all_started: "`worker` lets work be handed out again.",
} as const;

export type EventKind = keyof typeof EVENT_MEANINGS;

export const EVENT_KINDS = Object.keys(EVENT_MEANINGS) as readonly EventKind[];

/** Something that happened, and since when it is so. Words of people are left out: whoever hears of it looks them up. */
export interface WorkEvent {
  /** Letters, digits, `_` and `-`; the same for the same occurrence however often and by whom it is found. */
  readonly id: string;
  readonly kind: EventKind;
  /** ISO 8601, UTC: when GitHub says that it happened. */
  readonly at: string;
  /** Null for a phase and for the repository as a whole. */
  readonly issue: number | null;
  readonly phase: string | null;
  readonly worker: string | null;
  /** `quality_check_complete` only. */
  readonly result: "approved" | "rejected" | null;
}
