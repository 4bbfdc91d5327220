/** The coordination issues of a repository, one after the other: GitHub locks a conversation, so a full one goes on in the next. */
import type { Fact, Issue, Marker } from "./model.ts";
import type { Snapshot, World } from "./world.ts";

/** Comments after which a successor is opened; GitHub takes 2,500 on one issue, and the last ones belong to people. */
export const MOST_COMMENTS = 2_000;

/** What the marker of a coordination issue holds. One that goes on from another names it. */
export function hubMarker(before: Issue | null): Marker {
  const key = before === null ? "coordination" : `coordination:${before.number}`;
  const data = before === null ? {} : { continues: before.number };
  return { kind: "coordination", key, facts: [], settled: [], data };
}

function continuedBy({ number }: Issue, { issueMarkers }: Snapshot): number | null {
  const before = issueMarkers.get(number)?.data["continues"];
  return typeof before === "number" ? before : null;
}

/**
 * Oldest first; the dashboard lives on the last. They hang together by the markers of the successors: the chain of the
 * adopted issue, else of the oldest open one of ours, else of the last closed.
 */
export function findHubs(snapshot: Snapshot): readonly Issue[] {
  const { settings, issues, issueMarkers } = snapshot;
  const isOurs = ({ number }: Issue) => issueMarkers.get(number)?.kind === "coordination";
  const ours = issues.filter(isOurs).sort((a, b) => a.number - b.number);
  const byNumber = (number: number | null) =>
    number === null ? undefined : issues.find((issue) => issue.number === number);
  const adopted = settings.coordinationIssue;
  const named = adopted === undefined ? (ours.find((one) => one.isOpen) ?? ours.at(-1)) : byNumber(adopted);
  if (named === undefined) return [];
  const chain = [named];
  const before = (issue: Issue) => byNumber(continuedBy(issue, snapshot));
  for (let at = before(named); at !== undefined && !chain.includes(at); at = before(at)) chain.unshift(at);
  const after = (issue: Issue) => ours.find((one) => continuedBy(one, snapshot) === issue.number);
  for (let at = after(named); at !== undefined && !chain.includes(at); at = after(at)) chain.push(at);
  return chain;
}

/** The present coordination issue or one before it. */
export function isHub(number: number, { hubs }: Pick<World, "hubs">): boolean {
  return hubs.some((hub) => hub.number === number);
}

/** Where what is said on an issue counts: on an earlier coordination issue for the present one. */
export function placeOf(number: number, world: World): Issue | undefined {
  return isHub(number, world) ? (world.coordination ?? undefined) : world.issues.get(number);
}

/** ISO time since when Signalbox listens here; null while it has no place of its own. */
export function heardSince({ hubs }: Pick<World, "hubs">): string | null {
  return hubs[0]?.createdAt ?? null;
}

/** What was told on earlier coordination issues stands on the present one, once, in the order in which it was told. */
export function carryFacts(
  facts: ReadonlyMap<number, readonly Fact[]>,
  hubs: readonly Issue[],
): ReadonlyMap<number, readonly Fact[]> {
  const present = hubs.at(-1);
  if (present === undefined || hubs.length === 1) return facts;
  const told = hubs.flatMap(({ number }) => facts.get(number) ?? []);
  const once = new Map(told.map((fact) => [JSON.stringify(fact), fact]));
  const carried = new Map(facts);
  for (const { number } of hubs) carried.delete(number);
  return once.size === 0 ? carried : carried.set(present.number, [...once.values()]);
}
