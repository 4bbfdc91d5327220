/** What `plan --json` and `schedule --json` print, and what a JSON plan may say, held against the published JSON Schemas. */
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { readPlan } from "../../src/core/plan-document.ts";
import { planJson, reportPlan } from "../../src/core/plans/plan-report.ts";
import { openFiles, signalbox } from "../cli/run-signalbox.ts";
import { schemas } from "../docs/schemas.ts";

const file = openFiles();

const golden = new URL("../golden/plans/", import.meta.url);
const names = readdirSync(golden).filter((name) => name.endsWith(".md"));

const published = (path: string): object => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

function validatorOf(path: string): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return ajv.compile(published(path));
}

const plan = validatorOf("templates/plan.schema.json");
const input = validatorOf("templates/plan-input.schema.json");
const schedule = validatorOf("templates/schedule.schema.json");

/** Why the value is none of the schema's; empty when it is. */
function faults(isValid: ValidateFunction, value: unknown): readonly string[] {
  return isValid(value) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test.each(Object.keys(schemas))("%s is up to date (npm run docs)", (path) => {
  expect(published(path)).toEqual(JSON.parse(JSON.stringify(schemas[path]?.())));
});

test.each(names)("%s is printed as the schema says, and may be read back as it is", (name) => {
  const { plan: read, warnings } = readPlan(readFileSync(new URL(name, golden), "utf8"), { path: name });
  if (read === null) throw new Error(`${name} gives no plan`);
  const printed: unknown = JSON.parse(planJson(reportPlan(read, warnings)));
  expect(faults(plan, printed)).toEqual([]);
  expect(faults(input, printed)).toEqual([]);
});

test("the command line prints it, also with dates and with a schedule", async () => {
  const json = {
    $schema: "../templates/plan-input.schema.json",
    title: "Shed",
    workers: [{ id: "ana", skills: ["wood"] }],
    tasks: [
      { id: "S-1", estimate: "2h", skills: ["wood"] },
      { id: "S-2", estimate: 90, dependsOn: ["S-1"], skills: { glass: 2 } },
    ],
  };
  expect(faults(input, json)).toEqual([]);
  const path = file(JSON.stringify(json), "shed.json");
  const dated = await signalbox("plan", path, "--json", "--start", "2026-12-01");
  expect(faults(plan, JSON.parse(dated.out))).toEqual([]);
  expect(JSON.parse(dated.out)).toMatchObject({ dates: { start: "2026-12-01" } });
  const scheduled = await signalbox("schedule", path, "--json", "--online");
  expect(faults(schedule, JSON.parse(scheduled.out))).toEqual([]);
  expect(JSON.parse(scheduled.out)).toMatchObject({ unplaced: [{ task: "S-2" }] });
});

test("what is printed is held closely: a missing field or one too many is a fault", () => {
  const { plan: read } = readPlan('{"tasks": [{"id": "A"}]}');
  if (read === null) throw new Error("no plan");
  const printed = JSON.parse(planJson(reportPlan(read, [])));
  expect(faults(plan, { ...printed, waves: undefined })).not.toEqual([]);
  expect(faults(plan, { ...printed, tasks: [{ ...printed.tasks[0], colour: "red" }] })).not.toEqual([]);
  expect(faults(input, { tasks: [{ title: "has no id" }] })).not.toEqual([]);
});
