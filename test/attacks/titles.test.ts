// A hundred thousand titles and names that try to be more than text, as every table and list of ours prints them.
import fc from "fast-check";
import type { Root } from "mdast";
import { expect, test } from "vitest";
import { handOut } from "../../src/core/hand-out.ts";
import { nameIssue, quote } from "../../src/core/quote.ts";
import { views } from "../../src/views/all.ts";
import { renderList, renderTable } from "../../src/views/table.ts";
import { hostileText } from "../views/hostile-text.ts";
import { treeOf, walk } from "../views/markdown-tree.ts";
import { worldFrom } from "../world-builder.ts";

/** Small pages: the parser takes longer than linear time for large ones, and so does the collector of what it leaves. */
const BATCH = 20;
const BATCHES = 5_000;

/** How often each kind of node stands in a tree; empty cells have no text, so texts are not counted. */
function census(tree: Root): Record<string, number> {
  const count: Record<string, number> = {};
  walk(tree, ({ type }) => {
    if (type !== "text") count[type] = (count[type] ?? 0) + 1;
  });
  return count;
}

function mentionsIn(tree: Root): readonly string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    if (node.type === "text" && /@[\p{L}\p{N}]/u.test(node.value)) found.push(node.value);
  });
  return found;
}

/** As the dashboard prints tasks and workers: in a table, and in a list below it. Each text is a title once, and once a name. */
function page(texts: readonly string[]): string {
  const half = texts.length / 2;
  const cells = texts.map((text, at) => [
    nameIssue({ number: at + 1, title: text }, 50),
    quote(texts.at(at - 1) ?? "", 39),
  ]);
  const lines = cells.slice(half).map((line) => line.join(" · "));
  return `${renderTable({ heads: ["Task", "Worker"], rows: cells.slice(0, half) }, half)}\n\n${renderList(lines, half)}`;
}

test("100,000 titles and names leave tables and lists as they are, and mention nobody", { timeout: 1_200_000 }, () => {
  const plain = census(treeOf(page(Array.from({ length: BATCH }, () => "word"))));
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: BATCH, maxLength: BATCH }), (titles) => {
      const text = page(titles);
      const tree = treeOf(text);
      expect(census(tree)).toEqual(plain);
      expect(mentionsIn(tree)).toEqual([]);
      expect(text).not.toContain("<!--");
    }),
    { numRuns: BATCHES, endOnFailure: true },
  );
});

test("3,000 of them on whole pages: the coordination issue keeps its parts", () => {
  const count = 30;
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const dashboard = (titles: readonly string[]) => {
    const story = numbers.flatMap((number) => [
      `#${number} is titled ${(titles[number - 1] ?? "").replace(/\r?\n|\r/g, " ") || "x"}`,
      number % 3 === 0 ? `#${number} depends on #${number - 1}` : `#${number} is open`,
      ...(number % 3 === 1 ? [`#${number} is held by w-${number}`] : []),
    ]);
    const world = worldFrom(["ana is a worker", ...story]);
    return views.dashboard(world, handOut(world));
  };
  const plain = census(treeOf(dashboard(numbers.map(() => "word"))));
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: count, maxLength: count }), (titles) => {
      expect(census(treeOf(dashboard(titles)))).toEqual(plain);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
