/** `npm run chaos`: many seeded schedules on all cores, and how to replay one that broke something. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Command } from "commander";
import type { Asked } from "./chaos-worker.ts";
import { type Outcome, runSchedule } from "./simulation.ts";
import { wholeNumber } from "./whole-number.ts";

const PROGRESS_MS = 10_000;

/** Seeds `from` to `from + count - 1`, each once; `onOutcome` hears each as it ends. */
async function runOnAllCores(
  from: number,
  count: number,
  isPlanned: boolean,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  let next = from;
  const end = from + count;
  const threads = Math.min(availableParallelism(), count);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL("chaos-worker.ts", import.meta.url));
      try {
        while (next < end) {
          const seed = next;
          next += 1;
          onOutcome(await ask(worker, { seed, isPlanned }));
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
}

function ask(worker: Worker, asked: Asked): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (outcome: Outcome) => {
      worker.off("error", reject);
      resolve(outcome);
    });
    worker.postMessage(asked);
  });
}

async function trace(seed: number, isPlanned: boolean): Promise<Outcome> {
  return runSchedule(seed, { isPlanned, trace: (line) => console.log(line) });
}

function tellProgress(done: number, count: number, broken: number, startedAt: number): void {
  const perSecond = done / ((performance.now() - startedAt) / 1000);
  const left = Math.round((count - done) / perSecond);
  process.stderr.write(`  ${done} of ${count}, ${broken} broken, ${perSecond.toFixed(1)} a second, ${left} s to go\n`);
}

function readOptions() {
  return new Command("npm run chaos --")
    .description(
      "Plays seeded schedules of people, faults and crashes on all cores. Ends with 1 when a law was broken.",
    )
    .option("--schedules <count>", "how many", wholeNumber, 1000)
    .option("--seed <number>", "the first one's; the next one's is one more", wholeNumber, 1)
    .option("--planned", "in the town with a plan document", false)
    .option("--trace", "one after the other, with everything that happens in them", false)
    .parse()
    .opts<{ schedules: number; seed: number; planned: boolean; trace: boolean }>();
}

async function main(): Promise<void> {
  const { schedules: count, seed, planned, trace: isTraced } = readOptions();
  const startedAt = performance.now();
  const broken: Outcome[] = [];
  let done = 0;
  let requests = 0;
  let toldAt = startedAt;
  const hear = (outcome: Outcome) => {
    done += 1;
    requests += outcome.requests;
    if (outcome.broken.length > 0) broken.push(outcome);
    if (performance.now() - toldAt < PROGRESS_MS) return;
    toldAt = performance.now();
    tellProgress(done, count, broken.length, startedAt);
  };
  if (isTraced) for (let at = seed; at < seed + count; at += 1) hear(await trace(at, planned));
  else await runOnAllCores(seed, count, planned, hear);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`seeds ${seed} to ${seed + count - 1}: ${done} schedules, ${requests} requests to GitHub, ${seconds} s`);
  console.log(`violations: ${broken.reduce((sum, one) => sum + one.broken.length, 0)}`);
  for (const one of broken.sort((a, b) => a.seed - b.seed)) {
    console.log(`  seed ${one.seed}: ${one.broken.join("; ")}`);
    console.log(`    replay: npm run chaos -- --seed ${one.seed} --schedules 1${planned ? " --planned" : ""} --trace`);
  }
  if (broken.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
