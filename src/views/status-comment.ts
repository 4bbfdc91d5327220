/** The App's one comment on an issue: what it was told, line by line, what it could not read, and what meets in the same files. */
import { commentLink } from "../core/comment-link.ts";
import { listWords, nameRef } from "../core/explain.ts";
import { keptByText } from "../core/kept-by-text.ts";
import { showRef, type Warning } from "../core/model.ts";
import type { StatusComment } from "../core/plugins.ts";
import { quote, quoteSentence, seal } from "../core/quote.ts";
import { sayStatements } from "../core/say-statement.ts";
import { showTimeAndYear } from "../core/show-time.ts";
import type { World } from "../core/world.ts";
import { auditLine } from "./audit-line.ts";
import { renderClashes } from "./same-files.ts";
import { fill } from "./templates.ts";

/** Older lines fold; the facts themselves all stay in the marker, which needs its room in the same comment. */
const MOST_LINES = 60;
const MOST_CHARACTERS = 16_000;
const MOST_WARNINGS = 10;

function newestWithin(lines: readonly string[]): readonly string[] {
  let room = MOST_CHARACTERS;
  let first = lines.length;
  while (first > 0 && room > (lines[first - 1]?.length ?? 0)) {
    first -= 1;
    room -= lines[first]?.length ?? 0;
  }
  return lines.slice(first);
}

function renderFacts({ facts, issue }: StatusComment, world: World): string {
  const lines = facts.slice(-MOST_LINES).map((fact) => `- ${auditLine(fact, issue.number, world)}`);
  const shown = newestWithin(lines);
  const more = facts.length - shown.length;
  return [...(more > 0 ? [`- … ${more} earlier lines, folded`] : []), ...shown].join("\n");
}

function renderWarnings(warnings: readonly Warning[]): string {
  const asking = warnings.filter((warning) => warning.asks);
  if (asking.length === 0) return "";
  const shown = asking.slice(0, MOST_WARNINGS).map(({ line, message }) => `- line ${line}: ${quoteSentence(message)}`);
  const more = asking.length - MOST_WARNINGS;
  const rest = more > 0 ? [`- … and ${more} more`] : [];
  return ["Not understood in the text above; edit it and this note goes away:", "", ...shown, ...rest].join("\n");
}

/** Somebody who removes the link in the sidebar sees nothing happen: here is why, and what to do instead. */
function renderKept({ task }: StatusComment, world: World): string {
  if (task === null) return "";
  const { repo } = world.snapshot;
  const lines = keptByText(task, world).map(({ blocker, said }) => {
    const why = sayStatements(said, world, 1).join("; ");
    return `#${task.issue.number} still waits for ${nameRef(blocker, repo)}, although GitHub's link was removed: ${why}. Way out: remove that, or \`/unblock ${showRef(blocker, repo)} because …\`.`;
  });
  return lines.slice(0, MOST_WARNINGS).join("\n\n");
}

/** What was done and left nothing but a label, or nothing at all, is named where no fact speaks for the comment. */
function renderHeard({ settled }: StatusComment, { snapshot }: World): string {
  const { settings, comments } = snapshot;
  const asked = new Set(settled.map(({ comment }) => comment));
  // Comments are seen in any order: by id is the order in which they were written.
  const heard = comments
    .filter(({ id }) => asked.has(id))
    .sort((one, other) => one.id - other.id)
    .slice(-MOST_LINES);
  return heard
    .map(({ id, issue, createdAt, author }) => {
      const words = settled.flatMap(({ comment, key }) => (comment === id ? wordOf(key) : [])).sort();
      const link = `[comment](${commentLink({ id, issue }, snapshot)})`;
      return `- ${showTimeAndYear(createdAt, settings.timezone)} ${quote(author?.login ?? "somebody", 39)}: ${listWords(words)} (${link})`;
    })
    .join("\n");
}

/** `priority p1#1` -> `/priority p1` as code; long lines end in a fingerprint that tells nobody anything. */
function wordOf(key: string): string {
  if (key.startsWith("report#")) return "a report";
  const line = key.replace(/#\d{1,6}$/, "").replace(/…[^…]{1,40}$/, "…");
  return `\`/${line.replaceAll("`", "'")}\``;
}

function renderFooter({ coordination, snapshot }: World): string {
  const hub =
    coordination === null
      ? ""
      : ` The whole picture: ${nameRef({ repo: snapshot.repo, number: coordination.number }, snapshot.repo)}.`;
  return `<sub>Kept by Signalbox; \`/why\` explains, \`/help\` lists commands.${hub}</sub>`;
}

/** Empty when there is nothing to tell. */
export function statusComment(content: StatusComment, world: World): string {
  const told = {
    facts: content.facts.length > 0 ? renderFacts(content, world) : renderHeard(content, world),
    warnings: renderWarnings(content.warnings),
    links: renderKept(content, world),
    pulls: renderClashes(content.issue.number, world),
  };
  if (Object.values(told).every((part) => part === "")) return "";
  return seal(fill("status-comment.md", { ...told, footer: renderFooter(world) }));
}
