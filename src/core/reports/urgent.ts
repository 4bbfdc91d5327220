/** Urgent: a comment that begins `🚨 URGENT`. */
import type { Action } from "../actions.ts";
import { readTree } from "../meaning.ts";
import type { Report } from "../model.ts";
import { accept, type Outcome, refuse } from "../plugins.ts";
import { missingFields, readForm, refsIn, saidItems, sectionTexts } from "./form.ts";
import { emptyReport, type HeardReport, type Posted, type ReportKind } from "./report.ts";

const START = /^\s{0,20}(?:#{1,6} {1,4})?[*_]{0,3}🚨\s{0,4}[*_]{0,3}urgent(?![\p{L}])/iu;
const TITLE = /^🚨\s{0,4}urgent(?![\p{L}])[\s:–—-]{0,8}(.{0,300})$/iu;

const FORM = `🚨 URGENT

**Issue**: #12
**Blocker**: what went wrong
**Proposed Solution**: what would help
**Impact**: what it holds up`;

const NEEDED = ["Blocker", "Proposed Solution", "Impact"];

/** The first line becomes a heading, whatever it was, so that what follows is its form. */
function asForm(text: string): string {
  const body = text.trimStart();
  const first = body.split("\n", 1)[0] ?? "";
  const title = first
    .replace(/^#{1,6} {1,4}/, "")
    .replaceAll("*", "")
    .replaceAll("_", "")
    .trim();
  return `# ${title}\n\n${body.slice(first.length + 1)}`;
}

function readUrgent({ text, at }: Posted): Report | null {
  if (!START.test(text.slice(0, 200))) return null;
  const form = readForm({ tree: readTree(asForm(text), at), at }, (title) => TITLE.test(title));
  if (form === null) return null;
  const topic = TITLE.exec(form.title)?.[1]?.trim() ?? "";
  const blocker = form.sections.get("blockers");
  return {
    ...emptyReport("urgent", 1),
    issue: refsIn(form, form.sections.get("issue")?.lines ?? [])[0] ?? null,
    blockers: saidItems(blocker).map((said) => ({ text: said, refs: refsIn(form, blocker?.lines ?? []) })),
    sections: { ...sectionTexts(form), ...(topic === "" ? {} : { topic }) },
    missing: missingFields(form, NEEDED),
  };
}

const MOST_TEXT = 300;

/** The same as `/urgent`: the label, the top of the dashboard, and the orchestrator is told once. */
function answerUrgent({ report, comment, issue, writer, world, from, target }: HeardReport): Outcome {
  const on = target ?? issue.number;
  if (world.issues.get(on)?.isOpen !== true) return refuse(`#${on} is not an open issue here, so it cannot be urgent`);
  const text = [report.sections["topic"], report.sections["blockers"]].filter(Boolean).join(": ");
  const short = text.replaceAll("\n", " ").slice(0, MOST_TEXT).toWellFormed();
  const fact = { kind: "urgent", by: writer, text: short, at: comment.createdAt, from } as const;
  const label = world.snapshot.settings.labels.urgent;
  const effects: Action[] =
    on === world.coordination?.number
      ? []
      : [{ kind: "add-label", issue: on, label, because: `${writer.login} calls it urgent` }];
  return accept([{ issue: on, fact }], effects);
}

export const urgent: ReportKind = {
  name: "urgent",
  hint: /urgent/i,
  help: "An emergency: the top of the dashboard, and the orchestrator is told once.",
  form: FORM,
  issueForm: {
    title: "🚨 URGENT: ",
    titleHint: "",
    needed: NEEDED,
    short: ["Issue"],
  },
  examples: [
    {
      text: FORM,
      finds: {
        issue: { repo: "octo/yard", number: 12 },
        blockers: [{ text: "what went wrong", refs: [] }],
        missing: [],
      },
    },
    {
      text: "🚨 URGENT: prod is down\n\n**Blocker**: disk full\n**Impact**: all",
      finds: { missing: ["Proposed Solution is missing: write `**Proposed Solution**:` and a sentence"] },
    },
    { text: "This is urgent 🚨 URGENT", finds: null },
  ],
  read: readUrgent,
  isEmergency: true,
  answer: answerUrgent,
};
