// Commands that nobody gave: wrapped into quotations, code, hidden or struck text, foreign edits. None of them may run.
import fc from "fast-check";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/all.ts";
import { answerComments } from "../../src/core/answer-comments.ts";
import type { Comment } from "../../src/core/model.ts";
import { openTrust } from "../../src/core/trust.ts";
import { views } from "../../src/views/all.ts";
import { ASKING, snapshotFrom } from "../world-builder.ts";

const WORLD = ["ana is a worker", "#2 depends on #1", "#1 is open", "#3 is held by ana", "mara is known"];

/** What the maintainer could say and would be obeyed. */
const LINES = [
  "/hold because we wait",
  "/stop all because of me",
  "/track api",
  "/priority p0",
  "/urgent fire",
  "/unblock #1 because I say so",
  "/depends #3",
  "/block #3 because of that",
  "/estimate 2h",
];

const line = fc.constantFrom(...LINES);
/** Words around it that do nothing. */
const words = fc.constantFrom(
  "Look at this:",
  "As Ana wrote yesterday",
  "Thanks!",
  "So lautet es",
  "ありがとう",

  "**bold**",
);
/** Zero-width, joining, direction and soft characters; not the byte order mark, which counts as white space. */
const invisible = fc.constantFrom(
  "\u200b",
  "\u200c",
  "\u200d",
  "\u2060",
  "\u202e",
  "\u202d",
  "\u2066",
  "\u200f",
  "\u00ad",
  "\u034f",
  "\u180e",
);
const depth = fc.integer({ min: 1, max: 4 });

const wrapped = fc.oneof(
  fc.tuple(line, depth).map(([text, deep]) => `${"> ".repeat(deep)}${text}`),
  fc.tuple(line, depth).map(([text, deep]) => `${">".repeat(deep)} one\n${">".repeat(deep)} ${text}`),
  fc
    .tuple(line, fc.constantFrom("```", "~~~", "````"), fc.constantFrom("", "sh", "text"))
    .map(([text, fence, info]) => `${fence}${info}\n${text}\n${fence}`),
  fc.tuple(line, fc.constantFrom("```", "~~~")).map(([text, fence]) => `${fence}\n${text}`),
  fc.tuple(line, fc.constantFrom("    ", "\t", "      ")).map(([text, indent]) => `\n${indent}${text}\n`),
  fc.tuple(line, fc.constantFrom("`", "``")).map(([text, tick]) => `${tick}${text}${tick}`),
  line.map((text) => `<!-- ${text} -->`),
  line.map((text) => `<!--\n${text}\n-->`),
  line.map((text) => `<!-- open\n\n${text}`),
  fc
    .tuple(line, fc.constantFrom("pre", "code", "del", "s", "strike", "blockquote", "script", "style"))
    .map(([text, tag]) => `<${tag}>\n${text}\n</${tag}>`),
  line.map((text) => `~~${text}~~`),
  line.map((text) => `On Mon, 1 Jun 2026 at 09:00, Mara <mara@example.org> wrote:\n> ${text}\n>\n> Mara`),
  line.map((text) => `Am 01.06.2026 um 09:00 schrieb Mara:\n\n> > ${text}`),
  fc.tuple(line, invisible).map(([text, hidden]) => `${hidden}${text}`),
  fc.tuple(line, invisible).map(([text, hidden]) => `/${hidden}${text.slice(1)}`),
  fc
    .tuple(line, invisible, fc.integer({ min: 2, max: 4 }))
    .map(([text, hidden, at]) => `${text.slice(0, at)}${hidden}${text.slice(at)}`),
  fc.tuple(words, line).map(([text, command]) => `${text} ${command}`),
  line.map((text) => `[${text}](https://example.org)`),
  line.map((text) => `| a |\n|---|\n| ${text} |`),
  line.map((text) => text.replace("/", "\uff0f")),
  line.map((text) => text.replace("/", "\u2044")),
  line.map((text) => `\\${text}`),
);

/** The comment of the maintainer, with what is done to it. */
function ranBy(body: string, change: (comment: Comment) => Comment = (comment) => comment): readonly string[] {
  const told = snapshotFrom(WORLD, { comment: { on: 2, by: "mara", body } });
  const comments = told.comments.map((one) => (one.id === ASKING ? change(one) : one));
  const snapshot = { ...told, comments };
  const { answered } = answerComments(snapshot, openTrust(snapshot), { commands, views });
  const outcomes = answered.flatMap(({ answers }) => answers);
  return outcomes.flatMap(({ outcome, line: { key } }) =>
    outcome.accepted && outcome.facts.length + outcome.effects.length > 0 ? [key] : [],
  );
}

test("said plainly, every one of them would run", () => {
  for (const text of LINES) expect(ranBy(text), text).toHaveLength(1);
});

test("wrapped in any of these ways none runs: 5,000 cases", () => {
  fc.assert(
    fc.property(fc.option(words, { nil: "" }), wrapped, fc.option(words, { nil: "" }), (before, attack, after) => {
      const isOpenEnded = /^(?:`{3}|~{3})[^`~]*$|^<!-- open/.test(attack);
      const body = [before, attack, isOpenEnded ? "" : after].filter((part) => part !== "").join("\n\n");
      expect(ranBy(body), JSON.stringify(body)).toEqual([]);
    }),
    { numRuns: 4_500 },
  );
});

test("put into somebody's comment by somebody else, none runs: 500 cases", () => {
  const eve = { id: 999, login: "eve", isBot: false };
  fc.assert(
    fc.property(fc.option(words, { nil: "" }), line, (before, text) => {
      const body = before === "" ? text : `${before}\n\n${text}`;
      expect(ranBy(body)).toHaveLength(1);
      expect(ranBy(body, (comment) => ({ ...comment, editor: eve, lastEditedAt: comment.createdAt }))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
