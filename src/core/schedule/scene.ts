/** A small situation for the examples of a rule: only what matters is stated, everything else is ordinary. */
import type { Worker } from "../model.ts";
import type { Candidate, LaterTask, Running } from "./board.ts";

/** Whether, or how well, `task` (#12 when not stated) suits `worker` (`ana` when not stated). */
export interface Scene {
  readonly task?: Partial<Candidate>;
  readonly worker?: SceneWorker;
  readonly others?: readonly SceneWorker[];
  readonly running?: readonly Partial<Running>[];
  readonly later?: readonly Partial<LaterTask>[];
  readonly resources?: Readonly<Record<string, number>>;
}

export interface SceneWorker extends Partial<Worker> {
  readonly holds?: readonly number[];
  readonly until?: Readonly<Record<number, string>>;
  readonly isAway?: boolean;
  readonly restsUntil?: string;
}
