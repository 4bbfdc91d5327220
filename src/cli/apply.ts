/** `signalbox apply`: shows what a plan document would change in a repository, and with --yes writes it. */
import { createHash } from "node:crypto";
import { relative, sep } from "node:path";
import type { Command } from "commander";
import { openApplier, type Progress } from "../app/open-applier.ts";
import { systemClock } from "../app/system-clock.ts";
import { adoptedEdges } from "../core/plans/apply/adopted-edges.ts";
import { type ChosenPlan, choosePlan } from "../core/plans/apply/applied-plans.ts";
import { isSettled } from "../core/plans/apply/compare-plan.ts";
import { namesIn } from "../core/plans/apply/plan-owners.ts";
import { type PlanPreview, previewPlan } from "../core/plans/apply/preview-plan.ts";
import { count } from "../core/schedule/wording.ts";
import { Limited, Refused, Unwell } from "../ports/github.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import { views } from "../views/all.ts";
import { showPreview } from "./apply/show-preview.ts";
import { complain } from "./complain.ts";
import { listOfNames } from "./list-of-names.ts";
import { lookAsOwner } from "./look/look-at.ts";
import { hostOf, inSentences, openPlace, openWritingPlace, repositoryIn } from "./look/place.ts";
import { readPlanFile } from "./read-plan-file.ts";
import { readText } from "./read-text.ts";
import { UsageError } from "./usage-error.ts";

interface ApplyFlags {
  readonly repo: string;
  readonly yes?: true;
  readonly includeDone?: boolean;
  readonly select?: readonly string[];
  readonly host?: string;
}

const EXAMPLES = `
Without --yes nothing is written: it shows what would be created, changed and
closed, what people changed by hand (that is left alone), and how long writing
takes. With --yes it writes, as the owner of the token, at a pace that GitHub
likes. It can be stopped at any time (Ctrl-C): it ends the write it is at, says
where it stands, and the same command goes on there; done twice it is the same
as done once. Whom the plan names is assigned, where GitHub lets them be.

The token in GITHUB_TOKEN (or GH_TOKEN) needs to read and write issues. Another
host: --host, or GHE_HOST. The file's path from here names the plan: run it
from the same folder each time.

Where the Signalbox App coordinates the repository it keeps the issues of its
plans itself: commit the file and say /plan PATH on the coordination issue.

Examples:
  npm run signalbox -- apply docs/plan.md --repo octo/yard
  npm run signalbox -- apply docs/plan.md --repo octo/yard --yes
  npm run signalbox -- apply roadmap.md --repo octo/yard --select search,api

Exit code: 0 shown, or all is written; 1 stopped before the end, or GitHub
refused something (standard error says what); 2 refused.`;

/** How the file is named from here; it identifies the plan in every issue made from it. */
function pathOf(file: string): string {
  const path = relative(process.cwd(), file).split(sep).join("/");
  return path.startsWith("../") ? (path.split("/").at(-1) ?? path) : path;
}

function readChosen(file: string, { select = [], includeDone = false }: ApplyFlags): ChosenPlan {
  readPlanFile(file, { mayLackTasks: select.length > 0 }); // refuses what is no plan in the words of every other command
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
  readonly assignable: ReadonlySet<string>;
  /** Waits that only people can write down. */
  readonly left: readonly string[];
}

const LOGIN = /^@?([a-z\d](?:[a-z\d-]{0,38}))$/i;
const MOST_ASKED = 50;
const MAY_BE_ASSIGNED: readonly string[] = ["triage", "write", "maintain", "admin"];

/** Which of the plan's owners are accounts that work here, in small letters. */
async function askAssignable({ plan }: ChosenPlan, flags: ApplyFlags): Promise<ReadonlySet<string>> {
  const named = plan.tasks.flatMap(({ owner, status }) => (status === "done" ? [] : namesIn(owner ?? "")));
  const logins = new Set(named.flatMap((name) => LOGIN.exec(name)?.[1]?.toLowerCase() ?? []));
  if (logins.size === 0) return logins;
  return inSentences(flags.repo, flags, async () => {
    const reader = await openPlace(flags.repo, flags);
    const found = new Set<string>();
    for (const login of [...logins].slice(0, MOST_ASKED)) {
      const role = await reader.readRole(login).catch((error: unknown) => {
        if (error instanceof Refused) return "none";
        throw error;
      });
      if (MAY_BE_ASSIGNED.includes(role)) found.add(login);
    }
    return found;
  });
}

async function look(plan: ChosenPlan, flags: ApplyFlags): Promise<Shown> {
  const { world, notes } = await lookAsOwner(flags.repo, flags);
  for (const note of notes) complain(note);
  const coordination = world.coordination?.number ?? null;
  const assignable = coordination === null ? await askAssignable(plan, flags) : new Set<string>();
  const preview = previewPlan(plan, world, views, assignable);
  const { left } = coordination === null ? adoptedEdges(preview.compared, world) : { left: [] };
  return { preview, coordination, assignable, left };
}

function sayProgress({ made, total, nextAt, endsAt, changes }: Progress): string {
  const clock = (at: string) => `${at.slice(11, 16)} UTC`;
  const wait = nextAt === null ? "" : `, the next at ${clock(nextAt)}`;
  const end = made < total ? `, the last at about ${clock(endsAt)}` : "";
  const rest = made === total && changes > 0 ? `, ${count(changes, "change")} to go` : "";
  return `${made} of ${total} issues stand${wait}${end}${rest}`;
}

function sayStanding({ made, total, changes }: Progress): string {
  return `${made} of ${total} issues stand${changes === 0 ? "" : `, at least ${count(changes, "change")} to go`}`;
}

/** Waiting is no fault: it goes on by itself, and progress says when it does. */
function sayTrouble(error: unknown): string {
  const at = error instanceof Limited ? new Date(error.retryAt).toISOString().slice(11, 19) : "";
  if (error instanceof Limited) return `GitHub takes nothing more before ${at} UTC; it goes on by itself then.`;
  if (error instanceof Unwell) return `GitHub gives no answer (${error.message}); it is tried again.`;
  return error instanceof Error ? error.message : String(error);
}

interface Written {
  readonly isDone: boolean;
  readonly progress: Progress | null;
  /** What GitHub did not take. */
  readonly refused: readonly string[];
}

/** Resolves when all is written or it was stopped. */
async function write(plan: ChosenPlan, assignable: ReadonlySet<string>, flags: ApplyFlags): Promise<Written> {
  const store = openSqliteStore(":memory:");
  const github = await inSentences(flags.repo, flags, () => openWritingPlace(flags.repo, flags, store));
  const ended = Promise.withResolvers<boolean>();
  const refused: string[] = [];
  let progress: Progress | null = null;
  let last = "";
  let lastTrouble = "";
  const sayRest = (error: unknown) => {
    const line = sayTrouble(error);
    if (line !== lastTrouble) complain(line);
    lastTrouble = line;
  };
  const applier = openApplier({
    github,
    store,
    clock: systemClock,
    host: hostOf(flags),
    plan,
    assignable,
    onRefused: (what) => refused.push(what),
    onProgress: (now) => {
      progress = now;
      const line = sayProgress(now);
      if (line !== last) process.stdout.write(`${line}\n`);
      last = line;
      if (now.isDone) ended.resolve(true);
    },
    onTrouble: ({ error }) => sayRest(error),
  });
  const stop = () => ended.resolve(false);
  process.once("SIGINT", stop).once("SIGTERM", stop);
  await applier.start();
  const isDone = await ended.promise;
  await applier.stop();
  await store.close();
  process.off("SIGINT", stop).off("SIGTERM", stop);
  return { isDone, progress, refused };
}

async function apply(file: string, told: ApplyFlags): Promise<void> {
  const flags = { ...told, repo: repositoryIn(told.repo, told) };
  const plan = readChosen(file, flags);
  const { preview, coordination, assignable, left } = await look(plan, flags);
  process.stdout.write(`${showPreview(preview, flags.repo)}\n\n`);
  if (coordination !== null && flags.yes === true) {
    throw new UsageError(
      `The Signalbox App coordinates ${flags.repo} and writes its plans itself. Commit ${plan.path}, then say ` +
        `/plan ${plan.path} on #${coordination}.`,
    );
  }
  for (const sentence of left) complain(sentence);
  if (isSettled(preview.compared)) process.stdout.write("The issues are as the plan says.\n");
  else if (flags.yes !== true) process.stdout.write("Nothing is written. Add --yes to write it.\n");
  if (flags.yes !== true) return;
  const { isDone, progress, refused } = await write(plan, assignable, flags);
  for (const sentence of refused) complain(sentence);
  if (!isDone)
    complain(
      `Stopped: ${progress === null ? "nothing was written" : sayStanding(progress)}. The same command goes on where it was.`,
    );
  if (isDone && refused.length === 0) return void process.stdout.write("Done.\n");
  process.exitCode = 1;
}

export function addApply(program: Command): void {
  program
    .command("apply")
    .description("Shows what a plan document would change in a repository, and with --yes turns it into issues.")
    .argument("<file>", "a plan document, Markdown, CSV, YAML or JSON")
    .requiredOption("--repo <owner/name>", "the repository")
    .option("--yes", "write it; without this it is only shown")
    .option("--include-done", "create finished tasks too, and close them")
    .option("--select <names>", "plan these features of the catalogue and what they require", listOfNames)
    .option("--host <host>", "a GitHub Enterprise Server")
    .addHelpText("after", EXAMPLES)
    .action(apply);
}
