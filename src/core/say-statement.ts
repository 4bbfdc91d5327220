/** Which line of which text, last edited by whom, says that something waits: the middle of every answer to `/why`. */
import { bodyOf } from "./comment-link.ts";
import type { Fact, Issue } from "./model.ts";
import { refKey } from "./model.ts";
import { quote } from "./quote.ts";
import { showTime } from "./show-time.ts";
import type { Snapshot, Statement, World } from "./world.ts";

/** Characters of a quoted line. */
const MOST_QUOTED = 120;
/** What a file of issues that names neither time nor writer is read as (cli/look/read-export.ts): nothing is said of it. */
const UNDATED = "1970-01-01T00:00:00Z";
const LIST_MARK = /^(?:[-*+]|\d{1,9}[.)]) /;

function writtenBy(
  { author, editor, lastEditedAt, createdAt }: Pick<Issue, "author" | "editor" | "lastEditedAt" | "createdAt">,
  snapshot: Snapshot,
): string {
  const writer = editor ?? author;
  const by = quote(writer?.login ?? "somebody whose account is gone");
  if (lastEditedAt !== null) return `last edited by ${by} on ${showTime(lastEditedAt, snapshot)}`;
  if (createdAt === UNDATED) return writer === null ? "" : `written by ${by}`;
  return `written by ${by} on ${showTime(createdAt, snapshot)}`;
}

function sayLine({ line, text }: Statement): string {
  return `${line === 0 ? "the title" : `line ${line}`} says “${quote(text.replace(LIST_MARK, ""), MOST_QUOTED)}”`;
}

function isFactOf(fact: Fact, { comment, dependent }: Statement): fact is Extract<Fact, { kind: "edge" }> {
  return fact.kind === "edge" && fact.from.comment === comment && fact.dependent === dependent.number;
}

/** `/depends` by ana on 1 Jun 09:00: the schema */
function sayCommand(statement: Statement, world: World): string {
  const fact = (world.facts.get(statement.statedOn) ?? []).find((one) => isFactOf(one, statement));
  const [, name = "report"] = /^\/?(block|depends|blocks)\b/.exec(fact?.from.key ?? "") ?? [];
  const what = name === "report" ? "a report" : `\`/${name}\``;
  const when = fact === undefined ? "" : ` on ${showTime(fact.at, world.snapshot)}`;
  const reason = fact?.kind === "edge" && fact.reason !== null ? `: ${quote(fact.reason, MOST_QUOTED)}` : "";
  return `on #${statement.statedOn}, ${what} by ${quote(statement.by?.login ?? "somebody")}${when}${reason}`;
}

/** A phrase, without the full stop. */
function sayStatement(statement: Statement, world: World): string {
  const { origin, statedOn, comment, by, dependent } = statement;
  if (origin === "native")
    return `GitHub's own link on #${dependent.number}, added by ${quote(by?.login ?? "somebody, long ago")}`;
  if (origin === "command") return sayCommand(statement, world);
  if (statement.syntax === "gate") return `#${statedOn} is the gate of “${quote(statement.text, MOST_QUOTED)}”`;
  const on = comment === null ? world.issues.get(statedOn) : world.snapshot.comments.find(({ id }) => id === comment);
  const text = comment === null ? statedOn : bodyOf(comment);
  const place = text === null ? `in a comment on #${statedOn}` : `in the text of #${text}`;
  const written = on === undefined ? "" : writtenBy(on, world.snapshot);
  return [place, sayLine(statement), written].filter((part) => part !== "").join(", ");
}

/** Each statement once, in its order. */
export function sayStatements(said: readonly Statement[], world: World, most = 3): readonly string[] {
  const one = (statement: Statement) =>
    `${statement.statedOn}/${statement.comment}/${statement.line}/${refKey(statement.dependent)}`;
  const each = [...new Map(said.map((statement) => [one(statement), statement])).values()];
  const more = each.length > most ? [`and ${each.length - most} more`] : [];
  return [...each.slice(0, most).map((statement) => sayStatement(statement, world)), ...more];
}
