/** Session handoff: `## Session Handoff: …`, so that the next one need not start from nothing. */
import type { Report } from "../model.ts";
import { missingFields, readForm, refsIn, saidItems, sectionTexts } from "./form.ts";
import { emptyReport, type Posted, type ReportKind } from "./report.ts";

const TITLE = /^[^\p{L}]{0,12}(?:session )?hand-?off(?:\s{0,4}[:–—|-]\s{0,4}(.{0,200}))?$/iu;

const FORM = `## Session Handoff: the importer

**Date**: 2026-06-01
**Summary**: where it stands
**Completed**:
- the reader
**Key Files**: \`src/import.ts\`
**Known Issues**: none
**Next Session Should**: finish the writer
**Context to Preserve**: the format is fixed`;

/** What a handoff cannot do without. */
const NEEDED = ["Summary", "Next Session Should"];

function readHandoff(posted: Posted): Report | null {
  const form = readForm(posted, (title) => TITLE.test(title));
  if (form === null) return null;
  const topic = TITLE.exec(form.title)?.[1]?.trim();
  return {
    ...emptyReport("handoff", form.line),
    issue: refsIn(form, form.sections.get("issue")?.lines ?? [])[0] ?? null,
    deliverables: saidItems(form.sections.get("completed")),
    nextTask: form.sections.get("next session should")?.text ?? null,
    sections: { ...sectionTexts(form), ...(topic === undefined || topic === "" ? {} : { topic }) },
    missing: missingFields(form, NEEDED),
  };
}

export const handoff: ReportKind = {
  name: "handoff",
  hint: /hand-?off/i,
  help: "Hands a task to the next session: what is done, what is known, what comes next.",
  form: FORM,
  issueForm: {
    title: "Session Handoff: ",
    titleHint: "",
    needed: NEEDED,
    short: ["Issue", "Date"],
    more: { Issue: "#12" },
  },
  examples: [
    {
      text: FORM,
      finds: { deliverables: ["the reader"], nextTask: "finish the writer", missing: [] },
    },
    {
      text: "## Session Handoff: x\n\n**Summary**: half done",
      finds: { missing: ["Next Session Should is missing: write `**Next Session Should**:` and a sentence"] },
    },
    { text: "Handing off to Bo.", finds: null },
  ],
  read: readHandoff,
};
