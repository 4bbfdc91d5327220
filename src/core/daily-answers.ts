/** How often somebody without a part in the repository makes us write: one answer per person and local day. */
import { localDate } from "./local-time.ts";
import type { Actor, Comment, Marker } from "./model.ts";
import { replyKey } from "./reports-in-issues.ts";
import type { Snapshot } from "./world.ts";

export interface DailyAnswers {
  /** True for the first comment of a day; all lines of that comment are answered together. */
  mayAnswer(asker: Actor, comment: Comment): boolean;
  /** Whose answer of the day this comment took in this pass, by id; null when nobody's. */
  takenFrom(comment: Comment): number | null;
}

const STRANGER = "stranger";

/** For the marker of a reply: somebody with a part may be answered all day, and later ask elsewhere as a stranger. */
export function toStranger(asker: number | null, before: Marker | null): Marker["data"] {
  const known = asker ?? before?.data[STRANGER];
  return typeof known === "number" ? { [STRANGER]: known } : {};
}

/** Per stranger the comment answered today, by our replies as they stand on GitHub; null when it was edited since. */
function answeredToday({ comments, now, settings: { timezone } }: Snapshot): ReadonlyMap<number, number | null> {
  const today = localDate(now, timezone);
  const first = new Map<number, number | null>();
  for (const { marker, updatedAt } of comments) {
    const asker = marker?.kind === "reply" ? marker.data[STRANGER] : null;
    if (typeof asker !== "number" || localDate(updatedAt, timezone) !== today) continue;
    const asked = comments.find(({ id }) => replyKey(id) === marker?.key);
    const isAsItWas = asked !== undefined && (asked.lastEditedAt === null || asked.lastEditedAt <= updatedAt);
    first.set(asker, isAsItWas ? asked.id : null);
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
    takenFrom({ id }) {
      for (const [asker, first] of firstNow) if (first === id) return asker;
      return null;
    },
  };
}
