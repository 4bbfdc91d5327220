/** Every code point, halves of pairs too: as fast-check's "binary", which spends a second listing all of them first. */
import fc from "fast-check";

export const anyCharacter = fc.nat(0x10_ffff).map(
  (code) => String.fromCodePoint(code),
  (text) => {
    const code = typeof text === "string" ? text.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== text) throw new Error("Expected one character");
    return code;
  },
);
