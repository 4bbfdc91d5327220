/** What GitHub's sidebar shows no more and a text still says: a person took the link away, and the issue waits on. */
import type { Ref } from "./model.ts";
import { wasCutByHand } from "./own-edges.ts";
import type { Statement, Task, World } from "./world.ts";

export interface KeptByText {
  readonly blocker: Ref;
  readonly said: readonly Statement[];
}

/** None for an issue that waits for nothing of the kind. */
export function keptByText({ issue, waits }: Task, { snapshot }: World): readonly KeptByText[] {
  return waits.flatMap(({ blocker, said }) =>
    blocker !== null && said.length > 0 && wasCutByHand(issue, blocker, snapshot.app.botId) ? [{ blocker, said }] : [],
  );
}
