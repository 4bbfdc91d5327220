/** A thread that runs schedules one after the other, the next one whenever it is told a seed. */
import { parentPort } from "node:worker_threads";
import { type Outcome, runSchedule } from "./simulation.ts";

export interface Asked {
  readonly seed: number;
  readonly isPlanned: boolean;
}

/** A schedule that throws or never settles is broken too. */
async function run({ seed, isPlanned }: Asked): Promise<Outcome> {
  try {
    return await runSchedule(seed, { isPlanned });
  } catch (error) {
    return { seed, broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)], requests: 0 };
  }
}

parentPort?.on("message", (asked: Asked) => {
  void run(asked).then((outcome) => parentPort?.postMessage(outcome));
});
