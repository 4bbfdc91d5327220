/** Runs the command line as a person would, in a process of its own, and keeps what it said. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;

export interface Said {
  readonly code: number;
  readonly out: string;
  /** Unwrapped: one sentence after another, as if the terminal had no end. */
  readonly err: string;
}

export function signalbox(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 2 ** 26 };
    execFile(process.execPath, [MAIN, ...words], options, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve({ code, out, err: err.replace(/\n(?=.)/g, " ") });
    });
  });
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A file with this content in a folder of its own, for as long as the tests run. */
export function file(content: string | Uint8Array, name = "plan.md"): string {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-cli-"));
  folders.push(folder);
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
