/**
 * One small function per kind of action. What is already so counts as done. Known race: a person may write between our
 * look and our write; handled for bodies by comparing first, accepted for the milliseconds that remain.
 */
import { z } from "zod";
import type { Action, ActionKind } from "../core/actions.ts";
import { isSameName } from "../core/model.ts";
import { type Performed, Refused } from "../ports/github.ts";
import { createIssue } from "./create-issue.ts";
import { addEdge, removeEdge } from "./perform-edges.ts";
import { setParent } from "./perform-parent.ts";
import { pinMutation, unpinMutation } from "./queries.ts";
import { labelNames, ownComment, restActor, restIssue } from "./rest-shape.ts";
import { at, readIssue, type Session } from "./session.ts";
import { toIssue } from "./shape.ts";
import { isRefused, unlessRefused } from "./unless-refused.ts";

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
  unpin,
  "add-edge": addEdge,
  "remove-edge": removeEdge,
  "set-parent": setParent,
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
  return unlessRefused(
    422,
    /already_exists/,
    session.client.octokit.request("POST /repos/{owner}/{repo}/labels", label),
  );
}

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

const assigned = z.object({ assignees: z.array(restActor).nullish() });

async function assign(session: Session, { issue, login }: Extract<Action, { kind: "assign" }>): Promise<Performed> {
  const { data } = await session.client.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/assignees", {
    ...target(session, issue),
    assignees: [login],
  });
  const assignees = assigned.parse(data).assignees ?? [];
  // A bot may be shown by another name than it is assigned by ("copilot-swe-agent[bot]" is "Copilot").
  const isBot = login.endsWith("[bot]");
  const isThere = assignees.some((one) => isSameName(one.login, login) || (isBot && one.isBot));
  if (!isThere) throw new Refused(422, `GitHub does not let ${login} be assigned here.`);
  return { assignees };
}

async function unassign(session: Session, { issue, login }: Extract<Action, { kind: "unassign" }>): Promise<Performed> {
  const { data } = await session.client.octokit.request(
    "DELETE /repos/{owner}/{repo}/issues/{issue_number}/assignees",
    { ...target(session, issue), assignees: [login] },
  );
  return { assignees: assigned.parse(data).assignees ?? [] };
}

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

async function deleteComment(
  session: Session,
  { comment }: Extract<Action, { kind: "delete-comment" }>,
): Promise<Performed> {
  const gone = { ...at(session), comment_id: comment };
  const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
  return unlessRefused(404, /./, session.client.octokit.request(route, gone));
}

async function react(session: Session, { comment, content }: Extract<Action, { kind: "react" }>): Promise<Performed> {
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  await session.client.octokit.request(route, { ...at(session), comment_id: comment, content });
  return done;
}

async function editIssue(
  session: Session,
  { issue, body, basedOn, title }: Extract<Action, { kind: "edit-issue" }>,
): Promise<Performed> {
  const before = toIssue(await readIssue(session, issue));
  if (plainLines(before.body) !== plainLines(basedOn))
    throw new Refused(409, `The body of #${issue} changed meanwhile.`);
  const { botId, botLogin } = await session.identity();
  const { data } = await session.client.octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...target(session, issue),
    ...(title === undefined ? {} : { title }),
    body,
  });
  const after = restIssue.parse(data);
  const editor = { id: botId, login: botLogin, isBot: true };
  return {
    issue: {
      ...before,
      title: title ?? before.title,
      body: after.body ?? "",
      editor,
      updatedAt: after.updated_at,
      lastEditedAt: after.updated_at,
    },
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

const unpinned = z.object({ unpinIssue: z.object({ issue: z.object({ updatedAt: z.string() }) }) });

async function unpin(session: Session, { issue }: Extract<Action, { kind: "unpin" }>): Promise<Performed> {
  const node = await readIssue(session, issue);
  if (node.isPinned !== true) return { issue: toIssue(node) };
  const { unpinIssue } = unpinned.parse(await session.client.graphql(unpinMutation, { issueId: node.id }));
  return { issue: { ...toIssue(node), isPinned: false, updatedAt: unpinIssue.issue.updatedAt } };
}
