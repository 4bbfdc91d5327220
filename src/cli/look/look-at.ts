/** One way to look: at a live repository, or at issues in a file. */
import { statSync } from "node:fs";
import { fromAddress, hostOf, inSentences, isRepository, openPlace, type PlaceFlags } from "./place.ts";
import { readExport } from "./read-export.ts";
import { readLive, type Seen } from "./read-live.ts";

/** A live repository, in which what the token's own account wrote counts as ours where there is no App. */
export async function lookAsOwner(name: string, flags: PlaceFlags): Promise<Seen> {
  return inSentences(name, flags, async () => {
    const reader = await openPlace(name, flags);
    const { botId, botLogin } = await reader.identity();
    return readLive(reader, hostOf(flags), { id: botId, login: botLogin, isBot: false });
  });
}

/** `docs/plan.md` looks like the name of a repository, and is none where there is such a file. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** `where` is `owner/name`, the address of a repository, or a path. */
export async function lookAt(where: string, flags: PlaceFlags): Promise<Seen> {
  const target = fromAddress(where, flags);
  if (isFile(target)) return readExport(target, hostOf(flags));
  if (!isRepository(target)) return readExport(target, hostOf(flags));
  return inSentences(target, flags, async () => readLive(await openPlace(target, flags), hostOf(flags)));
}
