/** `signalbox backup` and `signalbox restore`: a copy of the store while it runs, and the copy put back in its place. */
import type { Command } from "commander";
import { loadDotEnv } from "../app/dot-env.ts";
import { readEnvironment, tellProblems } from "../app/env.ts";
import { systemClock } from "../app/system-clock.ts";
import { backUpStore, CannotCopy, restoreStore } from "../store/copies.ts";
import { say } from "./complain.ts";
import { UsageError } from "./usage-error.ts";

interface CopyFlags {
  readonly store?: string;
}

const ON_BACKUP = `
The copy is of one moment, whole, and one file. GitHub is the truth, so what a
lost store costs is the history and a first listing; a backup keeps the history.

Examples:
  npm run signalbox -- backup backups/signalbox-2026-06-01.sqlite
  npm run signalbox -- backup copy.sqlite --store data/signalbox.sqlite

Exit code: 0 the copy was made; 2 it was not (standard error says why).`;

const ON_RESTORE = `
Stop Signalbox first. What stands in the store's place is kept beside it. After
the next start Signalbox reads from GitHub what happened since the backup, and
says nothing twice.

Examples:
  npm run signalbox -- restore backups/signalbox-2026-06-01.sqlite

Exit code: 0 the copy is in place; 2 it is not (standard error says why).`;

function storePath({ store }: CopyFlags): string {
  if (store !== undefined) return store;
  loadDotEnv();
  // Nothing else: a copy is wanted most where something else is wrong.
  const { environment, problems } = readEnvironment({ STORE_PATH: process.env["STORE_PATH"] });
  if (environment === null) throw new UsageError(tellProblems(problems));
  return environment.STORE_PATH;
}

function inWords(error: unknown): never {
  throw error instanceof CannotCopy ? new UsageError(error.message) : error;
}

async function takeBackup(target: string, flags: CopyFlags): Promise<void> {
  const path = storePath(flags);
  await backUpStore(path, target).catch(inWords);
  say(`${target} holds the store ${path} as it stands now.`);
}

function putBack(copy: string, flags: CopyFlags): void {
  const path = storePath(flags);
  try {
    const aside = restoreStore(copy, path, systemClock.now());
    say(`${path} is the store of ${copy} again.${aside === null ? "" : ` What stood there is kept as ${aside}.`}`);
  } catch (error) {
    inWords(error);
  }
}

export function addBackup(program: Command): void {
  program
    .command("backup")
    .description("Copies the store to a new file, also while Signalbox runs.")
    .argument("<file>", "a file that does not exist yet")
    .option("--store <path>", "the store, when it is not the one of STORE_PATH")
    .addHelpText("after", ON_BACKUP)
    .action(takeBackup);
  program
    .command("restore")
    .description("Puts a backup in the store's place; what stands there is kept beside it.")
    .argument("<file>", "what `backup` wrote")
    .option("--store <path>", "the store, when it is not the one of STORE_PATH")
    .addHelpText("after", ON_RESTORE)
    .action(putBack);
}
