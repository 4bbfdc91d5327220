/** Chance without memory: the same seed and the same words always draw the same number. */

/** In [0, 1): FNV-1a over the words, mixed once more so that near words lie far apart. */
export function draw(seed: number, ...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of words.join("\u0000")) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296;
}

/** One of the list; undefined only when it is empty. */
export function drawOne<T>(seed: number, list: readonly T[], ...words: readonly (string | number)[]): T | undefined {
  return list[Math.floor(draw(seed, ...words) * list.length)];
}
