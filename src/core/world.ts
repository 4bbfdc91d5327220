/** What one decision sees (Snapshot) and what follows from it before anything is decided (World). */
import type { Graph } from "./graph/graph.ts";
import type {
  Actor,
  AppIdentity,
  CheckRun,
  Comment,
  EdgeKind,
  Fact,
  ForeignIssue,
  Issue,
  Marker,
  Meaning,
  Ref,
  Role,
  TaskFields,
  Worker,
} from "./model.ts";
import type { Settings } from "./settings/settings.ts";

/** A file of the default branch, or (`#12`) the text of an issue, as it was read at `askedAt` (ISO). */
export interface KnownFile {
  /** null when there is none, or it may not be read. */
  readonly text: string | null;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  readonly askedAt: string;
}

/** What was seen of one piece of evidence at `askedAt` (ISO). */
export type Sighting =
  /** The newest run of every check of a commit; null when we may not read checks. */
  | { readonly askedAt: string; readonly runs: readonly CheckRun[] | null }
  | { readonly askedAt: string; readonly isThere: boolean };

/** A comment, or with null the issue and all that is said on it. */
export interface LeftOut {
  readonly issue: number;
  readonly comment: number | null;
}

/** What GitHub refused to do for us, in its own words. */
export interface StandingRefusal {
  readonly issue: number | null;
  readonly message: string;
  /** The login that could not be assigned to the issue. */
  readonly assignee?: string;
}

/** Everything one decision may see. Nothing else exists for `src/core`. */
export interface Snapshot {
  readonly repo: string;
  readonly repositoryId: number;
  readonly isPrivate: boolean;
  /** Full names of the other repositories of the same installation. */
  readonly neighbours: readonly string[];
  /** ISO 8601, UTC: the one "now" of the decision. */
  readonly now: string;
  readonly app: AppIdentity;
  readonly host: string;
  readonly settings: Settings;
  /** What is wrong with the settings file in the repository; the last good one is in `settings`. */
  readonly settingsProblems: readonly string[];
  readonly issues: readonly Issue[];
  readonly comments: readonly Comment[];
  readonly foreign: readonly ForeignIssue[];
  /** Verified markers in the bodies of issues that the App wrote. */
  readonly issueMarkers: ReadonlyMap<number, Marker>;
  /** By actor id. Absent means: not asked yet. */
  readonly roles: ReadonlyMap<number, Role>;
  /** What GitHub still refuses. */
  readonly refusals: readonly StandingRefusal[];
  /** Texts of people on which no decision can be made: they are not among the issues and comments. */
  readonly leftOut?: readonly LeftOut[];
  /** Plan documents by path, those that were asked for. */
  readonly files?: ReadonlyMap<string, KnownFile>;
  /** What was asked for to see evidence, by the key of the wish. */
  readonly sightings?: ReadonlyMap<string, Sighting>;
}

/** Where an edge comes from. */
export type EdgeOrigin = "text" | "native" | "command";

/** One statement "dependent waits for blocker" with all that decides whether it holds. */
export interface Edge {
  readonly dependent: Ref;
  readonly blocker: Ref;
  readonly kind: EdgeKind;
  readonly origin: EdgeOrigin;
  /** The issue whose text, or on which the command, says it; 0 for a native edge. */
  readonly statedOn: number;
  /** The comment that says it; null for the text of `statedOn` itself and for a native edge. */
  readonly comment: number | null;
  readonly line: number;
  readonly text: string;
  readonly syntax: string;
  /** Who answers for the statement: last editor of the text, or sender of the command. */
  readonly by: Actor | null;
  /** False when the authority rule, a wait for itself, an unknown number or our own hand keeps it out; `why` says which. */
  readonly counted: boolean;
  readonly why: string | null;
  /** Set when `/unblock` waived it. */
  readonly waived: { readonly by: Actor; readonly reason: string | null } | null;
}

/** Why a blocker still blocks. */
export type WaitState = "open" | "date" | "unreachable" | "needs a decision" | "cycle";

/** Where it stands that something waits, and who answers for it. */
export type Statement = Pick<Edge, "dependent" | "origin" | "statedOn" | "comment" | "line" | "text" | "syntax" | "by">;

/** One thing a task waits for, with the sentence a person reads and the cheapest way out. */
export interface Wait {
  readonly state: WaitState;
  /** null for a date, and for a text that somebody has to read. */
  readonly blocker: Ref | null;
  /** What follows "waits for", where that is no issue. */
  readonly what?: string;
  readonly why: string;
  readonly wayOut: string;
  /** Every statement it comes from; none when it follows from something else. */
  readonly said: readonly Statement[];
}

export type Status = "ready" | "blocked" | "in progress" | "in review" | "hold" | "done";

/** Who works on a task, and since when. */
export interface Holder {
  /** Name of the worker as in the settings, else the login. */
  readonly worker: string;
  readonly login: string | null;
  readonly since: string;
  readonly epoch: number;
  readonly by: "claim" | "signalbox" | "hand";
  /** Last sign of life: claim, report or comment of the holder on the issue. */
  readonly lastSeenAt: string;
}

/** What a gate asks for before its approver may open it. */
export interface Gate {
  /** Whoever opens it must have built none of what it closes. */
  readonly isFresh: boolean;
  /** `isAutomatic`: judged by what stands on GitHub, whatever its box says. */
  readonly criteria: readonly { readonly text: string; readonly isMet: boolean; readonly isAutomatic: boolean }[];
  /** Issues whose work it closes. */
  readonly audits: readonly number[];
  /** Why it is still closed, as the end of a sentence; plain text with people's words in it. */
  readonly why: string;
}

/** An issue that takes part, with everything known about it. */
export interface Task {
  readonly issue: Issue;
  /** Command beats label beats body field beats parent's. */
  readonly fields: TaskFields;
  readonly status: Status;
  readonly isContainer: boolean;
  /** null for ordinary tasks. */
  readonly gate: Gate | null;
  /** Hard waits; empty unless blocked. */
  readonly waits: readonly Wait[];
  /** Soft blockers and tracked tasks still open: it may start, not finish. */
  readonly finishAfter: readonly Ref[];
  readonly holder: Holder | null;
  readonly hold: { readonly by: string; readonly reason: string | null } | null;
  readonly isUrgent: boolean;
  /** Workers who declined it or lost it to silence. */
  readonly declinedBy: readonly string[];
  readonly deliverables: readonly string[];
}

/** A cycle of tasks, with a stable identity and the edge one would cut. */
export interface Cycle {
  /** Every issue that waits for itself through the others, ascending. */
  readonly members: readonly number[];
  /** A shortest circle: smallest issue first, in the order of waiting. */
  readonly issues: readonly number[];
  readonly cut: { readonly dependent: number; readonly blocker: number };
}

/** What follows from a snapshot: facts read, edges judged, statuses found. Nothing decided yet. */
export interface World {
  readonly snapshot: Snapshot;
  readonly isLive: boolean;
  /** The coordination issue, once it exists. */
  readonly coordination: Issue | null;
  /** It and those it goes on from, oldest first. */
  readonly hubs: readonly Issue[];
  readonly issues: ReadonlyMap<number, Issue>;
  readonly meanings: ReadonlyMap<number, Meaning>;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  /** Those of this very pass among them: they do not stand on GitHub yet. */
  readonly told: readonly { readonly issue: number; readonly fact: Fact }[];
  readonly edges: readonly Edge[];
  readonly tasks: ReadonlyMap<number, Task>;
  readonly cycles: readonly Cycle[];
  readonly graph: Graph;
  /** Node of the graph -> issue number, and back. */
  readonly numbers: readonly number[];
  readonly nodeOf: ReadonlyMap<number, number>;
  readonly workers: readonly Worker[];
  /** How many open issues stand outside. */
  readonly outside: number;
}
