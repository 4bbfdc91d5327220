/** How often somebody without a part in the repository makes us write: one answer per person and local day. */
import { localDate } from "./local-time.ts";
import type { Actor, Comment, Marker } from "./model.ts";
import { replyKey } from "./reports-in-issues.ts";
import type { Snapshot } from "./world.ts";

export interface DailyAnswers {
  /** True for the first comment of a day; all lines of that comment are answered together. */
  mayAnswer(asker: Actor, comment: Comment): boolean;
  /** True when this comment took its writer's answer of the day, in this pass. */
  isTakenBy(comment: Comment): boolean;
}

const TO_STRANGER = "stranger";

/** For the marker of a reply: somebody with a part may be answered all day, and later ask elsewhere as a stranger. */
export function toStranger(isTaken: boolean, before: Marker | null): Marker["data"] {
  return isTaken || before?.data[TO_STRANGER] === true ? { [TO_STRANGER]: true } : {};
}

/** Per stranger the comment answered today, by our replies as they stand on GitHub; null when it was edited since. */
function answeredToday({ comments, now, settings: { timezone } }: Snapshot): ReadonlyMap<number, number | null> {
  const today = localDate(now, timezone);
  const answeredAt = new Map<string, string>();
  for (const { marker, updatedAt } of comments) {
    const isOne = marker?.kind === "reply" && marker.data[TO_STRANGER] === true;
    if (isOne && localDate(updatedAt, timezone) === today) answeredAt.set(marker.key, updatedAt);
  }
  const first = new Map<number, number | null>();
  for (const { id, author, editor, lastEditedAt } of comments) {
    const at = answeredAt.get(replyKey(id));
    const asker = (editor ?? author)?.id;
    if (at !== undefined && asker !== undefined)
      first.set(asker, lastEditedAt === null || lastEditedAt <= at ? id : null);
  }
  return first;
}

/** Reads the replies only when a stranger asks: most passes have none. */
export function openDailyAnswers(snapshot: Snapshot): DailyAnswers {
  let before: ReadonlyMap<number, number | null> | null = null;
  const firstNow = new Map<number, number>();
  return {
    mayAnswer(asker, { id }) {
      before ??= answeredToday(snapshot);
      // What a crash left half answered is answered to the end.
      const first = before.get(asker.id);
      if (first !== undefined && first !== id) return false;
      if (!firstNow.has(asker.id)) firstNow.set(asker.id, id);
      return firstNow.get(asker.id) === id;
    },
    isTakenBy({ id }) {
      return [...firstNow.values()].includes(id);
    },
  };
}
