/** The copy of one repository in memory: folds what was read, newest wins, and knows what must be written or read again. */
import type { Action } from "../core/actions.ts";
import type { Comment, ForeignIssue, Issue, Marker, Role } from "../core/model.ts";
import { refKey } from "../core/model.ts";
import type { Changes, Performed, ReadComment, ReadNode } from "../ports/github.ts";
import type { KnownForeign, KnownRole, MirrorRows } from "../ports/store.ts";
import { type SealKeys, unsealComment, unsealIssue } from "./marker-seal.ts";

/** What is needed to tell our own texts from others'. */
export interface MirrorReader {
  readonly keys: SealKeys;
  readonly repositoryId: number;
  readonly botId: number;
}

type Changed = { -readonly [Part in keyof MirrorRows]?: Set<string | number> };

/**
 * Invariant: an older reading never replaces a newer one (`updatedAt`); an equally old one does, because native edges
 * and links change without it. Objects whose content did not change keep their identity.
 */
export class Mirror {
  readonly #reader: MirrorReader;
  readonly #issues = new Map<number, Issue>();
  readonly #comments = new Map<number, Comment>();
  readonly #goneIssues: Set<number>;
  readonly #goneComments: Set<number>;
  readonly #roles: Map<number, KnownRole>;
  readonly #foreign: Map<string, KnownForeign>;
  readonly #notes: Map<string, string>;
  readonly #byNode = new Map<string, { readonly issue: number } | { readonly comment: number }>();
  readonly #doubtful = new Set<string>();
  readonly #echoes = new Set<string>();
  /** Number -> what the text carried when it was last looked at: most changes of an issue leave its text alone. */
  readonly #markers = new Map<number, Unsealed>();
  #issueMarkers: ReadonlyMap<number, Marker> = new Map();
  /** Comment -> its text with the seal: one that is read again as it was need not be verified again. */
  readonly #sealed = new WeakMap<Comment, string>();
  #changed: Changed = {};
  #version = 0;

  constructor(rows: MirrorRows, reader: MirrorReader) {
    this.#reader = reader;
    for (const issue of rows.issues) this.#putIssue(issue);
    for (const comment of rows.comments) this.#putComment(comment);
    this.#goneIssues = new Set(rows.goneIssues);
    this.#goneComments = new Set(rows.goneComments);
    this.#roles = new Map(rows.roles.map((role) => [role.actorId, role]));
    this.#foreign = new Map(rows.foreign.map((known) => [refKey(known.issue.ref), known]));
    this.#notes = new Map(Object.entries(rows.notes));
  }

  // ---------------------------------------------------------------- looking

  /** Grows with every change that a decision may see: the same number, the same decision. */
  get version(): number {
    return this.#version;
  }

  issues(): readonly Issue[] {
    return [...this.#issues.values()];
  }

  comments(): readonly Comment[] {
    return [...this.#comments.values()];
  }

  issue(number: number): Issue | undefined {
    return this.#issues.get(number);
  }

  comment(id: number): Comment | undefined {
    return this.#comments.get(id);
  }

  /** Our own comments on an issue with this marker key, oldest first. */
  ownComments(issue: number, key: string): readonly Comment[] {
    const found = this.comments().filter((one) => one.issue === issue && one.marker?.key === key);
    return found.sort((a, b) => a.id - b.id);
  }

  /** Verified markers in the bodies of issues the App created; the same map as long as they are the same. */
  issueMarkers(): ReadonlyMap<number, Marker> {
    const markers = new Map<number, Marker>();
    for (const issue of this.#issues.values()) {
      const { marker } = this.#markerOf(issue);
      if (marker !== null) markers.set(issue.number, marker);
    }
    const before = this.#issueMarkers;
    const isSame = markers.size === before.size && [...markers].every(([number, one]) => before.get(number) === one);
    if (!isSame) this.#issueMarkers = markers;
    return this.#issueMarkers;
  }

  roles(): readonly KnownRole[] {
    return [...this.#roles.values()];
  }

  foreign(): readonly KnownForeign[] {
    return [...this.#foreign.values()];
  }

  note(key: string): string | null {
    return this.#notes.get(key) ?? null;
  }

  notes(): ReadonlyMap<string, string> {
    return this.#notes;
  }

  /** Node ids whose state is in doubt since the last call: to be read again. */
  takeDoubtful(): readonly string[] {
    const taken = [...this.#doubtful];
    this.#doubtful.clear();
    return taken;
  }

  /** At most `most` node ids that only we have changed since they were read: worth a place in a reading, not a reading. */
  takeEchoes(most: number): readonly string[] {
    const taken = [...this.#echoes].slice(0, Math.max(0, most));
    for (const nodeId of taken) this.#echoes.delete(nodeId);
    return taken;
  }

  isDoubtful(): boolean {
    return this.#doubtful.size > 0;
  }

  // ---------------------------------------------------------------- folding

  foldNode(node: ReadNode): void {
    if (node.kind === "gone") this.#forget(node.nodeId);
    if (node.kind === "comment") this.foldComment(node.comment);
    if (node.kind === "issue") {
      this.foldIssue(node.issue);
      for (const comment of node.comments) this.foldComment(comment);
    }
  }

  /** What a listing showed. Lists lag: one that shows a thing known to be gone is doubted, not believed. */
  foldChanges(changes: Pick<Changes, "issues" | "comments" | "touched">): void {
    for (const issue of changes.issues) {
      if (this.#goneIssues.has(issue.number)) this.#doubtful.add(issue.nodeId);
      else this.foldIssue(issue);
    }
    for (const comment of changes.comments) {
      if (this.#goneComments.has(comment.id)) this.#doubtful.add(comment.nodeId);
      else this.foldComment(comment);
    }
    for (const nodeId of changes.touched) this.#doubtful.add(nodeId);
  }

  /** After a listing of everything: what it does not show may be gone, or the list may lag, so it is read by node id. */
  doubtMissing(changes: Pick<Changes, "issues" | "comments">): void {
    const issues = new Set(changes.issues.map((issue) => issue.number));
    const comments = new Set(changes.comments.map((comment) => comment.id));
    for (const issue of this.#issues.values()) if (!issues.has(issue.number)) this.#doubtful.add(issue.nodeId);
    for (const comment of this.#comments.values()) if (!comments.has(comment.id)) this.#doubtful.add(comment.nodeId);
  }

  echo(nodeId: string): void {
    this.#echoes.add(nodeId);
  }

  doubt(nodeId: string): void {
    this.#doubtful.add(nodeId);
  }

  foldIssue(issue: Issue): void {
    const known = this.#issues.get(issue.number);
    if (known !== undefined && isOlder(issue, known)) return;
    this.#changeIssue(issue);
  }

  foldComment(read: ReadComment): void {
    const known = this.#comments.get(read.id);
    if (known !== undefined && isOlder(read, known)) return;
    this.#changeComment(this.#unseal(read, known));
    const kept = this.#comments.get(read.id);
    if (kept !== undefined && kept.marker !== null) this.#sealed.set(kept, read.body);
  }

  forgetComment(id: number): void {
    const known = this.#comments.get(id);
    if (known !== undefined) this.#byNode.delete(known.nodeId);
    this.#comments.delete(id);
    this.#goneComments.add(id);
    this.#note("goneComments", id);
  }

  setRole(actorId: number, login: string, role: Role, askedAt: number): void {
    this.#roles.set(actorId, { actorId, login, role, askedAt });
    this.#note("roles", actorId);
  }

  /** Makes a known role count as asked too long ago. */
  doubtRole(actorId: number): void {
    const known = this.#roles.get(actorId);
    if (known !== undefined) this.setRole(actorId, known.login, known.role, 0);
  }

  setForeign(issue: ForeignIssue, askedAt: number): void {
    this.#foreign.set(refKey(issue.ref), { issue, askedAt });
    this.#note("foreign", refKey(issue.ref));
  }

  /** "" removes the note. */
  setNote(key: string, text: string): void {
    this.#write(key, text, true);
  }

  /** A note about our own work, which no decision sees. */
  keep(key: string, text: string): void {
    this.#write(key, text, false);
  }

  /** What GitHub answered to a write, laid over our copy until the next reading. */
  foldPerformed(action: Action, performed: Performed): void {
    if (performed.comment !== undefined) this.foldComment(performed.comment);
    if (performed.issue !== undefined) this.foldIssue(performed.issue);
    if (action.kind === "delete-comment") this.forgetComment(action.comment);
    if (action.kind === "react") {
      const comment = this.#comments.get(action.comment);
      const ownReactions = new Set([...(comment?.ownReactions ?? []), action.content]);
      if (comment !== undefined) this.#changeComment({ ...comment, ownReactions: [...ownReactions] });
    }
    const issue = "issue" in action ? this.#issues.get(action.issue) : undefined;
    if (issue !== undefined) this.#changeIssue(overlay(issue, action, performed, this.#reader.botId));
  }

  /** Rows that differ from what was saved last, of what is still there; null when there are none. Forgets them: save or reload. */
  takeChanged(): Partial<MirrorRows> | null {
    const changed = this.#changed;
    this.#changed = {};
    if (Object.keys(changed).length === 0) return null;
    const pick = <K, V>(keys: Set<string | number> | undefined, from: ReadonlyMap<K, V>): V[] =>
      [...(keys ?? [])].map((key) => from.get(key as K)).filter((one) => one !== undefined);
    return {
      issues: pick(changed.issues, this.#issues),
      comments: pick(changed.comments, this.#comments),
      goneIssues: [...(changed.goneIssues ?? [])].map(Number).filter((number) => this.#goneIssues.has(number)),
      goneComments: [...(changed.goneComments ?? [])].map(Number).filter((id) => this.#goneComments.has(id)),
      roles: pick(changed.roles, this.#roles),
      foreign: pick(changed.foreign, this.#foreign),
      notes: Object.fromEntries([...(changed.notes ?? [])].map((key) => [key, this.#notes.get(String(key)) ?? ""])),
    };
  }

  // ---------------------------------------------------------------- inside

  #forget(nodeId: string): void {
    const known = this.#byNode.get(nodeId);
    this.#byNode.delete(nodeId);
    if (known === undefined) return;
    if ("comment" in known) this.forgetComment(known.comment);
    else this.#forgetIssue(known.issue);
  }

  #forgetIssue(number: number): void {
    this.#issues.delete(number);
    this.#markers.delete(number);
    this.#goneIssues.add(number);
    this.#note("goneIssues", number);
    for (const comment of this.comments()) if (comment.issue === number) this.forgetComment(comment.id);
  }

  #changeIssue(issue: Issue): void {
    const known = this.#issues.get(issue.number);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(issue)) return;
    this.#goneIssues.delete(issue.number);
    this.#putIssue(issue);
    this.#note("issues", issue.number);
  }

  #changeComment(comment: Comment): void {
    const known = this.#comments.get(comment.id);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(comment)) return;
    this.#goneComments.delete(comment.id);
    this.#putComment(comment);
    this.#note("comments", comment.id);
  }

  #putIssue(issue: Issue): void {
    this.#issues.set(issue.number, issue);
    this.#byNode.set(issue.nodeId, { issue: issue.number });
  }

  #putComment(comment: Comment): void {
    this.#comments.set(comment.id, comment);
    this.#byNode.set(comment.nodeId, { comment: comment.id });
  }

  #write(key: string, text: string, isSeen: boolean): void {
    if ((this.#notes.get(key) ?? "") === text) return;
    if (text === "") this.#notes.delete(key);
    else this.#notes.set(key, text);
    this.#note("notes", key, isSeen);
  }

  /** `isSeen`: by decisions. */
  #note(part: keyof MirrorRows, key: string | number, isSeen = true): void {
    if (isSeen) this.#version += 1;
    const keys = this.#changed[part] ?? new Set();
    keys.add(key);
    this.#changed[part] = keys;
  }

  #unseal(read: ReadComment, known: Comment | undefined): Comment {
    const { keys, repositoryId, botId } = this.#reader;
    const isTheSame =
      known !== undefined &&
      this.#sealed.get(known) === read.body &&
      isBySame(known, read) &&
      known.issue === read.issue;
    if (!isTheSame) return unsealComment(keys, read, repositoryId, botId);
    return { ...read, marker: known.marker, body: known.body };
  }

  #markerOf(issue: Issue): Unsealed {
    const { keys, repositoryId, botId } = this.#reader;
    const { number, body, author } = issue;
    const before = this.#markers.get(number);
    if (before?.body === body && before.author === author?.id) return before;
    const known = { body, author: author?.id, marker: unsealIssue(keys, issue, repositoryId, botId) };
    this.#markers.set(number, known);
    return known;
  }
}

/** What an issue's text carried, and all that it depends on. */
interface Unsealed {
  readonly body: string;
  readonly author: number | undefined;
  readonly marker: Marker | null;
}

type Written = Pick<ReadComment, "author" | "editor">;

function isBySame(known: Written, read: Written): boolean {
  return known.author?.id === read.author?.id && known.editor?.id === read.editor?.id;
}

function isOlder(read: { readonly updatedAt: string }, known: { readonly updatedAt: string }): boolean {
  return Date.parse(read.updatedAt) < Date.parse(known.updatedAt);
}

/** The issue as it must look after an action that GitHub accepted. */
function overlay(issue: Issue, action: Action, performed: Performed, botId: number): Issue {
  const labels = performed.labels ?? issue.labels;
  const assignees = performed.assignees ?? issue.assignees;
  const answered = { ...issue, labels, assignees };
  if (action.kind === "pin" || action.kind === "unpin") return { ...answered, isPinned: action.kind === "pin" };
  if (performed.issue !== undefined) return answered;
  if (action.kind === "close") return { ...answered, isOpen: false, stateReason: action.reason };
  if (action.kind === "edit-issue") return { ...answered, body: action.body };
  if (action.kind === "add-edge") {
    const others = issue.blockedBy.filter((ref) => refKey(ref) !== refKey(action.blocker));
    return { ...answered, blockedBy: [...others, action.blocker], timeline: withEdge(issue, action, botId) };
  }
  if (action.kind === "remove-edge") {
    const blockedBy = issue.blockedBy.filter((ref) => refKey(ref) !== refKey(action.blocker));
    return { ...answered, blockedBy, timeline: withEdge(issue, action, botId) };
  }
  return answered;
}

/** GitHub's record that the edge is our doing; its time comes with the next reading, only the order counts. */
function withEdge(
  issue: Issue,
  { kind, blocker }: Extract<Action, { kind: "add-edge" | "remove-edge" }>,
  botId: number,
): Issue["timeline"] {
  const at = issue.timeline.at(-1)?.at ?? issue.createdAt;
  const actor = { id: botId, login: "", isBot: true };
  return [...issue.timeline, { kind: kind === "add-edge" ? "edge-added" : "edge-removed", at, actor, blocker }];
}
