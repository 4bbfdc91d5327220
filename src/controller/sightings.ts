/** Checks and files that were looked at as evidence, as the mirror keeps them: forgotten at every resync. */
import { type SightWish, sightKey } from "../core/evidence.ts";
import type { Sighting } from "../core/world.ts";
import { Refused } from "../ports/github.ts";
import type { Mirror } from "./mirror.ts";
import type { Pass } from "./pass.ts";

const PREFIX = "sight:";

export function knownSightings(mirror: Mirror): ReadonlyMap<string, Sighting> {
  const notes = [...mirror.notes()].filter(([key, note]) => key.startsWith(PREFIX) && note !== "");
  return new Map(notes.map(([key, note]) => [key.slice(PREFIX.length), JSON.parse(note) as Sighting]));
}

/** What was never looked at, or not since the decision wants it. */
export function missingSights(mirror: Mirror, wishes: readonly SightWish[]): readonly SightWish[] {
  const known = knownSightings(mirror);
  return wishes.filter((wish) => {
    const seen = known.get(sightKey(wish));
    return seen === undefined || (wish.since !== null && Date.parse(seen.askedAt) < Date.parse(wish.since));
  });
}

export async function askSight(pass: Pass, wish: SightWish): Promise<void> {
  const askedAt = new Date(pass.clock.now()).toISOString();
  const seen = wish.kind === "file" ? { isThere: await isThere(pass, wish.path) } : { runs: await runsOf(pass, wish) };
  pass.mirror.setNote(PREFIX + sightKey(wish), JSON.stringify({ askedAt, ...seen }));
}

/** A definite no looks the same as a file that does not exist. */
async function isThere({ github }: Pass, path: string): Promise<boolean> {
  return (await unlessRefused(github.readFile(path))) !== null;
}

/** A commit that GitHub does not know has no checks. */
async function runsOf({ github }: Pass, { commit }: Extract<SightWish, { kind: "checks" }>) {
  const runs = await unlessRefused(github.readChecks(commit).then((found) => ({ found })));
  return runs === null ? [] : runs.found;
}

async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof Refused) return null;
    throw error;
  });
}

/** What changed meanwhile is seen by whoever still needs it: no webhook tells of checks. */
export function forgetSightings(mirror: Mirror): void {
  for (const key of [...mirror.notes().keys()]) if (key.startsWith(PREFIX)) mirror.setNote(key, "");
}
