/** GitHub's own dependencies, so that its "Blocked" badge shows what was written in prose: ours are added and removed, a person's never. */
import type { Action } from "../actions.ts";
import { holds } from "../judge-edges.ts";
import type { Issue, Ref } from "../model.ts";
import { isHere, isSameName, refKey } from "../model.ts";
import { isOwnEdge, wasCutByHand } from "../own-edges.ts";
import type { World } from "../world.ts";

/** Dependencies that GitHub keeps for one issue, in each direction. */
const MOST_NATIVE = 50;

/** A number for an issue of this repository: made far more often than read, a name for each would be dear. */
type Key = number | string;
type Declared = ReadonlyMap<number, ReadonlyMap<Key, Ref>>;

function keyIn(repo: string, ref: Ref): Key {
  return isHere(ref, repo) ? ref.number : refKey(ref);
}

/** What texts and commands say, by dependent; each pair once. Edges of a whole phase and its gate come and go too often. */
function declaredEdges(world: World): Declared {
  const { repo } = world.snapshot;
  const found = new Map<number, Map<Key, Ref>>();
  for (const edge of world.edges) {
    if (edge.origin === "native" || edge.syntax === "gate" || edge.kind !== "hard" || !holds(edge)) continue;
    const blockers = found.get(edge.dependent.number) ?? new Map<Key, Ref>();
    blockers.set(keyIn(repo, edge.blocker), edge.blocker);
    if (blockers.size === 1) found.set(edge.dependent.number, blockers);
  }
  return found;
}

/** Ours whose text has gone, or whose issue takes no part any more. */
function removals(issue: Issue, declared: Declared, world: World): readonly Action[] {
  const { repo, app } = world.snapshot;
  const wanted = world.tasks.has(issue.number) ? declared.get(issue.number) : undefined;
  const stale = issue.blockedBy.filter(
    (ref) => wanted?.has(keyIn(repo, ref)) !== true && isOwnEdge(issue, ref, app.botId),
  );
  return stale.map(
    (blocker): Action => ({ kind: "remove-edge", issue: issue.number, blocker, because: "no text says it any more" }),
  );
}

/** An open issue here, or one seen open in another repository of the installation. */
function isOpenIssue(ref: Ref, world: World): boolean {
  const { repo, neighbours, foreign } = world.snapshot;
  if (isHere(ref, repo)) {
    const issue = world.issues.get(ref.number);
    return issue?.isOpen === true && !issue.isPullRequest;
  }
  if (ref.host !== undefined || !neighbours.some((name) => isSameName(name, ref.repo))) return false;
  const known = foreign.find((one) => refKey(one.ref) === refKey(ref));
  return known?.state === "open" && known.isPullRequest !== true;
}

/** GitHub refuses circles, and so do we. */
function isInCircle(dependent: number, blocker: Ref, world: World): boolean {
  return (
    isHere(blocker, world.snapshot.repo) &&
    world.cycles.some(({ members }) => members.includes(dependent) && members.includes(blocker.number))
  );
}

function missing(issue: Issue, declared: Declared, world: World): readonly Ref[] {
  const { repo, app } = world.snapshot;
  const present = new Set(issue.blockedBy.map((ref) => keyIn(repo, ref)));
  return [...(declared.get(issue.number)?.values() ?? [])].filter(
    (ref) =>
      !present.has(keyIn(repo, ref)) &&
      isOpenIssue(ref, world) &&
      !isInCircle(issue.number, ref, world) &&
      !wasCutByHand(issue, ref, app.botId),
  );
}

/** How many issues GitHub shows as waiting for each; those of other repositories are not known. */
function countDependents({ issues, snapshot }: World): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const issue of issues.values())
    for (const ref of issue.blockedBy) {
      const key = keyIn(snapshot.repo, ref);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
}

interface Fitting {
  readonly fits: readonly { readonly issue: number; readonly blocker: Ref }[];
  /** Stands in the text alone: one side of it has all the dependencies that GitHub keeps. */
  readonly beyond: readonly { readonly issue: number; readonly blocker: Ref }[];
}

function findRoom(declared: Declared, world: World): Fitting {
  const lacking = [...declared.keys()]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const issue = world.tasks.get(number)?.issue;
      const blockers = issue?.isOpen === true && !issue.isPullRequest ? missing(issue, declared, world) : [];
      return issue === undefined || blockers.length === 0 ? [] : [{ issue, blockers }];
    });
  if (lacking.length === 0) return { fits: [], beyond: [] };
  const counts = countDependents(world);
  const fits: { issue: number; blocker: Ref }[] = [];
  const beyond: { issue: number; blocker: Ref }[] = [];
  for (const { issue, blockers } of lacking) {
    let room = MOST_NATIVE - issue.blockedBy.length;
    for (const blocker of blockers) {
      const key = keyIn(world.snapshot.repo, blocker);
      const waiting = counts.get(key) ?? 0;
      const isRoom = room > 0 && waiting < MOST_NATIVE;
      (isRoom ? fits : beyond).push({ issue: issue.number, blocker });
      if (!isRoom) continue;
      room -= 1;
      counts.set(key, waiting + 1);
    }
  }
  return { fits, beyond };
}

/** A world never changes: what it declares, and for what of that there is room, is found once. */
const known = new WeakMap<World, { readonly declared: Declared; readonly room: Fitting }>();

function lookAt(world: World): { readonly declared: Declared; readonly room: Fitting } {
  const before = known.get(world);
  if (before !== undefined) return before;
  const declared = declaredEdges(world);
  const found = { declared, room: findRoom(declared, world) };
  known.set(world, found);
  return found;
}

/** Declared edges that GitHub has no room for; they hold all the same. */
export function edgesBeyondLimit(world: World): Fitting["beyond"] {
  return world.snapshot.settings.nativeEdges ? lookAt(world).room.beyond : [];
}

/** The last thing done in a pass: what is gone goes first, because it makes room. */
export function planNativeEdges(world: World): readonly Action[] {
  const { declared, room } = lookAt(world);
  const gone = [...world.issues.values()].flatMap((issue) => removals(issue, declared, world));
  if (!world.snapshot.settings.nativeEdges) return gone;
  const because = "its text says so";
  return [...gone, ...room.fits.map((one): Action => ({ kind: "add-edge", ...one, because }))];
}
