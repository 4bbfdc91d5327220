// What a near miss is told, and the corrected form it gets to copy: posted as it is, it is read, and claims nothing new.
import { expect, test } from "vitest";
import { correctedReport } from "../../src/core/correct-report.ts";
import { parseReport } from "../../src/core/reports/parse-report.ts";

const at = { repo: "octo/yard", number: 1, host: "github.com" };

const json = (value: object) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;

const NEAR_MISSES: readonly (readonly [name: string, text: string, missing: readonly string[]])[] = [
  [
    "progress without a status",
    "## Worker 6 Report\n\n**Duration**: 2h\n**Deliverables**:\n- a.md",
    ["Status is missing"],
  ],
  ["progress with another status", "## Report\n\n**Status**: almost", ["Status “almost” is none of"]],
  ["blocked by nothing", "## Report\n\nStatus: Blocked", ["Blockers is missing"]],
  [
    "an issue that is none",
    "## Report\n\n**Issue**: the parser\n**Status**: blocked\n**Blockers**: #7",
    ["Issue “the parser”"],
  ],
  ["a duration that is none", "## Report\n\n**Status**: in progress\n**Duration**: a while", ["Duration “a while”"]],
  ["standup", "## Daily Standup - 2026-06-01 - Worker 6\n\nHello.", ["Yesterday and Today are missing"]],
  [
    "handoff",
    "## Session Handoff: x\n\n**Date**: 2026-06-01",
    ["Summary is missing", "Next Session Should is missing"],
  ],
  [
    "message",
    json({ message_type: "request", source_agent: "a", version: 1, timeout_ms: "soon" }),
    ["`timestamp`, `target_agent`, `correlation_id` and `payload` are missing", "`timeout_ms` should be a number"],
  ],
  [
    "message of no known type",
    json({
      message_type: "wish",
      source_agent: "a",
      target_agent: "",
      version: 1,
      timestamp: "noon",
      correlation_id: "c",
      payload: 1,
    }),
    [
      "`timestamp` should be an ISO time",
      "`target_agent` is empty",
      "`message_type` should be one of request, response, event, error",
    ],
  ],
  [
    "agent status",
    json({ tasksComplete: 1, tasksTotal: 2, dependenciesNeeded: "x" }),
    ["`id` and `status` are missing", "`dependenciesNeeded` should be a list in brackets"],
  ],
  [
    "broken data",
    '```json\n{"message_type": "request", "source_agent": "a"\n```',
    ["The JSON breaks on line 2, at its end"],
  ],
  ["urgent", "🚨 URGENT prod is down\n\nplease help", ["Blocker is missing", "Proposed Solution", "Impact"]],
];

test.each(NEAR_MISSES)("%s: what is missing is named in plain words", (_, text, missing) => {
  const found = parseReport(text, at)?.missing ?? [];
  expect(found.map((one, i) => one.includes(missing[i] ?? "nothing more"))).toEqual(missing.map(() => true));
  expect(found.join("\n")).not.toMatch(/invalid|undefined|expected/i);
});

test.each(NEAR_MISSES)("%s: the form to copy is read, and says no more than its writer did", (_, text) => {
  const report = parseReport(text, at);
  const copy = correctedReport(report ?? expect.fail("it is a near miss"), text);
  const again = parseReport(copy, at);
  expect(again?.kind).toBe(report?.kind);
  expect(again?.missing).toEqual([]);
  expect(again?.status).not.toBe("complete");
  expect([again?.issue, again?.durationMinutes]).toEqual([report?.issue, report?.durationMinutes]);
  expect(again?.blockers.flatMap(({ refs }) => refs)).toEqual(report?.blockers.flatMap(({ refs }) => refs));
});

test("a writer's own data stays in the corrected form", () => {
  const text = json({ message_type: "request", source_agent: "agent-9", payload: { need: "the key" } });
  const report = parseReport(text, at);
  const copy = correctedReport(report ?? expect.fail("it is a near miss"), text);
  expect(copy).toContain('"source_agent": "agent-9"');
  expect(copy).toContain('"need": "the key"');
});
