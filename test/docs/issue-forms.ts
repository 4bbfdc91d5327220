// The issue forms of the reports, made from the kinds themselves: `templates/issue-forms/standup.yml` and its neighbours.
import { stringify } from "yaml";
import { reportKinds } from "../../src/core/reports/all.ts";
import type { IssueForm, ReportKind } from "../../src/core/reports/report.ts";

/** What happens to it, said above its fields. */
function sayAfter(fields: readonly Field[]): string {
  const named = fields.some(({ label }) => label === "Issue") ? "the issue it names, or else on " : "";
  return `Signalbox hears it as if you had posted it as a comment on ${named}the coordination issue, answers here and closes this issue.`;
}

interface Field {
  readonly label: string;
  readonly example: string;
}

/** `**Label**: example`, or the list below it. */
function fieldsOf(form: string): readonly Field[] {
  return [...form.matchAll(/^\*\*([^*\n]{1,60})\*\*:([^\n]{0,200})((?:\n- [^\n]{0,200}){0,20})/gm)].map(
    ([, label = "", line = "", list = ""]) => ({ label, example: `${line}${list}`.trim() }),
  );
}

function inputFor({ label, example }: Field, { needed, short, choices = {} }: IssueForm) {
  const options = choices[label];
  const type = options !== undefined ? "dropdown" : short.includes(label) ? "input" : "textarea";
  return {
    type,
    id: label.toLowerCase().replaceAll(" ", "-"),
    attributes: { label, ...(options === undefined ? { placeholder: example } : { options }) },
    ...(needed.includes(label) ? { validations: { required: true } } : {}),
  };
}

/** What stands in braces is one field, and nobody has to type its fence. */
function dataInput(name: string, form: string) {
  const placeholder = form.split("\n").slice(1, -1).join("\n");
  return {
    type: "textarea",
    id: name.toLowerCase().replaceAll(" ", "-"),
    attributes: { label: name, description: "One JSON object.", placeholder, render: "json" },
    validations: { required: true },
  };
}

function renderForm({ help, form }: ReportKind, issueForm: IssueForm, name: string, path: string): string {
  const more = Object.entries(issueForm.more ?? {}).map(([label, example]) => ({ label, example }));
  const asked = [...more, ...fieldsOf(form)];
  const fields = asked.map((field) => inputFor(field, issueForm));
  const intro = [help, sayAfter(asked), issueForm.titleHint].filter((sentence) => sentence !== "").join(" ");
  const yaml = stringify(
    {
      name,
      description: help,
      title: issueForm.title,
      body: [
        { type: "markdown", attributes: { value: intro } },
        ...(fields.length === 0 ? [dataInput(name, form)] : fields),
      ],
    },
    { lineWidth: 0 },
  );
  const file = path.split("/").at(-1);
  return `# An issue form, made from the code by \`npm run docs\`: copy it to .github/ISSUE_TEMPLATE/${file}.\n${yaml}`;
}

/** By path; a kind without a form of its own is left out. */
export const issueForms: Readonly<Record<string, () => string>> = Object.fromEntries(
  reportKinds.flatMap((kind) => {
    const { issueForm } = kind;
    if (issueForm === null) return [];
    const title = kind.name === "progress" ? "progress report" : kind.name;
    const path = `templates/issue-forms/${title.replaceAll(" ", "-")}.yml`;
    const name = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
    return [[path, () => renderForm(kind, issueForm, name, path)] as const];
  }),
);
