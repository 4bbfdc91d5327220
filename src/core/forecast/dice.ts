/** Numbers that fall like dice and are the same every time: a forecast of the same world is the same forecast. */

/** Xorshift (Marsaglia 2003), 32 bits of state. Each call gives a number from 0 to below 1. */
export function openDice(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** One number from 0 to below 1 for this pair, the same always: what else is in the plan does not change it. */
export function chanceOf(seed: number, sample: number): number {
  let mixed = Math.imul(seed ^ Math.imul(sample + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4eb2f);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
}

/** FNV-1a over the characters: a seed from a name. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash;
}
