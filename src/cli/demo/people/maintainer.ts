/** Keeps an eye on the whole: asks why, sets priorities, waives, holds, resumes; each of its wishes once in a run. */
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Cast } from "../cast.ts";
import { holdersOf, numbersOn, type Outside, type SeenIssue, same } from "../outside.ts";

const MINUTE = 60_000;
const RESUMES_AFTER_MS = 40 * MINUTE;

/** Something to say once, from some minute of the run on, on the first issue that suits. */
interface Wish {
  readonly fromMinute: number;
  readonly command: string;
  suits(issue: SeenIssue, outside: Outside): boolean;
  text(issue: SeenIssue, outside: Outside): string;
}

const openBlockers = ({ body }: SeenIssue, outside: Outside): readonly number[] =>
  numbersOn("Depends on", body).filter((number) => outside.issue(number).isOpen);

const isBlocked = ({ labels }: SeenIssue): boolean => labels.includes("blocked");

const wishes = (stranger: string): readonly Wish[] => [
  {
    fromMinute: 25,
    command: "/why",
    suits: isBlocked,
    text: () => "/why",
  },
  {
    fromMinute: 50,
    command: "/priority",
    suits: (issue) => isBlocked(issue) && !issue.labels.some((label) => /^P[0-4]$/.test(label)),
    text: () => "/priority p1",
  },
  {
    fromMinute: 75,
    command: "/assign",
    suits: (issue) => holdersOf(issue).length === 0 && issue.labels.includes("ready"),
    text: () => `/assign @${stranger}`,
  },
  {
    fromMinute: 100,
    command: "/hold",
    suits: (issue) => isBlocked(issue) && holdersOf(issue).length === 0,
    text: () => "/hold because a decision about it comes first",
  },
  {
    fromMinute: 130,
    command: "/unblock",
    suits: (issue, outside) =>
      isBlocked(issue) &&
      openBlockers(issue, outside).length === 1 &&
      openBlockers(issue, outside).every((number) => holdersOf(outside.issue(number)).length > 0),
    text: (issue, outside) => `/unblock #${openBlockers(issue, outside)[0]} because a draft of it is enough to begin`,
  },
];

export function openMaintainer(
  { maintainer, stranger }: Cast,
  startsAt: number,
  outside: Outside,
  sandbox: Sandbox,
): Actor {
  const say = (issue: SeenIssue, text: string) => sandbox.as(maintainer).comment(outside.repo, issue.number, text);
  const said = (command: string) =>
    outside
      .issues()
      .some(({ comments }) =>
        comments.some(({ author, body }) => same(author, maintainer) && body.startsWith(command)),
      );
  const wish = () => {
    const due = wishes(stranger).find(
      ({ fromMinute, command }) => outside.now() - startsAt >= fromMinute * MINUTE && !said(command),
    );
    const issue = due === undefined ? undefined : outside.openIssues().find((one) => due.suits(one, outside));
    if (due !== undefined && issue !== undefined) say(issue, due.text(issue, outside));
  };
  return {
    name: maintainer,
    everyMinutes: 5,
    look() {
      for (const issue of outside.openIssues()) if (isRested(issue, maintainer, outside)) say(issue, "/resume");
      wish();
    },
  };
}

/** On hold for a while, and not asked to go on in that time. */
function isRested(issue: SeenIssue, maintainer: string, outside: Outside): boolean {
  const heldAt = outside.labelledAt(issue.number, "hold");
  if (!issue.labels.includes("hold") || heldAt === null || outside.now() - heldAt < RESUMES_AFTER_MS) return false;
  const asked = issue.comments.findLast(({ author, body }) => same(author, maintainer) && body.startsWith("/resume"));
  return asked === undefined || outside.now() - asked.at >= RESUMES_AFTER_MS;
}
