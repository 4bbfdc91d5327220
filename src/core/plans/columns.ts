/** What the columns of a table hold, by their headers. */

import { plain } from "./plain.ts";

const COLUMNS = {
  id: [
    "task id",
    "id",
    "#",
    "issue",
    "module",
    "phase",
    "cycle",
    "key",
    "code",
    "no",
    "nr",
    "task #",
    "task no",
    "step",
    "ticket",
    "wbs",
    "story",
  ],
  title: [
    "description",
    "task",
    "title",
    "scope",
    "mission",
    "name",
    "summary",
    "what",
    "work",
    "feature",
    "item",
    "activity",
    "subject",
  ],
  owner: [
    "owner",
    "owner agent",
    "agent",
    "worker",
    "specialist",
    "assignee",
    "assigned to",
    "assigned",
    "who",
    "responsible",
    "team",
    "lead",
  ],
  dependsOn: [
    "depends on",
    "dependencies",
    "dependency",
    "deps",
    "depends",
    "blocked by",
    "prerequisites",
    "prerequisite",
    "requires",
    "after",
    "needs",
    "predecessors",
    "predecessor",
    "waits for",
    "blockers",
    "blocker",
  ],
  softDependsOn: ["soft", "soft depends on", "soft dependencies", "soft deps", "finishes after"],
  blocking: ["blocking"],
  blocks: ["blocks", "unblocks", "required by", "needed by", "dependents"],
  doneWhen: [
    "done when",
    "acceptance criteria",
    "definition of done",
    "acceptance",
    "criteria",
    "done criteria",
    "exit criteria",
  ],
  deliverables: ["deliverables", "deliverable", "outputs", "output"],
  estimate: [
    "est",
    "est time",
    "estimate",
    "estimated time",
    "duration",
    "effort",
    "time",
    "estimated",
    "estimation",
    "size",
  ],
  status: ["status", "state"],
  parallel: ["parallel safe", "parallel", "parallelizable", "parallelisable"],
  canStart: ["can start", "can start independently", "can start now", "start independently"],
  track: ["track", "stream", "area", "line"],
  week: ["week", "weeks", "when", "day", "days"],
  priority: ["priority", "prio"],
  skills: ["skills", "skill", "needs skill"],
  touches: ["touches", "files", "paths"],
  uses: ["uses", "resources", "resource"],
  reviewer: ["reviewer", "coach", "reviewed by"],
  workersNeeded: ["workers needed", "agents needed", "people"],
  notes: ["notes", "note", "comment", "comments", "remarks"],
} as const;

export type Column = keyof typeof COLUMNS;

const BY_HEADER: ReadonlyMap<string, Column> = new Map(
  Object.entries(COLUMNS).flatMap(([column, headers]) => headers.map((header) => [header, column as Column])),
);

export function headerKey(header: string): string {
  return plain(header)
    .toLowerCase()
    .replace(/\([^)]{0,60}\)/g, "")
    .replace(/[^\p{L}\p{N}# ]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function columnOf(header: string): Column | null {
  return BY_HEADER.get(headerKey(header)) ?? null;
}
