/**
 * `npm run kill -- --times 500 [--seed 1]` kills the real process that often at random moments; `--points` kills it at
 * every named point instead, once and twice in a row (`--points TEXT`: those whose name holds the text). Exit code 1 when anything was lost, doubled or left undone.
 */
import { parseArgs } from "node:util";
import { wholeNumber } from "../sim/whole-number.ts";
import { crashPoints } from "./crash-points.ts";
import { killAtPoints } from "./named-kills.ts";
import { killAtRandom } from "./random-kills.ts";

const USUAL_TIMES = 100;
const POINTS_PER_WORLD = 10;

function quantile(sorted: readonly number[], part: number): string {
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return found === undefined ? "-" : `${Math.round(found)} ms`;
}

async function atRandom(times: number, seed: number): Promise<readonly string[]> {
  const outcome = await killAtRandom(times, seed, (kills) => process.stderr.write(`  ${kills} of ${times} kills\n`));
  const sorted = [...outcome.resumedMs].sort((a, b) => a - b);
  console.log(`killed ${outcome.kills} times; ${outcome.acknowledged} deliveries had been answered`);
  const [half, most, all] = [0.5, 0.99, 1].map((part) => quantile(sorted, part));
  console.log(`from start to the first answered delivery: median ${half}, p99 ${most}, longest ${all}`);
  return outcome.broken;
}

async function atPoints(text: string, seed: number): Promise<readonly string[]> {
  const points = crashPoints.filter((point) => point.name.includes(text));
  const broken: string[] = [];
  let kills = 0;
  for (let at = 0; at < points.length; at += POINTS_PER_WORLD) {
    const some = points.slice(at, at + POINTS_PER_WORLD);
    const outcome = await killAtPoints(some, [1, 2], seed + at);
    broken.push(...outcome.broken);
    kills += outcome.kills;
    process.stderr.write(`  ${at + some.length} of ${points.length} points\n`);
  }
  console.log(`killed ${kills} times at ${points.length} named points, at each once and twice in a row`);
  return broken;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { times: { type: "string" }, seed: { type: "string" }, points: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const seed = wholeNumber("seed", values.seed, 1);
  const startedAt = performance.now();
  const broken = values.points
    ? await atPoints(positionals[0] ?? "", seed)
    : await atRandom(wholeNumber("times", values.times, USUAL_TIMES), seed);
  console.log(`violations: ${broken.length}; ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  for (const one of broken) console.log(`  ${one}`);
  if (broken.length > 0) process.exitCode = 1;
}

await main();
