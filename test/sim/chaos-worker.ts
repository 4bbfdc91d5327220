/** A thread that runs schedules one after the other, the next one whenever it is told a seed. */
import { parentPort } from "node:worker_threads";
import { type Outcome, runSchedule } from "./simulation.ts";

/** A schedule that throws or never settles is broken too. */
async function run(seed: number): Promise<Outcome> {
  try {
    return await runSchedule(seed);
  } catch (error) {
    return { seed, broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)], requests: 0 };
  }
}

parentPort?.on("message", (seed: number) => {
  void run(seed).then((outcome) => parentPort?.postMessage(outcome));
});
