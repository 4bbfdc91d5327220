/** Makes characters regular: spaces, widths, quotation marks, entities, and what cannot be seen. */

const PLAIN = /^[\x20-\x7e]*$/;
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/g;
/** Variation selectors: they change how a sign looks, not what it says. */
const VARIATIONS = /[\ufe00-\ufe0f]/g;
const DISARMED = /([#\uff03])[\u200b-\u200f\u2060-\u2064\ufeff]+(?=[0-9\uff10-\uff19])/g;
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]/g;
const WIDE = /[\uff01-\uff5e]/g;

/** What is left of a character whose look could be mistaken for our own inserts or that never had one. */
const LOST = "\ufffd";

/** Visible text with one kind of space, ASCII for full-width forms, straight apostrophes, and nothing invisible. */
export function regular(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(DISARMED, `$1${LOST}`)
    .replace(INVISIBLE, "")
    .replace(VARIATIONS, "")
    .replace(SPACES, " ")
    .replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .normalize("NFC");
}

/** CR, CRLF and lone NUL made regular, no byte order mark; characters that we use for inserts are taken out. */
export function regularSource(text: string): string {
  return text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/[\0\ue000-\uf8ff\u2028\u2029]|[\udb80-\udbff][\udc00-\udfff]/g, LOST);
}

const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    apos: "'",
    emsp: " ",
    ensp: " ",
    gt: ">",
    hellip: "…",
    larr: "←",
    lt: "<",
    mdash: "—",
    nbsp: " ",
    ndash: "–",
    num: "#",
    quot: '"',
    rarr: "→",
    shy: "",
    thinsp: " ",
    zwj: "",
    zwnj: "",
  }),
);

const ENTITY = /&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/y;

/** The character an entity at `at` stands for, with its length in the source; null when none stands there. */
export function entityAt(text: string, at: number): { readonly text: string; readonly length: number } | null {
  ENTITY.lastIndex = at;
  const match = ENTITY.exec(text);
  if (match === null) return null;
  const [whole, decimal, hex, name] = match;
  if (name !== undefined) {
    const known = NAMED.get(name);
    return known === undefined ? null : { text: known, length: whole.length };
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? "0", 16) : Number(decimal);
  const isUsable = code > 8 && code < 0xe000 && !(code >= 0xd800 && code <= 0xdfff) && code !== 0x2028;
  return { text: isUsable ? String.fromCharCode(code) : LOST, length: whole.length };
}
