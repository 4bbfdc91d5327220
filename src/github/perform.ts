/**
 * One small function per kind of action. What is already so counts as done. Known race: a person may write between our
 * look and our write; handled for bodies by comparing first, accepted for the milliseconds that remain.
 */
import { z } from "zod";
import type { Action, ActionKind } from "../core/actions.ts";
import type { Actor, Issue, Ref } from "../core/model.ts";
import type { Performed, ReadComment } from "../ports/github.ts";
import { Refused } from "../ports/github.ts";
import { pinMutation } from "./queries.ts";
import { at, readIssue, type Session } from "./session.ts";
import { toIssue } from "./shape.ts";

type Perform<K extends ActionKind> = (session: Session, action: Extract<Action, { kind: K }>) => Promise<Performed>;

const performers: { readonly [K in ActionKind]: Perform<K> } = {
  "create-label": createLabel,
  "add-label": addLabel,
  "remove-label": removeLabel,
  assign,
  unassign,
  close,
  "write-comment": writeComment,
  "delete-comment": deleteComment,
  react,
  "create-issue": createIssue,
  "edit-issue": editIssue,
  pin,
  "add-edge": addEdge,
  "remove-edge": removeEdge,
};

/** Throws `Refused`, `Limited`, `Unwell` or `Parked`; creations are never sent twice. */
export function perform(session: Session, action: Action): Promise<Performed> {
  const performer = performers[action.kind] as Perform<ActionKind>;
  return performer(session, action);
}

const done: Performed = {};
const target = (session: Session, issue: number) => ({ ...at(session), issue_number: issue });

async function createLabel(session: Session, action: Extract<Action, { kind: "create-label" }>): Promise<Performed> {
  const { name, color, description } = action;
  const label = { ...at(session), name, color, description };
  return unless(422, /already_exists/, session.client.octokit.request("POST /repos/{owner}/{repo}/labels", label));
}

const labelNames = z.array(z.object({ name: z.string() })).transform((labels) => labels.map(({ name }) => name));

async function addLabel(
  session: Session,
  { issue, label }: Extract<Action, { kind: "add-label" }>,
): Promise<Performed> {
  const { data } = await session.client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
    ...target(session, issue),
    labels: [label],
  });
  return { labels: labelNames.parse(data) };
}

async function removeLabel(
  session: Session,
  { issue, label }: Extract<Action, { kind: "remove-label" }>,
): Promise<Performed> {
  try {
    const { data } = await session.client.octokit.request(
      "DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
      { ...target(session, issue), name: label },
    );
    return { labels: labelNames.parse(data) };
  } catch (error) {
    if (isRefused(error, 404)) return done;
    throw error;
  }
}

const restActor = z
  .object({ id: z.number(), login: z.string(), type: z.string() })
  .transform(({ id, login, type }): Actor => ({ id, login, isBot: type === "Bot" }));
const assigned = z.object({ assignees: z.array(restActor).nullish() });

async function assign(session: Session, { issue, login }: Extract<Action, { kind: "assign" }>): Promise<Performed> {
  const { data } = await session.client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/assignees", {
    ...target(session, issue),
    assignees: [login],
  });
  return { assignees: assigned.parse(data).assignees ?? [] };
}

async function unassign(session: Session, { issue, login }: Extract<Action, { kind: "unassign" }>): Promise<Performed> {
  const { data } = await session.client.octokit.request(
    "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees",
    { ...target(session, issue), assignees: [login] },
  );
  return { assignees: assigned.parse(data).assignees ?? [] };
}

const restIssue = z.object({
  id: z.number(),
  node_id: z.string(),
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  user: restActor.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])),
  assignees: z.array(restActor).nullish(),
});

async function close(session: Session, { issue, reason }: Extract<Action, { kind: "close" }>): Promise<Performed> {
  const before = toIssue(await readIssue(session, issue));
  if (!before.isOpen) return { issue: before };
  const { data } = await session.client.octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...target(session, issue),
    state: "closed",
    state_reason: reason,
  });
  const { updated_at, closed_at } = restIssue.parse(data);
  const closedAt = closed_at ?? updated_at;
  return { issue: { ...before, isOpen: false, stateReason: reason, closedAt, updatedAt: updated_at } };
}

const restComment = z.object({
  id: z.number(),
  node_id: z.string(),
  body: z.string().nullish(),
  user: restActor.nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

async function writeComment(
  session: Session,
  { issue, comment, body }: Extract<Action, { kind: "write-comment" }>,
): Promise<Performed> {
  const { octokit } = session.client;
  if (comment === null) {
    const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    const { data } = await octokit.request(route, { ...target(session, issue), body });
    return { comment: ownComment(issue, data, false) };
  }
  const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
  const { data } = await octokit.request(route, { ...at(session), comment_id: comment, body });
  return { comment: ownComment(issue, data, true) };
}

/** We write only our own comments: author and editor are the App. */
function ownComment(issue: number, data: unknown, isEdited: boolean): ReadComment {
  const comment = restComment.parse(data);
  return {
    id: comment.id,
    nodeId: comment.node_id,
    issue,
    author: comment.user ?? null,
    editor: isEdited ? (comment.user ?? null) : null,
    body: comment.body ?? "",
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
    lastEditedAt: isEdited ? comment.updated_at : null,
    ownReactions: [],
  };
}

async function deleteComment(
  session: Session,
  { comment }: Extract<Action, { kind: "delete-comment" }>,
): Promise<Performed> {
  const gone = { ...at(session), comment_id: comment };
  const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
  return unless(404, /./, session.client.octokit.request(route, gone));
}

async function react(session: Session, { comment, content }: Extract<Action, { kind: "react" }>): Promise<Performed> {
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  await session.client.octokit.request(route, { ...at(session), comment_id: comment, content });
  return done;
}

async function createIssue(
  session: Session,
  { title, body, labels }: Extract<Action, { kind: "create-issue" }>,
): Promise<Performed> {
  const { data } = await session.client.octokit.request("POST /repos/{owner}/{repo}/issues", {
    ...at(session),
    title,
    body,
    labels: [...labels],
  });
  return { issue: newIssue(data) };
}

/** A new issue is complete as REST gives it: nothing has happened to it yet. */
function newIssue(data: unknown): Issue {
  const issue = restIssue.parse(data);
  return {
    id: issue.id,
    nodeId: issue.node_id,
    number: issue.number,
    isPullRequest: false,
    title: issue.title,
    body: issue.body ?? "",
    isOpen: issue.state === "open",
    stateReason: null,
    author: issue.user ?? null,
    editor: null,
    createdAt: issue.created_at,
    updatedAt: issue.updated_at,
    closedAt: issue.closed_at ?? null,
    lastEditedAt: null,
    labels: issue.labels.map((label) => (typeof label === "string" ? label : label.name)),
    assignees: issue.assignees ?? [],
    blockedBy: [],
    parent: null,
    subIssueCount: 0,
    linkedPullRequests: [],
    timeline: [],
    isPinned: false,
    isLocked: false,
    isMerged: false,
    isDraft: false,
  };
}

async function editIssue(
  session: Session,
  { issue, body, basedOn }: Extract<Action, { kind: "edit-issue" }>,
): Promise<Performed> {
  const before = toIssue(await readIssue(session, issue));
  if (plainLines(before.body) !== plainLines(basedOn))
    throw new Refused(409, `The body of #${issue} changed meanwhile.`);
  const { botId, botLogin } = await session.identity();
  const { data } = await session.client.octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...target(session, issue),
    body,
  });
  const after = restIssue.parse(data);
  const editor = { id: botId, login: botLogin, isBot: true };
  return {
    issue: { ...before, body: after.body ?? "", editor, updatedAt: after.updated_at, lastEditedAt: after.updated_at },
  };
}

/** Texts written in a browser end their lines with \r\n. */
const plainLines = (text: string): string => text.replaceAll("\r\n", "\n");

const pinned = z.object({ pinIssue: z.object({ issue: z.object({ updatedAt: z.string() }) }) });

async function pin(session: Session, { issue }: Extract<Action, { kind: "pin" }>): Promise<Performed> {
  const node = await readIssue(session, issue);
  if (node.isPinned === true) return { issue: toIssue(node) };
  const { pinIssue } = pinned.parse(await session.client.graphql(pinMutation, { issueId: node.id }));
  return { issue: { ...toIssue(node), isPinned: true, updatedAt: pinIssue.issue.updatedAt } };
}

const withId = z.object({ id: z.number() });

async function addEdge(
  session: Session,
  { issue, blocker }: Extract<Action, { kind: "add-edge" }>,
): Promise<Performed> {
  const id = await databaseIdOf(session, blocker);
  try {
    await session.client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by", {
      ...target(session, issue),
      issue_id: id,
    });
  } catch (error) {
    if (!isRefused(error, 422) || !(await isBlockedBy(session, issue, id))) throw error;
  }
  return done;
}

async function removeEdge(
  session: Session,
  { issue, blocker }: Extract<Action, { kind: "remove-edge" }>,
): Promise<Performed> {
  const id = await databaseIdOf(session, blocker);
  const route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}";
  return unless(404, /./, session.client.octokit.request(route, { ...target(session, issue), issue_id: id }));
}

/** A dependency is written with the blocker's global id, which no text and no number tells. */
async function databaseIdOf(session: Session, ref: Ref): Promise<number> {
  const [owner = "", repo = ""] = ref.repo.split("/");
  const isHere = ref.repo.toLowerCase() === session.repository.name.toLowerCase();
  const { octokit } = isHere ? session.client : session.elsewhere;
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  return withId.parse((await octokit.request(route, { owner, repo, issue_number: ref.number })).data).id;
}

/** GitHub's words for "this edge exists" are not documented, so look. An issue has at most 50 blockers. */
async function isBlockedBy(session: Session, issue: number, id: number): Promise<boolean> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by";
  const { data } = await session.client.octokit.request(route, { ...target(session, issue), per_page: 100 });
  return z
    .array(withId)
    .parse(data)
    .some((blocker) => blocker.id === id);
}

const isRefused = (error: unknown, status: number): error is Refused =>
  error instanceof Refused && error.status === status;

/** Waits for a request; a refusal of this status and wording means it was already so. */
async function unless(status: number, words: RegExp, request: Promise<unknown>): Promise<Performed> {
  try {
    await request;
  } catch (error) {
    if (!isRefused(error, status) || !words.test(error.message)) throw error;
  }
  return done;
}
