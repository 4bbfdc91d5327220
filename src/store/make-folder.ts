/** Makes the folder of a file, one level at a time: Node's own `recursive` never ends where nothing can be made, as in /proc. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Issues of private repositories lie below it. */
const OWNER_ONLY = 0o700;

/** Throws the error of the file system at the first level that cannot be made. */
export function makeFolderOf(path: string): void {
  const folder = dirname(resolve(path));
  if (existsSync(folder)) return;
  makeFolderOf(folder);
  mkdirSync(folder, { mode: OWNER_ONLY });
}
