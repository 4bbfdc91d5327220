/** The command line's manners: every mistake gets one clear sentence and exit code 2, and help teaches by example. */
import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function signalbox(...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const environment = { ...process.env, NO_COLOR: "1" };
    execFile(process.execPath, [MAIN, ...words], { env: environment }, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : 0;
      resolve({ code, out, err });
    });
  });
}

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "signalbox-demo-")), "plan.md");
  writeFileSync(path, text);
  return path;
}

test.each([
  ["a file that does not exist", ["demo", "no-such-plan.md", "--headless"], "There is no file no-such-plan.md"],
  ["a folder", ["demo", "src", "--headless"], "src is a folder"],
  ["an empty file", ["demo", file("\n\n"), "--headless"], "is empty. Expected a Markdown table"],
  ["a text without tasks", ["demo", file("# Hello\n\nNothing to do.\n"), "--headless"], "has no tasks"],
  ["broken JSON", ["demo", file('{"tasks": ['), "--headless"], "cannot be read as a plan"],
  [
    "a plan that is done",
    ["demo", file('{"schema":"signalbox-plan/1","tasks":[{"id":"A","status":"done"}]}'), "--headless"],
    "is done already",
  ],
  ["no workers", ["demo", "--workers", "0"], "Expected a whole number from 1 to 100"],
  ["half a worker", ["demo", "--workers", "1.5"], "Expected a whole number from 1 to 100"],
  ["a word as seed", ["demo", "--seed", "lucky"], "Expected a whole number from 0"],
  ["an unknown option", ["demo", "--wrkers", "3"], "Did you mean --workers?"],
  ["an unknown command", ["dmeo"], "unknown command 'dmeo'"],
  ["two plans", ["demo", "a.md", "b.md"], "too many arguments"],
])("%s is refused with a sentence", async (_name, words, sentence) => {
  const { code, err } = await signalbox(...words);
  expect({ code, says: err.includes(sentence) ? sentence : err }).toEqual({ code: 2, says: sentence });
  expect(err).not.toContain("    at ");
});

test("signalbox alone and --help say what one can do, within 80 columns", async () => {
  const [alone, help] = await Promise.all([signalbox(), signalbox("demo", "--help")]);
  expect(alone).toMatchObject({ code: 0, err: "" });
  expect(alone.out).toContain("demo [options] [plan]");
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("npm run demo -- --headless --seed 7");
  for (const line of `${alone.out}\n${help.out}`.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});
