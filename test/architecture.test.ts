// The house keeps its shape: import directions, no cycles, a pure core, names that say something.
import { expect, test } from "vitest";
import {
  allowedImports,
  badNames,
  defaultExports,
  findCycle,
  impurities,
  missingPurpose,
  wrongDirections,
} from "./house-rules.ts";
import { parseSourceFile, readSourceFiles } from "./source-file.ts";

const sources = readSourceFiles("src");
const everything = [...sources, ...readSourceFiles("test")];
const planted = (path: string, text: string) => parseSourceFile(path, text);

test("there are files to look at", () => {
  expect(sources.map((file) => file.path)).toContain("src/cli/guard.mjs");
});

test("imports follow the picture", () => {
  expect(sources.flatMap(wrongDirections)).toEqual([]);
});

test("imports make no cycle", () => {
  expect(findCycle(sources)).toEqual([]);
});

test("the core is pure: no clock, no chance, no network, no await, no try", () => {
  expect(sources.filter((file) => file.path.startsWith("src/core/")).flatMap(impurities)).toEqual([]);
});

test("nothing is exported by default", () => {
  expect(everything.flatMap(defaultExports)).toEqual([]);
});

test("names are kebab-case and say what the thing does", () => {
  expect(everything.flatMap(badNames)).toEqual([]);
});

test("every file begins with a sentence saying what it is for", () => {
  expect(everything.flatMap(missingPurpose)).toEqual([]);
});

test.each([
  ["src/core/a.ts", 'import { z } from "zod";\nimport type { Store } from "../ports/store.ts";'],
  ["src/core/graph/a.ts", '\nimport { readFileSync } from "node:fs";'],
  ["src/core/a.ts", '\nexport { open } from "../store/sqlite.ts";'],
  ["src/core/a.ts", '\nexport * from "../views/all.ts";'],
  ["src/core/a.ts", '\ntype Store = import("../ports/store.ts").Store;'],
  ["src/views/a.ts", '\nimport { claim } from "../commands/claim.ts";'],
  ["src/controller/a.ts", '\nimport { sqlite } from "../store/sqlite.ts";'],
  ["src/controller/a.ts", '\nconst { sqlite } = await import("../store/sqlite.ts");'],
  ["src/github/a.ts", '\nimport { sqlite } from "../store/sqlite.ts";'],
  ["src/store/a.ts", '\nimport { Octokit } from "@octokit/rest";'],
  ["src/sandbox/a.ts", '\nimport { observe } from "../github/observe.ts";'],
  ["src/app/a.ts", '\nimport { demo } from "../cli/demo.ts";'],
  ["src/cli/a.ts", '\nimport { root } from "../../test/source-file.ts";'],
])("a wrong import in %s is found, with its line and what is allowed: %s", (path, text) => {
  const found = wrongDirections(planted(path, text));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${path}:2 imports`);
  expect(found[0]).toContain("may import only:");
});

test.each([
  ["src/core/a.ts", 'import { z } from "zod";\nimport { b } from "./graph/b.ts";\nimport { parse } from "yaml";'],
  ["src/github/a.ts", 'import { Octokit } from "@octokit/rest";\nimport type { GitHub } from "../ports/github.ts";'],
  ["src/store/a.ts", 'import { DatabaseSync } from "node:sqlite";'],
  ["src/app/a.ts", 'import { a } from "../github/a.ts";\nimport { b } from "../store/b.ts";'],
  ["src/core/a.ts", 'const text = `import { x } from "../app/x.ts"`; // import { y } from "../app/y.ts"'],
])("a right import in %s passes: %s", (path, text) => {
  expect(wrongDirections(planted(path, text))).toEqual([]);
});

test("a folder nobody knows is refused, with the list of those that exist", () => {
  for (const path of ["src/lib/a.ts", "src/a.ts"]) {
    expect(wrongDirections(planted(path, "export const a = 1;")).join()).toContain(
      Object.keys(allowedImports).join(", "),
    );
  }
});

test("a cycle is shown as the way round it, types included", () => {
  const a = planted("src/core/a.ts", 'import { b } from "./graph/b.ts";');
  const b = planted("src/core/graph/b.ts", 'import type { C } from "../c.ts";');
  const c = planted("src/core/c.ts", 'export { a } from "./a.ts";');
  expect(findCycle([a, b, c])).toEqual(["src/core/a.ts", "src/core/graph/b.ts", "src/core/c.ts", "src/core/a.ts"]);
  expect(findCycle([a, b])).toEqual([]);
});

test.each([
  ["await later();", "await"],
  ["try { a(); } catch { b(); }", "try"],
  ["const a = async () => 1;", "async"],
  ["async function a() {}", "async"],
  ["const now = Date.now();", "Date.now"],
  ["const now = new Date();", "new Date()"],
  ["const die = Math.random();", "Math.random"],
  ["setTimeout(() => 1, 5);", "setTimeout()"],
  ["const home = process.env.HOME;", "process.env"],
  ["const now = Temporal.Now.instant();", "Temporal.Now"],
])("%s is not pure", (text, what) => {
  expect(impurities(planted("src/core/a.ts", `\n${text}`))).toEqual([
    `src/core/a.ts:2 uses ${what}; this folder is pure`,
  ]);
});

test("a date made from a value is pure, and so is a word in a text", () => {
  const text = 'const at = new Date("2026-06-01"); // Date.now()\nconst said = "try { await Math.random() }";';
  expect(impurities(planted("src/core/a.ts", text))).toEqual([]);
});

test.each(["src/core/utils.ts", "src/core/date-helpers.ts", "src/store/row-manager.ts", "src/services/a.ts"])(
  "the name %s is refused",
  (path) => {
    expect(badNames(planted(path, "export const a = 1;"))).toHaveLength(1);
  },
);

test("a name in camel case, or a vague exported name, is refused", () => {
  expect(badNames(planted("src/core/fooBar.ts", ""))).toHaveLength(1);
  expect(badNames(planted("src/core/foo-bar.ts", "export class EventHandler {}"))).toHaveLength(1);
  expect(badNames(planted("src/core/foo-bar.test.ts", "export const handled = 1;"))).toEqual([]);
});

test.each(["export default 1;", "const a = 1;\nexport { a as default };", 'export { default } from "./b.ts";'])(
  "a default export is found: %s",
  (text) => {
    expect(defaultExports(planted("src/core/a.ts", text))).toHaveLength(1);
  },
);

test("a file without a sentence at its head is found", () => {
  expect(missingPurpose(planted("src/core/a.ts", "export const a = 1;"))).toHaveLength(1);
  expect(missingPurpose(planted("src/cli/a.ts", "#!/usr/bin/env node\n// Starts it.\nexport const a = 1;"))).toEqual(
    [],
  );
});
