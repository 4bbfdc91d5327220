/** Keeps an eye on the whole: has the plan applied, asks, waives, holds, stops and starts; each of its wishes once. */
import { isSameName } from "../../../core/model.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import type { Actor } from "../actor.ts";
import type { Cast } from "../cast.ts";
import { holdersOf, isTask, numbersOn, type Outside, type SeenIssue } from "../outside.ts";
import { URGENT } from "../report-text.ts";
import { PLAN_FILE } from "../stage.ts";
import { anyOpen, isMinutesAgo, onHub, openWisher, type Wish } from "./wish.ts";

const RESUMES_AFTER = 40;
/** Below this the App gives no dates. */
const DATES_FROM = 12;

const openBlockers = ({ body }: SeenIssue, outside: Outside): readonly number[] =>
  numbersOn("Depends on", body).filter((number) => outside.issue(number).isOpen);

const isBlocked = (issue: SeenIssue): boolean => isTask(issue) && issue.labels.includes("blocked");

const isUrgent = ({ comments }: SeenIssue): boolean => comments.some(({ body }) => body.startsWith(URGENT));

/** The App has shown what the plan would change. */
function isPlanShown(outside: Outside): boolean {
  return outside.saidAt(outside.botLogin, "`/plan apply`") !== null;
}

function hasDates(outside: Outside): boolean {
  return outside.done() >= DATES_FROM;
}

function wishes({ maintainer, stranger }: Cast, outside: Outside): readonly Wish[] {
  const said = (words: string) => outside.saidAt(maintainer, words);
  const inHand = anyOpen((issue) => isTask(issue) && issue.labels.includes("in progress"));
  // Whoever called may finish the task before anybody says that it is resolved.
  const isUnresolved = () => said("/resolved") === null && outside.openIssues().some(isUrgent);
  return [
    { fromMinute: 0, mark: `/plan ${PLAN_FILE}`, find: onHub(), text: () => `/plan ${PLAN_FILE}` },
    { fromMinute: 0, mark: "/plan apply", find: onHub(isPlanShown), text: () => "/plan apply" },
    {
      fromMinute: 0,
      mark: "/stop all",
      find: onHub(() => outside.openIssues().some(isUrgent)),
      text: () => "/stop all because nobody should begin anything before that is understood",
    },
    {
      fromMinute: 0,
      mark: "/resolved",
      find: anyOpen((issue) => isUrgent(issue) && isMinutesAgo(said("/stop all"), 20, outside)),
      text: () => "The old state is back, and nothing is lost.\n\n/resolved",
    },
    {
      fromMinute: 0,
      mark: "/start",
      find: onHub(() => isMinutesAgo(said("/stop all"), 30, outside) && !isUnresolved()),
      text: () => "/start",
    },
    { fromMinute: 25, mark: "/why", find: anyOpen(isBlocked), text: () => "/why" },
    {
      fromMinute: 50,
      mark: "/priority",
      find: anyOpen((issue) => isBlocked(issue) && !issue.labels.some((label) => /^P[0-4]$/.test(label))),
      text: () => "/priority p1",
    },
    {
      fromMinute: 600,
      mark: "/assign",
      find: (outside) =>
        outside.openIssues().findLast((issue) => holdersOf(issue).length === 0 && issue.labels.includes("ready")) ??
        null,
      text: () => `/assign @${stranger}`,
    },
    {
      fromMinute: 100,
      mark: "/hold",
      find: anyOpen((issue) => isBlocked(issue) && holdersOf(issue).length === 0),
      text: () => "/hold because a decision about it comes first",
    },
    { fromMinute: 115, mark: "/brief", find: onHub(), text: () => "/brief" },
    {
      fromMinute: 130,
      mark: "/unblock",
      find: anyOpen(
        (issue) =>
          isBlocked(issue) &&
          openBlockers(issue, outside).length === 1 &&
          openBlockers(issue, outside).every((number) => holdersOf(outside.issue(number)).length > 0),
      ),
      text: (issue) => `/unblock #${openBlockers(issue, outside)[0]} because a draft of it is enough to begin`,
    },
    {
      fromMinute: 420,
      mark: "/whatif close",
      find: onHub(() => hasDates(outside) && inHand(outside) !== null),
      text: () => `/whatif close #${inHand(outside)?.number}`,
    },
  ];
}

export function openMaintainer(cast: Cast, startsAt: number, outside: Outside, sandbox: Sandbox): Actor {
  const { maintainer } = cast;
  const wisher = openWisher({
    account: maintainer,
    wishes: () => wishes(cast, outside),
    startsAt,
    outside,
    sandbox,
  });
  return {
    ...wisher,
    look() {
      for (const issue of outside.openIssues()) {
        if (isRested(issue, maintainer, outside)) sandbox.as(maintainer).comment(outside.repo, issue.number, "/resume");
      }
      wisher.look();
    },
  };
}

/** On hold for a while, and not asked to go on in that time. */
function isRested(issue: SeenIssue, maintainer: string, outside: Outside): boolean {
  const heldAt = outside.labelledAt(issue.number, "hold");
  if (!issue.labels.includes("hold") || !isMinutesAgo(heldAt, RESUMES_AFTER, outside)) return false;
  const asked = issue.comments.findLast(
    ({ author, body }) => isSameName(author, maintainer) && body.startsWith("/resume"),
  );
  return asked === undefined || isMinutesAgo(asked.at, RESUMES_AFTER, outside);
}
