/** The forecast of a repository: what is open in it, who works there, and what finished tasks taught. */
import { countTasks } from "../count-tasks.ts";
import { awayUntil } from "../emergency.ts";
import { expectedMinutes } from "../hand-out.ts";
import { instantOf } from "../local-time.ts";
import { isHere, type Worker } from "../model.ts";
import { ordinaryWorker } from "../ordinary-worker.ts";
import type { Task, World } from "../world.ts";
import { type Calendar, openCalendar } from "./calendar.ts";
import { type Forecast, type ForecastInput, type ForecastTask, forecast } from "./forecast.ts";
import { ENOUGH_TO_LEARN } from "./learn.ts";
import { type History, handedIn, readHistory } from "./read-history.ts";

export interface WorldForecast {
  readonly input: ForecastInput;
  readonly history: History;
  readonly calendar: Calendar;
  /** Null when there is too little to say; then `missing` says what is missing. */
  readonly forecast: Forecast | null;
  readonly missing: string | null;
}

/** Without workers in the settings: whoever finished something so lately counts as working here. */
const LATELY_MINUTES = 28 * 1440;
const cache = new WeakMap<World, WorldForecast>();
/** The same facts come in pass after pass: the last few forecasts are kept. */
const recent = new Map<string, Forecast | null>();
const MOST_RECENT = 8;

/** Same world, same forecast. The time is reckoned from the full hour, so that dates do not flicker. */
export function forecastWorld(world: World): WorldForecast {
  const before = cache.get(world);
  if (before !== undefined) return before;
  const { timezone, dailySummary } = world.snapshot.settings;
  const calendar = openCalendar(`${world.snapshot.now.slice(0, 13)}:00:00Z`, timezone, dailySummary.days);
  const history = readHistory(world, calendar);
  const result = withForecast(world, history, calendar);
  cache.set(world, result);
  return result;
}

/** Where there is too little to learn from, everything that is open is read for `/whatif` alone, when it is asked. */
function withForecast(world: World, history: History, calendar: Calendar): WorldForecast {
  let read: ForecastInput | null = null;
  const inputOnce = () => {
    read ??= readInput(world, calendar, history);
    return read;
  };
  const missing = lackOfHistory(history, world) ?? whatIsMissing(inputOnce());
  const forecast = missing === null ? forecastOnce(inputOnce()) : null;
  return {
    get input() {
      return inputOnce();
    },
    history,
    calendar,
    missing,
    forecast,
  };
}

/** Forecasts of the same input are made once. */
export function forecastOnce(input: ForecastInput): Forecast | null {
  const { tasks, workers, history, awayMinutes, anyHour, prefer, resources } = input;
  const key = JSON.stringify([input.calendar.name, tasks, workers, history, awayMinutes, anyHour, prefer, resources]);
  const before = recent.get(key);
  if (before !== undefined) return before;
  const made = forecast(input);
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(key, made);
  return made;
}

function lackOfHistory({ finished }: History, world: World): string | null {
  const lack = ENOUGH_TO_LEARN - finished.length;
  if (lack <= 0) return null;
  const { done } = countTasks(world).by;
  const unknown = done > finished.length ? "; only those taken by `/claim` or assignment have a known beginning" : "";
  return `Dates come after ${ENOUGH_TO_LEARN} finished tasks: ${lack} more to go${unknown}.`;
}

function whatIsMissing({ tasks, workers }: ForecastInput): string | null {
  if (tasks.length === 0) return "Nothing is open.";
  return workers.length === 0 ? "No dates: list `workers` in `.github/signalbox.yml`." : null;
}

function readInput(world: World, calendar: Calendar, history: History): ForecastInput {
  const open = [...world.tasks.values()].filter(({ issue }) => issue.isOpen);
  const parts = Map.groupBy(open, (task) => parentIn(task, world));
  const blockers = blockersIn(world);
  const tasks = open.map((task): ForecastTask => {
    const { number } = task.issue;
    const children = (parts.get(number) ?? []).map(({ issue }) => issue.number);
    const dependsOn = [...(blockers.get(number) ?? []), ...(task.isContainer ? children : [])].map(String);
    return { ...readTask(task, world, calendar, history), dependsOn };
  });
  const workers = workersOf(world, calendar, history);
  const away = workers.flatMap(({ name }) => {
    const until = awayUntil(name, world);
    return until === null ? [] : [[name, Math.max(0, calendar.minutesAt(until))] as const];
  });
  return {
    tasks,
    workers,
    prefer: world.snapshot.settings.prefer,
    history: history.finished,
    anyHour: history.anyHour,
    awayMinutes: Object.fromEntries(away),
    calendar,
  };
}

function parentIn({ issue }: Task, world: World): number {
  const parent = issue.parent ?? world.meanings.get(issue.number)?.parent?.ref;
  return parent !== undefined && isHere(parent, world.snapshot.repo) ? parent.number : 0;
}

function blockersIn({ graph, numbers }: World): ReadonlyMap<number, readonly number[]> {
  return new Map(
    numbers.map((number, node) => {
      const nodes = graph.blockerOf.slice(graph.blockerStart[node] ?? 0, graph.blockerStart[node + 1] ?? 0);
      return [number, [...nodes].map((one) => numbers[one] ?? 0)];
    }),
  );
}

function readTask(task: Task, world: World, calendar: Calendar, history: History): ForecastTask {
  const { issue, fields, holder, status } = task;
  const since = holder === null ? null : calendar.minutesAt(holder.since);
  const worker = world.workers.find(({ name }) => name === holder?.worker);
  const clock = calendar.clockOf(worker ?? { kind: "person" }, history.anyHour);
  const isInReview = status === "in review";
  // A gate opens with a word of its approver: nobody's slot, and no time that anything could be learned about.
  const isMilestone = task.isContainer || task.gate !== null;
  const handedInAt = isInReview ? handedIn(task, world, holder?.since ?? "", world.snapshot.now) : null;
  return {
    id: String(issue.number),
    minutes: isMilestone ? 0 : Math.max(1, expectedMinutes(fields.estimateMinutes)),
    dependsOn: [],
    skills: Object.fromEntries((fields.skills ?? []).map((skill) => [skill, 1])),
    track: fields.track ?? null,
    owner: fields.owner ?? null,
    priority: task.isUrgent ? "P0" : (fields.priority ?? "P2"),
    touches: fields.touches ?? [],
    uses: fields.uses ?? [],
    workersNeeded: isMilestone ? 0 : 1,
    phase: fields.phase ?? null,
    holder: status === "in progress" || isInReview ? (holder?.worker ?? null) : null,
    elapsedMinutes: since === null ? 0 : Math.max(0, clock.workBetween(Math.min(0, since), 0)),
    inReviewMinutes: handedInAt === null ? null : Math.max(0, -calendar.minutesAt(handedInAt)),
    notBefore: notBefore(task, world, calendar),
  };
}

/** Infinite for what neither time nor the work of this repository frees. */
function notBefore(task: Task, world: World, calendar: Calendar): number {
  const isElsewhere = task.waits.some(
    ({ state, blocker }) =>
      state !== "date" && (state !== "open" || blocker === null || !isHere(blocker, world.snapshot.repo)),
  );
  if (task.status === "hold" || isElsewhere) return Number.POSITIVE_INFINITY;
  const dates = world.meanings.get(task.issue.number)?.dates ?? [];
  const { timezone } = world.snapshot.settings;
  return Math.max(0, ...dates.map(({ date }) => calendar.minutesAt(instantOf(date, 0, timezone))));
}

/** Those of the settings; without any, whoever finished something lately or has something in hand. */
function workersOf(world: World, calendar: Calendar, { finished }: History): readonly Worker[] {
  if (world.workers.length > 0) return world.workers;
  const lately = finished.filter(({ finishedAt }) => calendar.minutesAt(finishedAt) > -LATELY_MINUTES);
  const holders = [...world.tasks.values()].flatMap(({ holder, issue }) =>
    holder !== null && issue.isOpen ? [holder.worker] : [],
  );
  const names = new Set([...lately.map(({ worker }) => worker), ...holders]);
  const kindOf = (name: string) => finished.find(({ worker }) => worker === name)?.kind ?? "person";
  return [...names].sort().map((name) => ordinaryWorker({ name, login: name, speaksAs: [name], kind: kindOf(name) }));
}
