// The page for users about the dependency language, made from its own tables and golden cases.
import { fields } from "../../src/core/fields/all.ts";
import { planFormats } from "../../src/core/plans/all.ts";
import { syntaxes } from "../../src/core/syntaxes/all.ts";
import type { Syntax } from "../../src/core/syntaxes/syntax.ts";
import { languages } from "../../src/core/words/all.ts";
import type { Language, Meaning } from "../../src/core/words/language.ts";
import { type Case, type CaseFile, caseFiles } from "../language/cases.ts";
import { table } from "./table.ts";

const INTRO = `# The dependency language

What you can write in the title and body of an issue or pull request, what it means, and what is left alone. Every line
of this page is a test, and the page is made from the tests: it cannot be out of date.

In the examples the text stands in issue #1 of \`octo/yard\`; ⏎ is the end of a line. *Asks* means that Signalbox says on
the status comment of the issue that it saw a declaration it could not read. To try your own text:
\`echo "Depends on #2" | npm run signalbox -- parse\`.

Only what a reader of the rendered text sees counts: no code, quotations, hidden comments or struck-through text. In
comments only a field alone on its line counts (\`Blocked by: #12\`). When in doubt, Signalbox declares nothing.`;

const TITLES: Readonly<Record<Meaning, string>> = {
  waits: "this waits for",
  blocks: "this blocks",
  parent: "this is part of",
  child: "part of this",
  related: "only related",
};
/** Phrases shown for one meaning in one language; the table of the language has the rest. */
const MOST_PHRASES = 14;

const NAMES = new Intl.DisplayNames("en", { type: "language" });

function code(text: string): string {
  const shown = text.replace(/\r\n?|\n/g, " ⏎ ").replace(/\t/g, "⇥");
  const run = shown.includes("``") ? "```" : "``";
  return `${run} ${shown} ${run}`;
}

function told({ finds }: { readonly finds: readonly string[] }): string {
  if (finds.length === 0) return "nothing";
  return finds.map((find) => (find === "asks" ? "*asks*" : find)).join("; ");
}

function section({ name, help, examples }: Syntax): string {
  const rows = examples.map((example) => [code(example.text), told(example)]);
  return `### ${name}\n\n${help}\n\n${table(["You write", "It says"], rows)}`;
}

function fieldTable(): string {
  const rows = fields.map(({ name, names, expects, example }) => [name, names.join(", "), expects, code(example)]);
  return table(["Field", "Names", "Holds", "For example"], rows);
}

function planTable(): string {
  return table(
    ["Format", "Reads"],
    planFormats.map(({ name, about }) => [name, about]),
  );
}

function phrasesOf(language: Language, meaning: Meaning): string {
  const all = language.phrases.filter((set) => set.meaning === meaning).flatMap((set) => set.phrases);
  const shown = all.slice(0, MOST_PHRASES).map((phrase) => `*${phrase}*`);
  return all.length > shown.length ? `${shown.join(", ")} and ${all.length - shown.length} more` : shown.join(", ");
}

function wordTable(): string {
  const meanings = Object.keys(TITLES) as Meaning[];
  const rows = languages.flatMap((language) =>
    meanings
      .map((meaning) => [NAMES.of(language.name) ?? language.name, TITLES[meaning], phrasesOf(language, meaning)])
      .filter(([, , phrases]) => phrases !== ""),
  );
  return table(["Language", "Meaning", "Phrases (… stands for the references)"], rows);
}

function caseTable(cases: readonly Case[]): string {
  return table(
    ["You write", "It says"],
    cases.map((one) => [code(one.text), told(one)]),
  );
}

function casesOf({ name, about, cases }: CaseFile): string {
  const counted = cases.filter(({ finds }) => finds.length > 0);
  const left = cases.filter(({ finds }) => finds.length === 0);
  const title = name.replace(".txt", "").replaceAll("-", " ");
  const parts = [
    ...(counted.length === 0 ? [] : [caseTable(counted)]),
    ...(left.length === 0
      ? []
      : ["Left alone, because a careful reader would not take it for a declaration:", caseTable(left)]),
  ];
  const summary = `<summary>${title}: ${cases.length} cases</summary>`;
  return `<details>\n${summary}\n\n${about}\n\n${parts.join("\n\n")}\n\n</details>`;
}

/** The whole of `.github/language.md`, without the last line end. */
export function renderLanguagePage(): string {
  return [
    INTRO,
    "## Ways to write a dependency",
    syntaxes.map(section).join("\n\n"),
    "## Fields of a task",
    "Each can stand alone on a line, bold, in a table of two columns, as a heading, or as a question of an issue form.",
    fieldTable(),
    "## Words",
    "All languages count in every text. A repository adds its own words in its settings.",
    wordTable(),
    "## Ways to write a plan",
    "What `/plan`, `signalbox plan` and `signalbox apply` read in a plan document, side by side and in this order.",
    planTable(),
    "## Every case",
    caseFiles().map(casesOf).join("\n\n"),
  ].join("\n\n");
}
