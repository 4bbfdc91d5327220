/** Which of the three kinds of trouble an error is: the world, the store, or a bug of ours. */
import { Limited, Parked, Refused, Unwell } from "../ports/github.ts";
import { StoreUnwell, TurnLost } from "../ports/store.ts";
import type { TroubleKind } from "../ports/telemetry.ts";

/** Refusals of a repository that was deleted, hidden, moved or blocked before anybody told us of it. */
const gone = new Set([301, 403, 404, 410, 451]);

/** What no port announces is our own mistake. */
export function troubleKind(error: unknown): TroubleKind {
  if (error instanceof Limited) return "limited";
  if (error instanceof Parked) return "parked";
  if (error instanceof Unwell || (error instanceof Refused && gone.has(error.status))) return "unwell";
  if (error instanceof StoreUnwell) return "store";
  return error instanceof TurnLost ? "turn lost" : "bug";
}
