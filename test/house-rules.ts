// The rules of the house as functions: a source file in, sentences about what is wrong with it out.
import { Visitor } from "oxc-parser";
import { lineAt, type SourceFile } from "./source-file.ts";

interface Allowed {
  readonly folders: readonly string[];
  readonly packages: readonly string[];
}

const anything = ["*"];
const markdown = ["mdast", "mdast-util-from-markdown", "mdast-util-gfm", "micromark-extension-gfm"];
const pages = [
  "mdast-util-find-and-replace",
  "mdast-util-to-hast",
  "hast-util-raw",
  "hast-util-sanitize",
  "hast-util-to-html",
];
const inside = ["core", "commands", "views", "ports", "controller", "github", "store", "sandbox"];

/** What each folder of `src` may import, besides itself. A trailing `*` stands for any ending. */
export const allowedImports: Readonly<Record<string, Allowed>> = {
  core: { folders: [], packages: ["zod", "yaml", "temporal-polyfill"] },
  commands: { folders: ["core"], packages: [] },
  views: { folders: ["core"], packages: ["node:fs"] }, // templates are files, read once at start
  ports: { folders: ["core"], packages: [] },
  controller: { folders: ["core", "commands", "views", "ports"], packages: ["zod", "p-queue", "node:crypto"] },
  github: { folders: ["core", "ports"], packages: ["zod", "p-queue", "@octokit/*", "universal-github-app-jwt"] },
  store: { folders: ["core", "ports"], packages: ["node:*"] },
  sandbox: { folders: ["core", "ports"], packages: ["graphql", "ajv", "ajv-formats", "node:*", ...markdown, ...pages] },
  app: { folders: inside, packages: anything },
  cli: { folders: [...inside, "app"], packages: anything },
};

function isListed(name: string, list: readonly string[]): boolean {
  return list.some((entry) => (entry.endsWith("*") ? name.startsWith(entry.slice(0, -1)) : name === entry));
}

/** The folder of `src` a path lies in; "src" itself or anything outside gives `undefined`. */
function folderOf(path: string): string | undefined {
  const [top, folder, ...rest] = path.split("/");
  return top === "src" && rest.length > 0 ? folder : undefined;
}

/** Imports that go against the picture of the import directions. */
export function wrongDirections(file: SourceFile): string[] {
  const folder = folderOf(file.path) ?? "";
  const allowed = allowedImports[folder];
  if (!allowed)
    return [`${file.path} lies in no known folder of src; these exist: ${Object.keys(allowedImports).join(", ")}`];
  const folders = [folder, ...allowed.folders];
  return file.imports
    .filter(({ isRelative, target }) =>
      isRelative ? !folders.includes(folderOf(target) ?? "") : !isListed(target, allowed.packages),
    )
    .map(({ line, specifier }) => {
      const may = [...folders, ...allowed.packages].join(", ");
      return `${file.path}:${line} imports "${specifier}"; ${folder} may import only: ${may}`;
    });
}

/** One cycle among the files' imports (value and type alike) as a list of paths, or an empty list. */
export function findCycle(files: readonly SourceFile[]): string[] {
  const edges = new Map(files.map((file) => [file.path, file.imports.filter((one) => one.isRelative)]));
  const finished = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const { target } of edges.get(path) ?? []) {
      const cycle = walk(target, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  for (const { path } of files) {
    const cycle = walk(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

const vagueWords = [
  "util",
  "utils",
  "helper",
  "helpers",
  "types",
  "manager",
  "handler",
  "handlers",
  "service",
  "services",
];
const vagueEndings = /(Utils?|Helpers?|Managers?|Handlers?|Services?)$/;

/** Names that are not kebab-case, or that only a thing without a clear job needs. */
export function badNames(file: SourceFile): string[] {
  const found: string[] = [];
  for (const part of file.path.split("/")) {
    const words = part.split(/[-.]/);
    const vague = words.find((word) => vagueWords.includes(word));
    if (vague) found.push(`${file.path}: "${vague}" says nothing; name the file after the one job it has`);
    if (!words.every((word) => /^[a-z0-9]+$/.test(word))) found.push(`${file.path}: "${part}" is not kebab-case`);
  }
  for (const { exportName, start } of exportsOf(file)) {
    if (!vagueEndings.test(exportName)) continue;
    found.push(`${file.path}:${lineAt(file.text, start)} exports "${exportName}"; name it after the one job it has`);
  }
  return found;
}

function exportsOf(file: SourceFile): { exportName: string; start: number }[] {
  return file.parsed.module.staticExports
    .flatMap((statement) => statement.entries)
    .map(({ exportName, start }) => ({
      exportName: exportName.kind === "Default" ? "default" : (exportName.name ?? ""),
      start,
    }));
}

/** Default exports, however they are written. */
export function defaultExports(file: SourceFile): string[] {
  return exportsOf(file)
    .filter(({ exportName }) => exportName === "default")
    .map(({ start }) => `${file.path}:${lineAt(file.text, start)} has a default export; export it by name`);
}

/** The first line (after a `#!` line) must begin a comment: one sentence saying what the file is for. */
export function missingPurpose(file: SourceFile): string[] {
  const first = file.text.replace(/^#!.*\n/, "");
  return /^(\/\/ |\/\*\*(\n \*)? )\S/.test(first)
    ? []
    : [`${file.path}:1 does not begin with a sentence saying what it is for`];
}

const impureCalls = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch", "Date"];
const impureMembers = ["Date.now", "Math.random", "Temporal.Now", "performance.now", "crypto.randomUUID"];
const impureObjects = ["process", "console", "globalThis"];

/** Whatever would let a clock, chance, the network or the outside world into a pure file, and every `await` and `try`. */
export function impurities(file: SourceFile): string[] {
  const found: string[] = [];
  const report = (what: string, node: { start: number }): void => {
    found.push(`${file.path}:${lineAt(file.text, node.start)} uses ${what}; this folder is pure`);
  };
  new Visitor({
    AwaitExpression: (node) => report("await", node),
    TryStatement: (node) => report("try", node),
    ImportExpression: (node) => report("import()", node),
    FunctionDeclaration: (node) => node.async && report("async", node),
    FunctionExpression: (node) => node.async && report("async", node),
    ArrowFunctionExpression: (node) => node.async && report("async", node),
    ForOfStatement: (node) => node.await && report("for await", node),
    NewExpression: (node) => {
      const isClock = node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
      if (isClock) report("new Date()", node);
    },
    CallExpression: (node) => {
      if (node.callee.type === "Identifier" && impureCalls.includes(node.callee.name))
        report(`${node.callee.name}()`, node);
    },
    MemberExpression: (node) => {
      if (node.object.type !== "Identifier") return;
      const name = node.property.type === "Identifier" ? `${node.object.name}.${node.property.name}` : node.object.name;
      if (impureMembers.includes(name) || impureObjects.includes(node.object.name)) report(name, node);
    },
  }).visit(file.parsed.program);
  return found;
}
