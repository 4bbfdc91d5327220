/** Runs a range of seeds and says which ones broke what, so that any of them can be replayed alone. */
import { runSchedule, type ScheduleOptions } from "./simulation.ts";

/** One line per broken seed: `seed 17: duplicate status:3`. */
export async function runSeeds(from: number, to: number, options: ScheduleOptions = {}): Promise<readonly string[]> {
  const broken: string[] = [];
  for (let seed = from; seed < to; seed++) {
    const outcome = await runSchedule(seed, options);
    if (outcome.broken.length > 0) broken.push(`seed ${seed}: ${outcome.broken.join("; ")}`);
  }
  return broken;
}
