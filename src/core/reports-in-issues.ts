/**
 * Reports opened as issues of their own: heard as if their authors had posted them as comments on the issue they name,
 * else on the coordination issue. Known and accepted: whoever has triage permission can rename such an issue, and GitHub
 * does not say who did; a new title can change which of its author's workers reports.
 */
import { bodyId } from "./comment-link.ts";
import { isWorkerLabel } from "./find-holder.ts";
import { inOrder } from "./in-order.ts";
import type { Comment, Fact, Issue, Meaning } from "./model.ts";
import { isHere } from "./model.ts";
import { type ReportText, reportText } from "./report-shape.ts";
import { kindOf } from "./reports/parse-report.ts";
import type { Trust } from "./trust.ts";
import { isWorkerLogin } from "./workers.ts";
import type { Snapshot, World } from "./world.ts";

interface Sources extends Pick<World, "snapshot" | "issues" | "meanings" | "facts" | "hubs" | "workers"> {
  readonly trust: Trust;
}

export interface ReportsInIssues {
  /** Issues that are reports and so never tasks. */
  readonly numbers: ReadonlySet<number>;
  /** The snapshot with their texts among its comments: of the open ones, and of those that had their answer. */
  readonly snapshot: Snapshot;
}

/** Key of our answer to a comment, or to the text of an issue. */
export function replyKey(id: number): string {
  return `reply:${id}`;
}

export function findReportsInIssues(sources: Sources): ReportsInIssues {
  const { issues, snapshot, hubs } = sources;
  const isHub = new Set(hubs.map(({ number }) => number));
  const found = new Map<Issue, ReportText>();
  for (const issue of issues.values()) {
    const read = issue.isPullRequest || isHub.has(issue.number) ? null : reportText(issue, snapshot);
    if (read !== null && mayReport(issue, read, sources)) found.set(issue, read);
  }
  const waitedFor = found.size === 0 ? new Set<number>() : namedByOthers(found, sources);
  for (const issue of found.keys()) if (waitedFor.has(issue.number) || isTakenUp(issue, sources)) found.delete(issue);
  return { numbers: new Set([...found.keys()].map(({ number }) => number)), snapshot: withTexts(found, sources) };
}

function targetOf({ report }: ReportText, { snapshot, issues, hubs }: Sources): Issue | null {
  const named = report.issue !== null && isHere(report.issue, snapshot.repo) ? issues.get(report.issue.number) : null;
  return named ?? hubs.at(-1) ?? null;
}

/** The same people whose comment there would be answered. */
function mayReport(issue: Issue, read: ReportText, sources: Sources): boolean {
  const { author } = issue;
  const { snapshot, workers, trust } = sources;
  if (author === null || author.id === snapshot.app.botId) return false;
  if (isWorkerLogin(author.login, workers)) return true;
  if (targetOf(read, sources)?.assignees.some(({ id }) => id === author.id)) return true;
  return kindOf(read.report)?.isEmergency === true && !author.isBot && trust.mayTriage(author);
}

/** Somebody treats it as work. */
function isTakenUp(issue: Issue, { snapshot, facts }: Sources): boolean {
  return (
    issue.assignees.some(({ id }) => id !== issue.author?.id) ||
    issue.parent !== null ||
    issue.subIssueCount > 0 ||
    issue.blockedBy.length > 0 ||
    issue.labels.some(isWorkerLabel) ||
    snapshot.issueMarkers.has(issue.number) ||
    (facts.get(issue.number) ?? []).length > 0
  );
}

/** What other texts, links and commands wait for, or call a part of something. */
function namedByOthers(
  reports: ReadonlyMap<Issue, unknown>,
  { issues, meanings, facts, snapshot }: Sources,
): Set<number> {
  const named = new Set<number>();
  for (const issue of issues.values()) {
    if (reports.has(issue)) continue;
    const { edges = [], tracks = [], parent = null } = (meanings.get(issue.number) ?? {}) as Partial<Meaning>;
    const refs = [...edges.flatMap(({ blocker, dependent }) => [blocker, dependent]), ...tracks.map(({ ref }) => ref)];
    for (const ref of [...refs, ...issue.blockedBy, ...(parent === null ? [] : [parent.ref])])
      if (isHere(ref, snapshot.repo)) named.add(ref.number);
  }
  const isEdge = (fact: Fact): fact is Extract<Fact, { kind: "edge" }> => fact.kind === "edge";
  for (const { blocker, dependent } of [...facts.values()].flat().filter(isEdge)) {
    named.add(dependent);
    if (isHere(blocker, snapshot.repo)) named.add(blocker.number);
  }
  return named;
}

function withTexts(found: ReadonlyMap<Issue, ReportText>, sources: Sources): Snapshot {
  const { snapshot } = sources;
  const posted = snapshot.comments.filter(({ id }) => id > 0);
  const isAsBefore = found.size === 0 && posted.length === snapshot.comments.length;
  if (isAsBefore) return snapshot;
  const answered = new Set(posted.map(({ marker }) => marker?.key));
  const texts = [...found].flatMap(([issue, read]) => {
    const target = targetOf(read, sources);
    const isHeard = issue.isOpen || answered.has(replyKey(bodyId(issue.number)));
    return target === null || !isHeard ? [] : [asComment(issue, read, target.number)];
  });
  return { ...snapshot, comments: inOrder([...posted, ...texts]) };
}

const known = new WeakMap<Issue, Comment>();

/** The same object as long as issue and place are the same: what is read in a comment is kept with it. */
function asComment(issue: Issue, { text }: ReportText, target: number): Comment {
  const before = known.get(issue);
  if (before?.issue === target) return before;
  const { number, nodeId, author, editor, createdAt, updatedAt, lastEditedAt } = issue;
  const comment: Comment = {
    ...{ id: bodyId(number), nodeId, issue: target, author, editor, body: text },
    ...{ createdAt, updatedAt, lastEditedAt, ownReactions: [], marker: null },
  };
  known.set(issue, comment);
  return comment;
}
