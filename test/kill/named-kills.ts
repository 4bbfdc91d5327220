/** Dies at one named point after the other: at each once, and twice in a row. */
import { setTimeout as wait } from "node:timers/promises";
import type { NamedPoint } from "./crash-points.ts";
import { furnish, setAside } from "./deeds.ts";
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

/** In a world of its own; what is broken is told with the points after which it was first seen. */
export async function killAtPoints(points: readonly NamedPoint[], seed: number): Promise<NamedOutcome> {
  const stage = await openStage(seed);
  const broken: string[] = [];
  try {
    furnish(stage, CHAIN);
    await catchUp(stage);
    setAside(stage);
    await catchUp(stage);
    for (const point of points) {
      // Once, and the life after it catches up; then twice in a row, and the next point's first life comes after it.
      await dieAt(point, stage, broken);
      await catchUp(stage);
      await dieAt(point, stage, broken);
      await dieAt(point, stage, broken);
      // What was planted is mended before the next point is judged.
      if (point.deed.plants !== undefined) await catchUp(stage);
      for (const one of stage.seen.broken) {
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

async function catchUp(stage: Stage): Promise<void> {
  stage.begin();
  await stage.settle();
  await stage.kill();
}

async function dieAt({ name, deed }: NamedPoint, stage: Stage, broken: string[]): Promise<void> {
  await deed.before?.(stage);
  if (deed.before !== undefined) await wait(HAND_OVER_MS);
  const victim = stage.begin(name);
  const isListening = await victim.listening.then(
    () => true,
    () => false,
  );
  if (isListening) await deed.during?.(stage);
  if (await stage.diesByItself()) return;
  broken.push(`${name}: never reached`);
  await stage.kill();
}
