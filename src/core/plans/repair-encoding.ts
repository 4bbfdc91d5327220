/** Repairs UTF-8 that was once read as Windows-1252 or Mac Roman: `â†’` and `‚Üí` become an arrow again, run by run. */

export interface Repaired {
  readonly text: string;
  /** How many broken runs were repaired, and the line of the first; 0 and 0 when nothing was broken. */
  readonly count: number;
  readonly line: number;
  readonly example: string;
}

/** Bytes that Windows-1252 has no character for are lost for good; these are the signs plans use that lose one. */
const LOST: readonly (readonly [string, string])[] = [
  ["â¸ï¸", "⏸️"],
  ["âš\u00a0ï¸", "⚠️"],
  ["âš ï¸", "⚠️"],
  ["â¸", "⏸"],
  ["â³", "⏳"],
  ["âŒ", "❌"],
  ["â­", "⭐"],
  ["ï¸", "\ufe0f"],
];

function bytesOf(encoding: string): ReadonlyMap<string, number> {
  const decoder = new TextDecoder(encoding);
  const high = Array.from({ length: 128 }, (_, at) => at + 128);
  return new Map(high.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
}

const TABLES = [bytesOf("windows-1252"), bytesOf("macintosh")];

/** Text in which nothing looks broken comes back as it is. Lines keep their numbers. Linear. */
export function repairEncoding(text: string): Repaired {
  if (!TABLES.some((table) => isBrokenBy(text, table))) return { text, count: 0, line: 0, example: "" };
  const found = { count: 0, at: -1, example: "" };
  let repaired = "";
  let at = 0;
  while (at < text.length) {
    const piece = text.charCodeAt(at) < 128 ? null : (sequenceAt(text, at) ?? lostAt(text, at));
    if (piece !== null && found.at < 0) {
      found.at = at;
      found.example = text.slice(at, at + piece.length);
    }
    if (piece !== null) found.count += 1;
    repaired += piece === null ? text.charAt(at) : piece.text;
    at += piece === null ? 1 : piece.length;
  }
  const line = found.at < 0 ? 0 : text.slice(0, found.at).split("\n").length;
  return { text: repaired, count: found.count, line, example: found.example };
}

interface Piece {
  readonly text: string;
  readonly length: number;
}

/** One of three or four bytes is never written on purpose, nor is the `Ã¤` of `WÃ¤nde` or `Â½`; other short ones prove nothing. */
function isBrokenBy(text: string, table: ReadonlyMap<string, number>): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) < 128) continue;
    const found = decoded(text, at, table);
    if ((found !== null && (found.length >= 3 || isInWord(text, at, found))) || lostAt(text, at) !== null) return true;
  }
  return false;
}

function isInWord(text: string, at: number, { text: letter, length }: Piece): boolean {
  if (/^[½¼¾§°]$/.test(letter)) return true;
  return /^[À-ÿ]$/.test(letter) && /[a-z]/i.test(text.charAt(at - 1)) && /[a-z]/i.test(text.charAt(at + length));
}

/** Of two readings the longer one: two letters in a row are more easily chance. */
function sequenceAt(text: string, at: number): Piece | null {
  const pieces = TABLES.flatMap((table) => decoded(text, at, table) ?? []);
  return pieces.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** The character whose UTF-8 bytes the next two to four characters are in this table. */
function decoded(text: string, at: number, table: ReadonlyMap<string, number>): Piece | null {
  const lead = table.get(text.charAt(at)) ?? 0;
  const length =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  if (length === 0) return null;
  const bytes = Array.from({ length }, (_, offset) => table.get(text.charAt(at + offset)) ?? 0);
  if (!bytes.slice(1).every((byte) => byte >= 0x80 && byte < 0xc0)) return null;
  const character = new TextDecoder("utf-8").decode(Uint8Array.from(bytes));
  return character.includes("\ufffd") ? null : { text: character, length };
}

function lostAt(text: string, at: number): Piece | null {
  const entry = LOST.find(([broken]) => text.startsWith(broken, at));
  return entry === undefined ? null : { text: entry[1], length: entry[0].length };
}
