/** Who does what, since when, and when they last reported. */
import { nameIssue, quote } from "../core/quote.ts";
import { showTime } from "../core/show-time.ts";
import type { Task, World } from "../core/world.ts";
import { type Scene, section, sinceOf } from "./scene.ts";
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
    .map((task) => `${nameIssue(task.issue, 30)}, since ${sinceOf(task, world)}`);
  const more = tasks.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("<br>");
}

function sayIdle(name: string, { schedule, world }: Scene): string {
  const worker = world.workers.find((one) => one.name === name);
  const resting = worker?.isStandby ? "on standby" : worker?.role === "orchestrator" ? "orchestrates" : "free";
  return schedule.idle.find((one) => one.worker === name)?.why ?? resting;
}

/** Configured workers in their order, then everybody else who holds something. */
export function renderWorkers(scene: Scene, most: number): string {
  const { world } = scene;
  const last = lastReports(world);
  const rows = [...holdings(scene)].map(([key, { name, tasks }]) => {
    const at = last.get(key);
    const does = tasks.length === 0 ? sayIdle(name, scene) : sayTasks(tasks, world);
    return [quote(name, 39), does, at === undefined ? "–" : showTime(at, world.snapshot.settings.timezone)];
  });
  return section("Workers", renderTable({ heads: ["Worker", "Does", "Last report"], rows }, most));
}
