/** What workers write: progress reports in the agreed form, and the marks by which they know their own again. */
import { fieldOf, type SeenComment, type SeenIssue } from "./outside.ts";

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

/** Issues a report names as what it waits for. */
export function blockersIn(body: string): readonly number[] {
  const line = body.split("\n").find((one) => one.startsWith("**Blockers**:")) ?? "";
  return [...line.matchAll(/#(\d{1,9})/g)].map((match) => Number(match[1]));
}
