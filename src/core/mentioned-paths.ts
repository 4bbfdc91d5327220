/** Paths of files that a text names in passing, in code or not: a guess at what the work will touch. */

const MOST_CHARACTERS = 20_000;
const MOST_PATHS = 20;
const LONGEST = 150;
/** Words end at white space and at what surrounds paths in Markdown. */
const BETWEEN = /[\s`"'()<>[\],;|*]/;
const NAMES_A_FILE = /^[\w@.-][\w@./-]{0,148}\.[a-z][a-z0-9]{0,7}$/i;

/** Each once, in the order of the text. Addresses are no paths, and a path has a folder and an ending. */
export function mentionedPaths(text: string): readonly string[] {
  if (!text.includes("/")) return [];
  const found = new Set<string>();
  for (const word of text.slice(0, MOST_CHARACTERS).split(BETWEEN)) {
    const path = word.replace(/^\.?\//, "").replace(/[.:!?]$/, "");
    const isPath = path.length <= LONGEST && path.includes("/") && !path.includes("//") && NAMES_A_FILE.test(path);
    if (isPath && !path.startsWith("www.")) found.add(path);
    if (found.size === MOST_PATHS) break;
  }
  return [...found];
}
