// Mutations: the same operations as REST, under the same permissions.
import { addAssignees, setAssignees } from "../assignees.ts";
import { createComment, deleteComment, editComment, react } from "../comments.ts";
import { GitHubError, notFound } from "../github-error.ts";
import { closeIssue, createIssue, editIssue, pinIssue, reopenIssue, unpinIssue } from "../issues.ts";
import { addLabels, removeLabel, setLabels } from "../labels.ts";
import { type Need, requireAccess } from "../permissions.ts";
import { addBlockedBy, addSubIssue, removeBlockedBy, removeSubIssue } from "../relations.ts";
import type { Account, Comment, Issue, Repository, Role, StateReason } from "../state.ts";
import { commentNode, issueNode } from "./nodes.ts";
import { nounOf } from "./queries.ts";
import { restContent } from "./reaction-node.ts";
import type { Node, Viewing } from "./viewing.ts";

type Input = Record<string, unknown>;
type Field = (args: { input: Input }) => Node;

class Desk {
  readonly viewing: Viewing;

  constructor(viewing: Viewing) {
    this.viewing = viewing;
  }

  allow(repository: Repository, role: Role, need: Need = "issues:write"): void {
    requireAccess(this.viewing.access, repository, need, role);
  }

  issue(id: unknown, role: Role): Issue {
    const noun = nounOf(this.viewing, String(id));
    if (!("kind" in noun) || noun.kind !== "issue") throw wrongNode(id);
    this.allow(noun.repository, role, noun.pull === null ? "issues:write" : "pull_requests:write");
    return noun;
  }

  comment(id: unknown): Comment {
    const noun = nounOf(this.viewing, String(id));
    if (!("kind" in noun) || noun.kind !== "comment") throw wrongNode(id);
    const role = noun.author === this.viewing.access.actor.account ? "read" : "write";
    this.allow(noun.issue.repository, role);
    return noun;
  }

  labels(ids: unknown): string[] | undefined {
    return (ids as string[] | null | undefined)?.map((id) => {
      const found = this.viewing.world.labelsById.get(id);
      if (found === undefined) throw wrongNode(id);
      return found.label.name;
    });
  }

  logins(ids: unknown): string[] | undefined {
    return (ids as string[] | null | undefined)?.map((id) => {
      const noun = nounOf(this.viewing, id);
      if (!("login" in noun)) throw wrongNode(id);
      return (noun as Account).login;
    });
  }
}

const wrongNode = (id: unknown): GitHubError =>
  new GitHubError(404, `Could not resolve to a node with the global id of '${String(id)}'`);

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The top-level fields of a mutation. */
export function mutations(viewing: Viewing): Record<string, Field> {
  const desk = new Desk(viewing);
  const { world, access } = viewing;
  const { actor } = access;
  const node = (issue: Issue): Node => {
    viewing.seen.clear();
    return issueNode(viewing, issue);
  };
  const done = (input: Input, fields: Node): Node => ({
    clientMutationId: input["clientMutationId"] ?? null,
    ...fields,
  });
  return {
    createIssue: ({ input }) => {
      const repository = nounOf(viewing, String(input["repositoryId"]));
      if ("login" in repository || "kind" in repository) throw wrongNode(input["repositoryId"]);
      desk.allow(repository, "read");
      const parent = input["parentIssueId"] == null ? null : desk.issue(input["parentIssueId"], "triage");
      const issue = createIssue(world, actor, repository, {
        title: String(input["title"]),
        body: textOf(input["body"]),
        labels: desk.labels(input["labelIds"]),
        assignees: desk.logins(input["assigneeIds"]),
      });
      if (parent !== null) addSubIssue(world, actor, parent, issue);
      return done(input, { issue: node(issue) });
    },
    updateIssue: ({ input }) => {
      const issue = desk.issue(input["id"], "write");
      editIssue(world, actor, issue, { title: textOf(input["title"]), body: textOf(input["body"]) });
      const labels = desk.labels(input["labelIds"]);
      const logins = desk.logins(input["assigneeIds"]);
      if (labels !== undefined) setLabels(world, actor, issue, labels);
      if (logins !== undefined) setAssignees(world, actor, issue, logins);
      if (input["state"] === "CLOSED") closeIssue(world, actor, issue);
      if (input["state"] === "OPEN") reopenIssue(world, actor, issue);
      return done(input, { issue: node(issue) });
    },
    closeIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      const duplicateOf = input["duplicateIssueId"] == null ? undefined : desk.issue(input["duplicateIssueId"], "read");
      closeIssue(world, actor, issue, {
        reason: textOf(input["stateReason"])?.toLowerCase() as StateReason | undefined,
        duplicateOf,
      });
      return done(input, { issue: node(issue) });
    },
    reopenIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      reopenIssue(world, actor, issue);
      return done(input, { issue: node(issue) });
    },
    pinIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "write");
      pinIssue(world, actor, issue);
      return done(input, { issue: node(issue) });
    },
    unpinIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "write");
      unpinIssue(world, actor, issue);
      return done(input, { issue: node(issue) });
    },
    addBlockedBy: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      const blocking = seenIssue(viewing, input["blockingIssueId"]);
      addBlockedBy(world, actor, issue, blocking);
      return done(input, { issue: node(issue), blockingIssue: issueNode(viewing, blocking) });
    },
    removeBlockedBy: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      const blocking = seenIssue(viewing, input["blockingIssueId"]);
      removeBlockedBy(world, actor, issue, blocking);
      return done(input, { issue: node(issue), blockingIssue: issueNode(viewing, blocking) });
    },
    addSubIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      const child = seenIssue(viewing, input["subIssueId"]);
      addSubIssue(world, actor, issue, child, input["replaceParent"] === true);
      return done(input, { issue: node(issue), subIssue: issueNode(viewing, child) });
    },
    removeSubIssue: ({ input }) => {
      const issue = desk.issue(input["issueId"], "triage");
      const child = seenIssue(viewing, input["subIssueId"]);
      removeSubIssue(world, actor, issue, child);
      return done(input, { issue: node(issue), subIssue: issueNode(viewing, child) });
    },
    addComment: ({ input }) => {
      const issue = desk.issue(input["subjectId"], "read");
      const comment = createComment(world, actor, issue, String(input["body"]), actor.installation === null);
      return done(input, {
        subject: node(issue),
        commentEdge: { cursor: comment.nodeId, node: commentNode(viewing, comment) },
      });
    },
    updateIssueComment: ({ input }) => {
      const comment = desk.comment(input["id"]);
      editComment(world, actor, comment, String(input["body"]));
      return done(input, { issueComment: commentNode(viewing, comment) });
    },
    deleteIssueComment: ({ input }) => {
      deleteComment(world, actor, desk.comment(input["id"]));
      return done(input, {});
    },
    minimizeComment: ({ input }) => {
      const comment = desk.comment(input["subjectId"]);
      comment.minimized = String(input["classifier"]);
      return done(input, { minimizedComment: commentNode(viewing, comment) });
    },
    unminimizeComment: ({ input }) => {
      const comment = desk.comment(input["subjectId"]);
      comment.minimized = null;
      return done(input, { unminimizedComment: commentNode(viewing, comment) });
    },
    addReaction: ({ input }) => {
      const text = nounOf(viewing, String(input["subjectId"]));
      if (!("kind" in text)) throw wrongNode(input["subjectId"]);
      desk.allow(text.kind === "comment" ? text.issue.repository : text.repository, "read");
      react(world, actor.account, text, restContent(String(input["content"])));
      const subject = text.kind === "comment" ? commentNode(viewing, text) : node(text);
      return done(input, { subject, reactionGroups: subject["reactionGroups"] });
    },
    addLabelsToLabelable: ({ input }) => {
      const issue = desk.issue(input["labelableId"], "triage");
      addLabels(world, actor, issue, desk.labels(input["labelIds"]) ?? []);
      return done(input, { labelable: node(issue) });
    },
    removeLabelsFromLabelable: ({ input }) => {
      const issue = desk.issue(input["labelableId"], "triage");
      for (const name of desk.labels(input["labelIds"]) ?? []) removeLabel(world, actor, issue, name, true);
      return done(input, { labelable: node(issue) });
    },
    addAssigneesToAssignable: ({ input }) => {
      const issue = desk.issue(input["assignableId"], "triage");
      addAssignees(world, actor, issue, desk.logins(input["assigneeIds"]) ?? []);
      return done(input, { assignable: node(issue) });
    },
  };
}

function seenIssue(viewing: Viewing, id: unknown): Issue {
  const noun = nounOf(viewing, String(id));
  if (!("kind" in noun) || noun.kind !== "issue") throw notFound();
  return noun;
}
