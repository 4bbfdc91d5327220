// Every plug-in stands in its folder's all.ts: one new file and one line there is all that a new feature needs.
import { basename, posix } from "node:path";
import { expect, test } from "vitest";
import { parseSourceFile, readSourceFiles, type SourceFile } from "./source-file.ts";

/** A folder with an all.ts, the files that lie directly in it, and what everything looked at imports. */
interface Registry {
  readonly all: SourceFile;
  readonly files: readonly SourceFile[];
  readonly importedPaths: ReadonlySet<string>;
}

function registriesAmong(files: readonly SourceFile[]): Registry[] {
  const importedPaths = new Set(files.flatMap((file) => file.imports.map((one) => one.target)));
  return files
    .filter((file) => basename(file.path) === "all.ts")
    .map((all) => ({
      all,
      files: files.filter((file) => file !== all && posix.dirname(file.path) === posix.dirname(all.path)),
      importedPaths,
    }));
}

/** A shape file has none: it says what a plug-in of its folder looks like. */
function valueExports(file: SourceFile): string[] {
  return file.parsed.module.staticExports
    .flatMap((statement) => statement.entries)
    .filter((entry) => !entry.isType)
    .map((entry) => entry.exportName.name ?? "");
}

/** The exported constants that are annotated with a type, by name: `export const claim: Command = …`. */
function typedConstants(file: SourceFile): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of file.parsed.program.body) {
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration?.type !== "VariableDeclaration") continue;
    for (const { id } of statement.declaration.declarations) {
      const annotation = id.type === "Identifier" ? id.typeAnnotation?.typeAnnotation : undefined;
      if (id.type === "Identifier" && annotation) found.set(id.name, file.text.slice(annotation.start, annotation.end));
    }
  }
  return found;
}

/** `readonly Command[]` lists `Command`, `readonly (Syntax | BlockSyntax)[]` both. */
function listedTypes(all: SourceFile): ReadonlySet<string> {
  const lists = [...typedConstants(all).values()].map((annotation) => /^(?:readonly )?(.+)\[\]$/.exec(annotation)?.[1]);
  return new Set(lists.flatMap((one = "") => one.replace(/[()]/g, "").split(" | ").map(withoutArguments)));
}

function withoutArguments(type: string): string {
  return type.split("<")[0] ?? "";
}

function importedNames(all: SourceFile, path: string): string[] {
  const { staticImports, staticExports } = all.parsed.module;
  const isIt = (specifier: string | undefined): boolean =>
    specifier !== undefined && posix.join(posix.dirname(all.path), specifier) === path;
  const imported = staticImports
    .filter((statement) => isIt(statement.moduleRequest.value))
    .flatMap((statement) => statement.entries.map((entry) => entry.importName.name ?? "*"));
  const exported = staticExports
    .flatMap((statement) => statement.entries)
    .filter((entry) => isIt(entry.moduleRequest?.value))
    .map((entry) => entry.importName.name ?? "*");
  return [...imported, ...exported];
}

/** The plug-ins of a file: its constants of a type that all.ts lists. */
function plugInsOf(file: SourceFile, all: SourceFile): string[] {
  const types = listedTypes(all);
  return [...typedConstants(file)].filter(([, type]) => types.has(withoutArguments(type))).map(([name]) => name);
}

/** What is wrong with one file of a registry, as sentences. A file without a plug-in must at least be of use to somebody. */
function complaintsAbout(file: SourceFile, { all, files, importedPaths }: Registry): string[] {
  const lineFor = (name: string): string =>
    `add to ${all.path}: import { ${name} } from "./${basename(file.path)}"; and ${name} in its list`;
  const listed = importedNames(all, file.path);
  const plugIns = plugInsOf(file, all);
  if (plugIns.length === 0 && !importedPaths.has(file.path)) {
    const whole = files.find((one) => file.path.startsWith(one.path.replace(/\.ts$/, "-")));
    return valueExports(file)
      .slice(0, 1)
      .map((name) =>
        whole === undefined
          ? `${file.path} is used by nothing; if it is a plug-in, ${lineFor(name)}`
          : `${file.path} is used by nothing; as a part of ${whole.path} it wants a line there`,
      );
  }
  return plugIns
    .filter((name) => !listed.includes(name) && !listed.includes("*"))
    .map((name) => `${file.path} is not registered; ${lineFor(name)}`);
}

function unregistered(files: readonly SourceFile[]): string[] {
  return registriesAmong(files).flatMap((registry) =>
    registry.files.flatMap((file) => complaintsAbout(file, registry)),
  );
}

const shape = parseSourceFile("src/commands/command.ts", "export interface Command { readonly name: string }");
const claim = parseSourceFile("src/commands/claim.ts", 'export const claim: Command = { name: "claim" };');
const allOf = (text: string) => parseSourceFile("src/commands/all.ts", text);
const empty = allOf("export const commands: readonly Command[] = [];");

test("every plug-in is listed in its folder's all.ts", () => {
  // What only the pages made from code show is of use too.
  expect(unregistered([...readSourceFiles("src"), ...readSourceFiles("test/docs")])).toEqual([]);
});

test("a forgotten plug-in is named together with the line to add", () => {
  const [sentence, ...more] = unregistered([shape, claim, empty]);
  expect(more).toEqual([]);
  expect(sentence).toContain("src/commands/claim.ts is not registered; add to src/commands/all.ts");
  expect(sentence).toContain('import { claim } from "./claim.ts";');
});

test("a listed plug-in, imported or passed on, is registered", () => {
  const listed = allOf('import { claim } from "./claim.ts";\nexport const commands: readonly Command[] = [claim];');
  expect(unregistered([shape, claim, listed])).toEqual([]);
  expect(unregistered([shape, claim, allOf('export { claim } from "./claim.ts";')])).toEqual([]);
});

test("being used by a neighbour does not register a plug-in", () => {
  const release = parseSourceFile(
    "src/commands/release.ts",
    'import { claim } from "./claim.ts";\nexport const release = claim;',
  );
  const listed = allOf(
    'import { release } from "./release.ts";\nexport const commands: readonly Command[] = [release];',
  );
  expect(unregistered([shape, claim, release, listed])).toHaveLength(1);
});

test("a list of several types, and several lists, know the plug-ins of each", () => {
  const user = parseSourceFile(
    "src/commands/use.ts",
    'import { late } from "./late.ts";\nexport const early: Early = late;',
  );
  const late = parseSourceFile("src/commands/late.ts", "export const late: Late<number> = {};");
  for (const lists of [
    "export const a: readonly (Early | Late)[] = [early];",
    "export const a: Early[] = [early];\nexport const b: readonly Late<string>[] = [];",
  ]) {
    const all = allOf(`import { early } from "./use.ts";\n${lists}`);
    expect(unregistered([user, late, all])).toEqual([
      expect.stringContaining("src/commands/late.ts is not registered"),
    ]);
  }
});

test("a file that plug-ins share needs no line, a file nobody uses does", () => {
  const words = parseSourceFile("src/commands/words.ts", 'export const words = ["claim"];');
  const user = parseSourceFile(
    "src/commands/claim.ts",
    'import { words } from "./words.ts";\nexport const claim: Command = words;',
  );
  const listed = allOf('import { claim } from "./claim.ts";\nexport const commands: readonly Command[] = [claim];');
  expect(unregistered([shape, words, user, listed])).toEqual([]);
  expect(unregistered([shape, words, claim, listed])).toEqual([
    expect.stringContaining("src/commands/words.ts is used by nothing; if it is a plug-in, add to"),
  ]);
});

test("a part that nobody uses is sent to the whole whose name it begins with", () => {
  const dashboard = parseSourceFile("src/views/dashboard.ts", "export const dashboard = () => 1;");
  const part = parseSourceFile("src/views/dashboard-oldest.ts", "export const renderOldest = () => 1;");
  const views = parseSourceFile("src/views/all.ts", 'import { dashboard } from "./dashboard.ts";');
  expect(unregistered([dashboard, part, views])).toEqual([
    "src/views/dashboard-oldest.ts is used by nothing; as a part of src/views/dashboard.ts it wants a line there",
  ]);
});

test("folders are looked at one by one: a neighbour's all.ts registers nothing here", () => {
  const rule = parseSourceFile("src/core/rules/free-slot.ts", "export const freeSlot: Rule = {};");
  const rules = parseSourceFile("src/core/rules/all.ts", "export const rules: readonly Rule[] = [];");
  const listed = allOf('import { claim } from "./claim.ts";\nexport const commands: readonly Command[] = [claim];');
  expect(unregistered([shape, claim, listed, rule, rules])).toEqual([
    expect.stringContaining("src/core/rules/free-slot.ts is not registered; add to src/core/rules/all.ts"),
  ]);
});
