/** Runs the command line as a person would, and keeps what it said: in this process, or in one of its own. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, vi } from "vitest";

export const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;

// Whether there are colours is found out once, when the command line is loaded.
process.env["NO_COLOR"] = "1";
const { runWords } = await import("../../src/cli/main.ts");

export interface Said {
  readonly code: number;
  readonly out: string;
  /** Unwrapped: one sentence after another, as if the terminal had no end. */
  readonly err: string;
  /** The same as it is wrapped. */
  readonly errLines: readonly string[];
}

function said(code: number, out: string, err: string): Said {
  return { code, out, err: err.replace(/\n(?=.)/g, " "), errLines: err.split("\n") };
}

/** A start costs more than most commands; that a process of its own says and does the same is a test of its own. */
async function runHere(words: readonly string[]): Promise<Said> {
  let [out, err] = ["", ""];
  const { argv, exitCode } = process;
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      out += text;
      return true;
    }),
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      err += text;
      return true;
    }),
  ];
  process.argv = [process.execPath, MAIN, ...words];
  process.exitCode = undefined;
  try {
    await runWords(words);
    return said(Number(process.exitCode ?? 0), out, err);
  } finally {
    for (const spy of spies) spy.mockRestore();
    Object.assign(process, { argv, exitCode });
  }
}

let turn: Promise<unknown> = Promise.resolve();

/** In this process; of several calls each waits for the one before it. */
export function signalbox(...words: string[]): Promise<Said> {
  const saying = turn.then(() => runHere(words));
  turn = saying.catch(() => undefined);
  return saying;
}

/** In a process of its own, from its start to its end. */
export function signalboxAlone(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], { maxBuffer: 2 ** 26 }, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve(said(code, out, err));
    });
  });
}

/** For the tests of a file: writes files with a certain content, each in a folder of its own, for as long as they run. */
export function openFiles(): (content: string | Uint8Array, name?: string) => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  return (content, name = "plan.md") => {
    const folder = mkdtempSync(join(tmpdir(), "signalbox-cli-"));
    folders.push(folder);
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}
