// Durations, references for commands, fields together, and what a near miss of a report is told.
import { expect, test } from "vitest";
import { parseEvidence, sayEvidence } from "../../src/core/evidence-kinds.ts";
import { parseDuration } from "../../src/core/fields/duration.ts";
import { parseMeaning } from "../../src/core/meaning.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";
import { readJson } from "../../src/core/reports/read-json.ts";
import { statusIn } from "../../src/core/reports/status.ts";

const at = { repo: "octo/yard", number: 1 };

test.each([
  ["30min", 30, 30],
  ["1h", 60, 60],
  ["1h30", 90, 90],
  ["1h 30m", 90, 90],
  ["1.5d", 720, 720],
  ["1,5 Tage", 720, 720],
  ["2-3 hours", 120, 180],
  ["30min – 1h", 30, 60],
  ["2 to 3 days", 960, 1440],
  ["90 minutes", 90, 90],
  ["2 weeks", 4800, 4800],
  ["~2h (rough)", 120, 120],
  ["2時間", 120, 120],
])("%s is %d to %d working minutes", (text, low, high) => {
  expect(parseDuration(text)).toEqual({ low, high });
});

test.each(["", "soon", "2", "0h", "3 points", "2h later", "h", "-1h", "2-", "1h30x"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeNull();
});

test("fields of a whole body, the first statement of each holding", () => {
  const body = [
    "Track: backend | Estimate: 1h30 | Priority: P1",
    "",
    "| Field | Value |",
    "|---|---|",
    "| Owner Agent | `agent-api` |",
    "| Skills | sql, typescript |",
    "| Risk | low |",
    "",
    "**Colour:** green",
    "Estimate: 9h",
    "",
    "## Acceptance criteria",
    "",
    "- [ ] builds",
    "- [x] tested",
    "",
    "### Files",
    "",
    "`src/**`, `test/*.ts`",
  ].join("\n");
  expect(parseMeaning(body, at).fields).toEqual({
    track: "backend",
    estimateMinutes: { low: 90, high: 90 },
    priority: "P1",
    owner: "agent-api",
    skills: ["sql", "typescript"],
    doneWhen: [
      { text: "builds", done: false },
      { text: "tested", done: true },
    ],
    touches: ["src/**", "test/*.ts"],
    unknown: [
      { name: "Risk", value: "low", line: 7 },
      { name: "Colour", value: "green", line: 9 },
    ],
  });
});

test("a malformed value is a warning with the line and an example that works", () => {
  const { warnings, fields } = parseMeaning("x\n\nEstimate: soon", at);
  expect(fields).toEqual({});
  expect(warnings).toEqual([
    { line: 3, message: expect.stringMatching(/“Estimate: soon”.*`Estimate: 2h`/), asks: false },
  ]);
});

test("a field's name right below a list begins a new value", () => {
  const { fields } = parseMeaning("Done when:\n- [ ] tests pass\nDeliverables:\n- a page\nEstimate: 2h", at);
  expect(fields).toMatchObject({
    doneWhen: [{ text: "tests pass", done: false }],
    deliverables: [{ text: "a page", done: null }],
    estimateMinutes: { low: 120, high: 120 },
  });
});

test("the title counts, as line 0", () => {
  const { edges } = parseMeaning("", { ...at, title: "Write the importer (depends on #12)" });
  expect(edges).toMatchObject([{ line: 0, text: "Write the importer (depends on #12)", blocker: { number: 12 } }]);
});

test.each(["2. Importer", "10) Importer", "- Importer", "# Importer"])("a title may begin with a sign: %s", (title) => {
  expect(parseMeaning("", { ...at, title: `${title} (depends on #12)` }).edges).toMatchObject([
    { line: 0, blocker: { number: 12 } },
  ]);
});

test("a repository's own words count", () => {
  const words = { waitsFor: ["chained to"] };
  expect(parseMeaning("chained to #12", { ...at, words }).edges).toHaveLength(1);
  expect(parseMeaning("chained to #12", at).edges).toHaveLength(0);
});

test.each([
  ["## Worker 6 Report\n\n**Status**: maybe", [/^Status “maybe” is none of/]],
  ["## Worker 6 Report\n\n**Status**: ✅ Complete / 🔄 In Progress / ⚠️ Blocked", [/^Status/]],
  ["## Worker 6 Report\n\n**Status**: Blocked\n**Blockers**: none", [/^Blockers is missing/]],
  ["## Worker 6 Report\n\n**Issue**: the importer\n**Status**: done", [/^Issue “the importer” names no issue/]],
  ["## Worker 6 Report\n\n**Duration**: long\n**Status**: done", [/^Duration “long” is no duration/]],
  ["🚨 URGENT\n\nhelp", [/^Blocker/, /^Proposed Solution/, /^Impact/]],
])("%j is told what is missing", (text, missing) => {
  expect(parseReport(text, at)?.missing).toEqual(missing.map((one) => expect.stringMatching(one)));
});

test.each([
  ["**Status**: ✅ Complete", "complete"],
  ["**Status**: done", "complete"],
  ["- **Status:** 🔄", "in progress"],
  ["**Status**: :white_check_mark: Complete", "complete"],
  ["Status: :warning: Blocked", "blocked"],
  ["**Status**: in_progress", "in progress"],
  ["Status: in progress (80%)", "in progress"],
  ["| Status | ⚠️ Blocked |\n|---|---|\n| Blockers | #7 |", "blocked"],
  ["### Status\n\nBlocked\n\n### Blockers\n\n- #7", "blocked"],
  ["- Status: Blocked\n- Blockers:\n  - #7\n- Duration: 2h\n", "blocked"],
])("a report's status in the form %j", (line, status) => {
  expect(parseReport(`## Worker 6 Report - Phase 1\n\n${line}\n**Blockers**: #7`, at)).toMatchObject({
    status,
    missing: [],
  });
});

test.each([
  ["90% complete", "in progress"],
  ["🔄 80 % done", "in progress"],
  ["Complete (90%)", "in progress"],
  ["Complete: 3 of 8", "in progress"],
  ["done 3/8 tasks", "in progress"],
  ["in_progress", "in progress"],
  [":white_check_mark: Complete", "complete"],
  [":warning:", "blocked"],
  ["100% complete", "complete"],
  ["100.0 % complete", "complete"],
  ["99.5% complete", "in progress"],
  ["Complete (8 of 8)", "complete"],
  ["Complete, 95% of the lines are covered", "complete"],
  ["done - tests pass", "complete"],
  ["✅ 90% complete", null],
  ["Complete / In Progress / Blocked", null],
  ["done-ish", null],
  ["Done?", null],
])(
  "a status %j is %j: what is done in part closes nothing, and what says nothing clear is asked for",
  (text, status) => {
    expect(statusIn(text)).toBe(status);
  },
);

test("a form may be a list; what stands in the lists of its sections stays there", () => {
  const items =
    "- Issue: #7\n- Status: complete\n- Deliverables:\n  - api: the reader\n  - Status: a page\n- Duration: 2h";
  expect(parseReport(`## Worker 6 Report\n\n${items}`, at)).toMatchObject({
    issue: { number: 7 },
    status: "complete",
    deliverables: ["api: the reader", "Status: a page"],
    durationMinutes: { low: 120 },
    missing: [],
  });
  const named = "**Status**: complete\n**Deliverables**:\n- Issue: the form for it\n- Blockers: their page";
  expect(parseReport(`## Worker 6 Report\n\n${named}`, at)).toMatchObject({
    issue: null,
    deliverables: ["Issue: the form for it", "Blockers: their page"],
    blockers: [],
  });
  const standup = "### Daily standup — 2026-06-01 — Worker 6\n\n* Yesterday: a\n* Today: b\n* Blockers: #7";
  expect(parseReport(standup, at)).toMatchObject({ kind: "standup", blockers: [{ text: "#7" }], missing: [] });
  expect(parseReport("## Bug report\n\n- Steps: open it\n- Expected: a page", at)).toBeNull();
});

test("JSON is read without throwing", () => {
  expect(readJson('{"a": [1, -2.5e3, true, null, "x\\n"]}')).toEqual({
    ok: true,
    value: { a: [1, -2500, true, null, "x\n"] },
  });
  for (const broken of ["", "{", '{"a"}', "[1,]", "01", "'a'", "[".repeat(100), '"\t"', "1 2"]) {
    expect(readJson(broken).ok).toBe(false);
  }
});

test.each([
  ["merged pull request", "merged pull request"],
  ["A merged PR", "merged pull request"],
  ["check: build", "check: build"],
  ["check `build / test (20, linux)` is green", "check: build / test (20, linux)"],
  ["The check “end to end” stays green", "check: end to end"],
  ["green check lint", "check: lint"],
  ["file: ./docs/x.md", "file: docs/x.md"],
  ["the file `docs/x.md`", "file: docs/x.md"],
  ["attest @ana", "attest @ana"],
  ["attested by ana-b", "attest @ana-b"],
])("%j asks for evidence: %s", (written, meant) => {
  const read = parseEvidence(written);
  expect(read === null ? null : sayEvidence(read)).toBe(meant);
  expect(read === null ? null : parseEvidence(sayEvidence(read))).toEqual(read);
});

test.each(["check the logs", "file a ticket", "file: ../../x", "screenshots", "attest", "attest @a b", "check:", ""])(
  "%j is for people to judge",
  (written) => {
    expect(parseEvidence(written)).toBeNull();
  },
);

test("kinds of evidence stand on one line, in a list or under a heading, in several languages", () => {
  const both = [{ kind: "merged pull request" }, { kind: "check", name: "build" }];
  for (const text of [
    "**Evidence**: merged pull request, check: build",
    "Evidence: merged pull request and check: build",
    "## Evidence\n\n- [ ] merged pull request\n- [ ] check: build",
    "**Evidence**:\n- merged pull request\n- check: build",
    "| Evidence | merged pull request, check: build |\n|---|---|",
    "**Nachweis**: merged pull request und check: build",
    "**Evidencia**: merged pull request, check: build",
  ]) {
    expect(parseMeaning(text, at).fields.evidence, text).toEqual(both);
  }
});

test("of evidence that is partly for people the rest is kept for the worker, beside what else is unknown", () => {
  const { fields, warnings } = parseMeaning("**Colour**: red\n**Evidence**: check: build, a photo", at);
  expect(fields.evidence).toEqual([{ kind: "check", name: "build" }]);
  expect(fields.unknown).toEqual([
    { name: "Colour", value: "red", line: 1 },
    { name: "Evidence", value: "a photo", line: 2 },
  ]);
  expect(warnings).toEqual([]);
});
