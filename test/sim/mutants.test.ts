/** A simulation that notices nothing proves nothing: every deliberately broken App must be caught, the sound one never. */
import { expect, test } from "vitest";
import { mutants } from "./mutants.ts";
import { runSchedule } from "./simulation.ts";

const SEEDS = 60;

test.each(mutants)("$name is noticed", async ({ mutant, weather, symptom }) => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { broken } = await runSchedule(seed, { ...weather, mutant });
    if (broken.some((one) => symptom.test(one))) return;
  }
  expect.fail(`not noticed in ${SEEDS} schedules`);
});

test.each(mutants)("in the weather of '$name' the sound App breaks nothing", async ({ weather }) => {
  for (let seed = 1; seed <= 6; seed++) {
    const { broken } = await runSchedule(seed, weather);
    expect(broken, `seed ${seed}`).toEqual([]);
  }
});
