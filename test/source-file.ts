// One of our own source files, parsed, with every import it makes: what the tests of the house look at.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { type ParseResult, parseSync, Visitor } from "oxc-parser";

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An import, re-export, dynamic import or `import("…")` type; `target` is a path from the root, or a package's name. */
export interface Import {
  readonly line: number;
  readonly specifier: string;
  readonly target: string;
  readonly isRelative: boolean;
}

/** `path` counts from the repository's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly parsed: ParseResult;
  readonly imports: readonly Import[];
}

/** The line (from 1) on which the character at `offset` stands. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** "node:fs/promises" is "node:fs", "@octokit/rest/x" is "@octokit/rest". */
function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function importsOf(path: string, text: string, parsed: ParseResult): Import[] {
  const imports: Import[] = [];
  const add = (source: { value: unknown; start: number } | null): void => {
    if (typeof source?.value !== "string") return;
    const specifier = source.value;
    const isRelative = specifier.startsWith(".");
    const target = isRelative ? posix.join(posix.dirname(path), specifier) : packageName(specifier);
    imports.push({ line: lineAt(text, source.start), specifier, target, isRelative });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source.type === "Literal" ? node.source : null),
    TSImportType: (node) => add(node.source),
  }).visit(parsed.program);
  return imports;
}

/** Throws when `text` is no TypeScript: nothing can be said about such a file. */
export function parseSourceFile(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return { path, text, parsed, imports: importsOf(path, text, parsed) };
}

/** Every `.ts` and `.mjs` file below `folder` (a path from the root), parsed, in the order of their paths. */
export function readSourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
    .filter((path) => /\.(ts|mjs)$/.test(path))
    .sort()
    .map((path) => parseSourceFile(path, readFileSync(join(root, path), "utf8")));
}
