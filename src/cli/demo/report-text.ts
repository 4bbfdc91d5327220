/** What workers write: progress reports in the agreed form, and the marks by which they know their own again. */
import { showNumbers } from "../../core/model.ts";
import { fieldOf, type SeenComment, type SeenIssue } from "./outside.ts";

/** How an emergency begins. */
export const URGENT = "🚨 URGENT";

export type ReportKind = "complete" | "in progress" | "blocked";

const STATUS: Readonly<Record<ReportKind, string>> = {
  complete: "✅ Complete",
  "in progress": "🔄 In Progress",
  blocked: "⚠️ Blocked",
};

export interface ReportDraft {
  readonly worker: string;
  readonly kind: ReportKind;
  readonly hours: number;
  readonly deliverables?: readonly string[];
  /** Only when blocked. */
  readonly blocker?: string;
}

export function reportText(draft: ReportDraft, issue: SeenIssue): string {
  const { worker, kind, hours, deliverables = [], blocker } = draft;
  const phase = (fieldOf("Phase", issue.body) ?? fieldOf("Track", issue.body) ?? "Work").replace(/[^\w ().-]/g, "");
  return [
    `## Worker ${worker} Report - ${phase}`,
    "",
    `**Issue**: #${issue.number}`,
    `**Status**: ${STATUS[kind]}`,
    `**Duration**: ${Math.max(0.25, Math.round(hours * 4) / 4)}h`,
    ...(deliverables.length > 0 ? ["**Deliverables**:", ...deliverables.map((one) => `- ${one}`)] : []),
    `**Blockers**: ${blocker ?? "none"}`,
  ].join("\n");
}

/** What kind of report a comment is; null for anything else. */
export function kindOfReport(body: string): ReportKind | null {
  if (!body.startsWith("## Worker ")) return null;
  const line = body.split("\n").find((one) => one.startsWith("**Status**:")) ?? "";
  if (line.includes("Complete")) return "complete";
  return line.includes("Blocked") ? "blocked" : "in progress";
}

/** Whether `worker` wrote this report: several of them may share one account. */
export function isReportOf(worker: string, { body }: SeenComment): boolean {
  return body.startsWith(`## Worker ${worker} Report`);
}

/** What a report says holds it up. */
export function blockersLine(body: string): string {
  const start = "**Blockers**: ";
  return (
    body
      .split("\n")
      .find((one) => one.startsWith(start))
      ?.slice(start.length) ?? ""
  );
}

/** Issues a report names as what it waits for. */
export function blockersIn(body: string): readonly number[] {
  return [...blockersLine(body).matchAll(/#(\d{1,9})/g)].map((match) => Number(match[1]));
}

export function handoffText(worker: string, issue: SeenIssue): string {
  return [
    `## Session Handoff: ${worker} on #${issue.number}`,
    "",
    "**Summary**: half of it stands, and what stands is tested",
    "**Completed**:",
    "- the first half",
    "**Known Issues**: none",
    "**Next Session Should**: go on with the second half",
    "**Context to Preserve**: the names are agreed and stay as they are",
  ].join("\n");
}

/** `date` as 2026-06-01. */
export function standupText(worker: string, date: string, before: readonly number[], now: readonly number[]): string {
  const list = (numbers: readonly number[], none: string) => (numbers.length === 0 ? none : showNumbers(numbers));
  return [
    `## Daily Standup - ${date} - ${worker}`,
    "",
    `**Yesterday**: ${list(before, "nothing was finished")}`,
    `**Today**: ${list(now, "whatever is ready")}`,
    "**Blockers**: none",
  ].join("\n");
}

export function urgentText(issue: SeenIssue): string {
  return [
    URGENT,
    "",
    `**Issue**: #${issue.number}`,
    "**Blocker**: what was there before is overwritten, and nobody knows by whom",
    "**Proposed Solution**: stop, put the old state back, look who writes there",
    "**Impact**: everything that builds on it",
  ].join("\n");
}

export function jsonText(value: unknown): string {
  return ["```json", JSON.stringify(value, null, 2), "```"].join("\n");
}
