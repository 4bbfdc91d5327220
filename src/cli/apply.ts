/** `signalbox apply`: shows what a plan document would change in a repository, and with --yes writes it. */
import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { openApplier, type Progress } from "../app/open-applier.ts";
import { systemClock } from "../app/system-clock.ts";
import { type ChosenPlan, choosePlan } from "../core/plans/apply/applied-plans.ts";
import { type PlanPreview, previewPlan } from "../core/plans/apply/preview-plan.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import { views } from "../views/all.ts";
import { isNothing, showPreview } from "./apply/show-preview.ts";
import { complain } from "./complain.ts";
import { lookAsOwner } from "./look/look-at.ts";
import { hostOf, inSentences, openWritingPlace } from "./look/place.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

interface ApplyFlags {
  readonly repo: string;
  readonly yes?: true;
  readonly includeDone?: boolean;
  readonly select?: readonly string[];
  readonly host?: string;
}

const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;

const EXAMPLES = `
Without --yes nothing is written: it shows what would be created, changed and
closed, what people changed by hand (that is left alone), and how long writing
takes. With --yes it writes, as the owner of the token, at a pace that GitHub
likes. It can be stopped at any time (Ctrl-C) and goes on where it was when it
is started again; done twice it is the same as done once.

The token in GITHUB_TOKEN (or GH_TOKEN) needs to read and write issues. Another
host: --host, or GHE_HOST. The file's path from here names the plan: run it
from the same folder each time.

Where the Signalbox App coordinates the repository it keeps the issues of its
plans itself: commit the file and say /plan PATH on the coordination issue.

Examples:
  npm run signalbox -- apply docs/plan.md --repo octo/yard
  npm run signalbox -- apply docs/plan.md --repo octo/yard --yes
  npm run signalbox -- apply roadmap.md --repo octo/yard --select search,api

Exit code: 0 shown, or all is written; 1 stopped before the end; 2 refused.`;

/** How the file is named from here; it identifies the plan in every issue made from it. */
function pathOf(file: string): string {
  const path = relative(process.cwd(), file).split(sep).join("/");
  return path.startsWith("../") ? (path.split("/").at(-1) ?? path) : path;
}

function readChosen(file: string, { select = [], includeDone = false }: ApplyFlags): ChosenPlan {
  const text = readText(file);
  const hash = createHash("sha256").update(text).digest("hex");
  const plan = choosePlan({ text, hash, askedAt: "" }, { path: pathOf(file), select, includeDone });
  if (typeof plan === "string") throw new UsageError(`${file} ${plan}.`);
  return plan;
}

interface Shown {
  readonly preview: PlanPreview;
  /** The App writes here: its coordination issue. */
  readonly coordination: number | null;
}

async function look(plan: ChosenPlan, flags: ApplyFlags): Promise<Shown> {
  const { world, notes } = await lookAsOwner(flags.repo, flags);
  for (const note of notes) complain(note);
  return { preview: previewPlan(plan, world, views), coordination: world.coordination?.number ?? null };
}

function sayProgress({ made, total, nextAt }: Progress): string {
  const wait = nextAt === null ? "" : `, the next at ${nextAt.slice(11, 16)} UTC`;
  return `${made} of ${total} issues stand${wait}`;
}

/** Resolves when all is written (true) or it was stopped (false). */
async function write(plan: ChosenPlan, flags: ApplyFlags): Promise<boolean> {
  const store = openSqliteStore(":memory:");
  const github = await inSentences(flags.repo, flags, () => openWritingPlace(flags.repo, flags, store));
  const ended = Promise.withResolvers<boolean>();
  let last = "";
  const applier = openApplier({
    github,
    store,
    clock: systemClock,
    host: hostOf(flags),
    plan: { ...plan, isPlain: false, by: null, from: null },
    onProgress: (progress) => {
      const line = sayProgress(progress);
      if (line !== last) process.stdout.write(`${line}\n`);
      last = line;
      if (progress.isDone) ended.resolve(true);
    },
    onTrouble: ({ error }) => complain(error instanceof Error ? error.message : String(error)),
  });
  const stop = () => ended.resolve(false);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  await applier.start();
  const isDone = await ended.promise;
  await applier.stop();
  await store.close();
  process.off("SIGINT", stop).off("SIGTERM", stop);
  return isDone;
}

async function apply(file: string, flags: ApplyFlags): Promise<void> {
  if (!REPOSITORY.test(flags.repo)) throw new UsageError(`--repo ${flags.repo} is no owner/name.`);
  const plan = readChosen(file, flags);
  const { preview, coordination } = await look(plan, flags);
  process.stdout.write(`${showPreview(preview, flags.repo)}\n\n`);
  if (coordination !== null && flags.yes === true) {
    throw new UsageError(
      `The Signalbox App coordinates ${flags.repo} and writes its plans itself. Commit ${plan.path}, then say ` +
        `/plan ${plan.path} on #${coordination}.`,
    );
  }
  if (isNothing(preview)) process.stdout.write("The issues are as the plan says.\n");
  else if (flags.yes !== true) process.stdout.write("Nothing is written. Add --yes to write it.\n");
  if (flags.yes !== true) return;
  const isDone = await write(plan, flags);
  if (isDone) return void process.stdout.write("Done.\n");
  complain("Stopped. The same command goes on where it was.");
  process.exitCode = 1;
}

function listOfNames(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "")) return names;
  throw new InvalidArgumentError("Expected names of the catalogue with commas between, for example search,payments.");
}

export function addApply(program: Command): void {
  program
    .command("apply")
    .summary("turn a plan document into issues of a repository")
    .description("Shows what a plan document would change in a repository, and with --yes turns it into issues.")
    .argument("<file>", "a plan document, Markdown or JSON")
    .requiredOption("--repo <owner/name>", "the repository")
    .option("--yes", "write it; without this it is only shown")
    .option("--include-done", "create finished tasks too, and close them")
    .option("--select <names>", "plan these features of the catalogue and what they require", listOfNames)
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(apply);
}
