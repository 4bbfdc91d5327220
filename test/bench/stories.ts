/**
 * How long a seeded schedule had better be: for stories of few and of many deeds, how many of 60 notice each App that is
 * broken on purpose, all in the same weather, and how many that makes for a second of CPU time.
 */
import { mutants } from "../sim/mutants.ts";
import { runSchedule } from "../sim/simulation.ts";
import { row } from "./table.ts";

const LENGTHS = [2, 4, 7, 14];
const SCHEDULES = 60;
/** None that `npm test` runs. */
const FIRST_SEED = 20_001;

async function noticed(deeds: number): Promise<number> {
  let count = 0;
  for (const { mutant, symptom } of mutants) {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      const { broken } = await runSchedule(seed, { deeds, mutant });
      if (broken.some((one) => symptom.test(one))) count += 1;
    }
  }
  return count;
}

export async function benchStories(): Promise<void> {
  await runSchedule(FIRST_SEED);
  for (const deeds of LENGTHS) {
    const before = process.cpuUsage();
    const count = await noticed(deeds);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const all = SCHEDULES * mutants.length;
    row(`schedules of ${deeds} deeds`, `${count} of ${all} notice`, `${(count / seconds).toFixed(2)} a second of CPU`);
  }
}
