/** One process per store: a lock that the operating system frees when its holder dies, however it dies. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

export interface FileLock {
  release(): void;
}

const lockPath = (path: string) => `${path}-lock`;

/**
 * Null when another process holds it. The lock is a file of its own beside the store, so that the store itself can be
 * read meanwhile: a backup, a look at it. The file stays behind and means nothing by itself.
 */
export function lockStore(path: string): FileLock | null {
  const sqlite = new DatabaseSync(lockPath(path));
  try {
    sqlite.exec("BEGIN EXCLUSIVE");
    return { release: () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    if (/locked|busy/i.test(String(error))) return null;
    throw error;
  }
}

/** True while a process has the store open. Makes no file. */
export function isStoreInUse(path: string): boolean {
  if (!existsSync(lockPath(path))) return false;
  const lock = lockStore(path);
  lock?.release();
  return lock === null;
}
