/**
 * Performs the actions of one decision in the repository's turn, one by one, within a budget of writes.
 *
 * Known race: GitHub cannot check our fence, so a turn that was lost may still send the one request that is under way.
 * Label and assignee changes are harmless when repeated, creations carry a marker (handled).
 */
import type { Action, Creation } from "../core/actions.ts";
import { workerLabel } from "../core/find-holder.ts";
import { canonical } from "../core/marker-text.ts";
import type { Clock } from "../ports/clock.ts";
import type { Performed, RepositoryOnGitHub } from "../ports/github.ts";
import { Refused, Ungranted, Unwell } from "../ports/github.ts";
import type { HistoryEntry, Store, Turn } from "../ports/store.ts";
import { type SealKeys, seal, withSeal } from "./marker-seal.ts";
import type { Mirror } from "./mirror.ts";
import { clearRefusal, describe, isRefused, noteRefusal } from "./refusals.ts";
import type { TurnDiary } from "./turn-diary.ts";

export interface ApplyOptions {
  readonly store: Store;
  readonly github: RepositoryOnGitHub;
  readonly clock: Clock;
  readonly mirror: Mirror;
  readonly turn: Turn;
  readonly keys: SealKeys;
  /** Keys of creations whose last try is not clear yet. */
  readonly unclear: ReadonlySet<string>;
  /** Actions that take away doubles of our own. */
  readonly healing: ReadonlySet<Action>;
  readonly diary: TurnDiary;
  /** Writes per pass. */
  readonly budget: number;
  /** True when the pass should end after the action under way. */
  readonly isOver: () => boolean;
  /** When the same action was done lately, by its text: ends a fight with somebody who undoes it. */
  readonly repeats: Map<string, readonly number[]>;
}

/** `more`: something is left that could be done at once in another turn. */
export interface Applied {
  readonly writes: number;
  readonly more: boolean;
}

/** Where words of ours could not be written, and the comments they answer or keep: what follows from them waits too. */
interface Wordless {
  readonly issues: Set<number>;
  readonly comments: Set<number>;
}

const REPEAT_WINDOW_MS = 10 * 60_000;
const MAX_REPEATS = 6;

/** Throws Limited, Unwell, Parked, TurnLost; what was done until then is saved. */
export async function apply(actions: readonly Action[], options: ApplyOptions): Promise<Applied> {
  const history: HistoryEntry[] = [];
  const wordless: Wordless = { issues: new Set(), comments: new Set() };
  let writes = 0;
  try {
    for (const wanted of actions) {
      const action = settleOn(wanted, options, wordless);
      if (action === null) continue;
      if (writes >= options.budget || options.isOver()) return { writes, more: true };
      writes += 1;
      const { entry, isDone } = await performOne(action, options);
      history.push(entry);
      if (!isDone) noteWordless(action, wordless);
    }
    return { writes, more: false };
  } finally {
    await save(history, options);
  }
}

/** Done before or after a throw alike; when the store itself fails, its error is the one that counts. */
async function save(history: readonly HistoryEntry[], options: ApplyOptions): Promise<void> {
  const rows = options.mirror.takeChanged();
  if (rows !== null) await options.store.saveMirror(options.turn, rows, []);
  if (history.length > 0) await options.store.record(options.turn, history);
}

/**
 * The action as it should be sent. Null when it is done already, or must wait: its last try is unclear, it was refused
 * lately, others undo it again and again, or it follows from a comment that could not be written.
 */
function settleOn(wanted: Action, options: ApplyOptions, wordless: Wordless): Action | null {
  const { mirror, clock } = options;
  const action = wanted.kind === "write-comment" ? knownComment(wanted, mirror) : wanted;
  if (action.kind === "write-comment" && stands(action, mirror)) return null;
  if (action.kind === "create-issue" && hasIssue(action.marker.key, mirror)) return null;
  if (action.kind === "react" && wordless.comments.has(action.comment)) return null;
  if (followsWords(action) && wordless.issues.has(action.issue)) return null;
  const isUnclear = isCreation(action) && options.unclear.has(action.marker.key);
  const lately = recent(options.repeats.get(actionText(action)), clock.now());
  if (!isUnclear && lately.length < MAX_REPEATS && !isRefused(action, mirror, clock.now())) return action;
  noteWordless(action, wordless);
  return null;
}

/** A report on the coordination issue leaves its fact on another: its receipt stands for that one too. */
function noteWordless(action: Action, wordless: Wordless): void {
  if (action.kind !== "write-comment") return;
  wordless.issues.add(action.issue);
  for (const { comment } of [...action.marker.settled, ...action.marker.facts.map((fact) => fact.from)]) {
    if (comment !== null) wordless.comments.add(comment);
  }
}

/** A fact is written before what follows from it: an assignee without a claim would look like a person's own hand. */
function followsWords(action: Action): action is Extract<Action, { readonly issue: number }> {
  if (action.kind === "add-label" || action.kind === "remove-label") return action.label.startsWith(workerLabel(""));
  return ["assign", "unassign", "close", "react"].includes(action.kind);
}

function knownComment(action: Extract<Action, { kind: "write-comment" }>, mirror: Mirror): typeof action {
  const known = mirror.ownComments(action.issue, action.marker.key)[0];
  return action.comment === null && known !== undefined ? { ...action, comment: known.id } : action;
}

function stands(action: Extract<Action, { kind: "write-comment" }>, mirror: Mirror): boolean {
  const comment = action.comment === null ? undefined : mirror.comment(action.comment);
  return comment?.body === action.body.trimEnd() && canonical(comment.marker) === canonical(action.marker);
}

function hasIssue(key: string, mirror: Mirror): boolean {
  for (const [number, marker] of mirror.issueMarkers()) {
    if (marker.key === key && mirror.issue(number)?.isOpen === true) return true;
  }
  return false;
}

function isCreation(action: Action): action is Creation {
  return action.kind === "create-issue" || (action.kind === "write-comment" && action.comment === null);
}

async function performOne(
  action: Action,
  options: ApplyOptions,
): Promise<{ readonly entry: HistoryEntry; readonly isDone: boolean }> {
  const { mirror, clock } = options;
  const issue = "issue" in action ? action.issue : null;
  try {
    const performed = await (isCreation(action) ? create(action, options) : send(action, options));
    mirror.foldPerformed(action, performed);
    clearRefusal(action, mirror);
    const text = actionText(action);
    options.repeats.set(text, [...recent(options.repeats.get(text), clock.now()), clock.now()]);
    options.diary.wrote(action, options.healing.has(action) || action.kind === "delete-comment" ? "healed" : "done");
    return { entry: { at: clock.now(), what: describe(action), issue, because: action.because }, isDone: true };
  } catch (error) {
    if (!(error instanceof Refused)) {
      options.diary.wrote(action, error instanceof Unwell && error.mayHaveHappened ? "unclear" : "failed");
      throw error;
    }
    options.diary.wrote(action, "refused", error.message);
    noteRefusal(action, error, mirror, clock.now());
    const what = `refused: ${describe(action)}`;
    return { entry: { at: clock.now(), what, issue, because: error.message }, isDone: false };
  }
}

/** The intent is committed before the request and closed only when its end is known. */
async function create(action: Creation, options: ApplyOptions): Promise<Performed> {
  const { store, turn, mirror, clock } = options;
  const { key } = action.marker;
  await store.openIntent(turn, { key, issue: "issue" in action ? action.issue : null, at: clock.now() });
  try {
    const performed = await send(action, options);
    mirror.foldPerformed(action, performed);
    const rows = mirror.takeChanged();
    if (rows !== null) await store.saveMirror(turn, rows, []);
    await store.closeIntent(turn, key);
    return performed;
  } catch (error) {
    if (error instanceof Refused) await store.closeIntent(turn, key);
    throw error;
  }
}

/** A permission that only this one thing takes is no reason to stop everything else: then it is a refusal. */
async function send(action: Action, options: ApplyOptions): Promise<Performed> {
  try {
    return await options.github.perform(sealed(action, options));
  } catch (error) {
    if (error instanceof Ungranted && canBeLeftOut(action, options.mirror)) throw new Refused(403, error.message);
    throw error;
  }
}

/** Beside the work itself; and in pull requests, where we only answer, and which take a permission of their own. */
function canBeLeftOut(action: Action, mirror: Mirror): boolean {
  if (["pin", "unpin", "add-edge", "remove-edge", "set-parent"].includes(action.kind)) return true;
  return "issue" in action && mirror.issue(action.issue)?.isPullRequest === true;
}

/** Texts of ours leave with their seal. */
function sealed(action: Action, options: ApplyOptions): Action {
  if (action.kind === "edit-issue") {
    const { marker, ...edit } = action;
    const anew = { repositoryId: options.turn.repositoryId, issue: null };
    return marker === undefined ? edit : { ...edit, body: withSeal(edit.body, seal(options.keys, marker, anew)) };
  }
  if (action.kind !== "write-comment" && action.kind !== "create-issue") return action;
  const place = { repositoryId: options.turn.repositoryId, issue: "issue" in action ? action.issue : null };
  return { ...action, body: withSeal(action.body, seal(options.keys, action.marker, place)) };
}

function actionText(action: Action): string {
  return canonical({ ...action, because: "" });
}

function recent(times: readonly number[] | undefined, now: number): readonly number[] {
  return (times ?? []).filter((at) => now - at < REPEAT_WINDOW_MS);
}
