/** What a phrase means that no references follow: the issue itself, an explicit none, a label of what follows, a question. */
import type { Ref } from "../model.ts";
import type { Bounds } from "./bounds.ts";
import { askFor } from "./complaints.ts";
import type { Phrase } from "./keywords.ts";
import { hasRefBetween } from "./marks.ts";
import type { Clause } from "./negation.ts";
import { isLoneDash, isNone } from "./none.ts";
import type { Reading } from "./reading.ts";
import type { Subjects } from "./subject.ts";
import type { Token, Tokens } from "./tokens.ts";
import { namesOwn } from "./turned.ts";

/** A phrase that closes its text and so owns what follows it. */
export interface OpenLabel {
  readonly phrase: Phrase;
  readonly isSoft: boolean;
  readonly line: number;
  readonly hasColon: boolean;
  /** Whom it speaks of; null: of the text's own issue, or of whom the text around it speaks. */
  readonly subject: Ref | null;
}

/** How far a text has been read, and what is known there. */
export interface SentenceState {
  readonly reading: Reading;
  readonly tokens: Tokens;
  readonly list: readonly Token[];
  readonly bounds: Bounds;
  readonly clause: Clause;
  readonly subjects: Subjects;
  open: OpenLabel | null;
}

/** A phrase from `i` to before `end`; what stands behind it, at `at`, is no list. Nothing is read behind `to`. */
export interface Unlisted extends Omit<OpenLabel, "line"> {
  readonly i: number;
  readonly end: number;
  readonly at: number;
  readonly to: number;
}

/** Returns the index to read on from. */
export function readUnlisted(state: SentenceState, place: Unlisted): number {
  const { reading, list, bounds } = state;
  const { i, to, end, at, phrase, hasColon } = place;
  if (isOwnObject(state, place)) return at + 1;
  const behind = explicitNone(state, place);
  if (behind > 0) return behind;
  if (at >= to && at >= list.length && (hasColon || bounds.opensLine(i))) {
    openLabel(state, i, { ...place, subject: null });
    return at;
  }
  if (isSaidBehind(state, place)) return end;
  const token = list[at];
  const looksLikeRef = token?.kind === "bad" || (phrase.isStrong && token?.kind === "number");
  const isCut = list[end]?.kind === "char" && !hasColon;
  if (looksLikeRef || (phrase.isStrong && bounds.opensLine(i) && !isCut)) askFor(reading, state.tokens, bounds, i);
  return end;
}

/** The phrase at `i` closes the text and owns what follows it. */
export function openLabel(state: SentenceState, i: number, label: Omit<OpenLabel, "line">): void {
  const { phrase, hasColon, subject } = label;
  const line = state.bounds.lineOf(state.list[i]);
  state.open = { phrase, isSoft: label.isSoft || phrase.isSoft, line, hasColon, subject };
}

/** `none, but blocked by #12`, `Blocked by: waiting for #12`: the declaration that follows speaks for itself. */
function isSaidBehind(state: SentenceState, place: Unlisted): boolean {
  const { list, bounds, reading } = state;
  const { at, to } = place;
  const { none, prefix } = reading.keywords;
  const said = prefix.longest(list, at, to)?.values.some((phrase) => phrase.where === "anywhere") === true;
  return (said || none.longest(list, at, to) !== null) && hasRefBetween(list, at, bounds.sentenceEnd(at, to));
}

/** `#12 blocks this`: the issue itself is the object of what is said of another. */
function isOwnObject(state: SentenceState, { i, at, phrase }: Unlisted): boolean {
  const { reading, bounds } = state;
  const own = reading.own();
  const token = state.list[at];
  if (own === null || token === undefined || !namesOwn(token) || reading.fieldsOnly) return false;
  const subjects = state.subjects.of(i) ?? [];
  const stages = [[{ ref: own, isSoft: null, row: token.row }]];
  const { isSoft } = phrase;
  for (const subject of subjects) {
    reading.state({ phrase, subject, stages, isSoft, syntax: "sentence", line: bounds.lineOf(token) });
  }
  state.clause.used();
  return subjects.length > 0;
}

/** `none` and its like: index behind the sentence it ends, 0 when there is none. */
function explicitNone(state: SentenceState, place: Unlisted): number {
  const { reading, list, bounds } = state;
  const { i, to, end, at, phrase, hasColon } = place;
  const dash = hasColon && isLoneDash(list, end, to);
  const stop = bounds.sentenceEnd(at, to);
  if (!dash && !isNone(reading.keywords, list, at, stop)) return 0;
  const isCounted = !reading.fieldsOnly || bounds.opensLine(i);
  if (phrase.meaning === "waits" && !phrase.isSoft && isCounted && speaksOfOwn(state, place))
    reading.none.push({ line: bounds.lineOf(list[i]) });
  state.clause.used();
  // What is said of others behind it still counts (`none; blocks #13`).
  return dash ? stop : Math.max(at + 1, reading.keywords.none.longest(list, at, stop)?.end ?? stop);
}

/** `#17 depends on nothing` says so of #17, not of the issue whose text it is. */
function speaksOfOwn(state: SentenceState, { i, subject }: Unlisted): boolean {
  const subjects = state.subjects.of(i) ?? [subject];
  return subjects.some((one) => one === null || state.reading.isOwn(one));
}
