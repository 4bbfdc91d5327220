/** A text that somebody without triage permission changed after the issue was let in: it waits to be read again. */
import { holds } from "./judge-edges.ts";
import type { Actor, Fact, Issue, Worker } from "./model.ts";
import { isHere } from "./model.ts";
import { textHash } from "./text-hash.ts";
import { type Trust, trustsEveryone } from "./trust.ts";
import { isWorkerLogin } from "./workers.ts";
import type { Edge, Snapshot, Wait } from "./world.ts";

/** The way out of a changed text; `/admit` looks for it. */
export const READ_AGAIN = "read it again, then `/admit` there (triage permission)";

export interface AdmissionSources {
  readonly snapshot: Snapshot;
  readonly trust: Trust;
  readonly issues: ReadonlyMap<number, Issue>;
  readonly facts: ReadonlyMap<number, readonly Fact[]>;
  readonly edges: readonly Edge[];
  readonly workers: readonly Worker[];
}

function isTrusted(actor: Actor | null, { trust, workers }: AdmissionSources): boolean {
  return actor !== null && (isWorkerLogin(actor.login, workers) || trust.mayTriage(actor));
}

/** When people with triage last labelled or assigned the issue, or named it as a blocker; "" for never. */
function lastWelcome(issue: Issue, sources: AdmissionSources): string {
  const { snapshot, trust, edges, issues } = sources;
  const byHand = issue.timeline.filter(
    ({ kind, actor }) =>
      (kind === "labeled" || kind === "assigned") && actor?.id !== snapshot.app.botId && trust.mayTriage(actor),
  );
  const named = edges.filter(
    (edge) =>
      edge.blocker.number === issue.number &&
      isHere(edge.blocker, snapshot.repo) &&
      holds(edge) &&
      isTrusted(edge.by, sources),
  );
  const statedAt = named
    .map(({ statedOn }) => issues.get(statedOn))
    .map((on) => on?.lastEditedAt ?? on?.createdAt ?? "");
  return [...byHand.map(({ at }) => at), ...statedAt].reduce((latest, at) => (at > latest ? at : latest), "");
}

/**
 * The wait of an issue whose text is no longer the one that was let in; null when it is, when its writer needs nobody's
 * leave, or when the repository's settings trust everyone. What stood there before cannot be read back, so nothing of
 * the new text is believed to free the issue.
 */
export function waitForReading(issue: Issue, sources: AdmissionSources): Wait | null {
  const { facts, snapshot } = sources;
  const writer = issue.editor ?? issue.author;
  if (issue.lastEditedAt === null || trustsEveryone(snapshot) || isTrusted(writer, sources)) return null;
  const admitted = (facts.get(issue.number) ?? []).findLast((fact) => fact.kind === "admitted");
  if (admitted?.bodyHash === textHash(issue.body)) return null;
  if (admitted === undefined && lastWelcome(issue, sources) >= issue.lastEditedAt) return null;
  const who = writer?.login ?? "somebody whose account is gone";
  return {
    state: "needs a decision",
    blocker: null,
    what: "somebody to read its new text",
    why: `${who} changed the text of #${issue.number} after it was let in`,
    wayOut: READ_AGAIN,
    said: [],
  };
}
