/** Files that open pull requests change: what a task will probably touch, and which tasks will meet when they are merged. */
import { isHere } from "./model.ts";
import type { Task, World } from "./world.ts";

/** An open pull request with the open tasks it closes. */
export interface Side {
  readonly pull: number;
  readonly issues: readonly number[];
}

/** Two open pull requests that change the same files; the lower number is `one`. */
export interface Clash {
  readonly one: Side;
  readonly other: Side;
  readonly paths: readonly string[];
}

/** What everybody changes (a changelog, a lock file) is told of so many pull requests, those opened first. */
const MOST_PER_PATH = 10;

/** Open pull requests of this repository that close the task. */
function openPulls({ issue }: Task, { issues, snapshot }: World) {
  return issue.linkedPullRequests.flatMap(({ ref }) => {
    const pull = isHere(ref, snapshot.repo) ? issues.get(ref.number) : undefined;
    return pull?.isPullRequest === true && pull.isOpen ? [pull] : [];
  });
}

/** Each once. A guess at what the work touches: later commits may change more, or less. */
export function changedFor(task: Task, world: World): readonly string[] {
  if (!task.issue.isOpen || task.issue.linkedPullRequests.length === 0) return [];
  return [...new Set(openPulls(task, world).flatMap(({ changedPaths }) => changedPaths ?? []))];
}

const cache = new WeakMap<World, readonly Clash[]>();

/** In the order of the pull requests. Two that close the same issues are two tries at one thing and no clash. */
export function findClashes(world: World): readonly Clash[] {
  const before = cache.get(world);
  if (before !== undefined) return before;
  const sides = sidesOf(world);
  const paths = new Map<string, { readonly one: number; readonly other: number; readonly paths: string[] }>();
  for (const [path, pulls] of pullsByPath([...sides.keys()], world))
    for (const [at, one] of pulls.entries())
      for (const other of pulls.slice(at + 1)) {
        const key = `${one} ${other}`;
        const met = paths.get(key);
        if (met === undefined) paths.set(key, { one, other, paths: [path] });
        else met.paths.push(path);
      }
  const found = [...paths.values()]
    .sort((a, b) => a.one - b.one || a.other - b.other)
    .map(({ one, other, paths: same }): Clash => {
      const sideOf = (pull: number) => ({ pull, issues: sides.get(pull) ?? [] });
      return { one: sideOf(one), other: sideOf(other), paths: same.sort() };
    })
    .filter(({ one, other }) => one.issues.join() !== other.issues.join());
  cache.set(world, found);
  return found;
}

/** Pull request -> open tasks it closes, both ascending. */
function sidesOf(world: World): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const task of world.tasks.values()) {
    if (!task.issue.isOpen || task.issue.linkedPullRequests.length === 0) continue;
    for (const { number } of openPulls(task, world))
      found.set(
        number,
        [...(found.get(number) ?? []), task.issue.number].sort((a, b) => a - b),
      );
  }
  return new Map([...found].sort(([one], [other]) => one - other));
}

function pullsByPath(pulls: readonly number[], { issues }: World): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const pull of pulls)
    for (const path of new Set(issues.get(pull)?.changedPaths)) {
      const known = found.get(path);
      if (known === undefined) found.set(path, [pull]);
      else if (known.length < MOST_PER_PATH) known.push(pull);
    }
  return found;
}

/** Those that concern the issue, seen from it: its own side first. */
export function clashesOf(issue: number, world: World): readonly { readonly own: Side; readonly clash: Clash }[] {
  return findClashes(world).flatMap((clash) =>
    [clash.one, clash.other].flatMap((own) => (own.issues.includes(issue) ? [{ own, clash }] : [])),
  );
}
