/**
 * Do the forecasts keep their promises? `npm run bench:forecast -- --data DIR [--seeds 1,2,3]`. Every forecast sees only
 * what was known before it (walk-forward). DIR holds `forecasting/*.csv.gz`; nothing of it is kept here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { learnDrift, MOST_BATCHES, replay, sampleTotals } from "../../src/core/forecast/drift.ts";
import type { Finished } from "../../src/core/forecast/learn.ts";
import { quantileOf } from "../../src/core/forecast/quantile.ts";
import { forecastThroughput } from "../../src/core/forecast/throughput.ts";
import { forecastLarge } from "./large-plan.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, seeds: { type: "string", default: "1,2,3" } } });
if (values.data === undefined) throw new Error("expected --data DIR, the folder with the benchmark data");
const data = values.data;
const seeds = values.seeds.split(",").map(Number);
const WEEK_MS = 7 * 86_400_000;
const BATCH = 20;

type Row = Readonly<Record<string, string>>;

function read(name: string): Row[] {
  const text = gunzipSync(readFileSync(join(data, "forecasting", `${name}.csv.gz`))).toString("utf8");
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((key, at) => [key, cells[at] ?? ""]));
  });
}

function finished(worker: string, estimate: number, actual: number, at: number): Finished[] {
  if (!(estimate > 0 && actual > 0) || Number.isNaN(at)) return [];
  const finishedAt = new Date(at).toISOString();
  const times = {
    estimateMinutes: estimate,
    actualMinutes: actual,
    reviewMinutes: 0,
    startedAt: finishedAt,
    finishedAt,
  };
  return [{ issue: 0, worker, kind: "person", ...times }];
}

function grouped(rows: readonly Row[], key: (row: Row) => string, toTask: (row: Row) => Finished[]): Finished[][] {
  const byTime = (one: Finished, other: Finished) => (one.finishedAt < other.finishedAt ? -1 : 1);
  return [...Map.groupBy(rows, key).values()].map((group) => group.flatMap(toTask).sort(byTime));
}

const cesaw = grouped(
  read("cesaw_tasks_sample"),
  (row) => row["project"] ?? "",
  (row) =>
    finished(
      row["person"] ?? "",
      Number(row["plan_minutes"]),
      Number(row["actual_minutes"]),
      Date.parse(`${row["complete"]} UTC`),
    ),
);
const sipTask = (row: Row) =>
  finished(
    row["assigned_to"] ?? "",
    60 * Number(row["hours_estimate"]),
    60 * Number(row["hours_actual"]),
    Date.parse(`${row["completed_on"]} UTC`),
  );
const sipRows = read("sip_tasks");
const sip = grouped(sipRows, () => "all", sipTask);
const sipByProject = grouped(sipRows, (row) => row["project"] ?? "", sipTask);

interface Kept {
  readonly cases: number;
  readonly p50: number;
  readonly p85: number;
  readonly p90: number;
  readonly interval: number;
}

function batches(groups: readonly (readonly Finished[])[], seed: number): Kept {
  const found = groups.flatMap((tasks) => {
    const misses = replay(tasks, Number.MAX_SAFE_INTEGER).filter(({ size }) => size === BATCH);
    return misses.map(({ from, size }, at) => {
      const batch = tasks.slice(from, from + size);
      const drift = learnDrift(misses.slice(Math.max(0, at - MOST_BATCHES), at));
      const totals = sampleTotals(tasks.slice(0, from), batch, seed * 1000 + at, 400, drift).sort();
      const actual = batch.reduce((sum, one) => sum + one.actualMinutes, 0);
      return (share: number) => actual <= quantileOf(totals, share);
    });
  });
  const rate = (isKept: (below: (share: number) => boolean) => boolean) =>
    (100 * found.filter(isKept).length) / found.length;
  return {
    cases: found.length,
    p50: rate((below) => below(0.5)),
    p85: rate((below) => below(0.85)),
    p90: rate((below) => below(0.9)),
    interval: rate((below) => below(0.95) && !below(0.05)),
  };
}

function show(name: string, figures: readonly (number | string)[], reference: string): void {
  const cells = figures.map((one) => (typeof one === "number" ? one.toFixed(1) : one).padStart(8));
  console.log(`${name.padEnd(34)}${cells.join("")}   ${reference}`);
}

function showBatches(name: string, groups: readonly (readonly Finished[])[], reference: string): void {
  const runs = seeds.map((seed) => batches(groups, seed));
  const mean = (pick: (kept: Kept) => number) => runs.reduce((sum, run) => sum + pick(run), 0) / runs.length;
  const [p50, p85, p90, interval] = [
    mean((k) => k.p50),
    mean((k) => k.p85),
    mean((k) => k.p90),
    mean((k) => k.interval),
  ];
  show(name, [String(runs[0]?.cases ?? 0), p50, p85, p90, interval], reference);
}

show("batches of 20, walk-forward", ["cases", "P50", "P85", "P90", "90 % in"], "must (aim)");
const MUST = "P50 45-55, P90 85-95, interval 85 (47-53, 88-92, 88)";
showBatches("CESAW, each project by itself", cesaw, MUST);
showBatches("SiP, one repository", sip, MUST);
showBatches("SiP, each project by itself", sipByProject, "not listed: shown because it is harder");

const rust = read("rust_items_dates");
const start = Date.parse(`${rust[0]?.["created"]}Z`);
const end = Math.max(...rust.map((row) => Date.parse(`${row["created"]}Z`)));

function weekly(rows: readonly Row[]): number[] {
  const weeks: number[] = Array.from({ length: Math.floor((end - start) / WEEK_MS) }, () => 0);
  for (const row of rows) {
    const at = Math.floor((Date.parse(`${row["closed"]}Z`) - start) / WEEK_MS);
    if (at >= 0 && at < weeks.length) weeks[at] = (weeks[at] ?? 0) + 1;
  }
  return weeks;
}

function throughput(weeks: readonly number[], ahead: number): readonly [number, number, number] {
  let [cases, inside, kept] = [0, 0, 0];
  for (let at = 12; at + ahead <= weeks.length; at++) {
    const forecast = forecastThroughput(weeks.slice(0, at), ahead);
    if (forecast === null) continue;
    const actual = weeks.slice(at, at + ahead).reduce((sum, week) => sum + week, 0);
    cases++;
    if (forecast.quantile(0.05) <= actual && actual <= forecast.quantile(0.95)) inside++;
    if (actual >= forecast.quantile(0.15)) kept++;
  }
  return [cases, (100 * inside) / cases, (100 * kept) / cases];
}

console.log();
show("how many in h weeks, rust", ["cases", "90 % in", "P85 kept"], "must (aim)");
const isPull = (row: Row) => !["0", "False", "false", ""].includes(row["is_pr"] ?? "");
const series = { issues: rust.filter((row) => !isPull(row)), "pull requests": rust.filter(isPull), both: rust };
for (const ahead of [4, 8]) {
  for (const [name, rows] of Object.entries(series)) {
    const [cases, inside, kept] = throughput(weekly(rows), ahead);
    show(`${ahead} weeks, ${name}`, [String(cases), inside, kept], ahead === 4 ? "84 (88)" : "78 (85)");
  }
}

console.log();
for (const seed of seeds) {
  const { ms, found } = forecastLarge(10_000, seed);
  console.log(
    `forecast of 10,000 open issues: ${ms.toFixed(0)} ms CPU for ${found?.tasks.size ?? 0} dates (must: 1000)`,
  );
}
