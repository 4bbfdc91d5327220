/** What earlier daily summaries counted and promised, read back from their markers on the coordination issue and those before it. */
import { readPromised } from "./forecast/promises.ts";
import { isHub } from "./hubs.ts";
import type { SummaryFigures } from "./plugins.ts";
import type { World } from "./world.ts";

export const SUMMARY_PREFIX = "summary:";

/** Newest first. */
export function readSummaries(world: World): readonly SummaryFigures[] {
  const found = world.snapshot.comments.flatMap(({ marker, issue }): SummaryFigures[] => {
    if (marker?.kind !== "summary" || !isHub(issue, world)) return [];
    const { total, done, risks } = marker.data;
    const counted = { total: Number(total ?? 0), done: Number(done ?? 0), promised: readPromised(marker.data) };
    const known = typeof risks === "string" ? risks.split(";").filter((key) => key !== "") : null;
    return [{ date: marker.key.slice(SUMMARY_PREFIX.length), ...counted, risks: known }];
  });
  return found.sort((one, other) => (one.date < other.date ? 1 : -1));
}
