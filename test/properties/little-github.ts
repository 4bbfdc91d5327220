// GitHub as a pure function: what a snapshot looks like after one action was done, seal and all.
import { deriveSealKeys, seal, unsealComment, withSeal } from "../../src/controller/marker-seal.ts";
import type { Action } from "../../src/core/actions.ts";
import type { Actor, Comment, Happened, Issue, Marker, TimelineEntry } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";

const KEYS = deriveSealKeys(["-----BEGIN A-----\nkey\n-----END A-----"]);

const bot = ({ app }: Snapshot): Actor => ({ id: app.botId, login: app.botLogin, isBot: true });

type Change = (issue: Issue) => Partial<Issue>;

function onIssue(snapshot: Snapshot, number: number, change: Change): Snapshot {
  if (!snapshot.issues.some((issue) => issue.number === number)) throw new Error(`there is no #${number}`);
  const issues = snapshot.issues.map((issue) =>
    issue.number === number ? { ...issue, ...change(issue), updatedAt: snapshot.now } : issue,
  );
  return { ...snapshot, issues };
}

function happened(issue: Issue, snapshot: Snapshot, kind: Happened, what: Partial<TimelineEntry>): Partial<Issue> {
  return { timeline: [...issue.timeline, { kind, at: snapshot.now, actor: bot(snapshot), ...what }] };
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function label(issue: Issue, name: string, snapshot: Snapshot): Partial<Issue> {
  if (issue.labels.some((one) => isSame(one, name))) return {};
  return { labels: [...issue.labels, name], ...happened(issue, snapshot, "labeled", { label: name }) };
}

function unlabel(issue: Issue, name: string, snapshot: Snapshot): Partial<Issue> {
  const labels = issue.labels.filter((one) => !isSame(one, name));
  if (labels.length === issue.labels.length) return {};
  return { labels, ...happened(issue, snapshot, "unlabeled", { label: name }) };
}

/** Everybody can be assigned here; ids of logins never seen are made up. */
function assign(issue: Issue, login: string, snapshot: Snapshot): Partial<Issue> {
  if (issue.assignees.some((one) => isSame(one.login, login)) || issue.assignees.length >= 10) return {};
  const known = snapshot.comments.find((one) => one.author !== null && isSame(one.author.login, login))?.author;
  const actor = known ?? { id: 1000 + login.length, login, isBot: false };
  return { assignees: [...issue.assignees, actor], ...happened(issue, snapshot, "assigned", { assignee: login }) };
}

function unassign(issue: Issue, login: string, snapshot: Snapshot): Partial<Issue> {
  const assignees = issue.assignees.filter((one) => !isSame(one.login, login));
  if (assignees.length === issue.assignees.length) return {};
  return { assignees, ...happened(issue, snapshot, "unassigned", { assignee: login }) };
}

/** As the mirror would keep it: sealed, then read back. */
function asRead(snapshot: Snapshot, comment: Comment, body: string, marker: Marker): Comment {
  const place = { repositoryId: snapshot.repositoryId, issue: comment.issue };
  const sealed = { ...comment, body: withSeal(body, seal(KEYS, marker, place)) };
  const read = unsealComment(KEYS, sealed, snapshot.repositoryId, snapshot.app.botId);
  if (read.marker === null) throw new Error(`the marker ${marker.key} cannot be read back`);
  return read;
}

function writeComment(snapshot: Snapshot, action: Extract<Action, { kind: "write-comment" }>): Snapshot {
  const { now } = snapshot;
  if (action.comment !== null) {
    const { comment: id, body, marker } = action;
    if (!snapshot.comments.some((one) => one.id === id)) throw new Error(`there is no comment ${id}`);
    const comments = snapshot.comments.map((one) =>
      one.id === id
        ? asRead(snapshot, { ...one, editor: bot(snapshot), updatedAt: now, lastEditedAt: now }, body, marker)
        : one,
    );
    return { ...snapshot, comments };
  }
  const id = 1 + Math.max(0, ...snapshot.comments.map((one) => one.id));
  const fresh: Comment = {
    id,
    nodeId: `C_${id}`,
    issue: action.issue,
    author: bot(snapshot),
    editor: null,
    body: "",
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    ownReactions: [],
    marker: null,
  };
  return { ...snapshot, comments: [...snapshot.comments, asRead(snapshot, fresh, action.body, action.marker)] };
}

function createIssue(snapshot: Snapshot, action: Extract<Action, { kind: "create-issue" }>): Snapshot {
  const [like] = snapshot.issues;
  if (like === undefined) throw new Error("expected at least one issue to take the shape from");
  const number = 1 + Math.max(...snapshot.issues.map((issue) => issue.number));
  const { now } = snapshot;
  const made: Issue = {
    ...like,
    ...{ id: 5000 + number, nodeId: `I_${number}`, number, title: action.title, body: action.body },
    ...{ isPullRequest: false, isOpen: true, stateReason: null, author: bot(snapshot), editor: null },
    ...{ createdAt: now, updatedAt: now, closedAt: null, lastEditedAt: null, labels: action.labels },
    ...{ assignees: [], blockedBy: [], parent: null, subIssueCount: 0, linkedPullRequests: [], timeline: [] },
    isPinned: false,
  };
  const issueMarkers = new Map([...snapshot.issueMarkers, [number, action.marker] as const]);
  return { ...snapshot, issues: [...snapshot.issues, made], issueMarkers };
}

function react(snapshot: Snapshot, action: Extract<Action, { kind: "react" }>): Snapshot {
  const comments = snapshot.comments.map((one) =>
    one.id === action.comment ? { ...one, ownReactions: [...new Set([...one.ownReactions, action.content])] } : one,
  );
  return { ...snapshot, comments };
}

function edit(issue: Issue, action: Extract<Action, { kind: "edit-issue" }>, snapshot: Snapshot): Partial<Issue> {
  if (issue.body !== action.basedOn) throw new Error(`#${issue.number} changed meanwhile`);
  return { body: action.body, editor: bot(snapshot), lastEditedAt: snapshot.now };
}

/** The snapshot after `action`. Throws where GitHub or our adapter would refuse. */
export function perform(snapshot: Snapshot, action: Action): Snapshot {
  switch (action.kind) {
    case "create-label":
      return snapshot;
    case "add-label":
      return onIssue(snapshot, action.issue, (issue) => label(issue, action.label, snapshot));
    case "remove-label":
      return onIssue(snapshot, action.issue, (issue) => unlabel(issue, action.label, snapshot));
    case "assign":
      return onIssue(snapshot, action.issue, (issue) => assign(issue, action.login, snapshot));
    case "unassign":
      return onIssue(snapshot, action.issue, (issue) => unassign(issue, action.login, snapshot));
    case "close":
      return onIssue(snapshot, action.issue, (issue) => ({
        ...{ isOpen: false, stateReason: action.reason, closedAt: snapshot.now },
        ...happened(issue, snapshot, "closed", {}),
      }));
    case "write-comment":
      return writeComment(snapshot, action);
    case "delete-comment":
      return { ...snapshot, comments: snapshot.comments.filter((one) => one.id !== action.comment) };
    case "react":
      return react(snapshot, action);
    case "create-issue":
      return createIssue(snapshot, action);
    case "edit-issue":
      return onIssue(snapshot, action.issue, (issue) => edit(issue, action, snapshot));
    case "pin":
    case "unpin":
      return onIssue(snapshot, action.issue, () => ({ isPinned: action.kind === "pin" }));
    case "add-edge":
      return onIssue(snapshot, action.issue, (issue) => ({
        blockedBy: [...issue.blockedBy, action.blocker],
        ...happened(issue, snapshot, "edge-added", { blocker: action.blocker }),
      }));
    case "set-parent":
      return onIssue(snapshot, action.issue, () => ({
        parent: action.parent === null ? null : { repo: snapshot.repo, number: action.parent },
      }));
    case "remove-edge":
      return onIssue(snapshot, action.issue, (issue) => ({
        blockedBy: issue.blockedBy.filter(({ number }) => number !== action.blocker.number),
        ...happened(issue, snapshot, "edge-removed", { blocker: action.blocker }),
      }));
  }
}
