/** The command line: `signalbox`, and what it can do. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { complain, wrapComplaint } from "./complain.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

const USAGE_ERROR = 2;

type Add = (program: Command) => void;

/** In the order of the help. Each is loaded when it is asked for: `parse` need not wait for what only `demo` uses. */
const subcommands: Readonly<Record<string, () => Promise<Add>>> = {
  demo: async () => (await import("./demo.ts")).addDemo,
  start: async () => (await import("./start.ts")).addStart,
  doctor: async () => (await import("./doctor.ts")).addDoctor,
  backup: async () => (await import("./backup.ts")).addBackup,
  restore: async () => (await import("./backup.ts")).addBackup,
  parse: async () => (await import("./parse.ts")).addParse,
  plan: async () => (await import("./plan.ts")).addPlan,
  apply: async () => (await import("./apply.ts")).addApply,
  schedule: async () => (await import("./schedule.ts")).addSchedule,
  export: async () => (await import("./export.ts")).addExport,
  graph: async () => (await import("./graph.ts")).addGraph,
  why: async () => (await import("./why.ts")).addWhy,
  status: async () => (await import("./status.ts")).addStatus,
  cleanup: async () => (await import("./cleanup.ts")).addCleanup,
};

/** What the words ask for; everything when they ask for help or for nothing that exists. */
async function loadFor(words: readonly string[]): Promise<readonly Add[]> {
  const one = Object.hasOwn(subcommands, words[0] ?? "") ? subcommands[words[0] ?? ""] : undefined;
  return [
    ...new Set(await Promise.all((one === undefined ? Object.values(subcommands) : [one]).map((load) => load()))),
  ];
}

/** `help X` and `X --help` of an X that does not exist are to say so, not to print everything. */
function orUnknown(words: readonly string[]): readonly string[] {
  const asked = words[0] === "help" ? words[1] : words[0];
  const isKnown = asked === undefined || asked.startsWith("-") || asked === "help" || Object.hasOwn(subcommands, asked);
  return isKnown ? words : [asked];
}

export async function buildProgram(words: readonly string[] = []): Promise<Command> {
  const program = new Command("signalbox");
  program
    .description("Coordinates many workers, people and coding agents, on one repository through its issues.")
    .helpCommand("help [command]", "explain a command")
    .addHelpText("after", "\nBegin here:\n  npm run demo -- --headless\n  npm run signalbox -- help demo")
    .version(version(), "--version", "print the version")
    .configureOutput({
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
      outputError: (text, write) => write(wrapComplaint(text)),
    })
    .showHelpAfterError("(add --help for what there is, with examples)")
    .exitOverride();
  for (const add of await loadFor(words)) add(program);
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
    if (error instanceof UsageError) complain(error.message);
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
