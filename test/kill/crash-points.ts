/**
 * The table of named crash points: every call that changes the store or GitHub, on both sides of it, and the moments
 * between, each with what somebody must do for the App to come by. A new method or action fails to compile until it
 * stands here.
 */
import type { ActionKind } from "../../src/core/actions.ts";
import type { GitHub, RepositoryOnGitHub } from "../../src/ports/github.ts";
import type { Store } from "../../src/ports/store.ts";
import { type Deed, deeds } from "./deeds.ts";

export interface NamedPoint {
  readonly name: string;
  readonly deed: Deed;
}

/** `null`: only reads. */
const storeCalls: Record<keyof Store, Deed | null> = {
  receive: deeds.openTask,
  pending: null,
  pendingGlobal: null,
  settleGlobal: deeds.joinRepository,
  hasDelivery: null,
  quarantine: deeds.sendPoison,
  quarantined: null,
  mark: deeds.joinRepository,
  marks: null,
  takeTurn: deeds.openTask,
  endTurn: deeds.openTask,
  failures: null,
  loadMirror: null,
  saveMirror: deeds.openTask,
  repositories: null,
  saveRepositories: deeds.joinRepository,
  cursor: null,
  saveCursor: deeds.missed,
  intents: null,
  openIntent: deeds.ask,
  closeIntent: deeds.ask,
  restUntil: null,
  rest: deeds.hitLimit,
  record: deeds.openTask,
  history: null,
  announce: deeds.openTask,
  dueOutgoing: null,
  nextOutgoingAt: null,
  settleOutgoing: null, // told twice under one id is allowed; test/scenarios/events.test.ts holds it
  postponeOutgoing: null,
  prune: deeds.missed,
  backlog: null,
  probe: null, // what it writes it takes away again
  close: null,
};

type Performed = Exclude<ActionKind, "write-comment"> | "create-comment" | "edit-comment" | "summary";

const actions: Record<Performed, Deed | null> = {
  "create-label": deeds.joinRepository,
  "add-label": deeds.openTask,
  "remove-label": deeds.freeNext,
  assign: deeds.openTask,
  unassign: deeds.release,
  close: deeds.finish,
  "create-comment": deeds.ask,
  "edit-comment": deeds.estimateAnew,
  summary: deeds.nextMorning,
  "delete-comment": deeds.standTwice,
  react: deeds.ask,
  "create-issue": deeds.joinRepository,
  "edit-issue": deeds.openTask,
  pin: deeds.joinRepository,
  unpin: null, // takes 2,000 comments; test/scenarios/successor-crash.test.ts dies on both sides of it
  "add-edge": deeds.declareEdge,
  "remove-edge": deeds.dropEdge,
  "set-parent": deeds.joinPlanned,
};

/** Readings in the middle of which work is lost that nothing has recorded yet; `null`: another one stands for it. */
const readings: Record<Exclude<keyof GitHub | keyof RepositoryOnGitHub, "perform" | "of">, Deed | null> = {
  identity: deeds.missed,
  repositories: deeds.missed,
  deliveries: deeds.missed,
  deliveryPayload: deeds.missed,
  readAll: deeds.joinRepository,
  readChanges: deeds.missed,
  readNodes: deeds.openTask,
  readFile: null,
  readChecks: null,
  readRole: deeds.askAsSomebodyNew,
  readForeign: null,
  readComments: null,
  readOwnIssues: null,
};

/** Calls of the store that change it: for the test that no store has a method unknown here. */
export const knownStoreCalls: ReadonlySet<string> = new Set(Object.keys(storeCalls));

function bothSides(prefix: string, calls: Readonly<Record<string, Deed | null>>): readonly NamedPoint[] {
  return Object.entries(calls).flatMap(([call, deed]) =>
    deed === null ? [] : ["before", "after"].map((side) => ({ name: `${prefix}.${call}:${side}`, deed })),
  );
}

export const crashPoints: readonly NamedPoint[] = [
  ...bothSides("store", storeCalls),
  ...bothSides("github", actions),
  ...bothSides("github", readings).filter((point) => point.name.endsWith(":after")),
  { name: "store.migrate:after", deed: deeds.loseStore },
  { name: "intake.answer:before", deed: deeds.openTask },
];
