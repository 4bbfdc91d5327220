// The nouns of the local GitHub: what it remembers about accounts, repositories, issues and Apps.

export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";
export type Grant = "read" | "write" | "admin";
export type Permissions = Record<string, Grant>;
export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

export interface Account {
  id: number;
  nodeId: string;
  login: string;
  type: "User" | "Organization" | "Bot";
  createdAt: number;
}

export interface App {
  id: number;
  slug: string;
  name: string;
  clientId: string;
  owner: Account;
  bot: Account;
  publicKey: string;
  /** The first one signs; the others are the ones before it. */
  webhookSecrets: string[];
  /** What the App's page says about its webhook; deliveries go to the sandbox's receiver all the same. */
  hook: { url: string; isActive: boolean };
  permissions: Permissions;
  events: string[];
  createdAt: number;
}

export interface Installation {
  id: number;
  app: App;
  account: Account;
  repositories: Set<Repository>;
  permissions: Permissions;
  events: string[];
  createdAt: number;
  suspendedAt: number | null;
  deleted: boolean;
}

export interface Repository {
  id: number;
  nodeId: string;
  owner: Account;
  name: string;
  isPrivate: boolean;
  archived: boolean;
  defaultBranch: string;
  createdAt: number;
  roles: Map<number, Role>;
  labels: Map<string, Label>;
  /** Issues and pull requests share one numbering. */
  issues: Map<number, Issue>;
  comments: Map<number, Comment>;
  events: IssueEvent[];
  pins: { issue: Issue; by: Account; id: number }[];
  files: Map<string, string>;
  /** Runs of checks by the id of their commit, oldest first. */
  checks: Map<string, CheckRun[]>;
  /** Statuses by the id of their commit, oldest first: the older way to say how something went. */
  statuses: Map<string, CommitStatus[]>;
  nextNumber: number;
  /** Former `owner/name`s, answered with a redirect. */
  formerNames: string[];
  /** Numbers that are gone: deleted (null) or moved to another repository. */
  gone: Map<number, Issue | null>;
}

export interface CommitStatus {
  id: number;
  context: string;
  state: "error" | "failure" | "pending" | "success";
  at: number;
}

export interface CheckRun {
  id: number;
  name: string;
  /** null while it is under way. */
  conclusion: string | null;
  startedAt: number;
  completedAt: number | null;
}

export interface Label {
  id: number;
  nodeId: string;
  name: string;
  color: string;
  description: string | null;
}

export interface Reaction {
  id: number;
  nodeId: string;
  user: Account;
  content: string;
  createdAt: number;
}

/** What issues, pull requests and comments have in common: text with an author and a last editor. */
export interface Text {
  id: number;
  nodeId: string;
  body: string;
  author: Account;
  app: App | null;
  editor: Account | null;
  lastEditedAt: number | null;
  createdAt: number;
  updatedAt: number;
  reactions: Reaction[];
  /** Lists do not show it before this instant (read-after-write lag). */
  visibleAt: number;
}

export interface Comment extends Text {
  kind: "comment";
  issue: Issue;
  minimized: string | null;
}

export interface Issue extends Text {
  kind: "issue";
  repository: Repository;
  number: number;
  title: string;
  state: "open" | "closed";
  stateReason: StateReason | null;
  closedAt: number | null;
  closedBy: Account | null;
  duplicateOf: Issue | null;
  locked: boolean;
  lockReason: string | null;
  labels: Label[];
  assignees: Account[];
  comments: Comment[];
  blockedBy: Issue[];
  blocking: Issue[];
  parent: Issue | null;
  subIssues: Issue[];
  events: IssueEvent[];
  pull: Pull | null;
}

export interface Pull {
  id: number;
  draft: boolean;
  mergedAt: number | null;
  mergedBy: Account | null;
  head: string;
  base: string;
  /** Paths of the files it changes, in GitHub's order. */
  files: string[];
  /** New texts of files it changes, by path, where they matter. */
  texts?: Record<string, string>;
  /** How often its branch was pushed to since it was opened. */
  pushes: number;
}

export interface IssueEvent {
  id: number;
  nodeId: string;
  event: string;
  actor: Account;
  app: App | null;
  createdAt: number;
  issue: Issue;
  label?: Label;
  assignee?: Account;
  rename?: { from: string; to: string };
  closer?: Issue;
  stateReason?: StateReason | null;
  duplicateOf?: Issue | null;
  other?: Issue;
  lockReason?: string | null;
}

/** Who acts: an account, and the installation when it is an App. */
export interface Actor {
  account: Account;
  installation: Installation | null;
}
