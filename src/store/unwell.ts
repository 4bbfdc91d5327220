/** Tells a store in trouble (the disk, a lock, a broken file) from a mistake of ours, and says what would help. */
import { StoreUnwell } from "../ports/store.ts";

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html. What is not in here is our own mistake. */
const remedies: ReadonlyMap<number, string> = new Map([
  [5, "another process holds the file: stop it"],
  [6, "another connection holds a table: stop it"],
  [7, "the machine is out of memory"],
  [8, "the file is read-only: let the user of this process write it and its folder"],
  [10, "the disk is full, or does not read or write: make room, and look at the machine's log"],
  [11, "the file is damaged: restore a backup, or start with an empty file, which is rebuilt from GitHub"],
  [13, "the disk is full: make room"],
  [14, "the file cannot be opened: check its folder and who may write there"],
  [26, "the file is no store: restore a backup, or start with an empty file, which is rebuilt from GitHub"],
]);

/** The error to throw instead of `error`. */
export function unwellOr(error: unknown): unknown {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return error;
  // The upper bytes say more exactly where: the disk could not be read, synced, locked.
  const remedy = remedies.get(error.errcode & 0xff);
  return remedy === undefined ? error : new StoreUnwell(`${error.message} (${remedy}).`, { cause: error });
}
