/** Is the text of an issue a whole report? A task may well be called "Write the report", or show a message as an example. */
import type { Issue, Report } from "./model.ts";
import { reportKinds } from "./reports/all.ts";
import { kindOf, parseReport } from "./reports/parse-report.ts";
import type { Snapshot } from "./world.ts";

export interface ReportText {
  readonly report: Report;
  /** The report as it would stand in a comment: with the issue's title as its heading where that names it. */
  readonly text: string;
}

/** Kinds that begin with a heading and may be opened as an issue. */
const headed = reportKinds.filter(({ form, issueForm }) => issueForm !== null && isHeaded(form));
/** Begins with a block of code, or with the heading that GitHub's form puts above it. */
const DATA = /^\s{0,20}(?:#{1,6} [^\n]{1,80}\n\s{0,20})?(?:```|~~~)/;
/** Fields enough to be sure that somebody filled in a form, though not all of it. */
const LEAST_FIELDS = 3;

const known = new WeakMap<Issue, { readonly repo: string; readonly read: ReportText | null }>();

/** Read once for each version of an issue and name of the repository; null for all that is no report. */
export function reportText(issue: Issue, { repo, host }: Pick<Snapshot, "repo" | "host">): ReportText | null {
  const before = known.get(issue);
  if (before?.repo === repo) return before.read;
  const at = { repo, number: issue.number, host };
  const heading = issue.title.startsWith("🚨") ? issue.title : `## ${issue.title}`;
  const texts = [
    ...(mayName(issue.title) ? [`${heading}\n\n${issue.body}`] : []),
    ...(mayName(issue.body.slice(0, 120)) || isData(issue.body) ? [issue.body] : []),
  ];
  const found = texts
    .map((text) => ({ text, report: parseReport(text, at) }))
    .find((one): one is ReportText => one.report !== null && isWhole(one.report));
  const read = found ?? null;
  known.set(issue, { repo, read });
  return read;
}

/** Cheap to ask of every issue; what stands in the text counts as well as what became the title. */
function mayName(text: string): boolean {
  return headed.some(({ hint }) => hint.test(text));
}

/** One block of code and nothing else. */
function isData(body: string): boolean {
  return DATA.test(body) && body.split(/```|~~~/, 4).length === 3 && /(?:```|~~~)\s{0,20}$/.test(body.slice(-40));
}

/** An emergency, or nothing missing, or somebody filled in the form's own fields and no others. */
function isWhole(report: Report): boolean {
  const { line, missing, sections } = report;
  if (line > 3) return false;
  const kind = kindOf(report);
  if (missing.length === 0 || kind?.isEmergency === true) return true;
  const own = formFields(kind?.form ?? "");
  if (own.size === 0) return true;
  const said = Object.keys(sections).filter((name) => !ADDED.has(name));
  return said.length >= LEAST_FIELDS && said.every((name) => own.has(name));
}

/** What a report takes from its heading. */
const ADDED = new Set(["topic", "date"]);

/** Names under which the fields of a form are read; none for data in braces, which nothing else looks like. */
function formFields(form: string): ReadonlySet<string> {
  if (!isHeaded(form)) return new Set();
  const read = parseReport(form, { repo: "", number: 0, host: "" });
  return new Set(["issue", ...Object.keys(read?.sections ?? {})]);
}

/** Unlike data in braces. */
function isHeaded(form: string): boolean {
  return form.includes("**");
}
