// A person's hands: every call acts as one account, checks its real role, and causes the same webhooks as GitHub would.
import { addAssignees, removeAssignees } from "./assignees.ts";
import { createComment, deleteComment, editComment, react, unreact } from "./comments.ts";
import { GitHubError, notFound } from "./github-error.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  editIssue,
  findIssue,
  pinIssue,
  reopenIssue,
  setLock,
  transferIssue,
  unpinIssue,
} from "./issues.ts";
import { addLabels, createLabel, deleteLabel, findLabel, removeLabel, updateLabel } from "./labels.ts";
import { hasRole, requireRole } from "./permissions.ts";
import { mergePullRequest, type NewPull, openPullRequest, pushTo, setDraft } from "./pulls.ts";
import { addBlockedBy, addSubIssue, removeBlockedBy, removeSubIssue } from "./relations.ts";
import type { Account, Actor, Comment, Issue, Label, Repository, Role, StateReason } from "./state.ts";
import { repositoryOf, type World } from "./world.ts";

/** `7` in the same repository, or `octo/other#7`. */
export type Reference = number | string;

export interface Person {
  openIssue(repo: string, input: { title: string; body?: string; labels?: string[]; assignees?: string[] }): Issue;
  editIssue(repo: string, number: number, input: { title?: string; body?: string }): void;
  closeIssue(repo: string, number: number, reason?: StateReason, duplicateOf?: Reference): void;
  reopenIssue(repo: string, number: number): void;
  lockIssue(repo: string, number: number, reason?: string): void;
  unlockIssue(repo: string, number: number): void;
  deleteIssue(repo: string, number: number): void;
  transferIssue(repo: string, number: number, target: string): Issue;
  pinIssue(repo: string, number: number): void;
  unpinIssue(repo: string, number: number): void;
  comment(repo: string, number: number, body: string): Comment;
  editComment(repo: string, id: number, body: string): void;
  deleteComment(repo: string, id: number): void;
  react(repo: string, number: number, content: string, commentId?: number): void;
  unreact(repo: string, number: number, content: string, commentId?: number): void;
  createLabel(repo: string, input: { name: string; color?: string; description?: string }): Label;
  renameLabel(repo: string, name: string, to: string): void;
  deleteLabel(repo: string, name: string): void;
  addLabel(repo: string, number: number, ...names: string[]): void;
  removeLabel(repo: string, number: number, name: string): void;
  assign(repo: string, number: number, ...logins: string[]): void;
  unassign(repo: string, number: number, ...logins: string[]): void;
  addBlockedBy(repo: string, number: number, blocker: Reference): void;
  removeBlockedBy(repo: string, number: number, blocker: Reference): void;
  addSubIssue(repo: string, number: number, child: Reference): void;
  removeSubIssue(repo: string, number: number, child: Reference): void;
  openPullRequest(repo: string, input: NewPull): Issue;
  editPullRequest(repo: string, number: number, input: { title?: string; body?: string }): void;
  closePullRequest(repo: string, number: number): void;
  /** New commits, after which the pull request changes these files, to these texts where they matter. */
  push(repo: string, number: number, files: string[], texts?: Record<string, string>): void;
  merge(repo: string, number: number): void;
  markReady(repo: string, number: number): void;
  convertToDraft(repo: string, number: number): void;
  /** Puts a file on the default branch (null removes it). No webhook: the App does not hear `push`. */
  commitFile(repo: string, path: string, text: string | null): void;
}

class Hands {
  readonly world: World;
  readonly account: Account;
  readonly actor: Actor;

  constructor(world: World, account: Account) {
    this.world = world;
    this.account = account;
    this.actor = { account, installation: null };
  }

  repository(name: string, role: Role): Repository {
    const repository = repositoryOf(this.world, name);
    requireRole(repository, this.account, role);
    return repository;
  }

  issue(name: string, number: number, role: Role): Issue {
    return findIssue(this.world, this.repository(name, role), number);
  }

  /** An issue that its author may change without any role. */
  own(name: string, number: number, role: Role): Issue {
    const issue = this.issue(name, number, "read");
    if (issue.author !== this.account) requireRole(issue.repository, this.account, role);
    return issue;
  }

  comment(name: string, id: number): Comment {
    const comment = this.repository(name, "read").comments.get(id);
    if (comment === undefined) throw notFound();
    if (comment.author !== this.account) requireRole(comment.issue.repository, this.account, "write");
    return comment;
  }

  /** The comment, or without its id the issue. */
  text(name: string, number: number, commentId: number | undefined): Issue | Comment {
    const issue = this.issue(name, number, "read");
    const text = commentId === undefined ? issue : issue.comments.find((one) => one.id === commentId);
    if (text === undefined) throw notFound();
    return text;
  }

  label(name: string, label: string): { repository: Repository; label: Label } {
    const repository = this.repository(name, "write");
    const found = findLabel(repository, label);
    if (found === undefined) throw notFound();
    return { repository, label: found };
  }

  other(name: string, reference: Reference): Issue {
    if (typeof reference === "number") return this.issue(name, reference, "read");
    const [repository = "", number = ""] = reference.split("#");
    return this.issue(repository, Number(number), "read");
  }

  assign(issue: Issue, logins: string[]): void {
    const onlySelf = logins.every((login) => login.toLowerCase() === this.account.login.toLowerCase());
    const mayTakeSelf = onlySelf && issue.comments.some((comment) => comment.author === this.account);
    if (!mayTakeSelf) requireRole(issue.repository, this.account, "triage");
    addAssignees(this.world, this.actor, issue, logins);
  }
}

/** The hands of one account. */
export function personOf(world: World, account: Account): Person {
  const hands = new Hands(world, account);
  const { actor } = hands;
  return {
    openIssue(repo, input) {
      const repository = hands.repository(repo, "read");
      const trusted = hasRole(repository, account, "triage");
      return createIssue(world, actor, repository, trusted ? input : { title: input.title, body: input.body });
    },
    editIssue: (repo, number, input) => editIssue(world, actor, hands.own(repo, number, "write"), input),
    closeIssue(repo, number, reason, duplicateOf) {
      const original = duplicateOf === undefined ? undefined : hands.other(repo, duplicateOf);
      closeIssue(world, actor, hands.own(repo, number, "triage"), { reason, duplicateOf: original });
    },
    reopenIssue: (repo, number) => reopenIssue(world, actor, hands.own(repo, number, "triage")),
    lockIssue: (repo, number, reason) => setLock(world, actor, hands.issue(repo, number, "write"), true, reason),
    unlockIssue: (repo, number) => setLock(world, actor, hands.issue(repo, number, "write"), false),
    deleteIssue: (repo, number) => deleteIssue(world, actor, hands.issue(repo, number, "admin")),
    transferIssue: (repo, number, target) =>
      transferIssue(world, actor, hands.issue(repo, number, "write"), hands.repository(target, "write")),
    pinIssue: (repo, number) => pinIssue(world, actor, hands.issue(repo, number, "write")),
    unpinIssue: (repo, number) => unpinIssue(world, actor, hands.issue(repo, number, "write")),
    comment(repo, number, body) {
      const issue = hands.issue(repo, number, "read");
      return createComment(world, actor, issue, body, hasRole(issue.repository, account, "write"));
    },
    editComment: (repo, id, body) => editComment(world, actor, hands.comment(repo, id), body),
    deleteComment: (repo, id) => deleteComment(world, actor, hands.comment(repo, id)),
    react: (repo, number, content, id) => void react(world, account, hands.text(repo, number, id), content),
    unreact: (repo, number, content, id) => unreact(account, hands.text(repo, number, id), content),
    createLabel: (repo, input) => createLabel(world, actor, hands.repository(repo, "write"), input),
    renameLabel(repo, name, to) {
      const { repository, label } = hands.label(repo, name);
      updateLabel(world, actor, repository, label, { new_name: to });
    },
    deleteLabel(repo, name) {
      const { repository, label } = hands.label(repo, name);
      deleteLabel(world, actor, repository, label);
    },
    addLabel: (repo, number, ...names) => addLabels(world, actor, hands.issue(repo, number, "triage"), names),
    removeLabel: (repo, number, name) => removeLabel(world, actor, hands.issue(repo, number, "triage"), name),
    assign: (repo, number, ...logins) => hands.assign(hands.issue(repo, number, "read"), logins),
    unassign(repo, number, ...logins) {
      const issue = hands.issue(repo, number, "read");
      const onlySelf = logins.every((login) => login.toLowerCase() === account.login.toLowerCase());
      if (!onlySelf) requireRole(issue.repository, account, "triage");
      removeAssignees(world, actor, issue, logins);
    },
    addBlockedBy: (repo, number, blocker) =>
      addBlockedBy(world, actor, hands.issue(repo, number, "triage"), hands.other(repo, blocker)),
    removeBlockedBy: (repo, number, blocker) =>
      removeBlockedBy(world, actor, hands.issue(repo, number, "triage"), hands.other(repo, blocker)),
    addSubIssue: (repo, number, child) =>
      addSubIssue(world, actor, hands.issue(repo, number, "triage"), hands.other(repo, child)),
    removeSubIssue: (repo, number, child) =>
      removeSubIssue(world, actor, hands.issue(repo, number, "triage"), hands.other(repo, child)),
    openPullRequest: (repo, input) => openPullRequest(world, actor, hands.repository(repo, "read"), input),
    editPullRequest: (repo, number, input) => editIssue(world, actor, hands.own(repo, number, "write"), input),
    closePullRequest: (repo, number) => closeIssue(world, actor, hands.own(repo, number, "triage")),
    push: (repo, number, files, texts) => pushTo(world, actor, hands.own(repo, number, "write"), files, texts),
    merge: (repo, number) => mergePullRequest(world, actor, hands.issue(repo, number, "write")),
    markReady: (repo, number) => setDraft(world, actor, hands.own(repo, number, "write"), false),
    convertToDraft: (repo, number) => setDraft(world, actor, hands.own(repo, number, "write"), true),
    commitFile(repo, path, text) {
      const { files } = hands.repository(repo, "write");
      if (text === null && !files.delete(path)) throw new GitHubError(404, "Not Found");
      if (text !== null) files.set(path, text);
    },
  };
}
