/** The nouns everything else speaks in: what GitHub shows us, what people mean by it, and what one decision may see. */
import type { WorkHours } from "./work-hours.ts";

// ---------------------------------------------------------------- what GitHub shows

/** An issue or pull request by full name. `host` is set only when it lies on another host than ours. */
export interface Ref {
  readonly repo: string;
  readonly number: number;
  readonly host?: string;
}

/** Somebody who acts on GitHub. Compare by `id`; `login` is for display and for lookups, it can be renamed. */
export interface Actor {
  readonly id: number;
  readonly login: string;
  readonly isBot: boolean;
}

/** Permission on the repository, weakest first; `none` also stands for "could not be asked" (fail closed). */
export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

export type Happened =
  | "labeled"
  | "unlabeled"
  | "assigned"
  | "unassigned"
  | "closed"
  | "reopened"
  | "edge-added"
  | "edge-removed"
  | "pinned"
  | "unpinned";

/** One entry of an issue's timeline that can matter to a decision, oldest first. */
export interface TimelineEntry {
  readonly kind: Happened;
  readonly at: string;
  readonly actor: Actor | null;
  /** labeled, unlabeled: the label's name. */
  readonly label?: string;
  /** assigned, unassigned: the login concerned. */
  readonly assignee?: string;
  /** closed: by the merge of this pull request. */
  readonly mergedPullRequest?: boolean;
  /** edge-added, edge-removed: the issue this one waits for, or waited for, by GitHub's own dependency. */
  readonly blocker?: Ref;
}

export type StateReason = "completed" | "not_planned" | "duplicate" | "reopened";

/** A pull request that says it closes an issue. */
export interface LinkedPullRequest {
  readonly ref: Ref;
  /** Id of its newest commit. */
  readonly head?: string;
  readonly isOpen: boolean;
  readonly isDraft: boolean;
  readonly isMerged: boolean;
}

/** An issue or pull request of the repository as last seen. Times are ISO 8601, UTC. */
export interface Issue {
  readonly id: number;
  readonly nodeId: string;
  readonly number: number;
  readonly isPullRequest: boolean;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly stateReason: StateReason | null;
  /** The original of an issue closed as a duplicate, where it is known. */
  readonly duplicateOf?: Ref;
  readonly author: Actor | null;
  /** Who last edited the body; null when it is as its author wrote it. */
  readonly editor: Actor | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
  readonly lastEditedAt: string | null;
  readonly labels: readonly string[];
  /** Users and bots. */
  readonly assignees: readonly Actor[];
  /** GitHub's own "blocked by", open and closed ones. */
  readonly blockedBy: readonly Ref[];
  readonly parent: Ref | null;
  readonly subIssueCount: number;
  readonly linkedPullRequests: readonly LinkedPullRequest[];
  readonly timeline: readonly TimelineEntry[];
  readonly isPinned: boolean;
  /** Pull requests only. */
  readonly isMerged: boolean;
  readonly isDraft: boolean;
  /** Open pull requests that close an issue: paths of the files they change, at most a hundred. Absent: none known. */
  readonly changedPaths?: readonly string[];
}

export type Reaction = "rocket" | "confused" | "eyes" | "+1";

/** A comment as last seen. */
export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly issue: number;
  readonly author: Actor | null;
  readonly editor: Actor | null;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastEditedAt: string | null;
  /** Reactions that the App itself left: its receipts. */
  readonly ownReactions: readonly Reaction[];
  /** What our own marker in it holds; null unless author, last editor and MAC are all ours. */
  readonly marker: Marker | null;
}

/** An issue of another repository, as far as it may be seen. */
export interface ForeignIssue {
  readonly ref: Ref;
  readonly state: "open" | "completed" | "not_planned" | "duplicate" | "merged" | "unmerged" | "unreachable";
  readonly title: string;
  readonly isPullRequest?: boolean;
}

// ---------------------------------------------------------------- what a text means

export type EdgeKind = "hard" | "soft";

/** "`dependent` waits for `blocker`", as one line of one text says it. */
export interface DeclaredEdge {
  readonly dependent: Ref;
  readonly blocker: Ref;
  readonly kind: EdgeKind;
  /** 1-based line of the text. */
  readonly line: number;
  /** That line as written, trimmed, at most 200 characters. */
  readonly text: string;
  /** Name of the syntax that read it: sentence, field, section, table, chain, … */
  readonly syntax: string;
}

export interface RefAt {
  readonly ref: Ref;
  readonly line: number;
}

/** Something the writer should know: what was read, what was expected, what to do. */
export interface Warning {
  readonly line: number;
  readonly message: string;
  /** True when it asks the writer for clarification and so belongs into a notice. */
  readonly asks: boolean;
}

export type Priority = "P0" | "P1" | "P2" | "P3" | "P4";

export interface ChecklistItem {
  readonly text: string;
  /** null for a plain list item without a box. */
  readonly done: boolean | null;
}

export interface Minutes {
  readonly low: number;
  readonly high: number;
}

/** What has to be seen before a task counts as finished, beyond the word of whoever did it. */
export type Evidence =
  | { readonly kind: "merged pull request" }
  /** A check run or commit status of this name, green on the head of the linked pull request, else of the default branch. */
  | { readonly kind: "check"; readonly name: string }
  /** A file of this path on the default branch. */
  | { readonly kind: "file"; readonly path: string }
  /** The word of this very person, by `/approve`. */
  | { readonly kind: "attest"; readonly login: string };

/** One run of a check on a commit, or a status that was set on it. */
export interface CheckRun {
  readonly name: string;
  /** `success`, `failure`, `skipped`, … as GitHub concludes; null while it has not ended. */
  readonly conclusion: string | null;
}

/** The fields of a task; every one is optional and independent. */
export interface TaskFields {
  readonly estimateMinutes?: Minutes;
  readonly points?: number;
  readonly track?: string;
  readonly phase?: string;
  readonly priority?: Priority;
  readonly owner?: string;
  readonly skills?: readonly string[];
  readonly doneWhen?: readonly ChecklistItem[];
  readonly deliverables?: readonly ChecklistItem[];
  readonly touches?: readonly string[];
  readonly uses?: readonly string[];
  readonly reviewer?: string;
  readonly evidence?: readonly Evidence[];
  /** Local dates, YYYY-MM-DD. */
  readonly notBefore?: string;
  readonly due?: string;
  readonly gate?: string;
  readonly approver?: string;
  /** Kept and shown to the worker. */
  readonly unknown?: readonly {
    readonly name: string;
    readonly value: string;
    readonly line: number;
  }[];
}

/** Everything one issue body, pull request body or comment says about the graph. */
export interface Meaning {
  readonly edges: readonly DeclaredEdge[];
  readonly parent: RefAt | null;
  /** Issues that name this one as their parent here ("epic", "parent of"). */
  readonly tracks: readonly RefAt[];
  readonly related: readonly RefAt[];
  /** "Not before" dates, YYYY-MM-DD: a date is a blocker too. */
  readonly dates: readonly {
    readonly date: string;
    readonly line: number;
    readonly text: string;
  }[];
  readonly fields: TaskFields;
  /** Lines that state explicitly that nothing blocks. */
  readonly none: readonly { readonly line: number }[];
  readonly warnings: readonly Warning[];
}

/** One `/command` line. */
export interface CommandLine {
  readonly name: string;
  readonly args: readonly string[];
  /** `key=value` arguments. */
  readonly options: Readonly<Record<string, string>>;
  /** What stands after `because` or `: `; null when nothing does. */
  readonly reason: string | null;
  readonly line: number;
  /** Normalised line and its occurrence in the comment: `claim#1`. Identity together with the comment's id. */
  readonly key: string;
  /** The unknown name as typed when `name` is only what it probably meant. */
  readonly didYouMean: string | null;
  readonly notes: readonly string[];
}

export type ReportStatus = "complete" | "in progress" | "blocked";

/** What a worker posted in one of the agreed forms. */
export interface Report {
  readonly kind: string;
  /** The worker as its header names it; null when it speaks for its author. */
  readonly worker: string | null;
  /** The issue it names; null when it speaks of the issue it stands on. */
  readonly issue: Ref | null;
  readonly status: ReportStatus | null;
  readonly durationMinutes: Minutes | null;
  readonly deliverables: readonly string[];
  readonly blockers: readonly {
    readonly text: string;
    readonly refs: readonly Ref[];
  }[];
  readonly dependenciesCreated: readonly Ref[];
  readonly nextTask: string | null;
  /** Every section or field as written, by lower-case name. */
  readonly sections: Readonly<Record<string, string>>;
  /** What is missing or unreadable, as sentences; a report with any is a near miss. */
  readonly missing: readonly string[];
  readonly line: number;
}

// ---------------------------------------------------------------- what must last

/**
 * Something a person told us (or we promised) that must last. It stands on GitHub as data in the App's status
 * comment of the issue, with the comment it came from and the key of the line.
 */
export type Fact =
  | {
      kind: "claim";
      worker: string;
      by: Actor | null;
      epoch: number;
      at: string;
      /** Why Signalbox gave it to this worker, when it did: one line of Markdown. */
      why?: string;
      from: Source;
    }
  | {
      kind: "released";
      worker: string;
      epoch: number;
      at: string;
      why: string;
      from: Source;
    }
  | { kind: "declined"; worker: string; at: string; from: Source }
  | { kind: "warned"; epoch: number; at: string; from: Source }
  | {
      kind: "progress";
      worker: string;
      epoch: number;
      status: ReportStatus;
      at: string;
      deliverables: string[];
      from: Source;
    }
  | { kind: "blocked"; worker: string; text: string; at: string; from: Source }
  | {
      kind: "edge";
      dependent: number;
      blocker: Ref;
      edge: EdgeKind;
      by: Actor;
      reason: string | null;
      at: string;
      from: Source;
    }
  | {
      kind: "waived";
      blocker: Ref | null;
      textHash: string | null;
      by: Actor;
      reason: string | null;
      at: string;
      from: Source;
    }
  | { kind: "hold"; by: Actor; reason: string | null; at: string; from: Source }
  | { kind: "resumed"; by: Actor; at: string; from: Source }
  | { kind: "review"; worker: string; at: string; from: Source }
  | {
      kind: "done";
      worker: string;
      evidence: string | null;
      at: string;
      from: Source;
    }
  | { kind: "approved"; by: Actor; reason?: string; at: string; from: Source }
  | { kind: "rejected"; by: Actor; reason: string; at: string; from: Source }
  | {
      kind: "estimate";
      minutes: Minutes;
      bodyField: string | null;
      by: Actor;
      at: string;
      from: Source;
    }
  | { kind: "admitted"; by: Actor; bodyHash: string; at: string; from: Source }
  /** An emergency; on the coordination issue one that concerns no single issue. */
  | { kind: "urgent"; by: Actor; text: string; at: string; from: Source }
  | { kind: "resolved"; by: Actor; at: string; from: Source }
  /** On the coordination issue: nothing is assigned any more, until `started`. */
  | { kind: "stopped"; by: Actor; reason: string; at: string; from: Source }
  | { kind: "started"; by: Actor; at: string; from: Source }
  /** On the coordination issue: the worker is given nothing and owes no sign of life before `until` (ISO). */
  | { kind: "away"; worker: string; until: string; by: Actor; at: string; from: Source }
  /** On the coordination issue: somebody was shown what this text of a plan would change; `hash` is its SHA-256. */
  | {
      kind: "previewed";
      plan: string;
      select: string[];
      includeDone: boolean;
      hash: string;
      by: Actor;
      at: string;
      from: Source;
    }
  /** On the coordination issue: exactly this text of a plan is to be turned into issues; `hash` "": no longer. */
  | {
      kind: "applied";
      plan: string;
      select: string[];
      includeDone: boolean;
      hash: string;
      by: Actor;
      at: string;
      from: Source;
    }
  /** The status label was changed by hand at `changedAt`, and put back once. */
  | { kind: "put-back"; changedAt: string; at: string; from: Source }
  /** Changed by hand again: the label is left alone while the status is `status`. */
  | { kind: "stands-down"; status: string; changedAt: string; at: string; from: Source }
  /** On the coordination issue: the box was ticked, but status labels of others stand in the way of going live. */
  | { kind: "ticked"; by: Actor; at: string; from: Source }
  /** On the coordination issue: the repository went live. */
  | { kind: "live"; by: Actor; at: string; from: Source };

/**
 * Where a fact comes from: a line of a comment, the text of an issue that is a report (its number with a minus), or
 * Signalbox's own decision (`comment` null).
 */
export interface Source {
  readonly comment: number | null;
  readonly key: string;
}

/** What our hidden comment holds. `key` is unique per repository: `status:12`, `reply:9001`, `summary:2026-06-01`. */
export interface Marker {
  readonly kind: "status" | "reply" | "summary" | "notice" | "task" | "coordination" | "plan";
  readonly key: string;
  readonly facts: readonly Fact[];
  /** Command lines and reports of the source comment that this answer settles. */
  readonly settled: readonly Source[];
  /** Free data of views: summary figures, plan task ids. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

// ---------------------------------------------------------------- what one decision may see

export type WorkerKind = "person" | "agent";
export type WorkerRole = "builder" | "reviewer" | "problem-solver" | "orchestrator";

/** Somebody who can be given work. `name` is the login, or the name of a worker without an account. */
export interface Worker {
  readonly name: string;
  /** The GitHub login to assign; null for a named worker, carried by the label `worker:NAME`. */
  readonly login: string | null;
  /** Logins that may speak for it. */
  readonly speaksAs: readonly string[];
  readonly kind: WorkerKind;
  readonly role: WorkerRole;
  /** Skill or track name -> level, 1 when not stated. Empty: can take anything that asks for no skill. */
  readonly skills: Readonly<Record<string, number>>;
  readonly tracks: readonly string[];
  readonly slots: number;
  readonly isStandby: boolean;
  /** True for an agent that only a person can start, by assigning it: it is offered work, never given any. */
  readonly isOffered?: boolean;
  /** When they work, where the settings say so. */
  readonly hours?: WorkHours;
}

/** Who we are on GitHub. */
export interface AppIdentity {
  readonly appId: number;
  readonly slug: string;
  readonly botId: number;
  readonly botLogin: string;
}

/** Yes, or no with the sentence that says why and what would change it. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly why: string };

export const yes: Verdict = { ok: true };

export function no(why: string): Verdict {
  return { ok: false, why };
}

/** `owner/name#12` in lower case: the identity of a reference. */
export function refKey(ref: Ref): string {
  return `${ref.host === undefined ? "" : `${ref.host}/`}${ref.repo}#${ref.number}`.toLowerCase();
}

/** Do both name the same issue? */
export function isSameRef(a: Ref, b: Ref): boolean {
  return a.number === b.number && refKey(a) === refKey(b);
}

/** Names on GitHub (logins, repositories, labels) differ in more than case, or not at all. */
export function isSameName(a: string, b: string | null | undefined): boolean {
  return a === b || a.toLowerCase() === b?.toLowerCase();
}

/** GitHub's labels differ in more than case. */
export function wearsLabel({ labels }: Pick<Issue, "labels">, label: string): boolean {
  return labels.some((one) => isSameName(one, label));
}

/** Does the reference lead into this repository? */
export function isHere(ref: Ref, repo: string): boolean {
  return ref.host === undefined && isSameName(ref.repo, repo);
}

/** Issues of this repository: `#3, #12`. */
export function showNumbers(numbers: readonly number[]): string {
  return numbers.map((number) => `#${number}`).join(", ");
}

/** How a reference is written inside `repo`: `#12` for its own, the full name for others. */
export function showRef(ref: Ref, repo: string): string {
  if (ref.host !== undefined) return `${ref.host}/${ref.repo}#${ref.number}`;
  return isHere(ref, repo) ? `#${ref.number}` : `${ref.repo}#${ref.number}`;
}
