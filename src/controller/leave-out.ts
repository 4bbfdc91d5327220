/** A text on which a decision fails is left out, so that one comment of anybody's cannot stop a repository. */
import type { Decision } from "../core/decide.ts";
import type { Comment, Issue } from "../core/model.ts";
import { textHash } from "../core/text-hash.ts";
import type { LeftOut, Snapshot } from "../core/world.ts";
import type { Pass } from "./pass.ts";
import { buildSnapshot } from "./snapshot.ts";

const MOST_AT_ONCE = 20;

type Text = { readonly comment: Comment } | { readonly issue: Issue };

/**
 * Decides, if need be without the texts of people on which it fails, newest first. Throws what the decision throws where
 * it is no such text's doing. What the App wrote is left out only with a person's whole issue, to which nothing is written
 * then: decided upon without its facts, they would be written over.
 */
export function decideWithout(pass: Pass): Decision {
  for (let more = MOST_AT_ONCE; ; more -= 1) {
    const snapshot = withoutKnown(buildSnapshot(pass), pass.leftOut);
    try {
      return pass.decide(snapshot);
    } catch (error) {
      const faulty = more === 0 || pass.isOver() ? null : findFaulty(pass, snapshot);
      if (faulty === null) throw error;
      pass.leftOut.set(nameOf(faulty), fingerprint(faulty));
      pass.tellBug(
        new Error(`${nameOf(faulty)} is left out until it changes: no decision can be made with it`, { cause: error }),
      );
    }
  }
}

/** The snapshot without what was left out before and has not changed since; what has changed is forgotten. */
function withoutKnown(snapshot: Snapshot, known: Map<string, string>): Snapshot {
  if (known.size === 0) return snapshot;
  const texts = textsOf(snapshot).filter(
    (text) => known.has(nameOf(text)) && known.get(nameOf(text)) === fingerprint(text),
  );
  const standing = new Set(texts.map(nameOf));
  for (const name of [...known.keys()]) if (!standing.has(name)) known.delete(name);
  return without(snapshot, texts);
}

function without(snapshot: Snapshot, texts: readonly Text[]): Snapshot {
  const comments = new Set(texts.flatMap((text) => ("comment" in text ? [text.comment] : [])));
  const issues = new Set(texts.flatMap((text) => ("issue" in text ? [text.issue.number] : [])));
  const leftOut = texts.flatMap((text): readonly LeftOut[] => {
    if ("issue" in text) return [{ issue: text.issue.number, comment: null }];
    return issues.has(text.comment.issue) ? [] : [{ issue: text.comment.issue, comment: text.comment.id }];
  });
  return {
    ...snapshot,
    issues: snapshot.issues.filter(({ number }) => !issues.has(number)),
    comments: snapshot.comments.filter((one) => !comments.has(one) && !issues.has(one.issue)),
    leftOut: [...(snapshot.leftOut ?? []), ...leftOut],
  };
}

/**
 * The newest n texts are left out, and n is the smallest with which the decision can be made: the oldest of them is at
 * fault. About 2 log2 n decisions.
 */
function findFaulty(pass: Pass, snapshot: Snapshot): Text | null {
  const texts = textsOf(snapshot);
  const fails = (count: number) => {
    try {
      pass.decide(without(snapshot, texts.slice(0, count)));
      return false;
    } catch {
      return true;
    }
  };
  if (fails(texts.length)) return null;
  let [failing, enough] = [0, 1];
  while (enough < texts.length && fails(enough)) [failing, enough] = [enough, 2 * enough];
  enough = Math.min(enough, texts.length);
  while (enough - failing > 1) {
    const middle = Math.floor((failing + enough) / 2);
    if (fails(middle)) failing = middle;
    else enough = middle;
  }
  return texts[enough - 1] ?? null;
}

/** What people wrote, newest change first; a comment before the issue that it changed by being written. */
function textsOf({ issues, comments, app }: Snapshot): readonly Text[] {
  const said = comments.filter(({ author }) => author?.id !== app.botId);
  const opened = issues.filter(({ author }) => author?.id !== app.botId);
  const texts = [...said.map((comment): Text => ({ comment })), ...opened.map((issue): Text => ({ issue }))];
  return texts.sort((a, b) => Date.parse(changedAt(b)) - Date.parse(changedAt(a)));
}

function changedAt(text: Text): string {
  return "comment" in text ? text.comment.updatedAt : text.issue.updatedAt;
}

function nameOf(text: Text): string {
  return "comment" in text ? `comment ${text.comment.id} on #${text.comment.issue}` : `#${text.issue.number}`;
}

function fingerprint(text: Text): string {
  return textHash(JSON.stringify(text));
}
