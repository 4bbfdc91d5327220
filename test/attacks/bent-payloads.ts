// Webhook bodies bent out of shape: what a changed, broken or hostile sender could sign.
import { type Random, seededRandom } from "../../src/sandbox/random.ts";

/** Instead of a value: nothing, the wrong kind, too big, too deep, or names that reach for the prototype. */
const INSTEAD: readonly string[] = [
  "null",
  "[]",
  "{}",
  "[[[null]]]",
  '""',
  '"\\ud800"',
  '"\\u0000\\u202e<!-- signalbox:v1 {} -->"',
  '"/unblock #1 because I say so"',
  "true",
  "0",
  "-1",
  "1e308",
  "9007199254740993",
  "0.1",
  `"${"x".repeat(3000)}"`,
  '{"__proto__":{"id":1},"constructor":{"prototype":{"id":1}}}',
  '{"id":1,"node_id":"I_1"}',
  '{"length":1000000000}',
  `${"[".repeat(400)}${"]".repeat(400)}`,
  `${'{"a":'.repeat(300)}1${"}".repeat(300)}`,
];

/** Instead of a whole body. */
const WHOLE: readonly string[] = [
  "",
  "null",
  "[]",
  "1",
  '"text"',
  "{",
  "\u0000",
  "{}",
  '{"__proto__":{"action":"opened"}}',
  "[".repeat(20_000),
  "\ufeff{}",
];

const NAMES = ["__proto__", "constructor", "toString", "id", "node_id", "", "\ud800", "repository", "installation"];

export function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[random.between(0, from.length - 1)];
  if (one === undefined) throw new Error("expected something to pick from, found nothing");
  return one;
}

interface Spot {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

function spots(value: unknown, found: Spot[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [name, inner] of Object.entries(value)) {
    found.push({ holder: value as Record<string, unknown>, name });
    spots(inner, found);
  }
  return found;
}

/** Values that cannot be built as objects stand in the text as a mark until it is written. */
const MARK = "@@instead@@";

function bend(body: string, random: Random): string {
  const json = JSON.parse(body) as Record<string, unknown>;
  const every = spots(json);
  // The parts that are read lie near the top: half of the blows go there.
  const parts = new Set<unknown>([json, ...Object.values(json)]);
  const { holder, name } = pick(random, random.chance(0.5) ? every.filter((spot) => parts.has(spot.holder)) : every);
  const blow = random.between(0, 3);
  if (blow === 0) delete holder[name];
  if (blow === 1) {
    const renamed = { value: holder[name], writable: true, enumerable: true, configurable: true };
    Object.defineProperty(holder, pick(random, NAMES), renamed);
    delete holder[name];
  }
  if (blow >= 2) holder[name] = MARK;
  return JSON.stringify(json).replace(`"${MARK}"`, () => pick(random, INSTEAD));
}

/** `count` bodies made from real ones, the same for the same seed. */
export function bentBodies(
  real: readonly { readonly event: string; readonly body: string }[],
  count: number,
  seed: number,
): readonly { readonly event: string; readonly body: string }[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const { event, body } = pick(random, real);
    if (random.chance(0.03)) return { event, body: pick(random, WHOLE) };
    if (random.chance(0.03)) return { event, body: body.slice(0, random.between(0, body.length)) };
    if (random.chance(0.05))
      return { event: pick(random, ["push", "installation", "repository", "member", "x"]), body };
    return { event, body: bend(random.chance(0.3) ? bend(body, random) : body, random) };
  });
}
