/** GitHub as anyone sees it: issues with their labels, assignees, history and comments. The players know nothing else. */
import { z } from "zod";
import { isSameName } from "../../core/model.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { Issue } from "../../sandbox/state.ts";

export interface SeenComment {
  readonly author: string;
  readonly body: string;
  /** ms */
  readonly at: number;
}

export interface SeenIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: readonly SeenComment[];
}

/** Whoever can hold an issue: an account, or a name carried by a label. */
export interface Holding {
  readonly name: string;
  readonly login: string | null;
}

export class Outside {
  readonly repo: string;
  readonly botLogin: string;
  readonly #sandbox: Sandbox;
  readonly #tasks = new WeakMap<Issue, boolean>();

  constructor(sandbox: Sandbox, repo: string) {
    this.#sandbox = sandbox;
    this.repo = repo;
    this.botLogin = "signalbox[bot]";
  }

  now(): number {
    return this.#sandbox.clock.now();
  }

  issue(number: number): SeenIssue {
    return see(this.#sandbox.issue(this.repo, number));
  }

  /** Every issue but the pinned board, by number. */
  issues(): readonly SeenIssue[] {
    const hub = this.hub()?.number;
    return this.#sandbox
      .issues(this.repo)
      .filter((issue) => issue.number !== hub && issue.pull === null)
      .map(see);
  }

  openIssues(): readonly SeenIssue[] {
    return this.issues().filter((issue) => issue.isOpen);
  }

  /** The coordination issue: the oldest one of the bot's that says so in its hidden mark. */
  hub(): SeenIssue | null {
    const found = this.#sandbox
      .issues(this.repo)
      .find((issue) => isSameName(issue.author.login, this.botLogin) && markerKey(issue.body) === "coordination");
    return found === undefined ? null : see(found);
  }

  /** How many tasks of the plan are finished. */
  done(): number {
    const issues = this.#sandbox.issues(this.repo);
    return issues.filter(
      (issue) => issue.state === "closed" && issue.stateReason === "completed" && this.#isTask(issue),
    ).length;
  }

  /** What an issue was made from never changes, and it is asked at every step of the clock. */
  #isTask(issue: Issue): boolean {
    const known = this.#tasks.get(issue) ?? isTask(issue);
    this.#tasks.set(issue, known);
    return known;
  }

  /** When the account last wrote these words anywhere, ms; null when it never did. */
  saidAt(account: string, words: string): number | null {
    const times = this.#sandbox
      .issues(this.repo)
      .flatMap(({ comments }) =>
        comments.flatMap(({ author, body, createdAt }) =>
          isSameName(author.login, account) && body.includes(words) ? [createdAt] : [],
        ),
      );
    return times.length === 0 ? null : Math.max(...times);
  }

  heldBy(holding: Holding): readonly SeenIssue[] {
    return this.openIssues().filter((issue) => holds(holding, issue));
  }

  /** When the issue came to this worker for the last time, ms; null when it never did. */
  givenAt(number: number, holding: Holding): number | null {
    return this.#givings(number, holding).at(-1) ?? null;
  }

  /** When it came for the first time. */
  firstGivenAt(number: number, holding: Holding): number | null {
    return this.#givings(number, holding)[0] ?? null;
  }

  #givings(number: number, { name, login }: Holding): readonly number[] {
    const { events } = this.#sandbox.issue(this.repo, number);
    const isGiving = ({ event, label, assignee }: (typeof events)[number]) =>
      login === null
        ? event === "labeled" && label?.name === `worker:${name}`
        : event === "assigned" && assignee !== undefined && isSameName(assignee.login, login);
    return events.filter(isGiving).map((event) => event.createdAt);
  }

  /** When the label was put on for the last time, ms; null when it never was. */
  labelledAt(number: number, label: string): number | null {
    const { events } = this.#sandbox.issue(this.repo, number);
    return events.findLast((event) => event.event === "labeled" && event.label?.name === label)?.createdAt ?? null;
  }
}

function see(issue: Issue): SeenIssue {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    isOpen: issue.state === "open",
    labels: issue.labels.map((label) => label.name),
    assignees: issue.assignees.map((account) => account.login),
    comments: issue.comments.map(({ author, body, createdAt }) => ({ author: author.login, body, at: createdAt })),
  };
}

export function holds({ name, login }: Holding, { assignees, labels }: SeenIssue): boolean {
  return login === null ? labels.includes(`worker:${name}`) : assignees.some((one) => isSameName(one, login));
}

/** Everybody who holds it, as the issue shows them. */
export function holdersOf({ assignees, labels }: SeenIssue): readonly string[] {
  const named = labels.filter((label) => label.startsWith("worker:")).map((label) => label.slice("worker:".length));
  return [...assignees, ...named];
}

const BEGIN = "<!-- signalbox:v1 ";
const mark = z.object({ marker: z.object({ key: z.string() }) });

/** The key in the hidden mark of one of the App's texts; null when there is none. */
export function markerKey(body: string): string | null {
  const at = body.lastIndexOf(BEGIN);
  const end = at < 0 ? -1 : body.indexOf(" -->", at);
  if (end < 0) return null;
  return mark.safeParse(JSON.parse(body.slice(at + BEGIN.length, end))).data?.marker.key ?? null;
}

/** Made from a gate of the plan. */
export function isGate({ body }: Pick<SeenIssue, "body">): boolean {
  return markerKey(body)?.includes(":/gate/") === true;
}

/** Made from a phase of the plan: it holds the tasks of the phase. */
export function isPhase({ body }: Pick<SeenIssue, "body">): boolean {
  return markerKey(body)?.includes(":/phase/") === true;
}

/** Made from a task of the plan: somebody works on it. */
export function isTask(issue: Pick<SeenIssue, "body">): boolean {
  return markerKey(issue.body)?.startsWith("task:") === true && !isGate(issue) && !isPhase(issue);
}

/** Numbers on a field's line of the body: `**Depends on**: #4, #7`. */
export function numbersOn(field: string, body: string): readonly number[] {
  const line = body.split("\n").find((one) => one.startsWith(`**${field}**:`)) ?? "";
  return [...line.matchAll(/#(\d{1,9})/g)].map((match) => Number(match[1]));
}

/** Text of a field's line of the body. */
export function fieldOf(field: string, body: string): string | null {
  const start = `**${field}**:`;
  const line = body.split("\n").find((one) => one.startsWith(start));
  return line === undefined ? null : line.slice(start.length).trim();
}
