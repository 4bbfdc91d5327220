/** What must hold at the end in the town with a plan: the document stands as issues once, offers, notices and hubs keep their rules. */
import { readRegion } from "../../src/core/hub-region.ts";
import type { Issue } from "../../src/sandbox/state.ts";
import type { Watch } from "./invariants.ts";
import { COPILOT, hubs, PER_DAY, PLAN_PATH, writtenNow } from "./planned-town.ts";
import { REPO } from "./town.ts";

const CAN_WAIT = /^(?:brief|unblocked|taken|unanswered|cycle)/;

export function checkPlanned(seen: Watch): void {
  checkItems(seen);
  checkHubs(seen);
  checkOffers(seen);
  checkBudget(seen);
}

/** Item id -> issues whose marker names it. */
function issuesById({ sandbox }: Watch): ReadonlyMap<string, readonly Issue[]> {
  const key = new RegExp(`"key":"task:${PLAN_PATH}:([^"]+)"`);
  const found = sandbox.issues(REPO).flatMap((issue) => {
    const id = issue.author.login === "signalbox[bot]" ? key.exec(issue.body)?.[1] : undefined;
    return id === undefined ? [] : [{ id, issue }];
  });
  return new Map([...Map.groupBy(found, ({ id }) => id)].map(([id, some]) => [id, some.map(({ issue }) => issue)]));
}

function checkItems(seen: Watch): void {
  const made = issuesById(seen);
  const open = (id: string) => made.get(id)?.find(({ state }) => state === "open");
  const tasks = writtenNow(seen.sandbox);
  for (const { id, phase, dependsOn } of tasks) {
    const issue = made.get(id)?.[0];
    if (issue === undefined) seen.broken.add(`${id} of the plan has no issue`);
    if (issue?.state !== "open" || issue.body.includes("Mind the paint.")) continue;
    const parent = made.get(`/phase/${phase}`)?.[0];
    if (issue.parent?.number !== parent?.number) seen.broken.add(`${id} stands under #${issue.parent?.number ?? 0}`);
    for (const one of dependsOn) {
      const blocker = made.get(one)?.[0]?.number ?? 0;
      if (!issue.body.includes(`#${blocker}`)) seen.broken.add(`${id} does not name ${one}, #${blocker}`);
    }
  }
  const isLeft = (issue: Issue) =>
    issue.state === "open" && issue.assignees.length === 0 && issue.comments.length === 0 && issue.events.length === 0;
  for (const id of made.keys()) {
    const issue = open(id);
    const isNamed = id.startsWith("/") || tasks.some((task) => task.id === id);
    if (!isNamed && issue !== undefined && isLeft(issue)) seen.broken.add(`${id} left the plan and stays open`);
    if (!id.startsWith("/phase/") || issue === undefined || !tasks.some(({ phase }) => `/phase/${phase}` === id))
      continue;
    const members = tasks.filter(({ phase }) => `/phase/${phase}` === id).flatMap((task) => made.get(task.id) ?? []);
    const areDone = members.every(({ stateReason, state }) => state === "closed" && stateReason === "completed");
    const holdsOpen = issue.subIssues.some(({ state }) => state === "open") || open("/gate/g1") !== undefined;
    const wasClosed = issue.events.some(({ event }) => event === "closed");
    if (areDone && !holdsOpen && !wasClosed && members.length > 0) seen.broken.add(`${id} is done and stays open`);
  }
}

/** A chain without a break, of which the last is pinned. */
function checkHubs(seen: Watch): void {
  const chain = hubs(seen.sandbox);
  for (const [at, { number, body }] of chain.entries()) {
    const next = chain[at + 1]?.number;
    if (next !== undefined && !(readRegion(body) ?? "").includes(`goes on in #${next}`))
      seen.broken.add(`#${number} does not say that it goes on in #${next}`);
  }
  const pinned = seen.sandbox.pinned(REPO).join();
  if (pinned !== String(chain.at(-1)?.number)) seen.broken.add(`pinned: ${pinned}`);
}

/** Offered is what nobody has and nothing blocks, and no more than the agent can take. */
function checkOffers(seen: Watch): void {
  const issues = seen.sandbox.issues(REPO).filter(({ state }) => state === "open");
  const offered = issues.filter(({ labels }) => labels.some(({ name }) => name === "start:copilot"));
  for (const { number, assignees, labels } of offered) {
    const worn = labels.map(({ name }) => name);
    if (assignees.length > 0) seen.broken.add(`#${number} is offered, and somebody has it`);
    if (worn.includes("blocked") || worn.includes("hold"))
      seen.broken.add(`#${number} is offered and ${worn.join(", ")}`);
  }
  if (offered.length > 1) seen.broken.add(`offered twice: ${offered.map(({ number }) => `#${number}`).join(", ")}`);
  const isBusy = issues.some(({ assignees, labels }) => {
    const isIdle = labels.some(({ name }) => name === "hold" || name === "in review");
    return !isIdle && assignees.some(({ login }) => login === COPILOT);
  });
  if (isBusy && offered.length > 0) seen.broken.add("offered to an agent who has enough");
}

/** Nobody gets more comments unasked than the settings say; what cannot wait comes on top. */
function checkBudget(seen: Watch): void {
  const texts = seen.sandbox.issues(REPO).flatMap(({ comments }) => comments);
  const notices = texts
    .filter(({ author }) => author.login === "signalbox[bot]")
    .flatMap(({ body, createdAt }) => {
      const [, to, key] = /"data":\{[^{}]*"to":"([^"]+)"[^{}]*\}.*"key":"([^"]+)"/.exec(body) ?? [];
      return to === undefined || key === undefined ? [] : [{ to: to.split(" "), key, createdAt }];
    })
    .sort((a, b) => a.createdAt - b.createdAt);
  const got = new Map<string, number>();
  for (const { to, key } of notices) {
    for (const login of to) {
      const before = got.get(login) ?? 0;
      got.set(login, before + 1);
      if (before >= PER_DAY && CAN_WAIT.test(key)) seen.broken.add(`${login} got ${key} as number ${before + 1}`);
    }
  }
}
