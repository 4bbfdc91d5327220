/** What somebody says once in a run, when the time has come and an issue suits; what was said stands on GitHub. */
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Outside, SeenIssue } from "../outside.ts";

const MINUTE = 60_000;

export interface Wish {
  /** Virtual minutes into the run from which it may be said. */
  readonly fromMinute: number;
  /** Words of its own text by which it is known that it was said. */
  readonly mark: string;
  /** Where to say it; null while nothing suits. */
  find(outside: Outside): SeenIssue | null;
  text(issue: SeenIssue, outside: Outside): string;
}

export interface WisherOptions {
  readonly account: string;
  readonly wishes: (outside: Outside) => readonly Wish[];
  /** ms */
  readonly startsAt: number;
  readonly outside: Outside;
  readonly sandbox: Sandbox;
}

/** One wish at each look: the first that is due, was not said yet, and has a place. */
export function openWisher({ account, wishes, startsAt, outside, sandbox }: WisherOptions): Actor {
  return {
    name: account,
    everyMinutes: 5,
    look() {
      const minute = (outside.now() - startsAt) / MINUTE;
      for (const wish of wishes(outside)) {
        if (minute < wish.fromMinute || outside.saidAt(account, wish.mark) !== null) continue;
        const issue = wish.find(outside);
        if (issue === null) continue;
        sandbox.as(account).comment(outside.repo, issue.number, wish.text(issue, outside));
        return;
      }
    },
  };
}

/** Somewhere among the open issues. */
export function anyOpen(suits: (issue: SeenIssue, outside: Outside) => boolean): Wish["find"] {
  return (outside) => outside.openIssues().find((issue) => suits(issue, outside)) ?? null;
}

/** On the coordination issue, once it stands. */
export function onHub(isTime: (outside: Outside) => boolean = () => true): Wish["find"] {
  return (outside) => (isTime(outside) ? outside.hub() : null);
}

export function isMinutesAgo(at: number | null, minutes: number, outside: Outside): boolean {
  return at !== null && outside.now() - at >= minutes * MINUTE;
}
