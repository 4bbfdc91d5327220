/** The world as the scheduling rules see it: ready tasks as candidates, workers with what they have in hand. */
import { changedFor } from "./changed-files.ts";
import { awayUntil } from "./emergency.ts";
import { countDependents } from "./graph/count-dependents.ts";
import { longestTails } from "./graph/longest-paths.ts";
import { later, msBetween } from "./local-time.ts";
import { mentionedPaths } from "./mentioned-paths.ts";
import type { Issue, Minutes, TaskFields, Worker } from "./model.ts";
import { isHere, isSameName } from "./model.ts";
import { reviewersOf } from "./reviewing.ts";
import type { LaterTask, Running } from "./schedule/board.ts";
import { type Candidate, type Load, type ScheduleResult, schedule } from "./schedule/schedule.ts";
import { showTime } from "./show-time.ts";
import { restsUntil } from "./work-hours.ts";
import type { Task, World } from "./world.ts";

const DEFAULT_MINUTES = 480;

/** Expected working minutes: the middle of a range, one day when nothing is stated. */
export function expectedMinutes(minutes: Minutes | undefined): number {
  return minutes === undefined ? DEFAULT_MINUTES : (minutes.low + minutes.high) / 2;
}

function skillsOf(fields: TaskFields): Record<string, number> {
  return Object.fromEntries((fields.skills ?? []).map((skill) => [skill, 1]));
}

interface Measures {
  readonly tails: Float64Array;
  /** By node, for tasks that are ready: to count for all of a large graph takes a tenth of a second. */
  readonly unblocks: ReadonlyMap<number, number>;
  readonly builders: ReadonlyMap<number, ReadonlySet<string>>;
  readonly waiting: ReadonlyMap<string, number>;
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

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Whole days since the label said that it is ready; 0 when the timeline does not tell. */
function readyDays({ issue }: Task, { snapshot }: World): number {
  const { now, settings } = snapshot;
  const entry = issue.timeline.findLast(
    (one) => one.kind === "labeled" && isSameName(settings.labels.ready, one.label),
  );
  return entry === undefined ? 0 : Math.max(0, Math.floor(msBetween(entry.at, now) / DAY_MS));
}

/** Lower-case name of a reviewer -> how many reviews wait for them, each counted for all who may do it. */
function reviewsWaiting(world: World): ReadonlyMap<string, number> {
  const waiting = new Map<string, number>();
  for (const task of world.tasks.values()) {
    if (task.status !== "in review") continue;
    for (const name of reviewersOf(task, world))
      waiting.set(name.toLowerCase(), (waiting.get(name.toLowerCase()) ?? 0) + 1);
  }
  return waiting;
}

/** Nothing where reviews are not limited, or anybody may do them. */
function reviewRoom(task: Task, { waiting }: Measures, world: World): Pick<Candidate, "reviewers"> {
  const most = world.snapshot.settings.review.limit;
  const names = most === undefined ? [] : reviewersOf(task, world);
  if (most === undefined || names.length === 0) return {};
  return { reviewers: names.map((name) => ({ name, waiting: waiting.get(name.toLowerCase()) ?? 0, most })) };
}

function candidate(task: Task, node: number, measures: Measures, world: World): Candidate {
  const { issue, fields } = task;
  const { tails, unblocks, builders } = measures;
  return {
    ...reviewRoom(task, measures, world),
    mentions: probablePaths(task, world),
    readyDays: task.status === "ready" ? readyDays(task, world) : 0,
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
    unblocks: unblocks.get(node) ?? 0,
    builtBlockers: [...(builders.get(issue.number) ?? [])],
  };
}

/** A guess: files that its text names, and those that its open pull requests change. */
function probablePaths(task: Task, world: World): readonly string[] {
  const changed = changedFor(task, world);
  const named = namedIn(task.issue);
  return changed.length === 0 ? named : [...new Set([...named, ...changed])];
}

/** An issue with another text is another object. */
const named = new WeakMap<Issue, readonly string[]>();

function namedIn(issue: Issue): readonly string[] {
  const before = named.get(issue);
  if (before !== undefined) return before;
  const found = mentionedPaths(issue.body);
  named.set(issue, found);
  return found;
}

/** Work in hand; and work handed in whose pull request is still open: that is met by a guess only, it takes nothing. */
function runningTasks(open: readonly Task[], world: World): readonly Running[] {
  return open.flatMap((task): Running[] => {
    const { issue, fields, status } = task;
    if (isInHand(task)) {
      const { touches = [], uses = [] } = fields;
      return [{ issue: issue.number, touches, uses, mentions: probablePaths(task, world) }];
    }
    const changed = status === "in review" || status === "hold" ? changedFor(task, world) : [];
    return changed.length === 0 ? [] : [{ issue: issue.number, touches: [], uses: [], mentions: changed }];
  });
}

function laterTask({ issue, fields, declinedBy }: Task): LaterTask & Pick<Candidate, "declinedBy"> {
  const { track = null, owner = null, estimateMinutes: minutes = null } = fields;
  return { issue: issue.number, minutes, track, skills: skillsOf(fields), owner, declinedBy };
}

/** A task in review no longer takes a slot: its worker waits for somebody else. */
function isInHand(task: Task): boolean {
  return task.issue.isOpen && task.holder !== null && task.status !== "in review" && task.status !== "hold";
}

function loads(world: World): readonly Load[] {
  const inHand = [...world.tasks.values()].filter(isInHand);
  return world.workers.map((worker) => {
    const own = inHand.filter((task) => isSameName(worker.name, task.holder?.worker));
    return {
      worker,
      holds: own.map((task) => task.issue.number),
      touches: own.flatMap((task) => task.fields.touches ?? []),
      uses: own.flatMap((task) => task.fields.uses ?? []),
      until: untilOf(own, world),
      isAway: awayUntil(worker.name, world) !== null,
      ...restOf(worker, world),
    };
  });
}

/** Nothing while they work; else in the repository's zone, as all times are shown. */
function restOf({ hours }: Worker, { snapshot }: World): Pick<Load, "restsUntil"> {
  const until = hours === undefined ? null : restsUntil(hours, snapshot.now);
  return until === null ? {} : { restsUntil: showTime(until, snapshot) };
}

/** By the estimates, counted in real time from the taking; what should be done already is left out. */
function untilOf(tasks: readonly Task[], { snapshot }: World): Readonly<Record<number, string>> {
  const { now } = snapshot;
  const known = tasks.flatMap(({ issue, holder, fields }) => {
    if (holder === null || fields.estimateMinutes === undefined) return [];
    const end = later(holder.since, expectedMinutes(fields.estimateMinutes) * MINUTE_MS);
    return end > now ? [[issue.number, showTime(end, snapshot)] as const] : [];
  });
  return Object.fromEntries(known);
}

const cache = new WeakMap<World, ScheduleResult>();

/** Who would get what now. Same world, same answer (kept with the world). */
export function handOut(world: World): ScheduleResult {
  const before = cache.get(world);
  if (before !== undefined) return before;
  const minutes = Float64Array.from(world.numbers, (number) =>
    world.tasks.get(number)?.gate ? 0 : expectedMinutes(world.tasks.get(number)?.fields.estimateMinutes),
  );
  const open = world.numbers.flatMap((number, node) => {
    const task = world.tasks.get(number);
    return task === undefined || task.isContainer || task.gate !== null ? [] : [{ task, node }];
  });
  const ready = open.filter(({ task }) => task.status === "ready");
  const counts = countDependents(
    world.graph,
    ready.map(({ node }) => node),
  );
  const measures = {
    tails: longestTails(world.graph, minutes),
    unblocks: new Map(ready.map(({ node }, at) => [node, counts[at] ?? 0])),
    builders: buildersOfBlockers(world),
    waiting: reviewsWaiting(world),
  };
  const candidates = ready.map(({ task, node }) => candidate(task, node, measures, world));
  const notYet = open.filter(({ task }) => task.status === "blocked" && task.holder === null);
  const result = schedule({
    candidates,
    loads: loads(world),
    later: notYet.map(({ task }) => laterTask(task)),
    running: runningTasks(
      open.map(({ task }) => task),
      world,
    ),
    prefer: world.snapshot.settings.prefer,
  });
  cache.set(world, result);
  return result;
}
