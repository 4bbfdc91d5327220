// The figures of the house: how long its files and functions are, and how much of it is tests.
import { Visitor } from "oxc-parser";
import { quantileOf } from "../src/core/forecast/quantile.ts";
import { lineAt, type SourceFile } from "./source-file.ts";

/** Something that has lines: `name` is a path, or `path:line name` for a function. */
export interface Measured {
  readonly name: string;
  readonly lines: number;
}

/** A list's size, median, ninetieth percentile and its ten longest, longest first. Lengths are in lines. */
export interface Lengths {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly longest: readonly Measured[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A line break at the very end begins no further line. */
export function lengthOf({ path, text }: SourceFile): Measured {
  return { name: path, lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0) };
}

/**
 * The functions of a file that have a name: declarations, methods, function values of a constant or a property, and, as
 * in `test("…", () => …)`, the function at the end of a call that begins with a text. Other callbacks count as lines of
 * the function they stand in.
 */
export function functionsOf({ path, text, parsed }: SourceFile): Measured[] {
  const found: Measured[] = [];
  const nameOf = (node: Node): string => text.slice(node.start, node.end).split("\n", 1)[0] ?? "";
  const add = (called: Node, value: Node | null | undefined): void => {
    if (!value || !/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(value.type)) return;
    const first = lineAt(text, value.start);
    found.push({ name: `${path}:${first} ${nameOf(called)}`, lines: lineAt(text, value.end) - first + 1 });
  };
  new Visitor({
    FunctionDeclaration: (node) => node.id && add(node.id, node),
    VariableDeclarator: (node) => add(node.id, node.init),
    MethodDefinition: (node) => add(node.key, node.value),
    PropertyDefinition: (node) => add(node.key, node.value),
    Property: (node) => add(node.key, node.value),
    CallExpression: (node) => {
      const [title] = node.arguments;
      const isText =
        title?.type === "TemplateLiteral" || (title?.type === "Literal" && typeof title.value === "string");
      if (title && isText) add(title, node.arguments.at(-1));
    },
  }).visit(parsed.program);
  return found;
}

export function lengthsOf(all: readonly Measured[]): Lengths {
  const longest = all.toSorted((a, b) => b.lines - a.lines);
  const sorted = longest.map(({ lines }) => lines).reverse();
  return {
    count: all.length,
    median: quantileOf(sorted, 0.5),
    p90: quantileOf(sorted, 0.9),
    longest: longest.slice(0, 10),
  };
}
