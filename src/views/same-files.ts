/** The warning that two open pull requests change the same files: on the issues they close, and on the dashboard. */
import { type Clash, clashesOf, findClashes, type Side } from "../core/changed-files.ts";
import { listWords } from "../core/explain.ts";
import { quote } from "../core/quote.ts";
import type { World } from "../core/world.ts";

const MOST_PATHS = 3;
const MOST_WARNINGS = 5;
const WAY_OUT = "agree who is merged first; the other one takes it in before";

function sayPaths({ paths }: Clash): string {
  const shown = paths.slice(0, MOST_PATHS).map((path) => quote(path, 80));
  const more = paths.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : listWords(shown);
}

function saySide({ pull, issues }: Side): string {
  return `#${pull} (for ${listWords(issues.slice(0, MOST_PATHS).map((issue) => `#${issue}`))})`;
}

/** For the status comment of an issue; "" when nothing meets. */
export function renderClashes(issue: number, world: World): string {
  const all = clashesOf(issue, world);
  const lines = all.slice(0, MOST_WARNINGS).map(({ own, clash }) => {
    const other = own === clash.one ? clash.other : clash.one;
    return `⚠️ Pull request #${own.pull} changes the same files as ${saySide(other)}: ${sayPaths(clash)}. Way out: ${WAY_OUT}.`;
  });
  const more = all.length - lines.length;
  return [...lines, ...(more > 0 ? [`… and ${more} more pull requests change the same files`] : [])].join("\n\n");
}

/** A line for each pair, for the dashboard. */
export function sayClashes(world: World): string[] {
  return findClashes(world).map(
    (clash) =>
      `**Same files:** pull requests ${saySide(clash.one)} and ${saySide(clash.other)} both change ${sayPaths(clash)}. Way out: ${WAY_OUT}`,
  );
}
