// Whatever people write, printed again it is one line of text: no mention, reference, HTML, Markdown or marker.
import fc from "fast-check";
import { expect, test } from "vitest";
import { codeBlock, nameIssue, quote, quoteSentence, seal } from "../../src/core/quote.ts";
import { hostileText } from "./hostile-text.ts";
import { shapeOf, textOf, treeOf } from "./markdown-tree.ts";

/** More by hand: `RUNS=100000 npx vitest run test/views/quote.test.ts --testTimeout 0`. */
const numRuns = Number(process.env["RUNS"] ?? 700);

const BREAK = /\u200b/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** What a reader should see of a text: its visible characters on one line. */
function visible(text: string): string {
  return text.toWellFormed().replace(/\s/g, " ").replace(INVISIBLE, "").replace(/ {2,}/g, " ").trim();
}

test("in a paragraph, at its start, in a list and in a table cell it is text and nothing else", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const quoted = quote(text, 1_000);
      fc.pre(quoted !== "");
      const page = [`so: ${quoted} end`, quoted, "---", `- ${quoted}`, `| a | b |\n| --- | --- |\n| ${quoted} | z |`];
      const cells = "tableRow/tableCell/text/tableCell/text";
      expect(shapeOf(page.join("\n\n"))).toBe(
        `paragraph/text/paragraph/text/thematicBreak/list/listItem/paragraph/text/table/${cells}/${cells}`,
      );
    }),
    { numRuns },
  );
});

test("a reader sees the same visible characters", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const seen = textOf(`x${quote(text, 1_000)}`)
        .replace(BREAK, "")
        .trim();
      expect(seen).toBe(`x${visible(text)}`);
    }),
    { numRuns },
  );
});

test("no mention, no reference, no address survives in the text that GitHub looks through", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const seen = textOf(`x ${quote(text, 1_000)}`);
      expect(seen).not.toMatch(/[@＠][\p{L}\p{N}]/u);
      expect(seen).not.toMatch(/[#＃]\d/);
      expect(seen).not.toMatch(/\bgh-\d/i);
      expect(seen).not.toMatch(/:\/\/|www\./i);
      expect(quote(text, 1_000)).not.toContain("<!--");
    }),
    { numRuns },
  );
});

test("a sentence keeps `#12` and code, nothing more", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const kinds = new Set(shapeOf(`so ${quoteSentence(text, 1_000)}`).split("/"));
      expect([...kinds].filter((kind) => !["paragraph", "text", "inlineCode"].includes(kind))).toEqual([]);
      const seen = textOf(`so ${quoteSentence(text, 1_000)}`);
      expect(seen).not.toMatch(/@[\p{L}\p{N}]/u);
      expect(seen).not.toMatch(/[\w/]#\d/);
    }),
    { numRuns },
  );
  expect(quoteSentence("waits for #12 and octo/other#3 (`#4`)")).toBe("waits for #12 and octo/other\\#\u200b3 (`#4`)");
});

test("the limit counts visible characters and never tears one apart", () => {
  expect(quote("abcdefgh", 5)).toBe("abcd…");
  expect(quote("👩👩👩👩", 3)).toBe("👩👩…");
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 40 }), (text, limit) => {
      const seen = textOf(`x${quote(text, limit)}`)
        .replace(BREAK, "")
        .trim()
        .slice(1);
      expect([...seen].length).toBeLessThanOrEqual(limit);
      expect(quote(text, limit).isWellFormed()).toBe(true);
    }),
  );
});

test("nothing ends a code block but us", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const tree = treeOf(`before\n\n${codeBlock(text)}\n\nafter`);
      expect(tree.children.map((node) => node.type)).toEqual(["paragraph", "code", "paragraph"]);
      expect(codeBlock(text)).not.toContain("<!--");
    }),
    { numRuns },
  );
});

test("an issue is named by a link to it and its harmless title", () => {
  expect(nameIssue({ number: 12, title: "Close #3 for @ana" })).toBe("#12 Close \\#\u200b3 for @\u200bana");
  expect(nameIssue({ number: 12, title: "" })).toBe("#12");
});

test("what we print can hold no marker", () => {
  expect(seal("a <!-- signalbox:end --> b")).not.toContain("<!--");
});

test("a very long title costs no more than a short one", () => {
  expect([...quote("@".repeat(1_000_000), 60)].filter((character) => character === "@")).toHaveLength(59);
});
