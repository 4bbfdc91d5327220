// The page for users about the commands, made from the commands themselves: their help, who may use them, their examples.
import { commands } from "../../src/commands/all.ts";
import type { Command, CommandExample, Who } from "../../src/core/plugins.ts";
import { reportKinds } from "../../src/core/reports/all.ts";
import { outcomeOf } from "../outcome-of.ts";
import { table } from "./table.ts";

const INTRO = `# Commands

People and agents talk to Signalbox in comments. A command stands on a line of its own and begins with a slash; several
may stand in one comment, text around them is left alone, and what is quoted or stands in code is no command. An accepted
command gets a reaction as its receipt, a refused one a sentence that says why and what would change it. Somebody with no
part in the repository gets such a sentence, or an answer to a question, once a day; after that a reaction must do.

A near miss (\`/unblok\`) is asked about and never carried out. Any other word behind a slash is left alone, without a
reaction: it may be meant for another robot. In the text of an issue or a pull request nothing is a command: say it in a
comment below. In a comment that somebody else edited nothing runs either.

\`commands: prefixed\` in the [settings](settings.md) makes them \`/signalbox claim\` and so on, where another bot listens to
the short ones. \`as NAME\` behind a command speaks for a worker without an account of its own.

The examples below are tests of Signalbox, with the answers it really gives. What is not said in *Where things stand* is
not there: whoever is called neither a worker nor somebody who may triage can only read and comment. *Accepted* means done,
without a word. \`npm run docs\` makes this page.`;

const WHO: Readonly<Record<Who, string>> = {
  anyone: "anybody who can comment",
  worker: "workers (and whoever the issue is assigned to)",
  triage: "people with triage permission or more",
  maintain: "maintainers and orchestrators",
  reviewer: "reviewers of the issue",
  approver: "whoever may open the gate",
};

/** The order of the page. A command without a place stands at the end of *Steer*, or of *Ask* when it changes nothing. */
const groups: Readonly<Record<string, readonly string[]>> = {
  "Take work, give it back, finish it": ["claim", "release", "done", "review", "approve", "reject", "brief", "away"],
  "Say what waits for what": ["depends", "block", "blocks", "unblock"],
  Steer: [
    "hold",
    "resume",
    "assign",
    "unassign",
    "priority",
    "estimate",
    "track",
    "admit",
    "plan",
    "gate",
    "stop",
    "start",
  ],
  "When it burns": ["urgent", "resolved"],
  Ask: ["why", "next", "status", "whatif", "summary", "help"],
};

const code = (text: string): string => `\`${text.replaceAll("`", "'").replace(/\s*\n\s*/g, " ⏎ ")}\``;

/** Answers of several lines are told by the part that matters. */
function answerOf(example: CommandExample): string {
  const outcome = outcomeOf(example);
  if (outcome === "accepted") return "*accepted*";
  if (outcome.startsWith("refused: ")) return `**no:** ${outcome.slice("refused: ".length)}`;
  return outcome.includes("\n") ? `… ${example.answer} …` : outcome;
}

function section(command: Command): string {
  const { usage, summary, who, examples } = command;
  const rows = examples.map((example) => [
    example.world.join("; ") || "–",
    `${example.by} on #${example.on}: ${code(example.says)}`,
    answerOf(example),
  ]);
  const first = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  const may = `For ${who.map((one) => WHO[one]).join(", or ")}.`;
  const examplesTable = table(["Where things stand", "Who writes what", "Answer"], rows);
  return `### ${code(usage)}\n\n${first} ${may}\n\n<details><summary>Examples</summary>\n\n${examplesTable}\n\n</details>`;
}

function overview(): string {
  return table(
    ["Command", "Does"],
    commands.map(({ usage, summary }) => [code(usage), summary]),
  );
}

const REPORTS = `## Reports

A comment in one of these forms is a report. It stands on the issue it is about, or on the coordination issue with a line
\`**Issue**: #12\`. Words may stand around the fields, which may be written in a list, a table or under headings too. One
that lacks something is answered once, with what is missing and the mended form to copy; until then it stands on the
coordination issue. Each is a file to copy from in [templates/reports](../templates/reports).

A report may be an issue of its own too: it is heard as if its author had posted it as a comment on the issue it names, or
on the coordination issue, then answered with a sentence and closed. One that does not count stays open and says why. Forms
to copy to \`.github/ISSUE_TEMPLATE\` stand in [templates/issue-forms](../templates/issue-forms), with
[one for tasks](../templates/issue-forms/task.yml).`;

function reports(): string {
  const forms = reportKinds.map(({ name, help, form }) => {
    const fence = form.includes("```") ? "````" : "```";
    return `### ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n${help}\n\n${fence}markdown\n${form}\n${fence}`;
  });
  return [REPORTS, ...forms].join("\n\n");
}

/** The whole of `.github/commands.md`. */
export function renderCommandsPage(): string {
  const placed = new Set(Object.values(groups).flat());
  const others = commands.filter(({ name }) => !placed.has(name));
  const sections = Object.entries(groups).map(([title, names]) => {
    const here = names.flatMap((name) => commands.find((command) => command.name === name) ?? []);
    const more = others.filter(({ isReadOnly }) => title === (isReadOnly ? "Ask" : "Steer"));
    return [`## ${title}`, ...[...here, ...more].map(section)].join("\n\n");
  });
  return `${[INTRO, "## All of them", overview(), ...sections, reports()].join("\n\n")}\n`;
}
