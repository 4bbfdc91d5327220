/** `signalbox parse`: one text for people or as JSON, thousands as JSON lines, and what it says when it cannot read. */
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { widthOf } from "../../src/cli/columns.ts";
import { explainText } from "../../src/cli/parse/explain-text.ts";
import { parsedJson, parseText } from "../../src/core/parsed-text.ts";

const MAIN = new URL("../../src/cli/main.ts", import.meta.url).pathname;
const at = { repo: "octo/yard", number: 1, commands: ["claim", "unblock"] };
const json = (text: string, more: object = {}) => parsedJson(parseText(text, { ...at, ...more }));
const explained = (text: string, more: object = {}) => explainText(parseText(text, { ...at, ...more }));

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function signalbox(words: readonly string[], input = ""): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, "parse", ...words]);
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

const answer = z.looseObject({ id: z.unknown(), line: z.number().optional(), error: z.string().optional() });

function answers(out: string) {
  return out
    .trimEnd()
    .split("\n")
    .map((line) => answer.parse(JSON.parse(line)));
}

describe("the JSON of a text", () => {
  test("names what this issue waits for, with kind, line, text and syntax", () => {
    expect(json("Hello\n\nDepends on #2, octo/dock#3 (soft)").dependencies).toEqual([
      { ref: "octo/yard#2", kind: "hard", line: 3, text: "Depends on #2, octo/dock#3 (soft)", syntax: "field" },
      { ref: "octo/dock#3", kind: "soft", line: 3, text: "Depends on #2, octo/dock#3 (soft)", syntax: "field" },
    ]);
  });

  test("names what waits for this issue", () => {
    const { blocks, dependencies } = json("This blocks #2.");
    expect(blocks).toMatchObject([{ ref: "octo/yard#2", kind: "hard", line: 1 }]);
    expect(dependencies).toEqual([]);
  });

  test("has an empty place for everything that was not said", () => {
    expect(json("")).toEqual({
      dependencies: [],
      blocks: [],
      parent: null,
      tracks: [],
      related: [],
      dates: [],
      fields: {},
      commands: [],
      report: null,
      edges: [],
      none: [],
      warnings: [],
    });
  });

  test("holds parent, tracked and related issues, dates, fields and an explicit none", () => {
    const text = "Part of #5\n- [ ] #6\n\nSee also #7\nNot before: 2026-12-01\nEstimate: 1h-1h30\nDepends on: none";
    expect(json(text)).toMatchObject({
      parent: { ref: "octo/yard#5", line: 1 },
      tracks: [{ ref: "octo/yard#6", line: 2 }],
      related: [{ ref: "octo/yard#7", line: 4 }],
      dates: [{ date: "2026-12-01", line: 5 }],
      fields: { estimateMinutes: { low: 60, high: 90 } },
      none: [{ line: 7 }],
    });
  });

  test("says of every edge whether it counts: elsewhere it is decided elsewhere, between others by who wrote it", () => {
    const edges = json("Needs #2\n\n#3 depends on #4\n\nocto/dock#5 depends on #6").edges;
    expect(edges.map(({ dependent, blocker, counted }) => [dependent, blocker, counted])).toEqual([
      ["octo/yard#1", "octo/yard#2", true],
      ["octo/yard#3", "octo/yard#4", true],
      ["octo/dock#5", "octo/yard#6", false],
    ]);
    expect(edges.map((edge) => edge.why)).toEqual([
      null,
      expect.stringContaining("triage"),
      expect.stringContaining("another repository"),
    ]);
  });

  test("keeps the order of appearance, whatever was read first", () => {
    const lines = json("| Issue | Blocking |\n|---|---|\n| #5 | - |\n| #6 | #5 |\n\nDepends on #2").edges;
    expect(lines.map((edge) => edge.line)).toEqual([4, 6]);
  });

  test("the title counts as line 0, and an issue without number waits as nobody", () => {
    const { edges, dependencies } = json("", { title: "Draw it (blocked by #2)", number: null });
    expect(edges).toMatchObject([{ dependent: null, blocker: "octo/yard#2", line: 0 }]);
    expect(dependencies).toMatchObject([{ ref: "octo/yard#2" }]);
  });

  test("stated edges beat none in the text of an issue without number, too; those of others leave it", () => {
    expect(json("Depends on: none\nDepends on #2", { number: null })).toMatchObject({ none: [] });
    expect(json("Depends on: none\n\n#5 depends on #2", { number: null })).toMatchObject({ none: [{ line: 1 }] });
  });

  test("another host stands before the name, our own does not", () => {
    const text = "Depends on https://git.example.org/a/b/issues/2, https://github.com/a/b/issues/3";
    expect(json(text).dependencies.map(({ ref }) => ref)).toEqual(["git.example.org/a/b#2", "a/b#3"]);
    const there = json(text, { host: "git.example.org" }).dependencies.map(({ ref }) => ref);
    expect(there).toEqual(["a/b#2", "github.com/a/b#3"]);
  });

  test("commands with their reason; a near miss is a warning and no command", () => {
    const { commands, warnings } = json("/unblock #7 because it is in\n/clam\n/usr/bin");
    expect(commands).toEqual([{ name: "unblock", args: ["#7"], reason: "it is in", line: 1 }]);
    expect(warnings).toEqual([{ line: 2, message: expect.stringContaining("Did you mean /claim?") }]);
  });

  test("a report is told with full references", () => {
    const report = json("## Worker 1 Report\n\n**Task**: #7\n**Status**: Complete").report;
    expect(report).toMatchObject({ kind: "progress", worker: "worker-1", issue: "octo/yard#7", status: "complete" });
  });

  test("what lies behind GitHub's limit is not read, and that is said", () => {
    const { dependencies, warnings } = json(`${"a\n".repeat(32_768)}Depends on #2`);
    expect(dependencies).toEqual([]);
    expect(warnings).toEqual([{ line: 32_769, message: expect.stringContaining("65,536") }]);
  });

  test("in a comment only a field counts", () => {
    expect(json("This depends on #2", { isComment: true }).edges).toEqual([]);
    expect(json("Depends on: #2", { isComment: true }).edges).toHaveLength(1);
  });
});

describe("the words for people", () => {
  test("tell each line and what was read from it, and mark what was not understood", () => {
    expect(explained("Depends on #2\n\nBlocked by the vendor")).toEqual([
      "What octo/yard#1 says",
      "",
      "    1  Depends on #2",
      "         - #1 waits for #2",
      "    3  Blocked by the vendor",
      "         ? No issue was found in “Blocked by the vendor”. Write it as `Depends",
      "           on: #12`, or `none`.",
      "",
      'Not understood: 1 place, marked with "?" above.',
    ]);
  });

  test("say so when nothing was found", () => {
    expect(explained("Hello").join("\n")).toMatch(/Nothing about dependencies[\s\S]*signalbox -- plan FILE/);
  });

  test("tell commands, reports, fields and the title", () => {
    const text = "/claim because I can\n\nEstimate: 2h\n\n## Worker 1 Report\n\n**Task**: #7\n**Status**: Complete";
    const told = explained(text, { title: "Blocked by #9" }).join("\n");
    for (const words of ["title  Blocked by #9", "command /claim, because: I can", "progress report by worker-1"])
      expect(told).toContain(words);
    expect(told).toContain("  estimate: 120 minutes");
  });

  test("fit 80 columns and hold nothing that moves a terminal's cursor, whatever the text", () => {
    const part = fc.constantFrom(
      "Depends on ",
      "#2",
      "\n",
      "\u001b[2J",
      "待ち",
      "🚧",
      "a".repeat(90),
      "Blocked by ",
      "/clam",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: "grapheme" }))), (parts) => {
        for (const line of explained(parts.join(""))) {
          expect(widthOf(line)).toBeLessThanOrEqual(80);
          expect(line).not.toMatch(/\p{Cc}/u);
        }
      }),
    );
  });
});

describe("the program", () => {
  test("reads a file or standard input, prints people's words or JSON, and ends with 0", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "signalbox-parse-")), "body.md");
    writeFileSync(path, "Depends on #2");
    const words = await signalbox([path, "--repo", "octo/yard", "--number", "1"]);
    expect(words).toMatchObject({ code: 0, out: expect.stringContaining("- #1 waits for #2"), err: "" });
    const piped = await signalbox(["-", "--json", "--repo", "octo/yard"], "Blocked by the vendor, not by #2");
    expect(piped.code).toBe(0);
    expect(JSON.parse(piped.out)).toMatchObject({ dependencies: [], warnings: [{ line: 1 }] });
  });

  test("answers every JSON line in order; what it cannot read gets an error with its id and line", async () => {
    const input = [
      `\ufeff${JSON.stringify({ id: 1, body: "Blocked by #2", repo: "a/b", number: 7 })}`,
      "{not json",
      "",
      JSON.stringify({ id: "x", body: 5 }),
      `{"id":2,"body":"a\u2028b\\nDepends on #3"}`,
      JSON.stringify({ id: null, body: null, number: 4 }),
    ].join("\n");
    const { code, out } = await signalbox(["--jsonl", "--repo", "octo/yard"], input);
    expect(code).toBe(0);
    expect(answers(out)).toMatchObject([
      { id: 1, edges: [{ dependent: "a/b#7", blocker: "a/b#2" }] },
      { id: null, line: 2, error: expect.any(String) },
      { id: "x", line: 4, error: expect.stringContaining("body") },
      { id: 2, dependencies: [{ ref: "octo/yard#3" }] },
      { id: null, dependencies: [] },
    ]);
  });

  test("goes through thousands of bodies in one process", async () => {
    const input = Array.from({ length: 5000 }, (_, n) => JSON.stringify({ id: n, body: `Depends on #${n + 1}` }));
    const { out } = await signalbox(["--jsonl"], input.join("\n"));
    const found = answers(out);
    expect(found.map(({ id }) => id)).toEqual(input.map((_, n) => n));
    expect(found.at(-1)).toMatchObject({ dependencies: [{ ref: "owner/name#5000" }] });
  });

  test("says in one line why a file cannot be read, and ends with 1", async () => {
    const { code, out, err } = await signalbox(["no-such-file.md"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe("There is no file no-such-file.md. Give the path of a text, for example the body\nof an issue.\n");
  });

  test.each([
    ["--repo", "yard"],
    ["--number", "0"],
    ["--host", "https://github.com"],
  ])("refuses %s %s with 2", async (...words) => {
    expect(await signalbox(words, "Depends on #2")).toMatchObject({ code: 2, out: "" });
  });
});
