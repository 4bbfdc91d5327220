/** How often somebody without a part in the repository makes us write: one answer per person and local day. */
import { localDate } from "./local-time.ts";
import type { Actor, Comment } from "./model.ts";
import type { Snapshot } from "./world.ts";

export interface DailyAnswers {
  /** True for the first comment of a day; all lines of that comment are answered together. */
  mayAnswer(asker: Actor, comment: Comment): boolean;
}

/** Counts our replies as they stand on GitHub, so that neither a restart nor an edit gives a second one. */
export function openDailyAnswers({ comments, now, settings: { timezone } }: Snapshot): DailyAnswers {
  const today = localDate(now, timezone);
  const answers = comments.filter(
    ({ marker, updatedAt }) => marker?.kind === "reply" && localDate(updatedAt, timezone) === today,
  );
  const answered = new Set(answers.flatMap(({ marker }) => (marker?.settled ?? []).map((source) => source.comment)));
  const heard = new Set(comments.filter(({ id }) => answered.has(id)).map(({ author }) => author?.id));
  const firstNow = new Map<number, number>();
  return {
    mayAnswer(asker, comment) {
      if (heard.has(asker.id)) return false;
      const first = firstNow.get(asker.id) ?? comment.id;
      firstNow.set(asker.id, first);
      return first === comment.id;
    },
  };
}
