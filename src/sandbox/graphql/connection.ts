// Connections as GitHub pages them: bounds are compulsory, cursors opaque.
import { GitHubError } from "../github-error.ts";

export interface Bounds {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

const encode = (index: number, key: string): string => Buffer.from(`cursor:v2:${index}:${key}`).toString("base64");

/** Place of a cursor in the present list: where its item stands now, else where it stood. */
function placeOf<T>(cursor: string, items: readonly T[], keyOf: (item: T) => string): number {
  const [, , index = "", ...key] = Buffer.from(cursor, "base64").toString("utf8").split(":");
  if (!/^\d+$/.test(index)) throw new GitHubError(422, `\`${cursor}\` does not appear to be a valid cursor.`);
  const found = items.findIndex((item) => keyOf(item) === key.join(":"));
  return found >= 0 ? found : Number(index);
}

function checkBounds(name: string, { first, last }: Bounds): void {
  const bound = first ?? last;
  if (bound === undefined || bound === null) {
    throw new GitHubError(
      422,
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (bound < 0 || bound > 100) {
    throw new GitHubError(
      422,
      `Requesting ${bound} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  }
}

/** One page of a connection; only the shown items are turned into nodes. */
export function connection<T>(
  name: string,
  items: readonly T[],
  bounds: Bounds,
  keyOf: (item: T) => string,
  nodeOf: (item: T) => unknown,
): Record<string, unknown> {
  checkBounds(name, bounds);
  let from = bounds.after == null ? 0 : placeOf(bounds.after, items, keyOf) + 1;
  let to = bounds.before == null ? items.length : placeOf(bounds.before, items, keyOf);
  if (bounds.first != null) to = Math.min(to, from + bounds.first);
  else if (bounds.last != null) from = Math.max(from, to - bounds.last);
  const shown = items.slice(from, Math.max(from, to));
  const cursorOf = (item: T, index: number): string => encode(from + index, keyOf(item));
  const [first] = shown;
  const last = shown.at(-1);
  return {
    totalCount: items.length,
    nodes: () => shown.map(nodeOf),
    edges: () => shown.map((item, index) => ({ cursor: cursorOf(item, index), node: nodeOf(item) })),
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: first === undefined ? null : cursorOf(first, 0),
      endCursor: last === undefined ? null : cursorOf(last, shown.length - 1),
    },
  };
}
