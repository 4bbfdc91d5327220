/** Dies at one named point after the other, as many times in a row as it is told; the life after that goes on from there. */
import { setTimeout as wait } from "node:timers/promises";
import type { NamedPoint } from "./crash-points.ts";
import { type Deed, furnish, setAside } from "./deeds.ts";
import { openStage, type Stage } from "./stage.ts";

/** Real ms between a deed while the App is down and its next life: the delivery must have been tried. */
const HAND_OVER_MS = 15;
/** Every point uses up three at most. */
const CHAIN = 8;

export interface NamedOutcome {
  readonly kills: number;
  /** One sentence each. */
  readonly broken: readonly string[];
}

/**
 * In a world of its own; what is broken is told with the point at which it was first seen. `rows`: how often in a row at
 * each point, for instance `[1, 2]`: once, and when the next life has caught up, twice.
 */
export async function killAtPoints(
  points: readonly NamedPoint[],
  rows: readonly number[],
  seed: number,
): Promise<NamedOutcome> {
  const stage = await openStage(seed);
  const broken: string[] = [];
  try {
    furnish(stage, CHAIN);
    stage.begin();
    await stage.settle();
    setAside(stage);
    await stage.settle();
    for (const point of points) {
      for (const times of rows) await dieInARow(point, times, stage, broken);
      for (const one of stage.seen.broken) {
        // What was planted is mended by now.
        if (point.deed.plants?.test(one) !== true) broken.push(`${point.name}: ${one}`);
      }
      stage.seen.broken.clear();
    }
    broken.push(...(await stage.end()));
    return { kills: stage.kills, broken };
  } finally {
    await stage.close();
  }
}

/** Begins and ends with a life that has nothing left to do: what the last one left undone is done by the next. */
async function dieInARow(point: NamedPoint, times: number, stage: Stage, broken: string[]): Promise<void> {
  for (let time = 0; time < times; time += 1) await dieAt(point, stage, broken);
  stage.begin();
  await stage.settle();
}

async function dieAt({ name, deed }: NamedPoint, stage: Stage, broken: string[]): Promise<void> {
  const isListening = await armedLife(name, stage, deed.before);
  if (isListening) await deed.during?.(stage);
  if (await stage.diesByItself()) return;
  broken.push(`${name}: never reached`);
  await stage.kill();
}

/** The life that listens goes on, unless somebody wants it down. False when the new one dies before it listens. */
async function armedLife(name: string, stage: Stage, before: Deed["before"]): Promise<boolean> {
  const victim = stage.present();
  if (victim !== null && before === undefined) return victim.arm(name).then(() => true);
  if (victim !== null) await stage.kill();
  await before?.(stage);
  if (before !== undefined) await wait(HAND_OVER_MS);
  return stage.begin(name).listening.then(
    () => true,
    () => false,
  );
}
