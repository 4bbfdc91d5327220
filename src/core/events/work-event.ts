/** What can happen to work, as a closed list: each occurrence has an identity that follows from GitHub alone. */

export const EVENT_KINDS = [
  "phase_started",
  "phase_complete",
  "task_ready",
  "task_assigned",
  "task_released",
  "task_done",
  "implementation_complete",
  "quality_check_complete",
  "blocker_detected",
  "blocker_resolved",
  "gate_opened",
  "gate_approved",
  "gate_rejected",
  "stalled",
  "urgent",
  "all_stopped",
  "all_started",
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

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
