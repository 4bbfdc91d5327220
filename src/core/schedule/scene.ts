/** A small situation for the examples of a rule: only what matters is stated, everything else is ordinary. */
import type { Worker } from "../model.ts";
import { ordinaryWorker } from "../ordinary-worker.ts";
import type { Candidate, LaterTask, Load, Running, ScheduleInput } from "./board.ts";

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

export function sceneTask(stated: Partial<Candidate> = {}): Candidate {
  return { ...ordinaryTask, ...stated };
}

const ordinaryTask: Candidate = {
  issue: 12,
  title: "A task",
  createdAt: "2026-06-01T09:00:00Z",
  minutes: { low: 60, high: 60 },
  priority: "P2",
  isUrgent: false,
  track: null,
  skills: {},
  owner: null,
  touches: [],
  uses: [],
  declinedBy: [],
  tailMinutes: 60,
  unblocks: 0,
  builtBlockers: [],
};

export function sceneLoad({ holds = [], isAway = false, until = {}, restsUntil, ...stated }: SceneWorker = {}): Load {
  const name = stated.name ?? "ana";
  const worker = ordinaryWorker({ login: name, kind: "person", ...stated, name });
  const rest = restsUntil === undefined ? {} : { restsUntil };
  return { worker, holds, touches: [], uses: [], until, isAway, ...rest };
}

/** The scene as the input of a whole decision. */
export function sceneInput(scene: Scene): ScheduleInput {
  return {
    candidates: [sceneTask(scene.task)],
    loads: [scene.worker ?? {}, ...(scene.others ?? [])].map(sceneLoad),
    later: (scene.later ?? []).map((task) => sceneTask({ issue: 90, ...task })),
    running: (scene.running ?? []).map((task) => ({ issue: 14, touches: [], uses: [], ...task })),
    prefer: [],
    resources: scene.resources ?? {},
  };
}
