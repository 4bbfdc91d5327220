/** Progress report: `## Worker 6 Report - Phase 1.2`. */
import { parseDuration } from "../fields/duration.ts";
import type { Minutes, Report } from "../model.ts";
import { answerProgress } from "./answer-progress.ts";
import { type Form, readForm, refsIn, saidItems, sectionTexts } from "./form.ts";
import { emptyReport, type Posted, type ReportKind, workerName } from "./report.ts";
import { statusIn } from "./status.ts";

const TITLE =
  /^[^\p{L}\p{N}@]{0,12}(?:(.{1,80}?)\s{1,4})?(?:progress |status |completion )?report(?:\s{0,4}(?:[-–—:|]|for )\s{0,4}(.{0,200}))?$/iu;

const FORM = `## Worker 6 Report - Phase 1.2

**Issue**: #12
**Status**: ✅ Complete
**Duration**: 2h
**Deliverables**:
- what exists now
**Dependencies Met**: #10
**Dependencies Created**: none
**Blockers**: none
**Next Task**: what comes next`;

function duration(form: Form, missing: string[]): Minutes | null {
  const text = saidItems(form.sections.get("duration"))[0];
  if (text === undefined) return null;
  const found = parseDuration(text);
  if (found === null) missing.push(`Duration “${text.slice(0, 60)}” is no duration: write \`**Duration**: 1h30\``);
  return found;
}

function blockers(form: Form): Report["blockers"] {
  const section = form.sections.get("blockers");
  const said = new Set(saidItems(section));
  return (section?.items ?? []).flatMap((item, i) => {
    const line = section?.lines[i];
    return said.has(item.text.trim())
      ? [{ text: item.text, refs: line === undefined ? [] : refsIn(form, [line]) }]
      : [];
  });
}

function readStatus(form: Form, missing: string[]): Report["status"] {
  const text = form.sections.get("status")?.items[0]?.text;
  const status = text === undefined ? null : statusIn(text);
  const choice = "`✅ Complete`, `🔄 In Progress` or `⚠️ Blocked`";
  if (text === undefined) missing.push(`Status is missing: write \`**Status**:\` with ${choice}`);
  else if (status === null) missing.push(`Status “${text.slice(0, 60)}” is none of ${choice}`);
  return status;
}

function readIssue(form: Form, missing: string[]): Report["issue"] {
  const section = form.sections.get("issue");
  if (section === undefined || section.text === "") return null;
  const ref = refsIn(form, section.lines)[0] ?? null;
  if (ref === null) missing.push(`Issue “${section.text.slice(0, 60)}” names no issue: write \`**Issue**: #12\``);
  return ref;
}

function readProgress(posted: Posted): Report | null {
  const form = readForm(posted, (title) => TITLE.test(title));
  if (form === null || form.sections.size === 0) return null;
  const missing: string[] = [];
  const issue = readIssue(form, missing);
  const status = readStatus(form, missing);
  const found = blockers(form);
  if (status === "blocked" && found.length === 0) {
    missing.push("Blockers is missing: a blocked report says what it waits for, `**Blockers**: #12` or in words");
  }
  return {
    ...emptyReport("progress", form.line),
    worker: workerName(TITLE.exec(form.title)?.[1] ?? ""),
    issue,
    status,
    durationMinutes: duration(form, missing),
    deliverables: saidItems(form.sections.get("deliverables")),
    blockers: found,
    dependenciesCreated: refsIn(form, form.sections.get("dependencies created")?.lines ?? []),
    nextTask: saidItems(form.sections.get("next task"))[0] ?? null,
    sections: sectionTexts(form),
    missing,
  };
}

export const progress: ReportKind = {
  name: "progress",
  hint: /report/i,
  help: "Says how far a task is; Complete asks to finish it, Blocked names what it waits for.",
  form: FORM,
  issueForm: {
    title: "Report: ",
    titleHint: "Where you speak for several workers, begin the title with the name: `Worker 6 Report`.",
    needed: ["Issue", "Status"],
    short: ["Issue", "Duration", "Dependencies Met", "Dependencies Created", "Next Task"],
    choices: { Status: ["✅ Complete", "🔄 In Progress", "⚠️ Blocked"] },
  },
  corrections: {
    issue: "**Issue**:",
    duration: "**Duration**:",
    status: "**Status**: 🔄 In Progress",
    blockers: "**Blockers**: what it waits for, in words or by its number",
  },
  examples: [
    {
      text: FORM,
      finds: {
        worker: "worker-6",
        issue: { repo: "octo/yard", number: 12 },
        status: "complete",
        durationMinutes: { low: 120, high: 120 },
        deliverables: ["what exists now"],
        blockers: [],
        dependenciesCreated: [],
        nextTask: "what comes next",
        missing: [],
      },
    },
    {
      text: "## Worker 2 Report\n\nStatus: Blocked\nBlockers: #7, the vendor's key",
      finds: {
        worker: "worker-2",
        status: "blocked",
        blockers: [{ text: "#7, the vendor's key", refs: [{ repo: "octo/yard", number: 7 }] }],
        missing: [],
      },
    },
    {
      text: "## Worker 2 Report\n\n**Duration**: 1h",
      finds: {
        status: null,
        missing: ["Status is missing: write `**Status**:` with `✅ Complete`, `🔄 In Progress` or `⚠️ Blocked`"],
      },
    },
    { text: "## Bug report\n\nIt crashes.", finds: null },
    { text: "I will report tomorrow.", finds: null },
  ],
  read: readProgress,
  answer: answerProgress,
};
