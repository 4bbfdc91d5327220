/** What must hold at every moment and at the end of a schedule, judged from GitHub's side alone. */
import type { Clock } from "../../src/ports/clock.ts";
import type { Store } from "../../src/ports/store.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Issue } from "../../src/sandbox/state.ts";
import { appId } from "./app-key.ts";
import { isHub, MAINTAINER, REPO } from "./town.ts";

const MINUTE = 60_000;
/** Two resyncs and a retry: what was lost must be known by then. */
const GRACE_MS = 15 * MINUTE;
const STATUS = ["ready", "blocked", "in progress", "in review"];
const SLOTS: Readonly<Record<string, number>> = { ana: 1, bob: 2, cho: 1 };

export interface Watch {
  readonly sandbox: Sandbox;
  readonly clock: Pick<Clock, "now">;
  readonly broken: Set<string>;
  /** ms; what was answered before belongs to a store that is gone. */
  storeBornAt: number;
  /** ms; when the App last died. */
  diedAt: number;
  violationsSeen: number;
  /** Issue -> ms since when it has been blocked without a break. */
  readonly blockedSince: Map<number, number>;
}

export function watch(sandbox: Sandbox, clock: Pick<Clock, "now">): Watch {
  return {
    sandbox,
    clock,
    broken: new Set(),
    storeBornAt: clock.now(),
    diedAt: 0,
    violationsSeen: 0,
    blockedSince: new Map(),
  };
}

function tasks({ sandbox }: Watch): readonly Issue[] {
  return sandbox.issues(REPO).filter((issue) => !isHub(issue));
}

function labels(issue: Issue): readonly string[] {
  return issue.labels.map((label) => label.name);
}

/** The dialect of the town: "Depends on #1 and #2.", and the one of our own issues of a plan. */
function statedBlockers(issue: Issue): readonly number[] {
  const line = /^(?:Depends on (.*)\.|\*\*Depends on\*\*: (.*))$/m.exec(issue.body ?? "");
  return [...(line?.[1] ?? line?.[2] ?? "").matchAll(/#(\d+)/g)].map((found) => Number(found[1]));
}

function isBlocked(issue: Issue, { sandbox }: Watch): boolean {
  // A link of ours only repeats what a text says, and goes a little after it.
  const byHand = issue.blockedBy.filter((one) => lastHand(issue, one.number)?.login !== "signalbox[bot]");
  const numbers = [...statedBlockers(issue), ...byHand.map((one) => one.number)];
  return numbers.some((number) => number !== issue.number && sandbox.issue(REPO, number).state === "open");
}

/**
 * Beyond this simple model: phases and gates of plans, what waits as a part of a phase, for a phase or for something set
 * aside, and what is moved by word.
 */
function isSimple(issue: Issue): boolean {
  const isTask = issue.subIssues.length === 0 && !/^(?:Gate|Phase)\b/.test(issue.title);
  const isSetAside = issue.blockedBy.some((one) => one.stateReason === "not_planned");
  const waitsAsPart =
    (issue.parent?.blockedBy.length ?? 0) > 0 || issue.blockedBy.some((one) => one.subIssues.length > 0);
  if (!isTask || isSetAside || waitsAsPart) return false;
  const byWord = issue.comments.some((comment) => /^\/(unblock|depends)/m.test(comment.body));
  const touches = issue.events.filter(
    (event) => /^(un)?labeled$/.test(event.event) && event.actor.login === MAINTAINER,
  );
  return !byWord && touches.length < 2;
}

/** To be called after every deed. */
export function checkNow(seen: Watch): void {
  const now = seen.clock.now();
  for (const issue of tasks(seen)) {
    if (issue.state !== "open" || !isBlocked(issue, seen)) seen.blockedSince.delete(issue.number);
    else if (!seen.blockedSince.has(issue.number)) seen.blockedSince.set(issue.number, now);
  }
  checkDuplicates(seen);
}

const KEY = /<!-- signalbox:v1 .*"key":"([^"]+)","kind":"(?:status|reply|summary|notice|task|coordination|plan)"/;

function checkDuplicates({ sandbox, broken }: Watch): void {
  const seen = new Set<string>();
  for (const issue of sandbox.issues(REPO)) {
    const texts = [issue, ...issue.comments].filter((text) => text.author.login === "signalbox[bot]");
    for (const text of texts) {
      const key = KEY.exec(text.body ?? "")?.[1];
      if (key === undefined) broken.add(`a text of ours without a marker on #${issue.number}`);
      else if (seen.has(key)) broken.add(`duplicate ${key}`);
      else seen.add(key);
    }
  }
}

const COOLDOWN = "announced cooldown";
/** No limit of the sandbox lasts longer, its latency included. */
const LONGEST_REST_MS = 3 * MINUTE;

/**
 * To be called after every request. A process that died while the answer with the limit was on its way has never
 * learned of it: only there may the next life run into it.
 */
export function checkRest(seen: Watch): void {
  const fresh = seen.sandbox.violations.slice(seen.violationsSeen);
  seen.violationsSeen = seen.sandbox.violations.length;
  if (seen.clock.now() - seen.diedAt < LONGEST_REST_MS) return;
  if (fresh.some((violation) => violation.includes(COOLDOWN))) seen.broken.add("request during a cooldown");
}

/** To be called with every request of the App before it is sent. */
export function checkRequest(seen: Watch, method: string, path: string, body: string): void {
  const found = /\/issues\/(\d+)\/assignees$/.exec(path);
  if (method !== "POST" || found === null) return;
  const issue = seen.sandbox.issue(REPO, Number(found[1]));
  const since = seen.blockedSince.get(issue.number);
  if (isSimple(issue) && isBlocked(issue, seen) && since !== undefined && seen.clock.now() - since > GRACE_MS) {
    seen.broken.add(`gave out blocked #${issue.number}`);
  }
  for (const login of JSON.parse(body).assignees as string[]) checkSlots(seen, login, issue);
}

/** Tasks that the App gave and that are still in hand, this one included. */
function checkSlots(seen: Watch, login: string, given: Issue): void {
  const held = tasks(seen).filter((issue) => {
    if (issue === given) return true;
    if (issue.state !== "open" || labels(issue).includes("hold") || labels(issue).includes("in review")) return false;
    if (!issue.assignees.some((one) => one.login === login)) return false;
    const last = issue.events.findLast((event) => event.event === "reopened" || event.event === "assigned");
    return last?.event === "assigned" && last.actor.login === "signalbox[bot]";
  });
  if (held.length > (SLOTS[login] ?? 1)) {
    seen.broken.add(`gave ${login} more than the slots: ${held.map((issue) => `#${issue.number}`).join(", ")}`);
  }
}

/** Every delivery answered with 202 lies in the store that answered it. */
export async function checkAcknowledged(seen: Watch, store: Pick<Store, "hasDelivery">): Promise<void> {
  for (const delivery of seen.sandbox.deliveries()) {
    if (delivery.app.id !== appId || delivery.statusCode !== 202 || delivery.deliveredAt < seen.storeBornAt) continue;
    if (!(await store.hasDelivery(delivery.guid)))
      seen.broken.add(`acknowledged and lost: ${delivery.event}.${delivery.action}`);
  }
}

function expectedLabel(issue: Issue, seen: Watch): string | null {
  if (issue.state === "closed" || labels(issue).includes("hold")) return null;
  if (isBlocked(issue, seen)) return "blocked";
  return issue.assignees.length > 0 ? "in progress" : "ready";
}

function checkLabels(seen: Watch): void {
  for (const issue of tasks(seen)) {
    const shown = labels(issue).filter((label) => STATUS.includes(label));
    if (!isSimple(issue)) continue; // twice touched by hand: Signalbox stands down
    if (shown.length > 1) seen.broken.add(`#${issue.number} wears ${shown.join(" and ")}`);
    const expected = expectedLabel(issue, seen);
    if ((shown[0] ?? null) !== expected)
      seen.broken.add(`#${issue.number} wears ${shown[0] ?? "nothing"}, expected ${expected ?? "nothing"}`);
  }
}

/** Who last added or removed GitHub's own dependency; null when nobody ever did. */
function lastHand(issue: Issue, blocker: number): { readonly event: string; readonly login: string } | null {
  const found = issue.events.findLast(
    (event) => /^blocked_by_(added|removed)$/.test(event.event) && event.other?.number === blocker,
  );
  return found === undefined ? null : { event: found.event, login: found.actor.login };
}

/** GitHub's own dependencies follow the texts: ours go with them, and what is stated is linked unless a person cut it. */
function checkLinks(seen: Watch): void {
  const open = tasks(seen).filter((issue) => issue.state === "open");
  const isByWord = tasks(seen).some((issue) => !isSimple(issue));
  for (const issue of open.filter(isSimple)) {
    const stated = statedBlockers(issue);
    for (const { number } of issue.blockedBy) {
      const isOurs = lastHand(issue, number)?.login === "signalbox[bot]";
      if (isOurs && !stated.includes(number)) seen.broken.add(`#${issue.number} is still linked to #${number}`);
    }
    for (const number of isByWord ? [] : stated) {
      const hand = lastHand(issue, number);
      const isCut = hand?.event === "blocked_by_removed" && hand.login !== "signalbox[bot]";
      const isLinked = issue.blockedBy.some((one) => one.number === number);
      if (!isCut && !isLinked && seen.sandbox.issue(REPO, number).state === "open")
        seen.broken.add(`#${issue.number} is not linked to #${number}`);
    }
  }
}

function checkReceipts(seen: Watch): void {
  const hub = seen.sandbox.issues(REPO).find(isHub);
  if (hub === undefined) return void seen.broken.add("no coordination issue");
  for (const issue of seen.sandbox.issues(REPO)) {
    for (const comment of issue.comments) {
      const isHeard =
        comment.createdAt >= hub.createdAt &&
        /^(\/|## )/.test(comment.body) &&
        comment.author.login !== "signalbox[bot]";
      const hasReceipt = comment.reactions.some((reaction) => reaction.user.login === "signalbox[bot]");
      if (isHeard && !hasReceipt)
        seen.broken.add(`no receipt for ${JSON.stringify(comment.body.split("\n")[0])} by ${comment.author.login}`);
    }
  }
}

/** `quietWrites`: how many writes the App made in a time when nothing happened. */
export function checkAtEnd(seen: Watch, quietWrites: number): readonly string[] {
  checkDuplicates(seen);
  checkLabels(seen);
  checkLinks(seen);
  checkReceipts(seen);
  if (quietWrites > 0) seen.broken.add(`not settled: ${quietWrites} writes in a quiet time`);
  for (const violation of new Set(seen.sandbox.violations)) {
    if (!violation.includes(COOLDOWN)) seen.broken.add(`contract: ${violation}`);
  }
  return [...seen.broken];
}
