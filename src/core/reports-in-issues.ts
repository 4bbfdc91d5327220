/** Reports that were opened as issues of their own instead of being posted as comments: told of, never applied. */
import type { Issue, Report } from "./model.ts";
import { parseReport } from "./reports/parse-report.ts";
import { workerOf } from "./workers.ts";
import type { World } from "./world.ts";

export interface ReportInIssue {
  readonly issue: Issue;
  readonly author: string;
  readonly report: Report;
}

/** Cheap to ask of every issue; what stands in the text counts as well as what became the title. */
const MAYBE = /report|stand-?up|hand-?off|urgent/i;

const known = new WeakMap<Issue, Report | null>();

/** Whole reports only, and emergencies: a task may well be called "Write the report". */
function readIssue(issue: Issue, { repo, host }: World["snapshot"]): Report | null {
  const before = known.get(issue);
  if (before !== undefined) return before;
  const at = { repo, number: issue.number, host };
  const heading = issue.title.startsWith("🚨") ? issue.title : `## ${issue.title}`;
  const found = MAYBE.test(issue.title) ? parseReport(`${heading}\n\n${issue.body}`, at) : null;
  const report = found ?? (MAYBE.test(issue.body.slice(0, 120)) ? parseReport(issue.body, at) : null);
  const isWhole = report !== null && (report.kind === "urgent" || (report.missing.length === 0 && report.line < 4));
  known.set(issue, isWhole ? report : null);
  return isWhole ? report : null;
}

/** By whoever could have reported; oldest first. */
export function reportsInIssues(world: World): readonly ReportInIssue[] {
  const { snapshot, hubs, workers } = world;
  const hubNumbers = new Set(hubs.map(({ number }) => number));
  return [...world.issues.values()].flatMap((issue) => {
    const { author, isOpen, isPullRequest, number } = issue;
    const isOurs = author === null || author.id === snapshot.app.botId || hubNumbers.has(number);
    if (isOurs || !isOpen || isPullRequest || workerOf(workers, author, null) === null) return [];
    const report = readIssue(issue, snapshot);
    return report === null ? [] : [{ issue, author: author.login, report }];
  });
}
