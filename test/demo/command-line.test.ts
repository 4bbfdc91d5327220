/** The command line's manners: every mistake gets one clear sentence and exit code 2, and help teaches by example. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { MAIN, openFiles, type Said, signalbox } from "../cli/run-signalbox.ts";

const file = openFiles();

const TABLE = "| ID | Task | Depends on |\n|--|--|--|\n| T-1 | Dig | - |\n| T-2 | Build | T-1 |\n";

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
  ["a JSON plan without tasks", ["demo", file("{}"), "--headless"], '"tasks" is missing'],
  ["a picture", ["demo", file(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), "--headless"], "is not text"],
  ["noise", ["demo", file(Buffer.alloc(900, Buffer.from("9cd5e1f08b41", "hex"))), "--headless"], "is not text"],
  ["a giant", ["demo", file(Buffer.alloc(4 * 1024 * 1024 + 1, " ")), "--headless"], "is larger than 4 MB"],
  ["a seed forgotten", ["demo", "--seed", "--headless"], "--seed needs a number, for example --seed 7"],
  ["no workers", ["demo", "--workers", "0"], "Expected a whole number from 1 to 100"],
  ["half a worker", ["demo", "--workers", "1.5"], "Expected a whole number from 1 to 100"],
  ["a word as seed", ["demo", "--seed", "lucky"], "Expected a whole number from 0"],
  ["an unknown option", ["demo", "--wrkers", "3"], "Did you mean --workers?"],
  ["an unknown command", ["dmeo"], "unknown command 'dmeo'"],
  ["a page without a page", ["demo", "--headless", "--port", "4000"], "cannot be used with option '--port <n>'"],
  ["no port", ["demo", "--port", "0"], "Expected a whole number from 1 to 65535"],
  ["two outputs", ["parse", "--json", "--jsonl"], "cannot be used with option '--jsonl'"],
  ["two plans", ["demo", "a.md", "b.md"], "too many arguments"],
])("%s is refused with a sentence", async (_name, words, sentence) => {
  const { code, err, errLines } = await signalbox(...words);
  expect({ code, says: err.includes(sentence) ? sentence : err }).toEqual({ code: 2, says: sentence });
  expect(err).not.toContain("    at ");
  // A path stays whole on a line of its own.
  const tooWide = errLines.filter((line) => [...line].length > 80 && line.includes(" "));
  expect(tooWide).toEqual([]);
});

test("signalbox alone and --help say what one can do, within 80 columns", async () => {
  const [alone, help] = await Promise.all([signalbox(), signalbox("demo", "--help")]);
  expect(alone).toMatchObject({ code: 0, err: "" });
  expect(alone.out).toMatch(/^ {2}demo +play a plan on a local GitHub/m);
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("npm run demo -- --headless --seed 7");
  for (const line of `${alone.out}\n${help.out}`.split("\n")) expect([...line].length).toBeLessThanOrEqual(80);
});

test("--version says the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(await signalbox("--version")).toMatchObject({ code: 0, out: `${version}\n`, err: "" });
});

test("a plan in UTF-16 is read by its byte order mark", async () => {
  const little = Buffer.from(`\uFEFF# Straße\n\n${TABLE}`, "utf16le");
  const big = Buffer.from(little).swap16();
  const said = await Promise.all([little, big].map((bytes) => signalbox("plan", file(bytes))));
  for (const { code, out } of said) {
    expect(code).toBe(0);
    expect(out).toMatch(/^Straße\n/);
    expect(out).toContain("2 tasks, 1 dependency.");
  }
});

test("a port that is taken is named in a sentence, with the way out", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, out, err } = await signalbox("demo", file(TABLE), "--port", String(port));
  taken.close();
  expect({ code, out, err: err.trim() }).toEqual({
    code: 2,
    out: "",
    err: `Port ${port} is taken by another program. Choose another with --port, or leave --port out.`,
  });
});

/** Sends the signal once the demo has said the words. */
function interrupt(
  words: readonly string[],
  after: string,
  signal: "SIGINT" | "SIGTERM",
): Promise<Omit<Said, "errLines">> {
  const child = spawn(process.execPath, [MAIN, "demo", ...words], { env: { ...process.env, NO_COLOR: "1" } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [out, err, isSent] = ["", "", false];
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (!isSent && out.includes(after)) isSent = child.kill(signal);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, out, err })));
}

const QUICK =
  "| ID | Task | Depends on | Est. |\n|--|--|--|--|\n| T-1 | Dig | - | 10m |\n| T-2 | Build | T-1 | 10m |\n";

test.each([
  ["SIGINT", "before anything is done", "Watch it", 130, "Stopped with 0 of 2 tasks done; nothing is kept."],
  ["SIGTERM", "half-way", "1 of 2 tasks are done", 130, "Stopped with 1 of 2 tasks done; nothing is kept."],
  ["SIGINT", "when all is done", "Ctrl-C ends it", 0, "Every task is done and every law held."],
] as const)("%s %s ends it in order", async (signal, _when, after, code, says) => {
  const said = await interrupt([file(QUICK)], after, signal);
  expect({ code: said.code, err: said.err }).toEqual({ code, err: "" });
  expect(said.out).toContain(says);
});

test("whoever reads only the first lines ends the run quietly", async () => {
  const child = spawn(process.execPath, [MAIN, "demo", file(TABLE), "--headless"]);
  let err = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const code = await new Promise((resolve) => {
    child.on("close", resolve);
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
