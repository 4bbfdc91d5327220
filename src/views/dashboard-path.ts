/** What lies ahead: the longest chain of work, the waves in which it becomes free, and the promise of dates to come. */
import { sayStatus } from "../core/explain.ts";
import { forecastWorld } from "../core/forecast/forecast-world.ts";
import { criticalPath } from "../core/graph/longest-paths.ts";
import { expectedMinutes } from "../core/hand-out.ts";
import { openWaves } from "../core/open-waves.ts";
import { nameIssue } from "../core/quote.ts";
import { showMinutes } from "../core/schedule/wording.ts";
import type { Task } from "../core/world.ts";
import { holderOf, type Scene, section } from "./scene.ts";
import { renderList } from "./table.ts";

/** Issue numbers of one wave that are shown. */
const MOST_IN_WAVE = 20;

function sayStep(task: Task, { world, schedule }: Scene): string {
  if (task.gate !== null && task.status !== "done") return `${nameIssue(task.issue, 50)} · gate not open yet`;
  const short = task.status === "in progress" ? `in progress with ${holderOf(task)}` : task.status;
  const status = task.status === "hold" ? sayStatus(task, world, schedule) : short;
  return `${nameIssue(task.issue, 50)} · ${status}`;
}

/** Working time; from two working days (of eight hours) on in days. */
function sayLength(minutes: number): string {
  return minutes < 960 ? showMinutes(minutes) : `${Math.round(minutes / 48) / 10} working days`;
}

/** Only a chain of at least two tasks is a path. */
export function renderCriticalPath(scene: Scene, most: number): string {
  const { world } = scene;
  const minutes = Float64Array.from(world.numbers, (number) =>
    expectedMinutes(world.tasks.get(number)?.fields.estimateMinutes),
  );
  const longest = criticalPath(world.graph, minutes);
  const tasks = longest.path.flatMap((node) => world.tasks.get(world.numbers[node] ?? 0) ?? []);
  if (tasks.length < 2) return "";
  const length = sayLength(longest.minutes);
  const lead = `${tasks.length} tasks one after the other, ${length} by the estimates. A delay here delays the end.`;
  const steps = renderList(
    tasks.map((task) => sayStep(task, scene)),
    most,
  );
  const { missing } = forecastWorld(world);
  return section("Critical path", `${lead}\n\n${steps}${missing === null ? "" : `\n\n${missing}`}`);
}

/** Open tasks by wave; those in or behind a circle, or something else that stands still, are in none. */
function listWaves({ world }: Scene): readonly (readonly number[])[] {
  const found: number[][] = [];
  openWaves(world).forEach((wave, node) => {
    const number = world.numbers[node] ?? 0;
    if (wave < 0 || (world.tasks.get(number)?.isContainer ?? true)) return;
    const others = found[wave];
    if (others === undefined) found[wave] = [number];
    else others.push(number);
  });
  return [...found].map((numbers) => numbers ?? []).filter((numbers) => numbers.length > 0);
}

function sayWave(numbers: readonly number[], index: number): string {
  const shown = numbers.slice(0, MOST_IN_WAVE).map((number) => `#${number}`);
  const more = numbers.length - shown.length;
  const when = index === 0 ? "1 (now)" : `${index + 1}`;
  return `${when}: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

export function renderWaves(scene: Scene, most: number): string {
  const all = listWaves(scene);
  if (all.length < 2) return "";
  const lead = `What can be done at the same time, in ${all.length} waves:`;
  return section("Waves", `${lead}\n\n${renderList(all.map(sayWave), most)}`);
}
