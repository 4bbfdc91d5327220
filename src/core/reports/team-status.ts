/** Team status: `## Team Status`; read and shown, never applied. */
import { readForm, sectionTexts } from "./form.ts";
import { emptyReport, type ReportKind } from "./report.ts";

const TITLE = /^[^\p{L}]{0,12}team status(?![\p{L}]).{0,200}$/iu;

export const teamStatus: ReportKind = {
  name: "team status",
  hint: /team status/i,
  help: "A summary over several workers; kept for reading, it changes nothing.",
  form: "## Team Status\n\n**Done**: the reader\n**Next**: the writer",
  issueForm: null,
  examples: [
    { text: "## Team Status - June\n\n**Done**: #3", finds: { sections: { done: "#3" }, missing: [] } },
    { text: "The team status is fine.", finds: null },
  ],
  read(posted) {
    const form = readForm(posted, (title) => TITLE.test(title));
    return form === null ? null : { ...emptyReport("team status", form.line), sections: sectionTexts(form) };
  },
};
