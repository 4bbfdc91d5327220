/** The people of a simulated repository and what they do at random: write issues, command, report, meddle. */
import { GitHubError } from "../../src/sandbox/github-error.ts";
import type { Random } from "../../src/sandbox/random.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Issue, Role } from "../../src/sandbox/state.ts";

export const REPO = "octo/yard";
export const MAINTAINER = "mia";
export const WORKERS = ["ana", "bob", "cho"] as const;
const STRANGER = "eve";

const SETTINGS = `mode: live
dashboard: { everySeconds: 60 }
workers:
  - { name: ana, slots: 1 }
  - { name: bob, slots: 2 }
  - { name: cho, kind: agent }
`;

export interface Town {
  readonly sandbox: Sandbox;
  readonly random: Random;
  readonly deeds: Deeds;
}

export type Deed = (town: Town) => void;
/** Each with how often it is done, in proportion to the others. */
export type Deeds = readonly (readonly [number, Deed])[];

export function pick<T>(random: Random, from: readonly T[]): T {
  const found = from[random.between(0, from.length - 1)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** One of the coordination issues: the App's own, and no issue of a plan. */
export function isHub({ author, body }: Issue): boolean {
  return author.login === "signalbox[bot]" && !body.includes('"kind":"task"');
}

/** Issues people work on: everything but the coordination issues. */
export function numbers({ sandbox }: Town, open: boolean | null = null): readonly number[] {
  return sandbox
    .issues(REPO)
    .filter((issue) => !isHub(issue) && (open === null || (issue.state === "open") === open))
    .map((issue) => issue.number);
}

function dependsOn(town: Town, below: number): string {
  const earlier = numbers(town).filter((number) => number < below);
  const count = Math.min(earlier.length, town.random.between(0, 2));
  if (count === 0) return "Dependencies: none\n\n**Estimate**: 1h";
  const chosen = new Set(Array.from({ length: count }, () => pick(town.random, earlier)));
  return `Depends on ${[...chosen].map((number) => `#${number}`).join(" and ")}.`;
}

const openIssue: Deed = (town) => {
  const next = Math.max(0, ...town.sandbox.issues(REPO).map((issue) => issue.number)) + 1;
  town.sandbox.as(MAINTAINER).openIssue(REPO, { title: `Task ${next}`, body: dependsOn(town, next) });
};

const editIssue: Deed = (town) => {
  const byHand = numbers(town).filter((one) => town.sandbox.issue(REPO, one).author.login === MAINTAINER);
  const number = pick(town.random, byHand);
  town.sandbox.as(MAINTAINER).editIssue(REPO, number, { body: dependsOn(town, number) });
};

const closeIssue: Deed = (town) => {
  const open = numbers(town, true);
  if (open.length > 1) town.sandbox.as(MAINTAINER).closeIssue(REPO, pick(town.random, open));
};

const reopenIssue: Deed = (town) => {
  const closed = numbers(town, false);
  if (closed.length > 0) town.sandbox.as(MAINTAINER).reopenIssue(REPO, pick(town.random, closed));
};

const LINES = [
  () => "/claim",
  () => "/release something else came up",
  () => "/done",
  () => "/why",
  () => "/status",
  (other: number) => `/depends #${other} because it needs it`,
  (other: number) => `/unblock #${other} because we know enough`,
  () => "/priority p1",
  () => "/hold because we wait for the board",
  () => "/resume",
];

const command: Deed = (town) => {
  const number = pick(town.random, numbers(town));
  const line = pick(town.random, LINES)(pick(town.random, numbers(town)));
  const who = pick(town.random, [...WORKERS, MAINTAINER, STRANGER]);
  town.sandbox.as(who).comment(REPO, number, line);
};

const report: Deed = (town) => {
  const held = numbers(town, true).flatMap((number) =>
    town.sandbox.assigneesOf(REPO, number).map((login) => ({ number, login })),
  );
  if (held.length === 0) return;
  const { number, login } = pick(town.random, held);
  const status = pick(town.random, ["✅ Complete", "🔄 In Progress", "✅ Complete"]);
  town.sandbox.as(login).comment(REPO, number, `## ${login} Report\n\n**Issue**: #${number}\n**Status**: ${status}\n`);
};

const meddle: Deed = (town) => {
  const open = numbers(town, true);
  if (open.length === 0) return;
  const number = pick(town.random, open);
  const label = pick(town.random, ["ready", "blocked", "in progress"]);
  const person = town.sandbox.as(MAINTAINER);
  if (town.sandbox.labelsOf(REPO, number).includes(label)) person.removeLabel(REPO, number, label);
  else person.addLabel(REPO, number, label);
};

const unassign: Deed = (town) => {
  const open = numbers(town, true);
  if (open.length === 0) return;
  const number = pick(town.random, open);
  const [login] = town.sandbox.assigneesOf(REPO, number);
  if (login !== undefined) town.sandbox.as(MAINTAINER).unassign(REPO, number, login);
};

const editComment: Deed = (town) => {
  const comments = numbers(town).flatMap((number) => town.sandbox.comments(REPO, number));
  const own = comments.filter((comment) => comment.author.login === MAINTAINER && comment.body.startsWith("/"));
  if (own.length === 0) return;
  const comment = pick(town.random, own);
  town.sandbox.as(MAINTAINER).editComment(REPO, comment.id, `${comment.body}\n\nAs said this morning.`);
};

const link: Deed = (town) => {
  const all = numbers(town);
  const number = pick(town.random, all);
  const earlier = all.filter((one) => one < number);
  if (earlier.length === 0) return;
  const blocker = pick(town.random, earlier);
  const issue = town.sandbox.issue(REPO, number);
  const person = town.sandbox.as(MAINTAINER);
  if (issue.blockedBy.some((one) => one.number === blocker)) person.removeBlockedBy(REPO, number, blocker);
  else linkUnlessRefused(() => person.addBlockedBy(REPO, number, blocker));
};

/** GitHub lets nobody close a circle, also not with a link that Signalbox made: the person sees that and goes on. */
function linkUnlessRefused(add: () => void): void {
  try {
    add();
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error;
  }
}

/** What is done in every town. */
export const DEEDS: Deeds = [
  [3, openIssue],
  [2, editIssue],
  [3, closeIssue],
  [1, reopenIssue],
  [6, command],
  [4, report],
  [1, meddle],
  [1, unassign],
  [1, editComment],
  [1, link],
];

/** One thing somebody does. */
export function act(town: Town): void {
  const total = town.deeds.reduce((sum, [weight]) => sum + weight, 0);
  let at = town.random.next() * total;
  for (const [weight, deed] of town.deeds) {
    at -= weight;
    if (at >= 0) continue;
    deed(town);
    return;
  }
}

export interface TownPlan {
  readonly settings: string;
  readonly deeds: Deeds;
  /** More files of the default branch, by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, Role>>;
}

export const PLAIN: TownPlan = { settings: SETTINGS, deeds: DEEDS, files: {}, people: {} };

/** A repository with settings, people and a few issues before the App comes. */
export function found(sandbox: Sandbox, random: Random, plan = PLAIN): Town {
  const collaborators = {
    [MAINTAINER]: "maintain",
    ana: "write",
    bob: "triage",
    cho: "write",
    [STRANGER]: "read",
    ...plan.people,
  } as const;
  sandbox.repository(REPO, { collaborators, files: { ".github/signalbox.yml": plan.settings, ...plan.files } });
  const town = { sandbox, random, deeds: plan.deeds };
  for (let i = 0; i < 4; i++) openIssue(town);
  return town;
}
