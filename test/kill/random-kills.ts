/** kill -9 at random moments while people act, in chapters: each has a GitHub and a store of its own and ends in a check. */
import { setTimeout as wait } from "node:timers/promises";
import { act } from "../sim/town.ts";
import { openStage, type Stage } from "./stage.ts";

export interface KillsOutcome {
  readonly kills: number;
  /** One sentence each, with the seed of its chapter. */
  readonly broken: readonly string[];
  /** Real ms from a start to the first delivery it answered. */
  readonly resumedMs: readonly number[];
  /** Deliveries that were answered with 202. */
  readonly acknowledged: number;
}

const KILLS_PER_CHAPTER = 25;
/** Real ms. */
const LONGEST_START_MS = 300;
const LONGEST_LIFE_MS = 350;

/** `onChapter` hears how many kills are done. Chapter n of seed s is chapter 0 of seed s + n. */
export async function killAtRandom(
  times: number,
  seed: number,
  onChapter: (kills: number) => void = () => undefined,
): Promise<KillsOutcome> {
  const outcome = { kills: 0, broken: [] as string[], resumedMs: [] as number[], acknowledged: 0 };
  for (let chapter = seed; outcome.kills < times; chapter++) {
    const stage = await openStage(chapter);
    try {
      while (stage.kills < Math.min(KILLS_PER_CHAPTER, times - outcome.kills)) await liveAndDie(stage);
      outcome.kills += stage.kills;
      const broken = await stage.end().catch((error: unknown) => [String(error)]);
      outcome.broken.push(...broken.map((one) => `seed ${chapter}: ${one}`));
      outcome.resumedMs.push(...stage.resumedMs);
      outcome.acknowledged += stage.sandbox.deliveries().filter((one) => one.statusCode === 202).length;
    } finally {
      await stage.close();
    }
    onChapter(outcome.kills);
  }
  return outcome;
}

/** Every fourth life ends before it listens, or about then; the others while they work. Now and then the store is lost. */
async function liveAndDie(stage: Stage): Promise<void> {
  const { random, town } = stage;
  if (random.chance(0.04)) stage.forget();
  const victim = stage.begin();
  act(town);
  if (random.chance(0.25)) await wait(random.between(0, LONGEST_START_MS));
  else {
    await victim.listening;
    act(town);
    await wait(random.between(0, LONGEST_LIFE_MS));
    if (random.chance(0.5)) act(town);
    await wait(random.between(0, 30));
  }
  await stage.kill();
}
