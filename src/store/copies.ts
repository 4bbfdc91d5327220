/** Copies of the store: taken while it is in use, and put back in its place. */
import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreUnwell } from "../ports/store.ts";
import { type FileLock, lockStore } from "./file-lock.ts";
import { makeFolderOf } from "./make-folder.ts";
import { migrations } from "./migrations/all.ts";
import { unwellOr } from "./unwell.ts";

/** Why a copy was not made: a sentence for the operator, with what to do. */
export class CannotCopy extends Error {
  override name = "CannotCopy";
}

/** More than any store has: all pages in one step, which is one moment of the store. */
const ALL_PAGES = 0x7fffffff;
/** Issues of private repositories are in it. */
const OWNER_ONLY = 0o600;

/** Writes a copy to `target`, also while Signalbox runs. Throws `CannotCopy`; what is half written is never left behind. */
export async function backUpStore(path: string, target: string): Promise<void> {
  if (!existsSync(path))
    throw new CannotCopy(`There is no store at ${path}: nothing to back up. STORE_PATH or --store says where it is.`);
  if (existsSync(target)) throw new CannotCopy(`${target} exists already: name a new file, a dated one for instance.`);
  if (!existsSync(dirname(resolve(target)))) throw new CannotCopy(`There is no folder for ${target}: make it first.`);
  const part = `${target}.part`;
  let source: DatabaseSync | null = null;
  let isPartOurs = false;
  try {
    rmSync(part, { force: true });
    isPartOurs = true;
    source = new DatabaseSync(path, { readOnly: true });
    await backup(source, part, { rate: ALL_PAGES });
    chmodSync(part, OWNER_ONLY);
    examine(part, path, "restore an earlier backup, or delete it: GitHub has all but the history");
    renameSync(part, target);
  } catch (error) {
    throw inWords(error, `No copy of ${path} was written to ${target}`);
  } finally {
    source?.close();
    if (isPartOurs) rmSync(part, { force: true });
  }
}

/**
 * Puts the copy in the store's place; what stood there is kept beside it under the name that is returned (null: nothing
 * stood there). Throws `CannotCopy` when the store is in use, or the copy is newer than we are or not whole.
 */
export function restoreStore(copy: string, path: string, now: number): string | null {
  if (!existsSync(copy))
    throw new CannotCopy(`There is no file ${copy}; give the path of a copy that \`backup\` made.`);
  const part = `${path}.part`;
  let lock: FileLock | null = null;
  let isPartOurs = false;
  try {
    makeFolderOf(path);
    lock = lockStore(path);
    if (lock === null) throw new CannotCopy(`The store ${path} is in use by a running Signalbox: stop it first.`);
    rmSync(part, { force: true });
    isPartOurs = true;
    copyFileSync(copy, part);
    examine(part, copy, "name another file");
    const aside = existsSync(path) ? setAside(path, now) : null;
    renameSync(part, path);
    return aside;
  } catch (error) {
    throw inWords(error, `${copy} was not put in the place of ${path}`);
  } finally {
    if (isPartOurs) rmSync(part, { force: true });
    lock?.release();
  }
}

/** The file system and SQLite say what is wrong with a code; anything else is a bug and stays what it is. */
function inWords(error: unknown, outcome: string): unknown {
  if (error instanceof CannotCopy || !(error instanceof Error) || !("code" in error)) return error;
  const known = unwellOr(error);
  if (known instanceof StoreUnwell) return new CannotCopy(`${outcome}: ${known.message}`, { cause: error });
  // Node names its own files behind the comma.
  const [why = ""] = error.message.split(",");
  return new CannotCopy(`${outcome} (${why}): see that both are files this user may use, with room on the disk.`, {
    cause: error,
  });
}

/** With the journal folded in, the one file is the whole store; a journal left behind would be taken for the new one's. */
function setAside(path: string, now: number): string {
  try {
    const sqlite = new DatabaseSync(path);
    sqlite.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite.close();
  } catch {
    // Perhaps it is restored because it is broken: kept as it is.
  }
  const aside = `${path}.replaced-${new Date(now).toISOString().replaceAll(":", "-")}`;
  for (const end of ["-wal", "-shm"]) if (existsSync(path + end)) renameSync(path + end, aside + end);
  renameSync(path, aside);
  return aside;
}

/** `origin`: the file it is a copy of, which the operator knows by name. */
function examine(copy: string, origin: string, remedy: string): void {
  const { version, isWhole } = look(copy);
  if (!isWhole || version === 0) throw new CannotCopy(`${origin} is not a whole store of Signalbox: ${remedy}.`);
  if (version <= migrations.length) return;
  throw new CannotCopy(
    `The copy has schema ${version}, this Signalbox knows ${migrations.length}: take the newer version that wrote it.`,
  );
}

function look(copy: string): { readonly version: number; readonly isWhole: boolean } {
  const sqlite = new DatabaseSync(copy);
  try {
    // No journal of its own: the copy is one file and stays one.
    sqlite.exec("PRAGMA journal_mode = DELETE");
    const version = Number(sqlite.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
    const found = sqlite.prepare("PRAGMA integrity_check").get()?.["integrity_check"];
    const tables = sqlite.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('inbox', 'turn')").get();
    return { version, isWhole: found === "ok" && tables?.["n"] === 2 };
  } catch {
    return { version: 0, isWhole: false };
  } finally {
    sqlite.close();
  }
}
