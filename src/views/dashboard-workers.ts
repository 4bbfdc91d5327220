/** Who does what, since when, and when they last reported. */
import { listWords } from "../core/explain.ts";
import { nameIssue, quote } from "../core/quote.ts";
import { showTimeInCell } from "../core/show-time.ts";
import type { Task, World } from "../core/world.ts";
import { type Scene, section, sinceInCell } from "./scene.ts";
import { renderTable } from "./table.ts";

/** Tasks of one worker that are named; more than this is rare and belongs into the tables above. */
const MOST_PER_WORKER = 5;

/** Lower-case name -> what they hold, and the name as it is written. */
function holdings({ by, world }: Scene): ReadonlyMap<string, { readonly name: string; readonly tasks: Task[] }> {
  const found = new Map(world.workers.map(({ name }) => [name.toLowerCase(), { name, tasks: [] as Task[] }]));
  for (const task of [...by["in progress"], ...by["in review"], ...by.blocked, ...by.hold]) {
    if (task.holder === null) continue;
    const name = task.holder.worker;
    const known = found.get(name.toLowerCase());
    if (known === undefined) found.set(name.toLowerCase(), { name, tasks: [task] });
    else known.tasks.push(task);
  }
  return found;
}

/** Lower-case name -> ISO time of the last report or word about finishing, over all tasks. */
function lastReports(world: World): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const facts of world.facts.values()) {
    for (const fact of facts) {
      if (fact.kind !== "progress" && fact.kind !== "done" && fact.kind !== "review") continue;
      const key = fact.worker.toLowerCase();
      if (fact.at > (last.get(key) ?? "")) last.set(key, fact.at);
    }
  }
  return last;
}

function sayTasks(tasks: readonly Task[], world: World): string {
  const shown = tasks
    .slice(0, MOST_PER_WORKER)
    .map((task) => `${nameIssue(task.issue, 30)}, since ${sinceInCell(task, world)}`);
  const more = tasks.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
}

function sayIdle(name: string, { schedule, world }: Scene): string {
  const worker = world.workers.find((one) => one.name === name);
  if (worker?.role === "orchestrator") return "orchestrator";
  const next = schedule.given.filter((one) => one.worker === name).map(({ issue }) => `#${issue}`);
  if (next.length > 0) return `${world.isLive ? "next" : "would suit"}: ${listWords(next.slice(0, MOST_PER_WORKER))}`;
  return schedule.idle.find((one) => one.worker === name)?.why ?? (worker?.isStandby ? "on standby" : "free");
}

interface Row {
  readonly name: string;
  readonly does: string;
  readonly isIdle: boolean;
  /** ISO; null when nothing was ever heard. */
  readonly last: string | null;
}

/** From so many on, workers who are idle for the same reason share a row: their names alone tell nothing new. */
const CROWD = 10;
const NAMES_OF_A_CROWD = 5;

function gatherCrowds(rows: readonly Row[]): readonly Row[] {
  const idle = Map.groupBy(
    rows.filter((row) => row.isIdle),
    (row) => row.does,
  );
  return rows.flatMap((row) => {
    const crowd = (row.isIdle && idle.get(row.does)) || [];
    if (crowd.length < CROWD) return [row];
    return row === crowd[0] ? [oneFor(crowd, row)] : [];
  });
}

function oneFor(crowd: readonly Row[], { does }: Row): Row {
  const named = crowd.slice(0, NAMES_OF_A_CROWD).map(({ name }) => name);
  const last = crowd.reduce<string | null>(
    (latest, row) => ((row.last ?? "") > (latest ?? "") ? row.last : latest),
    null,
  );
  return { name: `${named.join(", ")} and ${crowd.length - named.length} more`, does, isIdle: true, last };
}

/** Configured workers in their order, then everybody else who holds something. */
export function renderWorkers(scene: Scene, most: number): string {
  const { world } = scene;
  const last = lastReports(world);
  const rows = [...holdings(scene)].map(([key, { name, tasks }]): Row => {
    const isIdle = tasks.length === 0;
    const does = isIdle ? sayIdle(name, scene) : sayTasks(tasks, world);
    return { name: quote(name, 39), does, isIdle, last: last.get(key) ?? null };
  });
  const cells = gatherCrowds(rows).map((row) => [
    row.name,
    row.does,
    row.last === null ? "–" : showTimeInCell(row.last, world.snapshot),
  ]);
  return section("Workers", renderTable({ heads: ["Worker", "Does", "Last report"], rows: cells }, most));
}
