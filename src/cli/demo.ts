/** `signalbox demo`: reads the command line, plays the plan, and says with its exit code whether every law held. */
import { once } from "node:events";
import { type Command, InvalidArgumentError, Option } from "commander";
import pc from "picocolors";
import { complain } from "./complain.ts";
import { runDemo, type Show } from "./demo/run-demo.ts";
import type { Out } from "./demo/terminal.ts";
import { UsageError } from "./usage-error.ts";

const MOST_WORKERS = 100;
const MOST_PORT = 65_535;
const MOST_SEED = 2 ** 31 - 1;
const EXAMPLE_NUMBER = 7;

interface DemoFlags {
  readonly headless?: true;
  readonly story?: true;
  readonly port?: number;
  readonly workers?: number;
  readonly seed: number;
}

const EXAMPLES = `
A local GitHub starts inside this process, on virtual time: no account, no
network. The App is installed, the plan becomes issues, simulated people and
agents work on them; half-way the App loses its store and starts again.

A web page shows it as it happens. When the plan is done it stays up, with
two more repositories to play with, until Ctrl-C.

Examples:
  npm run demo                                     the built-in plan
  npm run demo -- --headless                       the same without the page
  npm run demo -- docs/plan.md --headless          your own plan
  npm run demo -- plan.json --headless --workers 3 three workers for all of it
  npm run demo -- --headless --seed 7              another course of events
  npm run demo -- --headless --story > story.txt   all of it, into a file

A plan is a Markdown document with a table such as

  | ID  | Task            | Depends on | Owner | Est. |
  |-----|-----------------|------------|-------|------|
  | T-1 | Draw the house  |            | Ana   | 2h   |
  | T-2 | Build the house | T-1        | Ben   | 1d   |

or JSON as signalbox-plan/1. Workers come from the plan; when it lists none,
one comes for each owner its tasks name (two or three where that owner's tasks
run side by side), and "worker" for tasks without owner; all of them can do
whatever the plan asks for.

Exit code: 0 every task was done and every law held; 1 a law broke (the
sentence says which one, the seed replays it); 2 there was nothing to play;
130 stopped before the end.`;

function wholeNumber(option: string, least: number, most: number, example = least + 2): (text: string) => number {
  return (text) => {
    if (/^--?[a-z]/i.test(text)) {
      throw new UsageError(`${option} needs a number, for example ${option} ${EXAMPLE_NUMBER}`);
    }
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}, for example ${example}.`);
  };
}

/** What the process writes to. */
function standardOut(): Out {
  const isTerminal = process.stdout.isTTY === true;
  return {
    write: (text) => void process.stdout.write(text),
    isTerminal,
    hasColour: isTerminal && pc.isColorSupported,
    ...(isTerminal ? { columns: process.stdout.columns } : {}),
  };
}

/** Three real seconds for an hour of virtual time: the built-in plan takes about a minute. */
const HOUR_MS = 3_000;

/** Most real ms from the first Ctrl-C to the end. */
const STOP_LIMIT_MS = 20_000;

interface Signals {
  /** Aborted by the first. */
  readonly enough: AbortSignal;
  close(): void;
}

/** A first Ctrl-C ends it all in order, a second one at once. One listener for the whole time: between two one is lost. */
function openSignals(): Signals {
  const enough = new AbortController();
  const heard = () => {
    if (enough.signal.aborted) process.exit(130);
    enough.abort();
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  };
  process.on("SIGINT", heard).on("SIGTERM", heard);
  return { enough: enough.signal, close: () => void process.off("SIGINT", heard).off("SIGTERM", heard) };
}

function showFor({ headless, port = 0 }: DemoFlags, signal: AbortSignal): { show?: Show } {
  if (headless === true) return {};
  const stay: Show["stay"] = async (stop) => {
    if (!signal.aborted) await once(signal, "abort");
    await stop();
  };
  return { show: { port, hourMs: HOUR_MS, stay } };
}

async function play(planPath: string | undefined, flags: DemoFlags): Promise<void> {
  const signals = openSignals();
  try {
    const { exitCode } = await runDemo({
      planPath: planPath ?? null,
      workers: flags.workers ?? null,
      seed: flags.seed,
      out: standardOut(),
      tellsAll: flags.story === true,
      stop: signals.enough,
      ...showFor(flags, signals.enough),
    });
    process.exitCode = exitCode;
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    if (error instanceof UsageError) complain(error.message);
    else process.stderr.write(brokenOff(error, flags.seed));
  } finally {
    signals.close();
  }
}

/** A bug of ours: where it happened belongs into the report of it. */
function brokenOff(error: unknown, seed: number): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `\nThe run with --seed ${seed} broke off; this is a bug of the demo or of Signalbox:\n${trace}\n`;
}

export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("Plays a plan from the first issue to the last on a local GitHub, with simulated workers.")
    .argument("[plan]", "a plan document, Markdown, CSV, YAML or JSON; the built-in one when left out")
    .addOption(
      new Option(
        "--headless",
        "only text in this terminal: no page to look at, nothing to wait for; ends by itself",
      ).conflicts("port"),
    )
    .option(
      "--port <n>",
      "where the web page listens; a free one when left out",
      wholeNumber("--port", 1, MOST_PORT, 8080),
    )
    .option("--story", "tell every event even when the output goes into a file or a pipe")
    .option("--workers <n>", "this many workers who can do everything", wholeNumber("--workers", 1, MOST_WORKERS))
    .option("--seed <n>", "chooses the course of events", wholeNumber("--seed", 0, MOST_SEED), 1)
    .addHelpText("after", EXAMPLES)
    .action(play);
}
