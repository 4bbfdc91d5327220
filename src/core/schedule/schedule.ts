/** Who gets which ready task now: filters say who may, scores say which first, and everybody left over gets a sentence. */
import type { Minutes, Priority, Worker } from "../model.ts";

/** A task that waits for a worker, as the rules see it. */
export interface Candidate {
  readonly issue: number;
  readonly title: string;
  readonly createdAt: string;
  readonly minutes: Minutes | null;
  readonly priority: Priority;
  readonly isUrgent: boolean;
  readonly track: string | null;
  readonly skills: Readonly<Record<string, number>>;
  /** Set when the task names its worker. */
  readonly owner: string | null;
  readonly touches: readonly string[];
  readonly uses: readonly string[];
  readonly declinedBy: readonly string[];
  /** Longest remaining path to the end of the plan, this task included, in minutes. */
  readonly tailMinutes: number;
  /** How many tasks wait for it, directly or not. */
  readonly unblocks: number;
  /** Workers who finished one of its blockers. */
  readonly builtBlockers: readonly string[];
}

/** What a worker has in hand now. */
export interface Load {
  readonly worker: Worker;
  readonly holds: readonly number[];
  /** Paths and resources of the tasks in hand. */
  readonly touches: readonly string[];
  readonly uses: readonly string[];
  readonly isAway: boolean;
}

export interface ScheduleInput {
  readonly candidates: readonly Candidate[];
  readonly loads: readonly Load[];
  /** Open tasks that are not ready yet, for "the least other work they could do". */
  readonly later: readonly Pick<Candidate, "issue" | "skills" | "track" | "minutes" | "owner">[];
  /** Paths and resources in use by tasks in progress whoever holds them: issue -> paths. */
  readonly running: readonly {
    readonly issue: number;
    readonly touches: readonly string[];
    readonly uses: readonly string[];
  }[];
  /** Names of scores, most important first; the rest follow in their own order. */
  readonly prefer: readonly string[];
}

export interface Given {
  readonly issue: number;
  readonly worker: string;
  /** One line: why this task, why this worker. */
  readonly why: string;
}

export interface ScheduleResult {
  readonly given: readonly Given[];
  /** Ready tasks that stay without a worker, each with the sentence. */
  readonly waiting: readonly { readonly issue: number; readonly why: string }[];
  /** Workers with a free slot that got nothing, each with the sentence. */
  readonly idle: readonly { readonly worker: string; readonly why: string }[];
}
