/** The App of app-child.ts in one file: read, compiled and linked as 600 files, it would take most of each short life. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { root } from "../source-file.ts";

/** As the product runs: for whoever measures its start. */
export const asWritten = join(root, "test/kill/app-child.ts");
const FOLDER = join(root, "node_modules/.cache/signalbox-kill");
/** What looks for files beside itself (the templates) lies two folders deep, as every file of `src/views` does. */
const PLACE = pathToFileURL(join(root, "src/views/bundled.js")).href;

let bundled: Promise<string> | null = null;

/** Once in a process; returns the path. Always the same one, so that Node finds what it compiled the last time. */
export function bundleChild(): Promise<string> {
  bundled ??= write();
  return bundled;
}

async function write(): Promise<string> {
  const build = await rolldown({
    input: asWritten,
    platform: "node",
    transform: { define: { "import.meta.url": JSON.stringify(PLACE) } },
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, "app-child.mjs");
  // Other test files write it too, and their children read it: it is there as a whole or not at all.
  const ours = `${path}.${process.pid}`;
  writeFileSync(ours, output[0].code);
  renameSync(ours, path);
  return path;
}
