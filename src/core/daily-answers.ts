/** How often somebody without a part in the repository makes us write: one answer per person and local day. */
import { localDate } from "./local-time.ts";
import type { Actor, Comment } from "./model.ts";
import type { Snapshot } from "./world.ts";

export interface DailyAnswers {
  /** True for the first comment of a day; all lines of that comment are answered together. */
  mayAnswer(asker: Actor, comment: Comment): boolean;
}

/** Ids of people who have had an answer today, by our replies as they stand on GitHub: neither restart nor edit gives a second. */
function heardToday({ comments, now, settings: { timezone } }: Snapshot): ReadonlySet<number | undefined> {
  const today = localDate(now, timezone);
  const answers = comments.filter(
    ({ marker, updatedAt }) => marker?.kind === "reply" && localDate(updatedAt, timezone) === today,
  );
  const answered = new Set(answers.flatMap(({ marker }) => (marker?.settled ?? []).map((source) => source.comment)));
  return new Set(comments.filter(({ id }) => answered.has(id)).map(({ author }) => author?.id));
}

/** Reads the replies only when a stranger asks: most passes have none. */
export function openDailyAnswers(snapshot: Snapshot): DailyAnswers {
  let heard: ReadonlySet<number | undefined> | null = null;
  const firstNow = new Map<number, number>();
  return {
    mayAnswer(asker, comment) {
      heard ??= heardToday(snapshot);
      if (heard.has(asker.id)) return false;
      const first = firstNow.get(asker.id) ?? comment.id;
      firstNow.set(asker.id, first);
      return first === comment.id;
    },
  };
}
