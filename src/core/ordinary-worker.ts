/** A worker of whom only what matters is stated: one slot, any track, no skill of their own, and no account. */
import type { Worker } from "./model.ts";

export function ordinaryWorker(stated: Pick<Worker, "name"> & Partial<Worker>): Worker {
  return {
    ...{ login: null, speaksAs: [], kind: "agent", role: "builder" },
    ...{ skills: {}, tracks: [], slots: 1, isStandby: false },
    ...stated,
  };
}
