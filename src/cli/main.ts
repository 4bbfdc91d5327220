#!/usr/bin/env node
/** The command line: `signalbox`, and what it can do. */
import { Command, CommanderError } from "commander";
import { addDemo } from "./demo.ts";
import { addExport } from "./export.ts";
import { addParse } from "./parse.ts";
import { addPlan } from "./plan.ts";
import { addSchedule } from "./schedule.ts";

const USAGE_ERROR = 2;

export function buildProgram(): Command {
  const program = new Command("signalbox");
  program
    .description("Coordinates many workers, people and coding agents, on one repository through its issues.")
    .helpCommand("help [command]", "explain a command")
    .addHelpText("after", "\nBegin here:\n  npm run demo -- --headless\n  npm run signalbox -- help demo")
    .configureOutput({ getOutHelpWidth: () => 80, getErrHelpWidth: () => 80 })
    .showHelpAfterError("(add --help for what there is, with examples)")
    .exitOverride();
  addDemo(program);
  addParse(program);
  addPlan(program);
  addSchedule(program);
  addExport(program);
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
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  }
}

if (import.meta.main) await runWords(process.argv.slice(2));
