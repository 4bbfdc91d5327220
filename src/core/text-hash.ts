/** A short, stable fingerprint of a text: tells "the same words as before" from "changed", nothing more. */

/** FNV-1a, 53 bits as 11 base-36 characters (http://www.isthe.com/chongo/tech/comp/fnv/). White space is folded. */
export function textHash(text: string): string {
  let high = 0x811c9dc5;
  let low = 0x01000193;
  for (const part of text.split(/\s+/)) {
    for (let i = 0; i <= part.length; i++) {
      const code = i === part.length ? 32 : part.charCodeAt(i);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ (code + i), 0x01000193);
    }
  }
  return ((high >>> 0) * 2 ** 21 + ((low >>> 0) & 0x1fffff)).toString(36).padStart(11, "0");
}
