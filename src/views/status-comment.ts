/** The App's one comment on an issue: what it was told, line by line, what it could not read, and what meets in the same files. */
import { nameRef } from "../core/explain.ts";
import type { Warning } from "../core/model.ts";
import type { StatusComment } from "../core/plugins.ts";
import { quoteSentence } from "../core/quote.ts";
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

function renderFooter({ coordination, snapshot }: World): string {
  const hub =
    coordination === null
      ? ""
      : ` The whole picture: ${nameRef({ repo: snapshot.repo, number: coordination.number }, snapshot.repo)}.`;
  return `<sub>Kept by Signalbox; \`/why\` explains, \`/help\` lists commands.${hub}</sub>`;
}

export function statusComment(content: StatusComment, world: World): string {
  return fill("status-comment.md", {
    facts: renderFacts(content, world),
    warnings: renderWarnings(content.warnings),
    pulls: renderClashes(content.issue.number, world),
    footer: renderFooter(world),
  });
}
