/** Waiting deliveries -> what to read again; one that cannot be read is tried five times and then put aside. */
import type { HookReading } from "../ports/github.ts";
import type { Delivery } from "../ports/store.ts";
import type { Pass } from "./pass.ts";

export interface Hints {
  /** Changed by somebody else. */
  readonly nodeIds: readonly string[];
  readonly needsResync: boolean;
  readonly repositoriesChanged: boolean;
  /** Everything that any delivery spoke of, our own changes included. */
  readonly announced: ReadonlySet<string>;
  /** ms; arrival of the first that tells of a change by somebody else; null when none does. */
  readonly changedAt: number | null;
  /** GUIDs that have had their say once the node ids are read. */
  readonly read: readonly string[];
  /** How often the unreadable one with the most tries was tried; 0 when all could be read. */
  readonly tries: number;
}

const MAX_TRIES = 5;

/** Nothing of a payload is believed: it only says what to look at. */
export async function readHints(pass: Pass, deliveries: readonly Delivery[]): Promise<Hints> {
  const readings: HookReading[] = [];
  const changes: number[] = [];
  const read: string[] = [];
  let tries = 0;
  for (const delivery of deliveries) {
    const reading = tryReading(pass, delivery);
    if (reading instanceof Error) {
      tries = Math.max(tries, await countTry(pass, delivery, reading));
      continue;
    }
    readings.push(reading);
    if (isEcho(reading, pass)) for (const nodeId of reading.nodeIds) pass.mirror.echo(nodeId);
    else if (reading.nodeIds.length > 0) changes.push(delivery.receivedAt);
    read.push(delivery.guid);
    pass.mirror.keep(triesNote(delivery), "");
    for (const actorId of reading.roleChanges) pass.mirror.doubtRole(actorId);
  }
  return {
    nodeIds: [...new Set(readings.filter((reading) => !isEcho(reading, pass)).flatMap((reading) => reading.nodeIds))],
    announced: new Set(readings.flatMap((reading) => reading.nodeIds)),
    changedAt: changes.length === 0 ? null : Math.min(...changes),
    needsResync: readings.some((reading) => reading.needsResync),
    repositoriesChanged: readings.some((reading) => reading.repositoriesChanged),
    read,
    tries,
  };
}

/**
 * Our own write coming back: the mirror has it from GitHub's answer. Known race: a process that died before it saved that
 * answer learns of it by the resync with which its next life begins (handled).
 */
function isEcho(reading: HookReading, pass: Pass): boolean {
  return reading.senderId === pass.app.botId;
}

function tryReading(pass: Pass, delivery: Delivery): HookReading | Error {
  try {
    return pass.readHook(delivery);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Returns how often it was tried; 0 once it is put aside. */
async function countTry(pass: Pass, delivery: Delivery, error: Error): Promise<number> {
  const tries = Number(pass.mirror.note(triesNote(delivery)) ?? 0) + 1;
  if (tries < MAX_TRIES) {
    pass.mirror.keep(triesNote(delivery), String(tries));
    return tries;
  }
  pass.diary.putAside(delivery.guid, delivery.event, error.message);
  await pass.store.quarantine(delivery.guid, `${delivery.event}: ${error.message}`);
  pass.mirror.keep(triesNote(delivery), "");
  return 0;
}

function triesNote(delivery: Delivery): string {
  return `tries:${delivery.guid}`;
}
