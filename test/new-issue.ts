// An issue of which nothing is known but its number and title: open, by mara, without anything else.
import type { Actor, Issue } from "../src/core/model.ts";

/** Who writes the issues; she maintains the repository. */
export const MARA: Actor = { id: 2, login: "mara", isBot: false };

/** May still be changed. */
export type Draft = { -readonly [K in keyof Issue]: Issue[K] };

export function newIssue(number: number, title: string): Draft {
  return {
    id: 5000 + number,
    nodeId: `I_${number}`,
    number,
    isPullRequest: false,
    title,
    body: "",
    isOpen: true,
    stateReason: null,
    author: MARA,
    editor: null,
    createdAt: "2026-05-30T08:00:00.000Z",
    updatedAt: "2026-05-30T08:00:00.000Z",
    closedAt: null,
    lastEditedAt: null,
    labels: [],
    assignees: [],
    blockedBy: [],
    parent: null,
    subIssueCount: 0,
    linkedPullRequests: [],
    timeline: [],
    isPinned: false,
    isMerged: false,
    isDraft: false,
  };
}
