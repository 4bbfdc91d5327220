/** New edges by command: who may state them, and that none of them closes a circle. Shared by block, depends and blocks. */
import { nameRef, whyOutside } from "../core/explain.ts";
import { isHub } from "../core/hubs.ts";
import { holds } from "../core/judge-edges.ts";
import type { Ref } from "../core/model.ts";
import { isHere, refKey } from "../core/model.ts";
import type { Asked, Outcome, Told } from "../core/plugins.ts";
import { quote } from "../core/quote.ts";
import type { World } from "../core/world.ts";
import { accept, mayDo, notAnOpenIssue, refuse, tell } from "./outcomes.ts";
import { readRefs } from "./read-ref.ts";

export interface NewWait {
  readonly dependent: number;
  readonly blocker: Ref;
}

/** Blockers of each issue of this repository, by the edges that hold. */
function blockersByIssue(world: World): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const edge of world.edges) {
    if (!holds(edge) || !isHere(edge.blocker, world.snapshot.repo)) continue;
    const list = found.get(edge.dependent.number);
    if (list === undefined) found.set(edge.dependent.number, [edge.blocker.number]);
    else list.push(edge.blocker.number);
  }
  return found;
}

/** The shortest way along which `from` waits for `to`, both included; null when it does not. */
export function pathBetween(from: number, to: number, world: World): readonly number[] | null {
  const blockers = blockersByIssue(world);
  const cameFrom = new Map<number, number>([[from, 0]]);
  let wave = [from];
  while (wave.length > 0 && !cameFrom.has(to)) {
    const next: number[] = [];
    for (const at of wave) {
      for (const blocker of blockers.get(at) ?? []) {
        if (cameFrom.has(blocker)) continue;
        cameFrom.set(blocker, at);
        next.push(blocker);
      }
    }
    wave = next;
  }
  if (!cameFrom.has(to)) return null;
  const path: number[] = [];
  for (let at = to; at !== 0; at = cameFrom.get(at) ?? 0) path.unshift(at);
  return path;
}

function whyNotWait({ dependent, blocker }: NewWait, world: World): string | null {
  if (!isHere(blocker, world.snapshot.repo)) return null;
  const { number } = blocker;
  const name = `#${number}`;
  if (number === dependent) return `#${dependent} cannot wait for itself. Which issue did you mean?`;
  if (isHub(number, world)) return `${name} is the coordination issue; nothing waits for it.`;
  if (!world.issues.has(number)) return `${name} does not exist here, or cannot be seen. Is the number right?`;
  const path = pathBetween(number, dependent, world);
  if (path === null) return null;
  const shown = path.length > 8 ? [...path.slice(0, 4), 0, ...path.slice(-3)] : path;
  const way = shown.map((at) => (at === 0 ? "…" : `#${at}`)).join(" → ");
  return `That would close a circle: ${name} already waits for #${dependent} (${way}). Way out: remove one of these first, with \`/unblock\`.`;
}

function isStated({ dependent, blocker }: NewWait, world: World): boolean {
  return world.edges.some(
    (edge) =>
      holds(edge) &&
      edge.kind === "hard" &&
      edge.dependent.number === dependent &&
      refKey(edge.blocker) === refKey(blocker),
  );
}

/** All or nothing: one impossible edge refuses the line, so that nobody has to guess which ones came true. */
function addWaits(asked: Asked, waits: readonly NewWait[]): Outcome {
  const { world, sender, line, comment, from } = asked;
  for (const wait of waits) {
    const why = whyNotWait(wait, world);
    if (why !== null) return refuse(why);
  }
  const facts = waits
    .filter((wait) => !isStated(wait, world))
    .map(({ dependent, blocker }): Told => {
      const { reason } = line;
      return tell(asked, {
        kind: "edge",
        dependent,
        blocker,
        edge: "hard",
        by: sender,
        reason,
        at: comment.createdAt,
        from,
      });
    });
  return accept(facts);
}

/** The references of the line, or the sentence about what could not be read. */
function namedRefs({ line, world }: Asked): readonly Ref[] | string {
  const { refs, unread } = readRefs(line.args, world);
  if (unread.length > 0)
    return `“${quote(unread.join(" "), 60)}” is not an issue. What works: \`/${line.name} #12, #14 because REASON\`.`;
  if (refs.length === 0) return `Which issue? What works: \`/${line.name} #12 because REASON\`.`;
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

/** The issue the command stands on waits for the named ones. */
export function waitForNamed(asked: Asked): Outcome {
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const refs = namedRefs(asked);
  if (typeof refs === "string") return refuse(refs);
  return addWaits(
    asked,
    refs.map((blocker) => ({ dependent: asked.issue.number, blocker })),
  );
}

/** Making somebody else's issue wait takes triage permission, or having written both (the authority rule). */
function whyNotOthers(dependent: Ref, { issue, role, sender, world }: Asked): string | null {
  const name = nameRef(dependent, world.snapshot.repo);
  if (!isHere(dependent, world.snapshot.repo)) return `What ${name} waits for is decided in its own repository.`;
  const other = world.issues.get(dependent.number);
  if (other === undefined || !other.isOpen || other.isPullRequest) return whyOutside(world, dependent.number);
  const wroteBoth = other.author?.id === sender.id && issue.author?.id === sender.id;
  if (mayDo(role) || wroteBoth) return null;
  return `${name} is somebody else's, so making it wait takes triage permission. Way out: write \`/depends #${issue.number}\` there, if it is yours to do.`;
}

/** The named issues wait for the one the command stands on. */
export function letNamedWait(asked: Asked): Outcome {
  const { issue, world } = asked;
  const outside = notAnOpenIssue(asked);
  if (outside !== null) return refuse(outside);
  const refs = namedRefs(asked);
  if (typeof refs === "string") return refuse(refs);
  for (const ref of refs) {
    if (isHere(ref, world.snapshot.repo) && ref.number === issue.number)
      return refuse(`#${issue.number} cannot wait for itself. Which issue did you mean?`);
    const why = whyNotOthers(ref, asked);
    if (why !== null) return refuse(why);
  }
  const blocker = { repo: world.snapshot.repo, number: issue.number };
  return addWaits(
    asked,
    refs.map((ref) => ({ dependent: ref.number, blocker })),
  );
}
