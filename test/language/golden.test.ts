// The language, case by case: every line of test/golden/language/*.txt is a test.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseMeaning } from "../../src/core/meaning.ts";
import { tellMeaning } from "../../src/core/syntaxes/tell-meaning.ts";

const folder = new URL("../golden/language/", import.meta.url);
const at = { repo: "octo/yard", number: 1 };

interface Case {
  readonly text: string;
  readonly finds: readonly string[];
  readonly says: readonly string[];
}

/** `\n`, `\t`, `\u00a0` as in code; every other backslash stands for itself. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\n/g, "\n")
    .replace(/\\r/g, "\r")
    .replace(/\\t/g, "\t");
}

function casesOf(source: string): Case[] {
  return source.split("\n").flatMap((line): Case[] => {
    if (line === "" || line.startsWith("//")) return [];
    const [text = "", found = ""] = line.split("⇒");
    const told = found.split("; ").map((part) => part.trim());
    return [
      {
        text: unescaped(text.endsWith(" ") ? text.slice(0, -1) : text),
        finds: told.filter((part) => part !== "" && !part.startsWith("says ")).map(whole),
        says: told.filter((part) => part.startsWith("says ")).map((part) => part.slice(5)),
      },
    ];
  });
}

function whole(part: string): string {
  return /^[\w./-]*#\d+$/.test(part) ? `#1 waits for ${part}` : part;
}

/** The order of edges is of no matter, here or to the graph. */
function sorted(lines: readonly string[]): string[] {
  return [...lines].sort();
}

const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

describe.each(files)("%s", (file) => {
  const cases = casesOf(readFileSync(new URL(file, folder), "utf8"));
  test.each(cases)("$text", ({ text, finds, says }) => {
    const meaning = parseMeaning(text, { ...at, isComment: file === "comments.txt" });
    expect(sorted(tellMeaning(meaning, at))).toEqual(sorted(finds));
    for (const words of says) expect(meaning.warnings.map((warning) => warning.message).join("\n")).toContain(words);
  });
});

test("there are enough cases to call it a specification", () => {
  const count = files.flatMap((file) => casesOf(readFileSync(new URL(file, folder), "utf8"))).length;
  expect(count).toBeGreaterThanOrEqual(400);
});
