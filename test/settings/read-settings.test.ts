/** The settings file: what is read, what is said when it is wrong, and that example and schema stay true. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { readSettings } from "../../src/core/settings/read-settings.ts";
import { defaultSettings, settingsSchema } from "../../src/core/settings/settings.ts";
import { listWorkers } from "../../src/core/workers.ts";
import { anyCharacter } from "../any-character.ts";

function problems(text: string): readonly string[] {
  const read = readSettings(text);
  return read.ok ? [] : read.problems;
}

test("an empty file means the defaults", () => {
  expect(readSettings("")).toEqual({ ok: true, settings: defaultSettings });
  expect(readSettings("# nothing yet\n")).toEqual({ ok: true, settings: defaultSettings });
});

test("the full example in templates is valid and says every setting", () => {
  const text = readFileSync("templates/signalbox.yml", "utf8");
  expect(problems(text)).toEqual([]);
  for (const name of Object.keys(settingsSchema.shape)) expect(text).toContain(`${name}:`);
});

test("the published JSON Schema is the one the program uses", () => {
  const published = JSON.parse(readFileSync("templates/settings.schema.json", "utf8"));
  expect(published).toEqual(z.toJSONSchema(settingsSchema, { io: "input" }));
});

test("a wrong value names its line, what was expected, and something that works", () => {
  expect(problems("timezone: UTC\nmode: on\n")).toEqual([
    "line 2: `mode`: expected `observe` or `live`, found “on”; this works: `mode: live`",
  ]);
});

test("an unknown setting is named with its line", () => {
  expect(problems("mode: live\n\nworker: []\n")).toEqual(["line 3: `worker` is no setting; did you mean `workers`?"]);
  expect(problems("leases:\n  agents: 2h\n  wran: 2h\n")).toEqual([
    "line 2: `agents` is no setting in `leases`; take it out, or correct its name: there are `warn`, `release`, `handMade`",
    "line 3: `wran` is no setting in `leases`; did you mean `warn`?",
  ]);
  expect(problems("language: de\n")[0]).toContain("`templates/signalbox.yml` shows every setting");
});

test("a score that is none is named, with those there are", () => {
  const [problem = ""] = problems("mode: live\nprefer: [urgent, longestPath]\n");
  expect(problem).toMatch(/^line 2: an entry of `prefer`: expected `urgent`, `ageing`, .*, found “longestPath”;/);
  expect(problem).toContain("`longest-path`");
});

test.each([
  ["- mode\n", "expected settings such as `mode: live`, found a list"],
  ["workers: ana\n", "`workers`: expected a list, found “ana”; this works: `workers: [{ name: ana,"],
  ["workers: [ana]\n", "an entry of `workers`: expected names with values, found “ana”;"],
  ["workers: [{ kind: agent }]\n", "`name` in `workers` is missing; this works: "],
  ["workers: [{ name: ana, slots: 0 }]\n", "`slots` in `workers`: expected at least 1, found “0”;"],
  ["workers: [{ name: ana, slots: 1.5 }]\n", "`slots` in `workers`: expected a whole number, found “1.5”;"],
  ["workers: [{ name: ana, skills: sql }]\n", "expected a list such as [sql, rust], or names with levels"],
  ["workers: [{ name: ana, days: [] }]\n", "`days` in `workers`: expected at least 1 in the list"],
  ["dailySummary: { hour: 25 }\n", "`hour` in `dailySummary`: expected at most 23, found “25”;"],
  ["dailySummary: { days: [monday] }\n", "`thu`, `fri`, `sat` or `sun`, found “monday”;"],
  ["labels: { ready: 5 }\n", "`ready` in `labels`: expected a text (in quotation marks), found “5”;"],
  ["scope: everything\n", "`scope`: expected `linked`, `all` or `label:NAME`; this works: `scope: linked`"],
  ["coordinationIssue: 0\n", "`coordinationIssue`: expected more than 0, found “0”;"],
])("in words that need no knowledge of types: %j", (text, expected) => {
  const [problem = ""] = problems(text);
  expect(problem).toContain(`line 1: `);
  expect(problem).toContain(expected);
  expect(problem).not.toMatch(/array|string|boolean|undefined|null|>=|<=|invalid/i);
});

test("a value of which only its form was wrong is not printed again: it may be a secret", () => {
  const text = "events:\n  webhooks:\n    - url: https://a.example\n      secret: Abc!Def\n";
  expect(problems(text)[0]).toContain("line 4: `secret` in `events.webhooks`: expected the name of a secret");
  expect(problems(text).join()).not.toContain("Abc");
});

test("a mistake inside a worker names the path", () => {
  const [problem] = problems("workers:\n  - name: ana\n  - name: bob\n    slots: many\n");
  expect(problem).toMatch(/^line 4: `slots` in `workers`: expected a number, found “many”/);
});

test("a zone that does not exist is refused", () => {
  expect(problems("timezone: Europe/Atlantis")[0]).toContain("no zone is called “Europe/Atlantis”");
});

test("a worker's days, hours and zone are checked as well", () => {
  expect(problems("workers:\n  - { name: ana, timezone: UTC }\n  - name: lee\n    timezone: Mars/Base\n")).toEqual([
    "line 4: `timezone` in `workers`: no zone is called “Mars/Base”; this works: `timezone: Europe/Berlin`",
  ]);
  const [problem] = problems("workers:\n  - name: lee\n    hours: 17-9\n");
  expect(problem).toContain("line 3: `hours` in `workers`: expected the hours of a day such as 09:00-17:30");
  expect(problems("workers: [{ name: lee, days: [] }]")).toHaveLength(1);
  const read = readSettings(
    'timezone: Asia/Tokyo\nworkers: [{ name: lee, days: [sat], hours: "09:00-12:30" }, { name: ana }]',
  );
  expect(read.ok && listWorkers(read.settings).map(({ hours }) => hours)).toEqual([
    { zone: "Asia/Tokyo", days: ["sat"], daily: { from: 540, to: 750 } },
    undefined,
  ]);
});

test("broken YAML is said to be that, with its line", () => {
  expect(problems("mode: live\nworkers: [\n")[0]).toMatch(/^line \d+: this is not YAML/);
});

test("no text of a settings file throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: anyCharacter })), (text) => {
      expect(readSettings(text)).toHaveProperty("ok");
    }),
    { numRuns: 1500, examples: [["*-"], ["a: &a [*a]"]] },
  );
});

test("evidence is written as a text or as YAML reads it; what nobody could look for is refused with an example", () => {
  const said = 'evidence: [merged pull request, check: build, "file: docs/x.md", "attest @ana"]\n';
  const tracks = "tracks:\n  roof:\n    evidence:\n      - file: docs/roof.md\n    reviewers: [cho]\n";
  expect(problems(said + tracks)).toEqual([]);
  for (const wrong of ["a good feeling", '"check:"', '"file: ../x"', "{ file: ../x }", "{ tests: green }"]) {
    const [problem = ""] = problems(`mode: live\nevidence: [${wrong}]\n`);
    expect(problem).toContain("line 2: an entry of `evidence`: expected `merged pull request`, `check: NAME`");
    expect(problem).toContain('this works: `evidence: [merged pull request, "check: build"]`');
  }
});

test("a hostile file is refused in a few short sentences, before it costs anything", () => {
  const deep = readSettings(`workers: ${"[".repeat(9_000)}`);
  const unknown = readSettings(Array.from({ length: 2_000 }, (_, at) => `k${at}: 1`).join("\n"));
  const wrong = readSettings(`workers: [${"1,".repeat(9_000)}]`);
  const marks = readSettings('"'.repeat(20_000));
  const long = readSettings(`timezone: ${"x".repeat(20_000)}`);
  for (const read of [deep, unknown, wrong, marks, long]) {
    if (read.ok) throw new Error("expected a refusal");
    expect(read.problems.length).toBeLessThanOrEqual(11);
    expect(read.problems.join().length).toBeLessThan(5_000);
  }
  expect(problems(`workers:\n${"- 1\n".repeat(30)}`).at(-1)).toBe("and 20 more");
  expect(problems(`# ${"x".repeat(70_000)}`)).toEqual([
    "line 1: the file is longer than 65,536 characters; nothing of it is read, so leave out what is not needed",
  ]);
});

test("a name said twice is named with its line, however many there are", () => {
  expect(problems("mode: live\nclose: people\nmode: observe\n")).toEqual([
    "line 3: `mode` stands twice in one place; keep one of them",
  ]);
  expect(problems("review:\n  limit: 2\n  limit: 3\n")).toEqual([
    "line 3: `limit` stands twice in one place; keep one of them",
  ]);
});

test("a second document in the file is refused, not left out", () => {
  expect(problems("mode: live\n---\nmode: observe\n")[0]).toContain("line 2: this is not YAML");
});

test("a label has a name, and names one thing", () => {
  for (const labels of ["{ ready: hold }", "{ ready: x, blocked: X }", "{ urgent: '' }"])
    expect(problems(`mode: live\nlabels: ${labels}\n`)[0]).toContain("line 2: `labels`: expected six different names");
  expect(readSettings("labels: { ready: blocked, blocked: ready }").ok).toBe(true);
});
