/** Which issue each item of a plan is: by the map on the coordination issue, else by the markers in issues the App wrote. */
import { isHub } from "../../hubs.ts";
import type { Issue, Marker } from "../../model.ts";
import type { World } from "../../world.ts";
import type { PlanTask } from "../plan.ts";
import { itemKey } from "./plan-items.ts";

export interface PlanIssues {
  /** Item id -> issue number. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Items whose issue the map knows and GitHub does not show any more: somebody took it away. With its number. */
  readonly gone: ReadonlyMap<string, number>;
  /** Adopted issue -> the issue of the phase under which we put it last. */
  readonly placed: ReadonlyMap<number, number>;
}

/** Characters of ids and numbers in one map comment, well below what GitHub takes. */
const MOST_IN_ONE = 20_000;

/** `12 T-004`, one line each, in comments of bounded length. */
export function writeMap(numbers: ReadonlyMap<string, number>): readonly string[] {
  const parts: string[] = [];
  for (const [id, number] of [...numbers].sort(([, a], [, b]) => a - b)) {
    const line = `${number} ${id}`;
    const last = parts.at(-1);
    if (last === undefined || last.length + line.length > MOST_IN_ONE) parts.push(line);
    else parts[parts.length - 1] = `${last}\n${line}`;
  }
  return parts;
}

function readMap({ data }: Marker): readonly (readonly [string, number])[] {
  const lines = typeof data["issues"] === "string" ? data["issues"].split("\n") : [];
  return lines.flatMap((line) => {
    const space = line.indexOf(" ");
    return space < 1 ? [] : [[line.slice(space + 1), Number(line.slice(0, space))] as const];
  });
}

function mapsOf(path: string, { snapshot }: World): readonly Marker[] {
  return snapshot.comments.flatMap(({ marker }) =>
    marker?.kind === "plan" && marker.data["path"] === path ? [marker] : [],
  );
}

/** `12:5 14:5` */
function readPlaced({ data }: Marker): readonly (readonly [number, number])[] {
  const pairs = typeof data["placed"] === "string" ? data["placed"].split(" ") : [];
  return pairs.map((pair) => {
    const [issue, parent] = pair.split(":");
    return [Number(issue), Number(parent)] as const;
  });
}

function isSetAside(issue: Issue | undefined): boolean {
  return issue?.isOpen === false && (issue.stateReason === "not_planned" || issue.stateReason === "duplicate");
}

/** Item id -> issue number by markers; of two the oldest, unless only the other is still wanted. */
function marked(path: string, { snapshot, issues }: World): ReadonlyMap<string, number> {
  const prefix = itemKey(path, "");
  const found = new Map<string, number>();
  for (const [number, marker] of [...snapshot.issueMarkers].sort(([a], [b]) => a - b)) {
    if (marker.kind !== "task" || !marker.key.startsWith(prefix)) continue;
    const id = marker.key.slice(prefix.length);
    const before = found.get(id);
    if (before === undefined || isSetAside(issues.get(before))) found.set(id, number);
  }
  return found;
}

const asked = new WeakMap<World, Map<readonly PlanTask[], PlanIssues>>();

/** `tasks` adds those that adopt an issue. Several ask for the same within one decision. */
export function findPlanIssues(path: string, tasks: readonly PlanTask[], world: World): PlanIssues {
  const known = asked.get(world) ?? new Map<readonly PlanTask[], PlanIssues>();
  asked.set(world, known);
  const before = known.get(tasks);
  if (before !== undefined) return before;
  const made = find(path, tasks, world);
  known.set(tasks, made);
  return made;
}

function find(path: string, tasks: readonly PlanTask[], world: World): PlanIssues {
  const byMarker = marked(path, world);
  const numbers = new Map(byMarker);
  const gone = new Map<string, number>();
  const maps = mapsOf(path, world);
  for (const [id, number] of maps.flatMap(readMap)) {
    const issue = world.issues.get(number);
    if (issue !== undefined && !(isSetAside(issue) && byMarker.has(id))) numbers.set(id, number);
    else if (issue === undefined && !byMarker.has(id)) gone.set(id, number);
  }
  for (const { id, adopts } of tasks) {
    const issue = adopts === null ? undefined : world.issues.get(adopts);
    if (issue !== undefined && !issue.isPullRequest && !isHub(issue.number, world)) numbers.set(id, issue.number);
  }
  return { numbers, gone, placed: new Map(maps.flatMap(readPlaced)) };
}
