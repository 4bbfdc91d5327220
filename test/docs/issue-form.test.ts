// The issue forms: what somebody fills in is read as they meant it, in the text that GitHub makes of it.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseMeaning } from "../../src/core/meaning.ts";
import type { Report } from "../../src/core/model.ts";
import { reportText } from "../../src/core/report-shape.ts";
import { reportKinds } from "../../src/core/reports/all.ts";
import type { ReportKind } from "../../src/core/reports/report.ts";
import { newIssue } from "../new-issue.ts";

const HERE = { repo: "octo/yard", host: "github.com" };
const FOLDER = new URL("../../templates/issue-forms/", import.meta.url);

/** GitHub's rules for issue forms ("Syntax for issue forms" and "Syntax for GitHub's form schema" in its documentation). */
const text = z.string().trim().min(1);
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);
const validations = z.strictObject({ required: z.boolean() }).optional();
const asked = { label: text, description: text.optional() };
const shown = { ...asked, placeholder: text.optional(), value: text.optional() };
const option = text.refine((one) => one.toLowerCase() !== "none", "None is GitHub's own");
const options = z.array(option).min(1).refine(isUnique);
const element = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("markdown"), attributes: z.strictObject({ value: text }) }),
  z.strictObject({ type: z.literal("input"), id, attributes: z.strictObject(shown), validations }),
  z.strictObject({
    type: z.literal("textarea"),
    id,
    attributes: z.strictObject({ ...shown, render: text.optional() }),
    validations,
  }),
  z.strictObject({ type: z.literal("dropdown"), id, attributes: z.strictObject({ ...asked, options }), validations }),
]);
const formSchema = z.strictObject({
  name: text,
  description: text,
  title: text.optional(),
  body: z
    .array(element)
    .refine((body) => body.some(({ type }) => type !== "markdown"))
    .refine((body) => isUnique(body.flatMap((one) => ("id" in one ? [one.id] : []))))
    .refine((body) => isUnique(body.flatMap((one) => (one.type === "markdown" ? [] : [one.attributes.label])))),
});
type Form = z.infer<typeof formSchema>;

function isUnique(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

const files = readdirSync(FOLDER);
const readForm = (file: string): Form => formSchema.parse(parse(readFileSync(new URL(file, FOLDER), "utf8")));
const taskForm = readForm("task.yml");

/** As GitHub writes a form's answers: a heading for each field, `_No response_` for an empty one. */
function filled(answers: Readonly<Record<string, string>>, form = taskForm): string {
  const fields = form.body.flatMap((field) => (field.type === "markdown" ? [] : [field]));
  const labels = fields.map(({ attributes }) => attributes.label);
  for (const label of Object.keys(answers)) expect(labels).toContain(label);
  return fields
    .map((field) => {
      const { label } = field.attributes;
      const answer = answers[label];
      const fence = field.type === "textarea" ? field.attributes.render : undefined;
      if (answer === undefined && field.validations?.required) throw new Error(`GitHub asks for ${label}`);
      const said = answer ?? "_No response_";
      return `### ${label}\n\n${fence === undefined ? said : `\`\`\`${fence}\n${said}\n\`\`\``}`;
    })
    .join("\n\n");
}

const read = (answers: Readonly<Record<string, string>>) => parseMeaning(filled(answers), { ...HERE, number: 20 });

/** The issue that somebody opens with a form, its title as given or as it was offered. */
function opened(file: string, answers: Readonly<Record<string, string>>, title?: string): Report | null {
  const form = readForm(file);
  const issue = newIssue(20, (title ?? form.title ?? "").trim());
  return reportText({ ...issue, body: filled(answers, form) }, HERE)?.report ?? null;
}

test.each(files)("%s keeps GitHub's rules", (file) => {
  const form = readForm(file);
  expect(isUnique(files.map((one) => readForm(one).name))).toBe(true);
  expect(form.name.length).toBeLessThan(60);
});

/** The fields of a form that is not data in braces, those for where it does not stand on its issue first. */
function fieldsOf({ form, issueForm }: ReportKind): readonly string[] {
  const own = [...form.matchAll(/^\*\*([^*]+)\*\*:/gm)].map(([, field = ""]) => field);
  return [...Object.keys(issueForm?.more ?? {}), ...own];
}

test("every kind of report that may be opened as an issue has a form with its own fields, and nothing else but tasks has", () => {
  const labels = (file: string) =>
    readForm(file).body.flatMap((field) => (field.type === "markdown" ? [] : [field.attributes.label]));
  const kinds = reportKinds.filter(({ issueForm }) => issueForm !== null);
  const wanted = kinds.map((kind) => (kind.form.startsWith("```") ? [nameIn(kind)] : fieldsOf(kind)));
  const found = files.filter((file) => file !== "task.yml").map(labels);
  expect(wanted.flat().length).toBeGreaterThan(20);
  expect(found.toSorted(byText)).toEqual(wanted.toSorted(byText));
});

function nameIn({ name }: ReportKind): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function byText(one: readonly string[], other: readonly string[]): number {
  return one.join() < other.join() ? -1 : 1;
}

test("a progress report is read whole, from the fields that are needed or from all of them", () => {
  const needed = { Issue: "#12", Status: "🔄 In Progress" };
  expect(opened("progress-report.yml", needed)).toMatchObject({
    ...{ kind: "progress", worker: null, issue: { number: 12 }, status: "in progress", missing: [] },
    ...{ deliverables: [], blockers: [], dependenciesCreated: [], durationMinutes: null, nextTask: null },
  });
  const all = {
    ...needed,
    Status: "⚠️ Blocked",
    Duration: "2h",
    Deliverables: "- a wall\n- a door",
    "Dependencies Created": "#14",
    Blockers: "#13\nthe colour",
  };
  expect(opened("progress-report.yml", all, "Worker 6 Report - Phase 1.2")).toMatchObject({
    ...{ worker: "worker-6", status: "blocked", deliverables: ["a wall", "a door"], missing: [] },
    blockers: [{ refs: [{ number: 13 }] }, { text: "the colour" }],
    dependenciesCreated: [{ number: 14 }],
  });
  const options = readForm("progress-report.yml").body.flatMap((one) =>
    one.type === "dropdown" ? one.attributes.options : [],
  );
  const statuses = options.map((Status) => opened("progress-report.yml", { ...all, Status })?.status);
  expect(statuses).toEqual(["complete", "in progress", "blocked"]);
});

test("standups, handoffs and emergencies are read whole, with the title as offered or continued", () => {
  expect(opened("standup.yml", { Today: "mortar" })).toMatchObject({ kind: "standup", worker: null, missing: [] });
  const mine = opened("standup.yml", { Today: "mortar", Blockers: "#4" }, "Daily Standup - 2026-06-01 - Worker 6");
  expect(mine).toMatchObject({ worker: "worker-6", blockers: [{ refs: [{ number: 4 }] }], missing: [] });
  const left = { Summary: "half", "Next Session Should": "finish" };
  expect(opened("handoff.yml", left)).toMatchObject({ kind: "handoff", issue: null, nextTask: "finish", missing: [] });
  expect(opened("handoff.yml", { ...left, Issue: "#12" }, "Session Handoff: the wall")?.issue?.number).toBe(12);
  const fire = { Blocker: "smoke", "Proposed Solution": "water", Impact: "all" };
  expect(opened("urgent.yml", fire)).toMatchObject({ kind: "urgent", issue: null, missing: [] });
  expect(opened("urgent.yml", { ...fire, Issue: "#12" }, "🚨 URGENT: fire")?.issue?.number).toBe(12);
});

test("data in braces is read from its field, whatever the title; what is broken in it is a near miss", () => {
  const data = (kind: string) =>
    (reportKinds.find(({ name }) => name === kind)?.form ?? "").split("\n").slice(1, -1).join("\n");
  expect(opened("message.yml", { Message: data("message") })).toMatchObject({ kind: "message", missing: [] });
  expect(opened("message.yml", { Message: '{"message_type": "request",' }, "Hello")?.missing).toHaveLength(1);
  const status = { "Agent status": data("agent status") };
  expect(opened("agent-status.yml", status)).toMatchObject({ kind: "agent status", worker: "agent-03", missing: [] });
});

test("what names a report and is none stays an issue like any other", () => {
  const isReport = (title: string, body: string) => reportText({ ...newIssue(20, title), body }, HERE) !== null;
  const example = '```json\n{"message_type": "request", "source_agent": "a"}\n```';
  expect(isReport("Write the yearly report", "**Estimate**: 2h\n**Deliverables**: the report\n**Status**: new")).toBe(
    false,
  );
  expect(isReport("Bug report", "### Version\n\n1\n\n### Issue\n\nIt crashes\n\n### Duration\n\nalways")).toBe(false);
  expect(isReport("Handoff: the importer", "It should be handed over in June.")).toBe(false);
  expect(isReport("Messages", `Read such as this:\n\n${example}`)).toBe(false);
  expect(isReport("Messages", `${example}\n\nand this:\n\n${example}`)).toBe(false);
  expect(isReport("Messages", example)).toBe(true);
});

test("every answer in a task's form becomes what its label says", () => {
  const { edges, fields, warnings } = read({
    Goal: "Trains can be imported from the old book.",
    "Depends on": "#12, #14 (soft)",
    "Done when": "- [ ] the tests pass\n- [x] it is agreed",
    Deliverables: "- [ ] docs/import.md",
    Estimate: "2-3 hours",
    Priority: "P1",
    Track: "backend",
    Phase: "2",
    Skills: "sql, typescript",
    Touches: "`src/import/**`",
    Reviewer: "ana",
  });
  expect(edges.map(({ blocker, kind }) => [blocker.number, kind])).toEqual([
    [12, "hard"],
    [14, "soft"],
  ]);
  expect(fields).toMatchObject({
    estimateMinutes: { low: 120, high: 180 },
    priority: "P1",
    track: "backend",
    phase: "2",
    skills: ["sql", "typescript"],
    touches: ["src/import/**"],
    reviewer: "ana",
    doneWhen: [
      { text: "the tests pass", done: false },
      { text: "it is agreed", done: true },
    ],
    deliverables: [{ text: "docs/import.md", done: false }],
  });
  expect(warnings.filter(({ asks }) => asks)).toEqual([]);
});

test("what was left empty says nothing", () => {
  const { edges, fields, warnings } = read({ Goal: "Only a goal." });
  expect([edges, warnings.filter(({ asks }) => asks)]).toEqual([[], []]);
  const { unknown: _kept, ...said } = fields;
  expect(said).toEqual({});
});
