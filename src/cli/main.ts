/** The command line: `signalbox`, and what it can do. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { CannotStart } from "../app/cannot-start.ts";
import { complain, wrapComplaint } from "./complain.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

const USAGE_ERROR = 2;

interface Subcommand {
  /** For the list of all. */
  readonly summary: string;
  /** What adds it, with its options and its help. */
  readonly load: () => Promise<(program: Command) => void>;
}

/** In the order of the help. Loaded is only what is asked for: the list of all, and `parse`, need not wait for the rest. */
const subcommands: Readonly<Record<string, Subcommand>> = {
  demo: {
    summary: "play a plan on a local GitHub, with simulated workers",
    load: async () => (await import("./demo.ts")).addDemo,
  },
  start: {
    summary: "run the App; without credentials, register it",
    load: async () => (await import("./start.ts")).addStart,
  },
  doctor: {
    summary: "say what is wrong with the set-up, and what to do",
    load: async () => (await import("./doctor.ts")).addDoctor,
  },
  backup: {
    summary: "copy the store, also while Signalbox runs",
    load: async () => (await import("./backup.ts")).addBackup,
  },
  restore: {
    summary: "put a backup in the store's place",
    load: async () => (await import("./backup.ts")).addBackup,
  },
  parse: {
    summary: "say what a text means: dependencies, fields, commands, reports",
    load: async () => (await import("./parse.ts")).addParse,
  },
  plan: {
    summary: "show what a plan document means: waves, critical path, how long it takes",
    load: async () => (await import("./plan.ts")).addPlan,
  },
  apply: {
    summary: "turn a plan document into issues of a repository",
    load: async () => (await import("./apply.ts")).addApply,
  },
  schedule: {
    summary: "say who does what when, with the workers of a plan",
    load: async () => (await import("./schedule.ts")).addSchedule,
  },
  export: {
    summary: "write a plan or a repository as a task table or as JSON, with the same graph",
    load: async () => (await import("./export.ts")).addExport,
  },
  graph: {
    summary: "show what waits for what in a repository: ready, blocked, circles, waves",
    load: async () => (await import("./graph.ts")).addGraph,
  },
  why: {
    summary: "say why an issue waits, or why a worker has nothing",
    load: async () => (await import("./why.ts")).addWhy,
  },
  status: {
    summary: "print the status that the coordination issue carries for machines",
    load: async () => (await import("./status.ts")).addStatus,
  },
  cleanup: {
    summary: "list what Signalbox left on a repository, and take it away",
    load: async () => (await import("./cleanup.ts")).addCleanup,
  },
};

/** What the words ask for; all by their names alone when they ask for help or for nothing that exists. */
async function addFor(words: readonly string[], program: Command): Promise<void> {
  const asked = (words[0] === "help" ? words[1] : words[0]) ?? "";
  if (Object.hasOwn(subcommands, asked)) (await subcommands[asked]?.load())?.(program);
  else for (const [name, { summary }] of Object.entries(subcommands)) program.command(name).summary(summary);
}

/** `help X` and `X --help` of an X that does not exist are to say so, not to print everything. */
function orUnknown(words: readonly string[]): readonly string[] {
  const asked = words[0] === "help" ? words[1] : words[0];
  const isKnown = asked === undefined || asked.startsWith("-") || asked === "help" || Object.hasOwn(subcommands, asked);
  return isKnown ? words : [asked];
}

/** With what the words need; without words, a list of all there is. */
export async function buildProgram(words: readonly string[] = []): Promise<Command> {
  const program = new Command("signalbox");
  program
    .description("Coordinates many workers, people and coding agents, on one repository through its issues.")
    .helpCommand("help [command]", "explain a command")
    .addHelpText("after", "\nBegin here:\n  npm run demo -- --headless\n  npm run signalbox -- help demo")
    .version(version(), "--version", "print the version")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      outputError: (text, write) => write(wrapComplaint(text)),
    })
    .showHelpAfterError("(add --help for what there is, with examples)")
    .exitOverride();
  await addFor(words, program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Runs the words of a command line; returns when its work is done, with `process.exitCode` set. */
export async function runWords(words: readonly string[]): Promise<void> {
  const program = await buildProgram(words);
  if (words.length === 0) return program.outputHelp();
  try {
    await program.parseAsync(orUnknown(words), { from: "user" });
  } catch (error) {
    if (error instanceof UsageError || error instanceof CannotStart) complain(error.message);
    else if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : USAGE_ERROR;
  }
}

/** Whoever reads our output may have had enough, as `head` has: no reason to say anything. */
function leaveWithTheReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
}

if (import.meta.main) {
  // What Node made of our files the last time: it starts in half the time and takes a quarter less memory.
  // Not in the shared folder for temporary files, Node's own choice: whoever made it first could put code of his there.
  enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/signalbox"));
  process.stdout.on("error", leaveWithTheReader);
  process.stderr.on("error", leaveWithTheReader);
  await runWords(process.argv.slice(2));
}
