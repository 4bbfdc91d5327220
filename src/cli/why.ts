/** `signalbox why`: the answer of `/why`, from the command line: why an issue waits, or why a worker has nothing. */
import type { Command } from "commander";
import { whyWorker } from "../core/explain.ts";
import { handOut } from "../core/hand-out.ts";
import { isSameName } from "../core/model.ts";
import { whyTask } from "../core/why-task.ts";
import type { World } from "../core/world.ts";
import { COLUMNS, wrap } from "./columns.ts";
import { complain } from "./complain.ts";
import { lookAt } from "./look/look-at.ts";
import { fromAddress } from "./look/place.ts";
import { plainText } from "./look/plain-text.ts";
import { UsageError } from "./usage-error.ts";

const EXAMPLES = `
Prints the chain of waits below an issue: which line of which text, last edited
by whom, says so; why it is still open; and the cheapest change that frees it.
It is what /why answers in a comment, and it writes nothing.

A repository is read with the token in GITHUB_TOKEN (or GH_TOKEN), which needs
to read issues only. Another host: --host, or GHE_HOST.

Examples:
  npm run signalbox -- why octo/yard#12
  npm run signalbox -- why octo/yard @ana
  npm run signalbox -- why yard.json#12     a file as for "signalbox graph"

Exit code: 0 there is an answer; 2 the question could not be understood or the
repository not be read (the sentence says why).`;

interface Question {
  readonly target: string;
  /** Number of an issue, or the name of a worker. */
  readonly about: number | string;
}

function readQuestion(where: string, who: string | undefined): Question {
  const [, target, number] = /^(.{1,1000})#(\d{1,10})$/.exec(where) ?? [];
  if (target !== undefined && who === undefined) return { target, about: Number(number) };
  const [, alone] = /^#?(\d{1,10})$/.exec(who ?? "") ?? [];
  if (alone !== undefined) return { target: where, about: Number(alone) };
  if (who !== undefined && target === undefined) return { target: where, about: who.replace(/^@/, "") };
  throw new UsageError(
    `Which issue or worker? For example: npm run signalbox -- why octo/yard#12, or: … why octo/yard @ana`,
  );
}

function answer(world: World, about: Question["about"]): string {
  const schedule = handOut(world);
  if (typeof about === "number") {
    if (world.issues.has(about)) return whyTask(world, schedule, about);
    throw new UsageError(`There is no issue #${about} in ${world.snapshot.repo}, or it cannot be seen.`);
  }
  const worker = world.workers.find(({ name, login }) => [name, login].some((one) => isSameName(about, one)));
  if (worker !== undefined) return whyWorker(world, schedule, worker);
  throw new UsageError(
    `${about} is no worker of ${world.snapshot.repo}; its settings name ${world.workers.map(({ name }) => name).join(", ") || "nobody"}.`,
  );
}

/** Nested lists stay lists, wrapped under themselves. */
function wrapList(line: string): readonly string[] {
  const [lead = ""] = /^ {0,80}(?:- )?/.exec(line) ?? [];
  return wrap(line.slice(lead.length), Math.max(20, COLUMNS - lead.length)).map(
    (part, at) => (at === 0 ? lead : " ".repeat(lead.length)) + part,
  );
}

async function show(where: string, who: string | undefined, flags: { readonly host?: string }): Promise<void> {
  const { target, about } = readQuestion(fromAddress(where, flags), who);
  const { world, notes } = await lookAt(target, flags);
  const lines = plainText(answer(world, about)).split("\n").flatMap(wrapList);
  process.stdout.write(`${lines.join("\n")}\n`);
  for (const note of notes) complain(note);
}

export function addWhy(program: Command): void {
  program
    .command("why")
    .description("Says why an issue waits, down to the line that says so, or why a worker has nothing.")
    .argument("<where>", "owner/name#12, or a JSON file of issues and #12, or owner/name")
    .argument("[who]", "@login, the name of a worker, or #12")
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(show);
}
