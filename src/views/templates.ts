/** The documents of `templates/`, read once when the program starts; the one place where views touch the disk. */
import { readFileSync } from "node:fs";
import { seal } from "../core/quote.ts";
import { fillTemplate, type Slots } from "./template.ts";

const FOLDER = new URL("../../templates/", import.meta.url);

function read(name: string): string {
  return readFileSync(new URL(name, FOLDER), "utf8");
}

const texts = {
  "brief.md": read("brief.md"),
  "coordination-issue.md": read("coordination-issue.md"),
  "cycle-notice.md": read("cycle-notice.md"),
  "daily-summary.md": read("daily-summary.md"),
  "emergency-notice.md": read("emergency-notice.md"),
  "goes-on.md": read("goes-on.md"),
  "gate-issue.md": read("gate-issue.md"),
  "lease-warning.md": read("lease-warning.md"),
  "phase-done.md": read("phase-done.md"),
  "phase-issue.md": read("phase-issue.md"),
  "plan-map.md": read("plan-map.md"),
  "plan-preview.md": read("plan-preview.md"),
  "progress-report.md": read("progress-report.md"),
  "request-notice.md": read("request-notice.md"),
  "status-comment.md": read("status-comment.md"),
  "taken-notice.md": read("taken-notice.md"),
  "task-issue.md": read("task-issue.md"),
  "unblocked-notice.md": read("unblocked-notice.md"),
};

export type TemplateName = keyof typeof texts;

/** One of the documents with its slots filled. */
export function fill(name: TemplateName, slots: Slots): string {
  return seal(fillTemplate(name, texts[name], slots));
}
