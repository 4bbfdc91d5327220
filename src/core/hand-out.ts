/** The world as the scheduling rules see it: ready tasks as candidates, workers with what they have in hand. */
import { awayUntil } from "./emergency.ts";
import { countDependents } from "./graph/count-dependents.ts";
import { longestTails } from "./graph/longest-paths.ts";
import type { Minutes, TaskFields } from "./model.ts";
import { isHere } from "./model.ts";
import { type Candidate, type Load, type ScheduleResult, schedule } from "./schedule/schedule.ts";
import type { Task, World } from "./world.ts";

const DEFAULT_MINUTES = 480;

/** Expected working minutes: the middle of a range, one day when nothing is stated (spec of plan documents). */
export function expectedMinutes(minutes: Minutes | undefined): number {
  return minutes === undefined ? DEFAULT_MINUTES : (minutes.low + minutes.high) / 2;
}

function skillsOf(fields: TaskFields): Record<string, number> {
  return Object.fromEntries((fields.skills ?? []).map((skill) => [skill, 1]));
}

interface Measures {
  readonly tails: Float64Array;
  readonly unblocks: Int32Array;
  readonly builders: ReadonlyMap<number, ReadonlySet<string>>;
}

/** By dependent: workers who finished something that it waited for. One look at each edge: there may be many. */
function buildersOfBlockers(world: World): ReadonlyMap<number, ReadonlySet<string>> {
  const builders = new Map<number, Set<string>>();
  for (const { counted, dependent, blocker } of world.edges) {
    const facts = counted && isHere(blocker, world.snapshot.repo) ? (world.facts.get(blocker.number) ?? []) : [];
    for (const fact of facts) {
      if (fact.kind !== "done") continue;
      const names = builders.get(dependent.number) ?? new Set();
      builders.set(dependent.number, names.add(fact.worker));
    }
  }
  return builders;
}

function candidate(task: Task, node: number, { tails, unblocks, builders }: Measures): Candidate {
  const { issue, fields } = task;
  return {
    issue: issue.number,
    title: issue.title,
    createdAt: issue.createdAt,
    minutes: fields.estimateMinutes ?? null,
    priority: fields.priority ?? "P2",
    isUrgent: task.isUrgent,
    track: fields.track ?? null,
    skills: skillsOf(fields),
    owner: fields.owner ?? null,
    touches: fields.touches ?? [],
    uses: fields.uses ?? [],
    declinedBy: task.declinedBy,
    tailMinutes: tails[node] ?? 0,
    unblocks: unblocks[node] ?? 0,
    builtBlockers: [...(builders.get(issue.number) ?? [])],
  };
}

/** A task in review no longer takes a slot: its worker waits for somebody else. */
function isInHand(task: Task): boolean {
  return task.issue.isOpen && task.holder !== null && task.status !== "in review" && task.status !== "hold";
}

function loads(world: World): readonly Load[] {
  const inHand = [...world.tasks.values()].filter(isInHand);
  return world.workers.map((worker) => {
    const own = inHand.filter((task) => task.holder?.worker.toLowerCase() === worker.name.toLowerCase());
    return {
      worker,
      holds: own.map((task) => task.issue.number),
      touches: own.flatMap((task) => task.fields.touches ?? []),
      uses: own.flatMap((task) => task.fields.uses ?? []),
      isAway: awayUntil(worker.name, world) !== null,
    };
  });
}

const cache = new WeakMap<World, ScheduleResult>();

/** Who would get what now. Same world, same answer (kept with the world). */
export function handOut(world: World): ScheduleResult {
  const before = cache.get(world);
  if (before !== undefined) return before;
  const minutes = Float64Array.from(world.numbers, (number) =>
    world.tasks.get(number)?.gate ? 0 : expectedMinutes(world.tasks.get(number)?.fields.estimateMinutes),
  );
  const measures = {
    tails: longestTails(world.graph, minutes),
    unblocks: countDependents(world.graph),
    builders: buildersOfBlockers(world),
  };
  const open = world.numbers.flatMap((number, node) => {
    const task = world.tasks.get(number);
    return task === undefined || task.isContainer || task.gate !== null ? [] : [{ task, node }];
  });
  const candidates = open
    .filter(({ task }) => task.status === "ready")
    .map(({ task, node }) => candidate(task, node, measures));
  const notYet = open.filter(({ task }) => task.status === "blocked" && task.holder === null);
  const result = schedule({
    candidates,
    loads: loads(world),
    later: notYet.map(({ task, node }) => candidate(task, node, measures)),
    running: open
      .filter(({ task }) => isInHand(task))
      .map(({ task }) => ({
        issue: task.issue.number,
        touches: task.fields.touches ?? [],
        uses: task.fields.uses ?? [],
      })),
    prefer: world.snapshot.settings.prefer,
  });
  cache.set(world, result);
  return result;
}
