/** HTML inside Markdown: where a tag, comment or declaration ends, and which elements hide what they hold. */

/** Elements whose text does not count. */
const HIDING = new Set(["del", "s", "strike", "code", "pre", "kbd", "blockquote", "script", "style", "textarea"]);

/** Elements that end a line for the reader. */
const BREAKING = new Set(
  "br p div li ul ol dl dt dd tr table thead tbody h1 h2 h3 h4 h5 h6 hr details summary section header footer".split(
    " ",
  ),
);

/** Elements that part columns. */
const CELLS = new Set(["td", "th"]);

/** Block elements that open an HTML block (CommonMark, HTML block kind 6). */
const BLOCKS = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link " +
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead " +
    "title tr track ul"
  ).split(" "),
);

export interface Tag {
  readonly name: string;
  readonly isClosing: boolean;
  readonly isEmpty: boolean;
  /** Target of an `<a href>`; empty otherwise. */
  readonly href: string;
  /** Index behind the tag. */
  readonly end: number;
}

export function isHiding(name: string): boolean {
  return HIDING.has(name);
}

export function isBreaking(name: string): boolean {
  return BREAKING.has(name);
}

export function isCell(name: string): boolean {
  return CELLS.has(name);
}

export function opensBlock(name: string): boolean {
  return BLOCKS.has(name);
}

const NAME = /<(\/?)([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>])/y;
const LONGEST_TAG = 4000;
const HREF = /\shref\s{0,4}=\s{0,4}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/i;

/** Index of the `>` that ends the tag whose name ends before `at`; -1 when an unquoted `<` or the end comes first. */
function closeOf(text: string, at: number): number {
  const limit = Math.min(text.length, at + LONGEST_TAG);
  let quote = 0;
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 62) return i;
    else if (code === 60) return -1;
    else if (code === 34 || code === 39) quote = code;
  }
  return -1;
}

/** The tag that starts at `at`, or null. Time is bounded by the longest tag we read (4,000 characters). */
export function tagAt(text: string, at: number): Tag | null {
  NAME.lastIndex = at;
  const match = NAME.exec(text);
  if (match === null) return null;
  const close = closeOf(text, NAME.lastIndex);
  if (close < 0) return null;
  const name = (match[2] ?? "").toLowerCase();
  const isClosing = match[1] === "/";
  const href = name === "a" && !isClosing ? HREF.exec(text.slice(at, close + 1)) : null;
  return {
    name,
    isClosing,
    isEmpty: text.charCodeAt(close - 1) === 47,
    href: href?.[1] ?? href?.[2] ?? href?.[3] ?? "",
    end: close + 1,
  };
}
