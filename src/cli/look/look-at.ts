/** One way to look: at a live repository, or at issues in a file. */
import { hostOf, inSentences, isRepository, openPlace, type PlaceFlags } from "./place.ts";
import { readExport } from "./read-export.ts";
import { readLive, type Seen } from "./read-live.ts";

/** `target` is `owner/name` or a path. */
export async function lookAt(target: string, flags: PlaceFlags): Promise<Seen> {
  if (!isRepository(target)) return readExport(target, hostOf(flags));
  return inSentences(target, flags, async () => readLive(await openPlace(target, flags), hostOf(flags)));
}
