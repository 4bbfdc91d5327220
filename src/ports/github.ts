/** What the inside needs of GitHub: a few readings, one way to perform an action, and four kinds of trouble. */
import type { Action } from "../core/actions.ts";
import type { Actor, AppIdentity, CheckRun, Comment, ForeignIssue, Issue, Ref, Role } from "../core/model.ts";

/** A repository on which the App is installed. `id` is GitHub's number and survives renames. */
export interface InstalledRepository {
  readonly id: number;
  readonly name: string;
  readonly installationId: number;
  readonly isPrivate: boolean;
}

/** A comment as GitHub gives it: whether its marker is ours is decided inside, by author, editor and MAC. */
export type ReadComment = Omit<Comment, "marker">;

/** One thing asked for by node id: `null` in place of a thing that is gone or cannot be seen. */
export type ReadNode =
  | {
      readonly nodeId: string;
      readonly kind: "issue";
      readonly issue: Issue;
      readonly comments: readonly ReadComment[];
    }
  | { readonly nodeId: string; readonly kind: "comment"; readonly comment: ReadComment }
  | { readonly nodeId: string; readonly kind: "gone" };

/** Where a resync left off: GitHub's ETags and the watermark (ISO time) of what was seen. Opaque to the inside. */
export type ResyncCursor = Readonly<Record<string, string>>;

export interface Changes {
  readonly issues: readonly Issue[];
  readonly comments: readonly ReadComment[];
  /** Node ids whose native edges, parents or links changed without their `updatedAt`: read these again. */
  readonly touched: readonly string[];
  readonly cursor: ResyncCursor;
}

/** A delivery as GitHub's log of deliveries knows it. */
export interface LoggedDelivery {
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: string;
  readonly event: string;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
}

/** The App as a whole. */
export interface GitHub {
  identity(): Promise<AppIdentity>;
  /** Every repository of every installation that is not suspended. */
  repositories(): Promise<readonly InstalledRepository[]>;
  /** Deliveries logged after `since` (ISO), newest first, all pages. */
  deliveries(since: string): Promise<readonly LoggedDelivery[]>;
  /** Event name and raw payload of a logged delivery; null when GitHub no longer has it. */
  deliveryPayload(id: number): Promise<{ readonly event: string; readonly body: string } | null>;
  of(repository: InstalledRepository): RepositoryOnGitHub;
}

/** One repository, seen with the token of its installation, narrowed to it. */
export interface RepositoryOnGitHub {
  /** Everything there is: all issues and pull requests, and comments written since `since` (ISO; null: all). */
  readAll(since: string | null): Promise<Changes>;
  /** What changed after the cursor; nothing changed costs 304s only. */
  readChanges(cursor: ResyncCursor): Promise<Changes>;
  /** Issues, pull requests (with their latest 30 comments) and comments by node id; at most one request per 100 ids. */
  readNodes(nodeIds: readonly string[]): Promise<readonly ReadNode[]>;
  /** A file of the default branch, or of `ref` (`refs/pull/12/head`); null when there is none. */
  readFile(path: string, ref?: string): Promise<string | null>;
  /**
   * The newest run of every check and the newest word of every status of a commit (null: the newest commit of the default
   * branch); null when we may read neither. At most three requests and one more per 100 runs or statuses.
   */
  readChecks(commit: string | null): Promise<readonly CheckRun[] | null>;
  /** Permission of a login on this repository; "none" for one that does not exist, or is by now another account than `id`. */
  readRole(login: string, id?: number): Promise<Role>;
  readForeign(ref: Ref): Promise<ForeignIssue>;
  /** Comments of one issue written since `since` (ISO; null: all), all pages: for finding our own after an unclear write. */
  readComments(issue: number, since: string | null): Promise<readonly ReadComment[]>;
  /** Issues created by the App's bot since `since` (ISO; null: all): for finding our own after an unclear write. */
  readOwnIssues(since: string | null): Promise<readonly Issue[]>;
  perform(action: Action): Promise<Performed>;
}

/** What GitHub answered to an action, as far as the mirror can use it at once. */
export interface Performed {
  /** The created or edited comment. */
  readonly comment?: ReadComment;
  /** The created, edited or closed issue, complete. */
  readonly issue?: Issue;
  /** Labels of the issue after the action. */
  readonly labels?: readonly string[];
  /** Assignees of the issue after the action; GitHub drops those that cannot be assigned without a word. */
  readonly assignees?: readonly Actor[];
}

/** GitHub said a definite no (404, 410, 422, 403 without a limit): repeating changes nothing. */
export class Refused extends Error {
  override name = "Refused";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Come back at `retryAt` (ms). Either GitHub limits the installation - then the adapter has already written down its rest,
 * and no request of it is sent before - or it is our own pace.
 */
export class Limited extends Error {
  override name = "Limited";
  readonly retryAt: number;
  constructor(retryAt: number, message: string) {
    super(message);
    this.retryAt = retryAt;
  }
}

/** Network trouble, a time-out or a 5xx. `mayHaveHappened` is true when it was a write that may have been done. */
export class Unwell extends Error {
  override name = "Unwell";
  readonly mayHaveHappened: boolean;
  constructor(message: string, mayHaveHappened: boolean) {
    super(message);
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** The installation is suspended, removed, or lacks a permission: stop asking until GitHub tells us otherwise. */
export class Parked extends Error {
  override name = "Parked";
}

/** It lacks a permission, perhaps not yet granted: where what was asked for can be left out, the rest may go on. */
export class Ungranted extends Parked {
  override name = "Ungranted";
}

/** What a delivery hints at: which things to read again. Nothing in it decides anything. */
export interface HookReading {
  readonly action: string | null;
  readonly repositoryId: number | null;
  readonly installationId: number | null;
  /** Numeric id of who caused it; our own writes come back like everybody's. */
  readonly senderId: number | null;
  /** Issues, pull requests and comments to read again by node id; those said to be deleted too: reading finds out. */
  readonly nodeIds: readonly string[];
  /** Numeric ids of people whose permission may have changed. */
  readonly roleChanges: readonly number[];
  /** The list of repositories may have changed: installed, removed, renamed, transferred, made private or public. */
  readonly repositoriesChanged: boolean;
  /** The installation may answer again: unsuspended, new permissions accepted, created. */
  readonly installationBack: boolean;
  /** Changed in a way that node ids cannot tell (labels renamed, the settings file pushed): list the changes again. */
  readonly needsResync: boolean;
}

/** Reads a verified payload. Throws on one it cannot read; an event it does not use hints at nothing. */
export type ReadHook = (delivery: { readonly event: string; readonly body: string }) => HookReading;
