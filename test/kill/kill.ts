/** `npm run kill`: the real process is killed, at random moments or at every named point, and nothing may be lost. */
import { Command } from "commander";
import { wholeNumber } from "../sim/whole-number.ts";
import { crashPoints } from "./crash-points.ts";
import { killAtPoints } from "./named-kills.ts";
import { killAtRandom } from "./random-kills.ts";

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
  if (points.length === 0) {
    const names = crashPoints.map(({ name }) => `  ${name}`).join("\n");
    throw new Error(`No point's name holds "${text}". These are the names:\n${names}`);
  }
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

function readOptions() {
  return new Command("npm run kill --")
    .description("Kills the real process. Ends with 1 when anything was lost, doubled or left undone.")
    .option("--times <count>", "so often, at random moments", wholeNumber, 100)
    .option("--seed <number>", "what the random moments come from", wholeNumber, 1)
    .option("--points [text]", "instead at each named point whose name holds the text, once and twice in a row")
    .parse()
    .opts<{ times: number; seed: number; points?: string | true }>();
}

async function main(): Promise<void> {
  const { times, seed, points } = readOptions();
  const startedAt = performance.now();
  const broken =
    points === undefined ? await atRandom(times, seed) : await atPoints(points === true ? "" : points, seed);
  console.log(`violations: ${broken.length}; ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  for (const one of broken) console.log(`  ${one}`);
  if (broken.length > 0) process.exitCode = 1;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
