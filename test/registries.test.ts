// Every command's own examples are the help and the tests: they run through the same door as on GitHub.
import { expect, test } from "vitest";
import { commands } from "../src/commands/all.ts";
import type { Command, CommandExample } from "../src/core/plugins.ts";
import { outcomeOf } from "./outcome-of.ts";

/** Each `[name, example]` of every command. */
const examples = commands.flatMap((command) =>
  command.examples.map((example): [string, CommandExample] => [`${example.says} on #${example.on}`, example]),
);

test.each(examples)("%s: %o", (_, example) => {
  const outcome = outcomeOf(example);
  if (example.answer === "accepted") expect(outcome).toBe("accepted");
  else expect(outcome).toContain(example.answer);
});

function isRefusal(example: CommandExample): boolean {
  return outcomeOf(example).startsWith("refused: ");
}

/** What anybody may ask need never be refused. */
function isOpenQuestion({ isReadOnly, who }: Command): boolean {
  return isReadOnly && who.includes("anyone");
}

test.each(commands.map((command): [string, Command] => [command.name, command]))(
  "/%s shows both answers",
  (_, command) => {
    const refused = command.examples.filter(isRefusal);
    expect(command.examples.length - refused.length).toBeGreaterThan(0);
    if (!isOpenQuestion(command)) expect(refused.length).toBeGreaterThan(0);
  },
);

test("no refusal is longer than a phone shows", () => {
  const refusals = examples.map(([, example]) => outcomeOf(example)).filter((text) => text.startsWith("refused: "));
  expect(refusals.length).toBeGreaterThan(30);
  expect(refusals.filter((text) => text.length > 350)).toEqual([]);
});

test("names never collide with each other or with GitHub's own composer", () => {
  const names = commands.map((command) => command.name);
  expect(new Set(names).size).toBe(names.length);
  for (const taken of ["code", "details", "saved-replies", "table", "template"]) expect(names).not.toContain(taken);
});
