/**
 * May two path patterns name the same file? Answers yes whenever that cannot be ruled out: a false yes costs a little
 * waiting, a false no costs a merge conflict. So a path covers everything below it, case does not count, and of a
 * segment with wildcards only the fixed beginning and end are compared. Work is bounded by 32 x 32 segments per pair.
 */

const MOST_SEGMENTS = 32;
const WILD = /[*?[{]/;

/** The first pair that may overlap, as written; null when the two lists keep clear of each other. */
export function findOverlap(ours: readonly string[], theirs: readonly string[]): readonly [string, string] | null {
  if (ours.length === 0 || theirs.length === 0) return null;
  const parsed = theirs.filter(isStated).map((their) => ({ their, segments: segmentsOf(their) }));
  for (const our of ours.filter(isStated)) {
    const segments = segmentsOf(our);
    const met = parsed.find((other) => meet(segments, other.segments));
    if (met !== undefined) return [our, met.their];
  }
  return null;
}

function isStated(pattern: string): boolean {
  return pattern.trim() !== "";
}

/** A pattern we cannot cut into segments with certainty ends in `**` where the doubt begins. */
function segmentsOf(pattern: string): string[] {
  const all = pattern
    .toLowerCase()
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".");
  if (all.includes("..") || pattern.startsWith("!")) return ["**"];
  const doubt = all.findIndex((segment, at) => at === MOST_SEGMENTS || isTorn(segment));
  return doubt === -1 ? all : [...all.slice(0, doubt), "**"];
}

/** True for one end of `{a/b,c}`: its braces hold a slash. */
function isTorn(segment: string): boolean {
  return segment.lastIndexOf("{") > segment.lastIndexOf("}") || segment.indexOf("}") < segment.indexOf("{");
}

/** Row by row over both patterns, the last row first: reach[j] says whether ours from i and theirs from j may meet. */
function meet(ours: readonly string[], theirs: readonly string[]): boolean {
  let below: boolean[] = Array.from({ length: theirs.length + 1 }, () => true);
  for (let i = ours.length - 1; i >= 0; i--) {
    const row: boolean[] = Array.from({ length: theirs.length + 1 }, () => true);
    for (let j = theirs.length - 1; j >= 0; j--) row[j] = meetsAt(ours, theirs, i, j, below, row);
    below = row;
  }
  return below[0] === true;
}

function meetsAt(
  ours: readonly string[],
  theirs: readonly string[],
  i: number,
  j: number,
  below: readonly boolean[],
  row: readonly boolean[],
): boolean {
  const our = ours[i] ?? "";
  const their = theirs[j] ?? "";
  if (our === "**" && (below[j] === true || (row[j + 1] === true && mayGoOn(ours, i, theirs, j)))) return true;
  if (their === "**" && (row[j + 1] === true || (below[j] === true && mayGoOn(theirs, j, ours, i)))) return true;
  if (our === "**" || their === "**") return false;
  return segmentsMeet(our, their) && below[j + 1] === true;
}

/** `**` at `at` swallows the other's segment; when that was its last and names a file, nothing lies below it. */
function mayGoOn(mine: readonly string[], at: number, other: readonly string[], swallowed: number): boolean {
  const isLast = swallowed === other.length - 1;
  return !isLast || at === mine.length - 1 || !/[^.]\.[a-z0-9]{1,10}$/.test(other[swallowed] ?? "");
}

function segmentsMeet(one: string, other: string): boolean {
  const [start, end] = ends(one);
  const [otherStart, otherEnd] = ends(other);
  if (start === null || otherStart === null) {
    if (start === otherStart) return one === other;
    return start === null ? fits(one, otherStart ?? "", otherEnd) : fits(other, start, end);
  }
  return (
    (start.startsWith(otherStart) || otherStart.startsWith(start)) && (end.endsWith(otherEnd) || otherEnd.endsWith(end))
  );
}

function fits(name: string, start: string, end: string): boolean {
  return name.startsWith(start) && name.endsWith(end);
}

/** What stands before the first and after the last wildcard; null without any. */
function ends(segment: string): readonly [string | null, string] {
  const first = segment.search(WILD);
  if (first === -1) return [null, ""];
  const last = Math.max(first, ...["*", "?", "]", "}"].map((sign) => segment.lastIndexOf(sign)));
  return [segment.slice(0, first), segment.slice(last + 1)];
}
