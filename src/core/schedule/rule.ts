/** What a scheduling rule is: a filter says whether this worker may take this task, a score says which goes first. */
import type { Board, Candidate, Demand, Hand } from "./board.ts";
import type { Scene } from "./scene.ts";

interface Asking<Task> {
  readonly kind: "filter";
  readonly name: string;
  /** What it demands, for people. */
  readonly sentence: string;
  passes(task: Task, hand: Hand, board: Board): boolean;
  /** Why not, about one worker; asked only after `passes` said no. */
  why(task: Task, hand: Hand, board: Board): string;
  /** Why not, about all the workers who came as far as this filter and no further; without it each one's own "why". */
  whyAll?(task: Task, hands: readonly Hand[], board: Board): string;
  /** Both answers; `why` is null for yes. */
  readonly examples: readonly { readonly scene: Scene; readonly why: string | null }[];
}

/** Its answer stays the same while work is handed out, and is kept for all tasks that make the same demand. */
export interface LastingFilter extends Asking<Demand> {
  readonly lasts: true;
}

/** Its answer depends on what is in hand: it is asked again for every pair. Giving out work may only turn a yes into a no. */
export interface MomentaryFilter extends Asking<Candidate> {
  readonly lasts: false;
}

export type Filter = LastingFilter | MomentaryFilter;

interface Scoring {
  readonly kind: "score";
  readonly name: string;
  readonly sentence: string;
  /** `first` goes before `second`, or both are equal here. */
  readonly examples: readonly { readonly first: Scene; readonly second: Scene; readonly isEqual: boolean }[];
}

/** Decides which task goes first; the lower value does. */
export interface TaskScore extends Scoring {
  readonly about: "task";
  value(task: Candidate, board: Board): number;
  /** What it says in favour of this task. */
  reason(task: Candidate, board: Board): string;
}

/** Decides who gets the task; the lower value does. */
export interface WorkerScore extends Scoring {
  readonly about: "worker";
  value(task: Candidate, hand: Hand, board: Board): number;
  /** What it says in favour of this worker. */
  reason(task: Candidate, hand: Hand, board: Board): string;
}

export type Score = TaskScore | WorkerScore;
