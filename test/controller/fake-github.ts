/** A GitHub of a few lines: state, versions, lag-free reading, and faults on demand. Only for tests of the loop. */
import type { Action } from "../../src/core/actions.ts";
import type { Actor, ForeignIssue, Issue, Role } from "../../src/core/model.ts";
import type {
  Changes,
  GitHub,
  InstalledRepository,
  LoggedDelivery,
  Performed,
  ReadComment,
  ReadNode,
  RepositoryOnGitHub,
  ResyncCursor,
} from "../../src/ports/github.ts";
import { Refused, Unwell } from "../../src/ports/github.ts";
import { newIssue } from "../new-issue.ts";

export const ana: Actor = { id: 1, login: "ana", isBot: false };
export const bot: Actor = { id: 99, login: "signalbox[bot]", isBot: true };
export const yard: InstalledRepository = { id: 7, name: "octo/yard", installationId: 1, isPrivate: false };

/** What goes wrong with a call: before it happens, or after, when only the answer is lost. */
export interface Fault {
  readonly before?: Error;
  readonly after?: Error;
}

export class FakeGitHub implements GitHub {
  readonly issues = new Map<number, Issue>();
  readonly comments = new Map<number, ReadComment>();
  readonly roles = new Map<string, Role>();
  readonly files = new Map<string, string>();
  readonly logged: (LoggedDelivery & { readonly body: string })[] = [];
  installed: InstalledRepository[] = [yard];
  /** State of every issue of other repositories. */
  elsewhere: ForeignIssue["state"] = "open";
  /** Names of the calls, in order; `perform:` with the kind of the action. */
  readonly calls: string[] = [];
  /** Node ids that were read, and issues that were written to, in order. */
  readonly touched: string[] = [];
  /** Told of each call; what it returns goes wrong. */
  fault: (call: string) => Fault | undefined = () => undefined;
  /** Told of every change, by node id: webhooks come from here. */
  onChange: (nodeId: string) => void = () => {};
  readonly #now: () => number;
  #nextId = 1000;
  #nextNumber = 1;

  constructor(now: () => number) {
    this.#now = now;
  }

  // ---------------------------------------------------------------- what people do

  open(title: string, body = "", by: Actor = ana): Issue {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    const at = this.#iso();
    const id = this.#id();
    const issue: Issue = { ...newIssue(number, title), id, body, author: by, createdAt: at, updatedAt: at };
    this.issues.set(number, issue);
    this.onChange(issue.nodeId);
    return issue;
  }

  change(number: number, change: Partial<Issue>): Issue {
    const issue = { ...this.#issue(number), ...change, updatedAt: this.#iso() };
    this.issues.set(number, issue);
    this.onChange(issue.nodeId);
    return issue;
  }

  say(issue: number, body: string, by: Actor = ana): ReadComment {
    const id = this.#id();
    const at = this.#iso();
    const comment: ReadComment = {
      id,
      nodeId: `C_${id}`,
      issue,
      author: by,
      editor: null,
      body,
      createdAt: at,
      updatedAt: at,
      lastEditedAt: null,
      ownReactions: [],
    };
    this.comments.set(id, comment);
    this.onChange(comment.nodeId);
    return comment;
  }

  edit(id: number, body: string, by: Actor): ReadComment {
    const comment = { ...this.#comment(id), body, editor: by, updatedAt: this.#iso(), lastEditedAt: this.#iso() };
    this.comments.set(id, comment);
    this.onChange(comment.nodeId);
    return comment;
  }

  commentsOn(issue: number): readonly ReadComment[] {
    return [...this.comments.values()].filter((comment) => comment.issue === issue);
  }

  /** How many calls of these names there were. */
  count(...names: readonly string[]): number {
    return this.calls.filter((call) => names.some((name) => call === name || call.startsWith(`${name}:`))).length;
  }

  // ---------------------------------------------------------------- the port

  identity = () => this.#call("identity", () => ({ appId: 5, slug: "signalbox", botId: bot.id, botLogin: bot.login }));

  repositories = () => this.#call("repositories", () => this.installed);

  deliveries = (since: string) =>
    this.#call("deliveries", () => this.logged.filter((one) => one.deliveredAt > since).reverse());

  deliveryPayload = (id: number) =>
    this.#call("deliveryPayload", () => {
      const found = this.logged.find((one) => one.id === id);
      return found === undefined ? null : { event: found.event, body: found.body };
    });

  of(repository: InstalledRepository): RepositoryOnGitHub {
    const named = (number: number) => this.#issue(number);
    return {
      readAll: () => this.#call("readAll", () => this.#changes("")),
      readChanges: (cursor) => this.#call("readChanges", () => this.#changes(cursor["since"] ?? "")),
      readNodes: (nodeIds) => this.#call("readNodes", () => nodeIds.map((nodeId) => this.#node(nodeId))),
      readFile: (path) => this.#call("readFile", () => this.files.get(path) ?? null),
      readChecks: () => this.#call("readChecks", () => []),
      readRole: (login) => this.#call("readRole", () => this.roles.get(login) ?? "none"),
      readForeign: (ref) => this.#call("readForeign", () => ({ ref, state: this.elsewhere, title: "elsewhere" })),
      readComments: (issue, since) =>
        this.#call("readComments", () => {
          named(issue);
          return this.commentsOn(issue).filter((comment) => since === null || comment.updatedAt >= since);
        }),
      readOwnIssues: (since) =>
        this.#call("readOwnIssues", () =>
          [...this.issues.values()].filter(
            (one) => one.author?.id === bot.id && (since === null || one.updatedAt >= since),
          ),
        ),
      perform: (action) => this.#call(`perform:${action.kind}`, () => this.#perform(action, repository)),
    };
  }

  #changes(since: string): Changes {
    const isNew = (one: { readonly updatedAt: string }) => one.updatedAt >= since;
    const cursor: ResyncCursor = { since: this.#iso() };
    const issues = [...this.issues.values()].filter(isNew);
    return { issues, comments: [...this.comments.values()].filter(isNew), touched: [], cursor };
  }

  #node(nodeId: string): ReadNode {
    this.touched.push(`read ${nodeId}`);
    const issue = [...this.issues.values()].find((one) => one.nodeId === nodeId);
    if (issue !== undefined)
      return { nodeId, kind: "issue", issue, comments: this.commentsOn(issue.number).slice(-30) };
    const comment = [...this.comments.values()].find((one) => one.nodeId === nodeId);
    return comment === undefined ? { nodeId, kind: "gone" } : { nodeId, kind: "comment", comment };
  }

  #perform(action: Action, _repository: InstalledRepository): Performed {
    if ("issue" in action) this.touched.push(`write I_${action.issue}`);
    switch (action.kind) {
      case "add-label": {
        const labels = [...new Set([...this.#issue(action.issue).labels, action.label])];
        return { labels: this.change(action.issue, { labels }).labels };
      }
      case "remove-label": {
        const labels = this.#issue(action.issue).labels.filter((label) => label !== action.label);
        return { labels: this.change(action.issue, { labels }).labels };
      }
      case "write-comment":
        this.#issue(action.issue);
        if (action.comment === null) return { comment: this.say(action.issue, action.body, bot) };
        return { comment: this.edit(action.comment, action.body, bot) };
      case "delete-comment":
        this.comments.delete(this.#comment(action.comment).id);
        this.onChange(`C_${action.comment}`);
        return {};
      case "create-issue":
        return { issue: this.open(action.title, action.body, bot) };
      case "close":
        return { issue: this.change(action.issue, { isOpen: false, stateReason: action.reason }) };
      default:
        throw new Error(`the fake does not perform ${action.kind}`);
    }
  }

  #issue(number: number): Issue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw new Refused(404, `no issue #${number}`);
    return issue;
  }

  #comment(id: number): ReadComment {
    const comment = this.comments.get(id);
    if (comment === undefined) throw new Refused(404, `no comment ${id}`);
    return comment;
  }

  async #call<T>(name: string, work: () => T): Promise<T> {
    this.calls.push(name);
    const fault = this.fault(name);
    if (fault?.before !== undefined) throw fault.before;
    const result = work();
    if (fault?.after !== undefined) throw fault.after;
    return result;
  }

  #iso(): string {
    return new Date(this.#now()).toISOString();
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}

/** A write that was done and whose answer is lost. */
export const answerLost: Fault = { after: new Unwell("the connection broke", true) };
