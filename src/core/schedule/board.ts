/** The nouns of handing out work: what waits, who could take it, what one decision sees and what it answers. */
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
  readonly amounts?: Readonly<Record<string, number>>;
  readonly declinedBy: readonly string[];
  /** Files its text names or its open pull request changes: what it will probably touch. */
  readonly mentions?: readonly string[];
  /** Whole days since it became ready. */
  readonly readyDays?: number;
  /** Who may review it, when the settings limit how many reviews may wait for one; absent: no limit. */
  readonly reviewers?: readonly { readonly name: string; readonly waiting: number; readonly most: number }[];
  /** Longest remaining path to the end of the plan, this task included, in minutes. */
  readonly tailMinutes: number;
  /** How many tasks wait for it, directly or not. */
  readonly unblocks: number;
  /** Workers who finished one of its blockers. */
  readonly builtBlockers: readonly string[];
}

/** What a task asks of whoever takes it: all that a lasting filter may read of it. */
export type Demand = Pick<Candidate, "issue" | "skills" | "track" | "owner" | "declinedBy">;

/** A task that cannot be given yet, as far as it tells who will have other work. */
export type LaterTask = Pick<Candidate, "issue" | "skills" | "track" | "minutes" | "owner">;

/** What a worker has in hand now. */
export interface Load {
  readonly worker: Worker;
  readonly holds: readonly number[];
  /** Paths and resources of the tasks in hand. */
  readonly touches: readonly string[];
  readonly uses: readonly string[];
  /** By issue, for those with an estimate: about when it should be done, as people read it. */
  readonly until?: Readonly<Record<number, string>>;
  readonly isAway: boolean;
  /** When they work again, as people read it; absent while they work. */
  readonly restsUntil?: string;
}

/** A task in progress, whoever holds it: what nobody else may touch or use meanwhile. */
export interface Running {
  readonly issue: number;
  readonly touches: readonly string[];
  readonly uses: readonly string[];
  /** Files its text names or its open pull request changes. */
  readonly mentions?: readonly string[];
  /** How much of a resource it uses, by its name in `uses`; 1 where nothing is said. */
  readonly amounts?: Readonly<Record<string, number>>;
}

export interface ScheduleInput {
  readonly candidates: readonly Candidate[];
  readonly loads: readonly Load[];
  /** Open tasks that are not ready yet, for "the least other work they could do". */
  readonly later: readonly LaterTask[];
  /** Paths and resources in use by tasks in progress whoever holds them. */
  readonly running: readonly Running[];
  /** Names of scores, most important first; the rest follow in their own order. */
  readonly prefer: readonly string[];
  /** How many tasks may use a resource at once, by name; 1 where nothing is said. */
  readonly resources?: Readonly<Record<string, number>>;
}

export interface Given {
  readonly issue: number;
  readonly worker: string;
  /** One line: why this task, why this worker. */
  readonly why: string;
}

export interface ScheduleResult {
  /** In the order in which they were given out. */
  readonly given: readonly Given[];
  /** Ready tasks that stay without a worker, each with the sentence. */
  readonly waiting: readonly { readonly issue: number; readonly why: string }[];
  /** Workers with a free slot that got nothing, each with the sentence. */
  readonly idle: readonly { readonly worker: string; readonly why: string }[];
}

/** A worker while work is handed out: what was given a moment ago is already in hand. */
export interface Hand extends Load {
  readonly holds: number[];
  /** What was given in this very decision: also among `holds`. */
  readonly given: number[];
  /** This worker's part of the open work nobody has yet: each task they could do, divided by all who could. In minutes. */
  otherMinutes: number;
}

/** What a rule may see beside the task and the worker. */
export interface Board {
  /** By name. */
  readonly hands: readonly Hand[];
  /** In progress, with what was given a moment ago. */
  readonly running: readonly Running[];
  /** What the task is reckoned at: the middle of its estimate, else the median of all estimates, else a day. */
  minutesOf(task: Pick<Candidate, "minutes">): number;
  /** How many tasks may use the resource at once. */
  capacityOf(resource: string): number;
  /** Everybody who passes the lasting rules, busy or not: those who could do it one day. */
  able(task: Demand): readonly Hand[];
  /** The same without those on standby and without asking for standby: whom a standby worker would stand in for. */
  regulars(task: Demand): readonly Hand[];
}
