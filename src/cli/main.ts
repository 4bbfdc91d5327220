/** The command line: `signalbox`, and what it can do. */
import { Command, CommanderError } from "commander";
import { addBackup } from "./backup.ts";
import { complain, wrapComplaint } from "./complain.ts";
import { addDemo } from "./demo.ts";
import { addDoctor } from "./doctor.ts";
import { addExport } from "./export.ts";
import { addGraph } from "./graph.ts";
import { addParse } from "./parse.ts";
import { addPlan } from "./plan.ts";
import { addSchedule } from "./schedule.ts";
import { addStart } from "./start.ts";
import { addStatus } from "./status.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";
import { addWhy } from "./why.ts";

const USAGE_ERROR = 2;

export function buildProgram(): Command {
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
  addDemo(program);
  addStart(program);
  addDoctor(program);
  addBackup(program);
  addParse(program);
  addPlan(program);
  addSchedule(program);
  addExport(program);
  addGraph(program);
  addWhy(program);
  addStatus(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Runs the words of a command line; returns when its work is done, with `process.exitCode` set. */
export async function runWords(words: readonly string[]): Promise<void> {
  const program = buildProgram();
  if (words.length === 0) return program.outputHelp();
  try {
    await program.parseAsync(words, { from: "user" });
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
  process.stdout.on("error", leaveWithTheReader);
  process.stderr.on("error", leaveWithTheReader);
  await runWords(process.argv.slice(2));
}
