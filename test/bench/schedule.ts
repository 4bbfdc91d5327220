/**
 * How good and how fast the online rule is on the field's own instances: `node test/bench/schedule.ts --data DIR`.
 * DIR holds `imopse/d36`, `imopse/best_known.csv`, `stg/50`, `stg/100`, `stg/optimum_checked.csv`. Run by hand.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Worker } from "../../src/core/model.ts";
import { type Dispatched, type DispatchInput, dispatch } from "../../src/core/schedule/dispatch.ts";
import { violations } from "../schedule/violations.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, prefer: { type: "string", default: "" } } });
if (values.data === undefined) throw new Error("expected --data DIR, the folder with the benchmark instances");
const data = values.data;
const prefer = values.prefer.split(",").filter((name) => name !== "");

function worker(name: string, skills: Record<string, number> = {}): Worker {
  const plain = { login: null, speaksAs: [], kind: "person", role: "builder", tracks: [], slots: 1 } as const;
  return { ...plain, name, skills, isStandby: false };
}

/** Tab-separated sections after their headings: people with `Q4: 1` skills, tasks with one skill and predecessors. */
function readImopse(text: string): DispatchInput {
  const lines = text.split(/\r?\n/);
  const from = (heading: string) => lines.slice(lines.findIndex((line) => line.startsWith(heading)) + 1);
  const section = (heading: string) =>
    from(heading).slice(
      0,
      from(heading).findIndex((line) => line.startsWith("=")),
    );
  const skillsIn = (line: string) =>
    Object.fromEntries([...line.matchAll(/(Q\d+): (\d+)/g)].map(([, name = "", level]) => [name, Number(level)]));
  const workers = section("ResourceID").map((line) =>
    worker((line.match(/\d+/)?.[0] ?? "").padStart(3, "0"), skillsIn(line)),
  );
  const tasks = section("TaskID").map((line) => {
    const [id = "", minutes, ...rest] = line
      .replace(/Q\d+: \d+/, "")
      .trim()
      .split(/\s+/);
    return { id, minutes: Number(minutes), skills: skillsIn(line), dependsOn: rest };
  });
  return { tasks, workers, prefer };
}

/** One task a line: number, minutes, how many predecessors, their numbers. The first and the last are empty. */
function readStg(text: string, processors: number): DispatchInput {
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => !line.startsWith("#") && line.trim() !== "")
    .map((line) => line.trim().split(/\s+/));
  const tasks = rows.map(([id = "", minutes, _many, ...dependsOn]) => {
    const isEmpty = Number(minutes) === 0;
    return { id, minutes: Number(minutes), dependsOn, workersNeeded: isEmpty ? (0 as const) : (1 as const) };
  });
  return {
    tasks,
    workers: Array.from({ length: processors }, (_, at) => worker(`w${String(at).padStart(2, "0")}`)),
    prefer,
  };
}

function table(file: string): string[][] {
  const [, ...rows] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  return rows.map((row) => row.split(","));
}

interface Figure {
  readonly above: number;
  readonly ms: number;
}

function run(name: string, input: DispatchInput, best: number, repeat: number): Figure {
  const result: Dispatched = dispatch(input);
  const wrong = violations(input, result);
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.slice(0, 3).join("; ")}`);
  const before = process.cpuUsage();
  for (let again = 0; again < repeat; again++) dispatch(input);
  const used = process.cpuUsage(before);
  return { above: (100 * (result.makespan - best)) / best, ms: (used.user + used.system) / 1000 / repeat };
}

function report(name: string, figures: readonly Figure[], must: string): void {
  const mean = (pick: (figure: Figure) => number) =>
    figures.reduce((sum, each) => sum + pick(each), 0) / figures.length;
  const worst = Math.max(...figures.map(({ above }) => above));
  const exact = figures.filter(({ above }) => above <= 0).length;
  console.log(
    `${name.padEnd(22)} ${String(figures.length).padStart(5)} cases  average ${mean(({ above }) => above).toFixed(2)} %  ` +
      `worst ${worst.toFixed(1)} %  at best known ${exact}  ${mean(({ ms }) => ms).toFixed(3)} ms CPU  (must: ${must})`,
  );
}

const imopse = table(join(data, "imopse/best_known.csv")).filter(([name]) =>
  readdirSync(join(data, "imopse/d36")).includes(`${name}.def`),
);
const imopseRuns = (repeat: number) =>
  imopse.map(([name = "", , best]) =>
    run(name, readImopse(readFileSync(join(data, "imopse/d36", `${name}.def`), "utf8")), Number(best), repeat),
  );
imopseRuns(5);
report("online, iMOPSE d36", imopseRuns(20), "2.5 % / 9 %, 0.5 ms");

const stg = table(join(data, "stg/optimum_checked.csv"));
const stgRuns = (rows: readonly string[][], repeat: number) =>
  rows.map(([size, processors, file = "", , , best]) =>
    run(
      `${size}/${file} on ${processors}`,
      readStg(readFileSync(join(data, "stg", size ?? "", file), "utf8"), Number(processors)),
      Number(best),
      repeat,
    ),
  );
report("online, STG 50 and 100", stgRuns(stg, 3), "0.40 %");
for (const processors of ["2", "4", "8", "16"])
  report(
    `  on ${processors}`,
    stgRuns(
      stg.filter((row) => row[1] === processors),
      1,
    ),
    "-",
  );
