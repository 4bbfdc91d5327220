/** `/help`: the commands, the asker's own first, or one of them with its examples. */
import type { Asked, Command, Outcome, Who } from "../core/plugins.ts";
import { codeBlock, quote } from "../core/quote.ts";
import { reportKinds } from "../core/reports/all.ts";
import { either } from "../core/schedule/wording.ts";
import { answer, refuse } from "./outcomes.ts";

const WHO: Readonly<Record<Who, string>> = {
  anyone: "anybody",
  worker: "workers",
  triage: "people with triage permission",
  maintain: "maintainers",
  reviewer: "reviewers",
  approver: "the gate's approver",
};

function sayWho(command: Command): string {
  return either(command.who.map((who) => WHO[who]));
}

function lineOf({ usage, summary }: Command): string {
  return `- \`${usage}\`: ${summary}`;
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`<details><summary>${title}</summary>`, lines.join("\n"), "</details>"];
}

/** Each group under the people it is for, a paragraph each. */
function byWho(commands: readonly Command[]): readonly string[] {
  const groups = [...Map.groupBy(commands, sayWho)];
  return [groups.map(([who, some]) => `For ${who}:\n\n${some.map(lineOf).join("\n")}`).join("\n\n")].filter(
    (text) => text !== "",
  );
}

/** Anybody may say `/claim`; it gives work only to those who have a part here. */
function withPart(command: Command): Command {
  return command.who.includes("anyone") ? { ...command, who: ["worker", "triage"] } : command;
}

/** A list, because a table of thirty rows is no use on a phone; what the asker cannot use here is folded away. */
function listAll(commands: readonly Command[], { mayUse }: Asked): string {
  const isQuestion = ({ isReadOnly, who }: Command) => isReadOnly && who.includes("anyone");
  const asking = commands.filter(isQuestion).map(lineOf);
  const doing = commands.filter((command) => !isQuestion(command)).map(withPart);
  const own = doing.filter(mayUse);
  const others = doing.filter((command) => !mayUse(command));
  return [
    ...(own.length === 0
      ? ["**You can ask:**", asking.join("\n")]
      : ["**You can say here:**", own.map(lineOf).join("\n"), ...folded("Anybody can ask", asking)]),
    ...folded("For others", byWho(others)),
    "`/help claim` explains one of them; `/help report` shows the forms of reports.",
  ].join("\n\n");
}

function explainOne(command: Command): string {
  const said = [...new Set(command.examples.map((example) => example.says))];
  const examples = said.map((line) => `- \`${line}\``);
  return [`\`${command.usage}\`: ${command.summary}. For ${sayWho(command)}.`, "", ...examples].join("\n");
}

/** The forms a worker can post, ready to copy. */
function showForms(): string {
  const forms = reportKinds.map(({ name, help, form }) => `**${name}**: ${help}\n\n${codeBlock(form)}`);
  return [
    "A comment in one of these forms is read as a report; an issue opened in one is heard and closed.",
    ...forms,
  ].join("\n\n");
}

/** Knows all the commands, itself included. */
export function buildHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: "help",
    who: ["anyone"],
    summary: "this list, or one command with examples",
    usage: "/help [COMMAND]",
    isReadOnly: true,
    examples: [
      { world: ["#4 is open"], on: 4, by: "zoe", says: "/help", answer: "**You can ask:**" },
      {
        world: ["#4 is open", "ana is a worker"],
        on: 4,
        by: "ana",
        says: "/help",
        answer: "**You can say here:**",
      },
      { world: ["#4 is open"], on: 4, by: "zoe", says: "/help claim", answer: "take this task" },
      { world: ["#4 is open"], on: 4, by: "zoe", says: "/help report", answer: "**handoff**: " },
      {
        world: ["#4 is open", "ana is a worker"],
        on: 4,
        by: "ana",
        says: "/help fly",
        answer: "no command called fly",
      },
    ],
    run: (asked: Asked): Outcome => {
      const all = [...others, help];
      const [word] = asked.line.args;
      if (word === undefined) return answer(listAll(all, asked));
      if (/^reports?$/i.test(word)) return answer(showForms());
      const one = all.find((command) => command.name === word.replace(/^\//, "").toLowerCase());
      if (one !== undefined) return answer(explainOne(one));
      return refuse(`There is no command called ${quote(word, 40)}. \`/help\` lists them all.`);
    },
  };
  return help;
}
