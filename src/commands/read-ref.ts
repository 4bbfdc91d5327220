/** Reads the issues a command names: `#12`, `GH-12`, `owner/repo#12`, a URL, or a short range `#12-15`. */
import type { Ref } from "../core/model.ts";
import type { World } from "../core/world.ts";

const OWN = /^(?:#|gh-)(\d{1,10})$/i;
const BARE = /^\d{1,10}$/;
const FULL = /^([\w.-]{1,100}\/[\w.-]{1,100})#(\d{1,10})$/;
const ADDRESS = /^https:\/\/([^/\s]{1,100})\/([\w.-]{1,100}\/[\w.-]{1,100})\/(?:issues|pull)\/(\d{1,10})(?:[/?#]|$)/i;
const RANGE = /^#(\d{1,10})(?:-|–|—)#?(\d{1,10})$/;

/** Ranges beyond this are surely a slip. */
const MOST_IN_RANGE = 100;

function readOne(word: string, { repo, host }: World["snapshot"]): Ref | null {
  const own = OWN.exec(word)?.[1] ?? BARE.exec(word)?.[0];
  if (own !== undefined) return { repo, number: Number(own) };
  const full = FULL.exec(word);
  if (full) return { repo: full[1] ?? "", number: Number(full[2]) };
  const address = ADDRESS.exec(word);
  if (!address) return null;
  const ref = { repo: address[2] ?? "", number: Number(address[3]) };
  return address[1]?.toLowerCase() === host.toLowerCase() ? ref : { ...ref, host: address[1] ?? "" };
}

function readRange(word: string, repo: string): Ref[] | null {
  const found = RANGE.exec(word);
  if (!found) return null;
  const [from, to] = [Number(found[1]), Number(found[2])];
  if (to < from || to - from >= MOST_IN_RANGE) return null;
  return Array.from({ length: to - from + 1 }, (_, i) => ({ repo, number: from + i }));
}

/** One reference; null when it is none, or `#0`. */
export function readRef(word: string, world: World): Ref | null {
  const ref = readOne(word, world.snapshot);
  return ref === null || ref.number === 0 ? null : ref;
}

export interface ReadRefs {
  readonly refs: readonly Ref[];
  /** Words that are no reference, little joining words left out. */
  readonly unread: readonly string[];
}

export function readRefs(words: readonly string[], world: World): ReadRefs {
  const refs: Ref[] = [];
  const unread: string[] = [];
  for (const word of words) {
    if (/^(?:and|&|\+|on|by)$/i.test(word)) continue;
    const range = readRange(word, world.snapshot.repo);
    const one = range === null ? readRef(word, world) : null;
    refs.push(...(range ?? []), ...(one === null ? [] : [one]));
    if (range === null && one === null) unread.push(word);
  }
  return { refs, unread };
}
