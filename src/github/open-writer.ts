/** GitHub as somebody with a personal token writes it: the App's own port for one repository, with nobody's webhooks. */
import type { GitHub } from "../ports/github.ts";
import { openRepository } from "./open-github.ts";
import { openTokenSession, type ReaderOptions } from "./open-reader.ts";

/** Throws as `openTokenSession` does. What counts as ours is what the token's account wrote. */
export async function openWriter(options: ReaderOptions, fullName: string): Promise<GitHub> {
  const session = await openTokenSession(options, fullName);
  const identity = session.identity();
  return {
    identity: () => identity,
    repositories: async () => [session.repository],
    deliveries: async () => [],
    deliveryPayload: async () => null,
    of: () => openRepository({ ...session, identity: () => identity }),
  };
}
