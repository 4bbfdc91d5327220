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
