// The figures of the house count what they say they count.
import { expect, test } from "vitest";
import { functionsOf, lengthOf, lengthsOf } from "./house-figures.ts";
import { parseSourceFile } from "./source-file.ts";

const functions = (text: string) => functionsOf(parseSourceFile("src/core/a.ts", text));

test.each([
  ["function one() {\n  return 1;\n}", "src/core/a.ts:1 one", 3],
  ["export async function one() {}", "src/core/a.ts:1 one", 1],
  ["\nconst one = () =>\n  1;", "src/core/a.ts:2 one", 2],
  ["const a = {\n  one() {\n    return 1;\n  },\n};", "src/core/a.ts:2 one", 3],
  ["const a = { one: (b) => b };", "src/core/a.ts:1 one", 1],
  ["class A {\n  one() {}\n}", "src/core/a.ts:2 one", 1],
  ["class A {\n  one = () => 1;\n}", "src/core/a.ts:2 one", 1],
  ['test("one is one", () => {\n  expect(1);\n});', 'src/core/a.ts:1 "one is one"', 3],
  ['test.each([1])("is %s", (one) => {\n  expect(one);\n});', 'src/core/a.ts:1 "is %s"', 3],
])("a function has a name and lines: %s", (text, name, lines) => {
  expect(functions(text)).toEqual([{ name, lines }]);
});

test("a callback belongs to the function around it, a named function inside counts by itself as well", () => {
  expect(functions("function one(all) {\n  return all.map((a) => {\n    return a;\n  });\n}")).toHaveLength(1);
  const inner = functions("function one() {\n  const two = () => 2;\n  return two;\n}");
  expect(inner.map(({ lines }) => lines).toSorted()).toEqual([1, 4]);
});

test("a value that is no function, and a text that is only an argument, are not counted", () => {
  expect(functions('const one = 1;\nconst two = { three: [] };\nsay("one", 2);\nconst four = one(() => 1);')).toEqual(
    [],
  );
});

test.each([
  ["a\nb\n", 2],
  ["a\nb", 2],
  ["a", 1],
])("a file ends with its last line: %j", (text, lines) => {
  expect(lengthOf(parseSourceFile("src/core/a.ts", text))).toEqual({ name: "src/core/a.ts", lines });
});

test("of lengths in any order: how many, the middle, the ninetieth percentile and the ten longest", () => {
  const all = [3, 11, 1, 2, 10, 4, 9, 8, 7, 6, 5].map((lines) => ({ name: `f${lines}`, lines }));
  const { count, median, p90, longest } = lengthsOf(all);
  expect([count, median, p90]).toEqual([11, 6, 10]);
  expect(longest.map(({ lines }) => lines)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
});
