/** Help teaches: every command has examples and exit codes, nothing is wider than a terminal, and a slip is named. */
import { expect, test } from "vitest";
import { buildProgram } from "../../src/cli/main.ts";
import { openFiles, signalbox } from "./run-signalbox.ts";

const file = openFiles();

const names = (await buildProgram()).commands.map((command) => command.name());

test("without a word it says what one can do and where to begin", async () => {
  const { code, out } = await signalbox();
  expect(code).toBe(0);
  for (const name of names) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
  expect(out).toContain("npm run demo -- --headless");
});

test.each(names)("%s --help gives an example and its exit codes within 80 columns", async (name) => {
  const { code, out } = await signalbox(name, "--help");
  expect(code).toBe(0);
  expect(out).toContain(`Usage: signalbox ${name}`);
  expect(out).toMatch(new RegExp(`^Examples:[^]*(?:signalbox -- |signalbox |npm run |npm )${name}`, "m"));
  expect(out).toContain("Exit code: 0 ");
  for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
});

test.each([
  ["a command that does not exist", ["frobnicate"], "unknown command 'frobnicate'"],
  ["one letter too many", ["plann", "x.md"], "Did you mean plan?"],
  ["help for what does not exist", ["help", "plann"], "Did you mean plan?"],
  ["--help of what does not exist", ["plann", "--help"], "Did you mean plan?"],
  ["an unknown option", ["plan", file("x"), "--job", "3"], "unknown option '--job'"],
  ["a port that is a word", ["demo", "--port", "http"], "for example 8080"],
])("%s is named, without everything else", async (_name, words, sentence) => {
  const { code, out, err } = await signalbox(...words);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
  expect(err.length).toBeLessThan(400);
});
