// Words that every object of JavaScript knows: to us they are words like any other.
import { expect, test } from "vitest";
import { forecast } from "../../src/core/forecast/forecast.ts";
import { lookAhead } from "../../src/core/forecast/what-if.ts";
import { parseText } from "../../src/core/parsed-text.ts";
import { readPlan } from "../../src/core/plan-document.ts";
import { readSettings } from "../../src/core/settings/read-settings.ts";
import { inputOf, openTask } from "../forecast/plan-of.ts";
import { openStage } from "../scenarios/stage.ts";
import { sceneLoad } from "../schedule/scene-input.ts";

/** Each with a word of the same shape that no object knows. */
const words = Object.getOwnPropertyNames(Object.prototype).map(
  (word) => [word, word.replace(/[a-z]/, (first) => (first === "q" ? "x" : "q"))] as const,
);

const texts = [
  "a &WORD; b, depends on &WORD;#2",
  "/WORD\n\n/priority WORD\n\n/claim --WORD=WORD WORD",
  "**WORD**: WORD\n\nPriority: WORD\nTrack: WORD\nOwner: @WORD\nEstimate: WORD\nStatus: WORD\nSkills: WORD\nDepends on WORD",
  "## Report\n\n**Issue**: #2\n**Status**: WORD\n**WORD**: WORD\n**Blockers**: WORD",
  "## Daily standup\n\n**WORD**: WORD\n**Today**: WORD",
  '```json\n{ "status": "WORD", "WORD": "WORD", "progress": "WORD" }\n```',
  "| WORD | Depends on |\n|---|---|\n| WORD | WORD |",
];
const plans = [
  "| ID | Task | WORD | Depends on | Priority | Owner |\n|---|---|---|---|---|---|\n| WORD | Dig | WORD | - | WORD | WORD |\n| B | Fill | x | WORD | P1 | ana |",
  "## WORD\n\n- [ ] WORD: Dig (depends on WORD, priority: WORD, WORD: WORD)\n- [ ] B1: Fill &WORD;",
  "```yaml\ntasks:\n  - id: WORD\n    title: Dig\n    WORD: 1\n    priority: WORD\n  - id: B\n    title: Fill\n    depends_on: [WORD]\n```",
  '{ "schema": "signalbox-plan/1", "title": "x", "WORD": 1, "tasks": [{ "id": "WORD", "title": "Dig", "WORD": 1, "priority": "WORD" }] }',
  "```mermaid\ngraph TD\n  WORD[Dig] --> B[Fill]\n```",
];
const settings = "WORD: 1\nmode: WORD\nworkers: [{ name: WORD, WORD: 1 }]\n";

test.each(words)("%s is read as %s is", (word, like) => {
  const at = { repo: "octo/yard", number: 1, commands: ["priority", "claim", "help"] };
  const told = (read: (text: string) => unknown, text: string, one: string) =>
    JSON.stringify(read(text.replaceAll("WORD", one))).replaceAll(new RegExp(one.replaceAll("_", ""), "gi"), "WORD");
  const same = (read: (text: string) => unknown, text: string) =>
    expect(told(read, text, word), text).toBe(told(read, text, like));
  for (const text of texts) {
    same((one) => parseText(one, at).meaning, text);
    same((one) => parseText(one, at).commands, text);
    same((one) => parseText(one, at).report, text);
  }
  for (const text of plans) same(readPlan, text);
  same(readSettings, settings);
});

test("a worker called constructor is not away unless said so", () => {
  const tasks = [openTask("1"), openTask("2", { dependsOn: ["1"] })];
  const lengthWith = (name: string) =>
    lookAhead(inputOf(tasks, { workers: [sceneLoad({ name, kind: "agent" }).worker] }), forecast).makespan;
  expect(lengthWith("carlo")).toBe(120);
  expect(lengthWith("constructor")).toBe(120);
});

test("a command with such a word is refused like any other, and the loop goes on", async () => {
  const stage = await openStage();
  const issue = stage.opens("eve", "one &toString; two", "Depends on &valueOf;#1");
  stage.says("mia", issue, "/priority constructor");
  await stage.settles();
  expect(stage.answers(issue).join()).toContain("“constructor” is not a priority");
  stage.says("mia", issue, "/priority P1");
  await stage.settles();
  expect(stage.sandbox.labelsOf("octo/yard", issue)).toContain("P1");
});
