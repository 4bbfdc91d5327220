/** What texts mean, read once: a meaning is kept with the issue or comment object it was read from. */
import { withoutRegion } from "./hub-region.ts";
import { parseMeaning } from "./meaning.ts";
import type { Comment, Issue, Meaning } from "./model.ts";
import type { Snapshot } from "./world.ts";

interface Known {
  readonly words: Snapshot["settings"]["words"];
  readonly isHub: boolean;
  readonly meaning: Meaning;
}

const known = new WeakMap<Issue | Comment, Known>();

function remember(text: Issue | Comment, isHub: boolean, { settings }: Snapshot, read: () => Meaning): Meaning {
  const before = known.get(text);
  if (before?.words === settings.words && before.isHub === isHub) return before.meaning;
  const meaning = read();
  known.set(text, { words: settings.words, isHub, meaning });
  return meaning;
}

/** Of the coordination issue only people's own text counts. */
export function meaningOfIssue(issue: Issue, snapshot: Snapshot, isHub: boolean): Meaning {
  const { repo, host, settings } = snapshot;
  const { number, title } = issue;
  return remember(issue, isHub, snapshot, () =>
    parseMeaning(isHub ? withoutRegion(issue.body) : issue.body, { repo, host, words: settings.words, number, title }),
  );
}

/** In comments only a field alone on its line counts. */
export function meaningOfComment(comment: Comment, snapshot: Snapshot): Meaning {
  const { repo, host, settings } = snapshot;
  return remember(comment, false, snapshot, () =>
    parseMeaning(comment.body, { repo, host, words: settings.words, number: comment.issue, isComment: true }),
  );
}
