// What the scenes of a rule's examples are as the input of a decision; tests build their own tasks and workers with it too.
import { ordinaryWorker } from "../../src/core/ordinary-worker.ts";
import type { Candidate, Load, ScheduleInput } from "../../src/core/schedule/board.ts";
import type { Scene, SceneWorker } from "../../src/core/schedule/scene.ts";

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
