/** `signalbox parse`: says what a text means, offline; one text for people or as JSON, or thousands as JSON lines. */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { commands } from "../commands/all.ts";
import { parsedJson, parseText, type TextToParse } from "../core/parsed-text.ts";
import { complain } from "./complain.ts";
import { explainText } from "./parse/explain-text.ts";
import { whyUnreadable } from "./read-text.ts";

interface ParseFlags {
  readonly repo: string;
  readonly number?: number;
  readonly host: string;
  readonly title?: string;
  readonly comment?: true;
  readonly json?: true;
  readonly jsonl?: true;
}

const EXAMPLES = `
FILE holds the body of an issue or pull request as its writer typed it; without
FILE, or with "-", it is read from standard input. Nothing leaves the machine.

Examples:
  npm run signalbox -- parse body.md --repo octo/yard --number 12
  echo "Depends on #2" | npm run --silent signalbox -- parse --json
  npm run --silent signalbox -- parse --jsonl < bodies.jsonl > meanings.jsonl

A dependency that several lines state is shown at the first of them.

With --jsonl each line holds {"id","body","repo","number"} (also "title",
"host", "comment"; all but "body" may be left out), and each line printed is the
JSON of that body with the same "id". A line that cannot be read gives
{"id","line","error"}, and the work goes on.

Exit code: 0 the input was read, whatever it says; 1 it cannot be read;
2 the command line is wrong.`;

const names = commands.map((command) => command.name);
const REPO = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const HOST = /^[a-z0-9.-]{1,200}(?::\d{1,5})?$/i;
const MOST_NUMBER = 2_147_483_647;

function matching(pattern: RegExp, expected: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(`Expected ${expected}.`);
  };
}

function issueNumber(text: string): number {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= MOST_NUMBER) return number;
  throw new InvalidArgumentError("Expected the number of an issue, for example 12.");
}

const bodyLine = z.object({
  id: z.unknown().optional(),
  body: z.string().nullable(),
  repo: z.string().regex(REPO, 'expected "owner/name"').nullish(),
  number: z.int().positive().max(MOST_NUMBER).nullish(),
  title: z.string().nullish(),
  host: z.string().regex(HOST, "expected a host name").nullish(),
  comment: z.boolean().nullish(),
});

function place(flags: ParseFlags): TextToParse {
  const { repo, host, title, number, comment } = flags;
  const isComment = comment === true;
  return { commands: names, repo, host, number: number ?? null, isComment, ...(title === undefined ? {} : { title }) };
}

function idOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "id" in value ? value.id : null;
}

function jsonIn(line: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return null;
  }
}

/** What one line of the input comes to; `line` is its 1-based number. */
function answerLine(text: string, line: number, flags: ParseFlags): unknown {
  const json = jsonIn(text);
  if (json === null) return { id: null, line, error: "This line is no JSON." };
  const read = bodyLine.safeParse(json.value);
  if (!read.success) {
    const found = read.error.issues.map(({ path, message }) => `${path.join(".") || "line"}: ${message}`).join("; ");
    return { id: idOf(json.value), line, error: `Expected {"id","body","repo","number"}. ${found}` };
  }
  const { id, body, repo, number, title, host, comment } = read.data;
  const at = place({
    ...flags,
    ...(repo ? { repo } : {}),
    ...(number ? { number } : {}),
    ...(host ? { host } : {}),
    ...(typeof title === "string" ? { title } : {}),
    ...(comment ? { comment } : {}),
  });
  return { id: id ?? null, ...parsedJson(parseText(body ?? "", at)) };
}

/** Lines of a stream, parted by line feeds only: other separators may stand inside JSON strings. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of input.setEncoding("utf8")) {
    const [first = "", ...more] = String(chunk).split("\n");
    pieces.push(first);
    for (const next of more) {
      yield pieces.join("");
      pieces = [next];
    }
  }
  yield pieces.join("");
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

async function parseLines(input: Readable, flags: ParseFlags): Promise<void> {
  let number = 0;
  for await (const line of linesOf(input)) {
    number++;
    const text = (number === 1 ? line.replace(/^\ufeff/, "") : line).trim();
    if (text !== "") await write(`${JSON.stringify(answerLine(text, number, flags))}\n`);
  }
}

async function parseWhole(input: Readable, flags: ParseFlags): Promise<void> {
  const pieces: string[] = [];
  for await (const chunk of input.setEncoding("utf8")) pieces.push(String(chunk));
  const parsed = parseText(pieces.join(""), place(flags));
  await write(`${flags.json ? JSON.stringify(parsedJson(parsed), null, 2) : explainText(parsed).join("\n")}\n`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}

async function run(file: string | undefined, flags: ParseFlags): Promise<void> {
  const isPiped = file === undefined || file === "-";
  if (isPiped && process.stdin.isTTY) process.stderr.write("Reading from the keyboard; end with Ctrl-D.\n");
  try {
    const input = isPiped ? process.stdin : createReadStream(file);
    await (flags.jsonl ? parseLines(input, flags) : parseWhole(input, flags));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "EPIPE") return;
    const path = isPiped ? "standard input" : file;
    complain(whyUnreadable(path, error, "a text, for example the body of an issue"));
    process.exitCode = 1;
  }
}

export function addParse(program: Command): void {
  program
    .command("parse")
    .description("Says what the text of an issue means: which line declares what, and what was not understood.")
    .argument("[file]", 'the text; "-" or nothing reads standard input')
    .option(
      "--repo <owner/name>",
      "where the text stands",
      matching(REPO, "owner/name, for example octo/yard"),
      "owner/name",
    )
    .option("--number <n>", "the issue whose text it is", issueNumber)
    .option("--host <host>", "the GitHub host whose links are ours", matching(HOST, "a host name"), "github.com")
    .option("--title <text>", "the issue's title; what it declares counts too")
    .option("--comment", "read it as a comment: only a field alone on its line declares")
    .addOption(new Option("--json", "print JSON").conflicts("jsonl"))
    .option("--jsonl", "one JSON object per line in, one out")
    .addHelpText("after", EXAMPLES)
    .action(run);
}
