/** The App's one comment on an issue: what it was told, line by line, and what it could not read. */
import { nameRef } from "../core/explain.ts";
import type { Warning } from "../core/model.ts";
import type { StatusComment } from "../core/plugins.ts";
import { quoteSentence } from "../core/quote.ts";
import type { World } from "../core/world.ts";
import { auditLine } from "./audit-line.ts";
import { fill } from "./templates.ts";

/** Older lines fold; the facts themselves all stay in the marker. */
const MOST_LINES = 60;
const MOST_WARNINGS = 10;

function renderFacts({ facts, issue }: StatusComment, world: World): string {
  const shown = facts.slice(-MOST_LINES).map((fact) => `- ${auditLine(fact, issue.number, world)}`);
  const more = facts.length - MOST_LINES;
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
    footer: renderFooter(world),
  });
}
