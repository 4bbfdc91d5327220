/** A process of its own says what the same words say in ours, with the same exit code, and then ends by itself. */
import { expect, test } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { openStage } from "../scenarios/stage.ts";
import { run, runAlone } from "./run-as.ts";
import { openFiles, signalbox, signalboxAlone } from "./run-signalbox.ts";

const file = openFiles();

const REPO = "octo/yard";
const PLAN = "| ID | Task | Depends on |\n|--|--|--|\n| T-1 | Dig | - |\n| T-2 | Build | T-1 |\n";
const CREW = JSON.stringify({ title: "Mill", workers: [{ id: "ana" }], tasks: [{ id: "M-1", estimate: 60 }] });
const ISSUES = JSON.stringify([
  { number: 1, title: "One" },
  { number: 2, title: "Two", body: "Depends on #1" },
]);

test.each([
  ["nothing", [], 0],
  ["a slip", ["dmeo"], 2],
  ["an option without its value", ["demo", "--seed", "--headless"], 2],
  ["a plan", ["plan", file(PLAN)], 0],
  ["no plan", ["plan", "nowhere.md", file(PLAN), "--json"], 2],
  ["a schedule", ["schedule", file(CREW, "mill.json"), "--json", "--online"], 0],
  ["an export", ["export", file(PLAN)], 0],
  ["a graph", ["graph", file(ISSUES, "yard.json"), "--json"], 0],
  ["a question", ["why", `${file(ISSUES, "yard.json")}#2`], 0],
  ["a backup of nothing", ["backup", "copy", "--store", "no-such-store"], 2],
])("%s", async (_name, words, code) => {
  const alone = await signalboxAlone(...words);
  expect(alone).toEqual(await signalbox(...words));
  expect(alone.code).toBe(code);
});

test("a backup put back", async () => {
  const store = file("");
  await openSqliteStore(store).close();
  const copied = await signalboxAlone("backup", `${store}-copy`, "--store", store);
  expect(copied).toMatchObject({ code: 0, err: "" });
  const restored = await signalboxAlone("restore", `${store}-copy`, "--store", store);
  expect(restored).toMatchObject({ code: 0, err: "" });
});

test("what is asked of a live repository", async () => {
  const yard = await openStage();
  yard.opens("mia", "Build the API", `Depends on #${yard.opens("mia", "Write the schema")}`);
  await yard.settles();
  for (const word of ["graph", "status", "cleanup"]) {
    const alone = await runAlone(yard, "mia", word, REPO);
    expect(alone).toEqual(await run(yard, "mia", word, REPO));
    expect(alone).toMatchObject({ code: 0, err: "" });
  }
});
