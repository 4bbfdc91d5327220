/** What texts mean, read once: a meaning is kept with the object it was read from, and with the content of its text. */
import { withoutRegion } from "./hub-region.ts";
import { type MeaningOf, parseMeaning } from "./meaning.ts";
import type { Comment, Issue, Meaning } from "./model.ts";
import { isSameIds, taskIdsIn } from "./task-ids.ts";
import type { Snapshot } from "./world.ts";

interface Known {
  readonly body: string;
  readonly at: MeaningOf;
  readonly meaning: Meaning;
}

/** Unchanged objects are known without a look at their text. */
const byObject = new WeakMap<Issue | Comment, Known>();
/** Where a text stands -> what was read there last: a changed label, or a copy read again, parses nothing. */
const byPlace = new Map<string, Known>();
/** Texts kept by place; the one kept longest goes first. Forgetting one costs a parse. */
const MOST_KEPT = 50_000;

function isSamePlace(a: MeaningOf, b: MeaningOf): boolean {
  const isSameText = a.number === b.number && a.title === b.title;
  return isSameText && a.repo === b.repo && a.words === b.words && a.host === b.host && isSameIds(a.ids, b.ids);
}

function isSame(known: Known | undefined, body: string, at: MeaningOf): known is Known {
  return known !== undefined && known.body === body && isSamePlace(known.at, at);
}

function remember(object: Issue | Comment, body: string, place: string, at: MeaningOf): Meaning {
  const own = byObject.get(object);
  if (isSame(own, body, at)) return own.meaning;
  const key = `${at.host}/${at.repo}${place}`;
  const before = byPlace.get(key);
  const known = isSame(before, body, at) ? before : { body, at, meaning: parseMeaning(body, at) };
  byObject.set(object, known);
  if (byPlace.get(key) === known) return known.meaning;
  byPlace.delete(key);
  byPlace.set(key, known);
  const [oldest] = byPlace.keys();
  if (byPlace.size > MOST_KEPT && oldest !== undefined) byPlace.delete(oldest);
  return known.meaning;
}

/** Of the coordination issue only people's own text counts. */
export function meaningOfIssue(issue: Issue, snapshot: Snapshot, isHub: boolean): Meaning {
  const { repo, host, settings } = snapshot;
  const { number, title } = issue;
  const body = isHub ? withoutRegion(issue.body) : issue.body;
  const at = { repo, host, words: settings.words, number, title, ids: taskIdsIn(issue, number, snapshot) };
  return remember(issue, body, `#${number}`, at);
}

/** In comments only a field alone on its line counts. */
export function meaningOfComment(comment: Comment, snapshot: Snapshot): Meaning {
  const { repo, host, settings } = snapshot;
  const ids = taskIdsIn(comment, comment.issue, snapshot);
  const at = { repo, host, words: settings.words, number: comment.issue, isComment: true, ids };
  return remember(comment, comment.body, ` comment ${comment.id}`, at);
}
