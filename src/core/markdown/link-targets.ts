/** Where a link leads: the destination behind its text, or the definition of its label. */

const DESTINATION =
  /\((?:[ \n]{0,8})(?:<([^<>\n]{0,2000})>|([^\s()<]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,8}))(?:[ \n]{1,8}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \n]{0,8}\)/y;

export interface LinkTarget {
  readonly target: string;
  /** Index behind the whole link. */
  readonly end: number;
}

/** `(destination "title")` at `at`; null when none stands there. */
export function destinationAt(text: string, at: number): LinkTarget | null {
  DESTINATION.lastIndex = at;
  const match = DESTINATION.exec(text);
  return match === null ? null : { target: (match[1] ?? match[2] ?? "").trim(), end: DESTINATION.lastIndex };
}

/** `[text][label]`, `[label][]`, `[label]`: the text begins at `from`, its closing bracket stands at `close`. */
export function definedAt(
  text: string,
  from: number,
  close: number,
  definitions: ReadonlyMap<string, string>,
): LinkTarget | null {
  if (definitions.size === 0) return null;
  const inner = text.slice(from, Math.min(close, from + 200));
  let end = close + 1;
  let label = inner;
  if (text.charCodeAt(end) === 91) {
    const length = text.slice(end, end + 200).indexOf("]");
    if (length > 0) {
      label = text.slice(end + 1, end + length) || inner;
      end += length + 1;
    }
  }
  const target = definitions.get(label.trim().toLowerCase());
  return target === undefined ? null : { target, end };
}
