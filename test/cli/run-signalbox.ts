/** Runs the command line as a person would, in a process of its own, and keeps what it said. */
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function signalbox(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, [MAIN, ...words], options, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve({ code, out, err });
    });
  });
}

/** A file with this content in a folder of its own. */
export function file(content: string | Uint8Array, name = "plan.md"): string {
  const path = join(mkdtempSync(join(tmpdir(), "signalbox-cli-")), name);
  writeFileSync(path, content);
  return path;
}
