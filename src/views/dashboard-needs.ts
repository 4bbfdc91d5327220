/** What needs a person now, in the order in which it hurts: urgent, settings, circles, decisions, reviews, silence. */

import { commentLink } from "../core/comment-link.ts";
import { findStop, openEmergencies } from "../core/emergency.ts";
import { nameRef, sayStatus, sayWayOut, shortWaits } from "../core/explain.ts";
import { awaitedEvidence } from "../core/handed-in.ts";
import type { Fact } from "../core/model.ts";
import { findOffers } from "../core/offers.ts";
import { openRequests } from "../core/open-requests.ts";
import { nameIssue, quote, quoteSentence } from "../core/quote.ts";
import { reviewersOf, sayApprovers } from "../core/reviewing.ts";
import { showTime } from "../core/show-time.ts";
import { standupBlockers } from "../core/standup-blockers.ts";
import { edgesBeyondLimit } from "../core/steps/native-edges.ts";
import { unheardReports } from "../core/unheard-reports.ts";
import { unreadReports } from "../core/unread-reports.ts";
import type { Cycle, LeftOut, Task, Wait, World } from "../core/world.ts";
import { showCircle } from "./cycle-notice.ts";
import { sayClashes } from "./same-files.ts";
import { holderOf, type Scene, section, sinceOf } from "./scene.ts";
import { renderList } from "./table.ts";

function sayRefusal({ issue, message }: World["snapshot"]["refusals"][number]): string {
  return `**Refused by GitHub${issue === null ? "" : ` on #${issue}`}:** ${quoteSentence(message, 200)}`;
}

function sayLeftOut({ issue, comment }: LeftOut, world: World): string {
  if (comment === null)
    return `**Left out:** Signalbox fails on #${issue} and does as if it were not there. Way out: word its text differently, and tell the operator`;
  const link = `[this comment](${commentLink({ id: comment, issue }, world.snapshot)})`;
  return `**Left out:** Signalbox fails on ${link} on #${issue} and does as if it were not there. Way out: word it differently, and tell the operator`;
}

/** A comment of ours that somebody else edited counts for nothing; what it kept is told again beside it. */
function sayTampered({ snapshot }: World): string[] {
  const { botId } = snapshot.app;
  const edited = snapshot.comments.filter(
    (comment) => comment.author?.id === botId && comment.editor !== null && comment.editor.id !== botId,
  );
  return [...new Set(edited.map((comment) => comment.issue))].map(
    (issue) =>
      `**Edited:** somebody edited a comment of Signalbox on #${issue}, so it no longer counts. Way out: delete it`,
  );
}

function sayCycle(cycle: Cycle): string {
  const { cut } = cycle;
  return `**Circle:** ${showCircle(cycle)} wait for each other. Way out: on #${cut.dependent}, \`/unblock #${cut.blocker} because …\``;
}

/** GitHub keeps fifty dependencies for an issue in each direction; the texts keep the rest. */
function sayUnlinked(world: World): string[] {
  const counts = new Map<number, number>();
  for (const { issue } of edgesBeyondLimit(world)) counts.set(issue, (counts.get(issue) ?? 0) + 1);
  return [...counts].map(
    ([issue, more]) =>
      `**Not linked:** #${issue} waits for ${more} more ${more === 1 ? "issue" : "issues"} than GitHub can link; the text of #${issue} still counts`,
  );
}

const DECISIONS: readonly Wait["state"][] = ["needs a decision", "unreachable"];

function sayDecisions(task: Task): string[] {
  return task.waits
    .filter((wait) => DECISIONS.includes(wait.state))
    .map(
      (wait) =>
        `**Decision:** ${nameIssue(task.issue, 50)} waits, but ${quoteSentence(wait.why)}. Way out: on #${task.issue.number}, ${sayWayOut(wait.wayOut)}`,
    );
}

function sayReview(task: Task, world: World): string {
  if (task.gate !== null)
    return `**Gate:** ${nameIssue(task.issue, 50)} by ${sayApprovers(task, world)}: ${quoteSentence(task.gate.why)}. Way out: \`/gate approve\` there, or \`/gate reject because …\``;
  const awaited = awaitedEvidence(task, world);
  if (awaited.length > 0) return `**Evidence:** ${nameIssue(task.issue, 50)} is handed in, but ${awaited.join("; ")}`;
  const who = reviewersOf(task, world).join(" or ");
  const pull = task.issue.linkedPullRequests.find((one) => one.isOpen);
  const way = pull ? `merge ${nameRef(pull.ref, world.snapshot.repo)}` : "`/approve` there";
  return `**Review:** ${nameIssue(task.issue, 50)}${who === "" ? "" : ` by ${quote(who, 80)}`}. Way out: ${way}`;
}

/** A warning that the holder has not answered yet. */
function silentSince(task: Task, world: World): string | null {
  const { holder } = task;
  if (holder === null || task.status !== "in progress") return null;
  const warned = (world.facts.get(task.issue.number) ?? []).findLast(
    (fact) => fact.kind === "warned" && fact.epoch === holder.epoch && fact.at > holder.lastSeenAt,
  );
  return warned === undefined ? null : holder.lastSeenAt;
}

function saySilent(task: Task, world: World): string[] {
  const since = silentSince(task, world);
  if (since === null) return [];
  const time = showTime(since, world.snapshot);
  return [
    `**Silent:** ${holderOf(task)} has ${nameIssue(task.issue, 50)} and was last heard of on ${time}. Way out: a word from them, or \`/unassign\` there`,
  ];
}

function sayStarted(task: Task, world: World): string {
  const waits = shortWaits(task, world.snapshot.repo, 3);
  return `**Started although blocked:** ${holderOf(task)} has ${nameIssue(task.issue, 50)} (since ${sinceOf(task, world)}), but it waits for ${waits}`;
}

function sayUrgent(task: Task, { world, schedule }: Scene): string {
  if (task.status !== "ready") return sayStatus(task, world, schedule);
  const given = schedule.given.find((one) => one.issue === task.issue.number);
  return given === undefined ? "is ready and nobody has it" : `is ready, next for ${quote(given.worker, 39)}`;
}

function sayEmergency(issue: number, fact: Extract<Fact, { kind: "urgent" }>, world: World): string {
  const where = issue === world.coordination?.number ? "" : ` on #${issue}`;
  const time = showTime(fact.at, world.snapshot);
  return `🚨 **Urgent:** ${quote(fact.text, 120)}, says ${quote(fact.by.login, 39)} on ${time}${where === "" ? "" : `,${where}`}. Way out: \`/resolved\` there`;
}

function sayStop(world: World): string[] {
  const stop = findStop(world);
  if (stop === null) return [];
  const time = showTime(stop.at, world.snapshot);
  return [
    `🛑 **Stopped** since ${time} by ${quote(stop.by.login, 39)}: ${quote(stop.reason, 200)}. Nothing is assigned. Way out: \`/start\``,
  ];
}

/** Reports in a form that could not be read and that nobody has mended since. */
function sayUnreadReports({ world }: Scene): string[] {
  return unreadReports(world).map(({ comment, author, missing }) => {
    const link = `[comment](${commentLink(comment, world.snapshot)})`;
    return `**Report not read:** ${quote(author, 39)} on #${comment.issue}, ${link}: ${quoteSentence(missing, 160)}`;
  });
}

/** Blockers that somebody named in a standup and in no report. */
function sayStandups(world: World): string[] {
  return standupBlockers(world).map(({ comment, report, who }) => {
    const link = `[standup](${commentLink(comment, world.snapshot)})`;
    const named = report.blockers.slice(0, 3).map(({ text }) => quoteSentence(text, 80));
    return `**Blocker in a standup:** ${quote(who, 39)}, ${link}: ${named.join("; ")}. Way out: a report with status Blocked frees them, \`/block #n\` makes an issue wait`;
  });
}

/** Reports that were opened as issues and do not count, or not yet. */
function sayUnheard(world: World): string[] {
  return unheardReports(world).map(({ issue, author, target, isRefused }) => {
    const why = isRefused ? "it does not count, and the answer there says why" : "it is not heard yet";
    return `**Report as an issue:** ${nameIssue(issue, 50)} by ${quote(author, 39)}; ${why}. Way out: post it as a comment on #${target} and close it`;
  });
}

/** Requests between agents whose time is over. */
function sayUnanswered(world: World): string[] {
  return openRequests(world)
    .filter(({ isLate }) => isLate)
    .map(({ from, to, issue, comment, askedAt }) => {
      const link = `[asked](${commentLink({ id: comment, issue }, world.snapshot)})`;
      return `**Unanswered:** ${quote(from, 39)} ${link} ${quote(to, 39)} on #${issue}, ${showTime(askedAt, world.snapshot)}. Way out: an answer there`;
    });
}

/** Lines nobody could read and no status comment shows yet. */
function sayUnread({ world, open }: Scene): string[] {
  return open
    .filter((task) => !world.facts.has(task.issue.number))
    .flatMap((task) =>
      (world.meanings.get(task.issue.number)?.warnings ?? [])
        .filter((warning) => warning.asks)
        .map(
          (warning) =>
            `**Unclear:** ${nameIssue(task.issue, 40)}, line ${warning.line}: ${quoteSentence(warning.message)}`,
        ),
    );
}

/** Agents that GitHub lets only people start. */
function sayOffers(world: World): string[] {
  return findOffers(world).flatMap(({ issue, worker }) => {
    const task = world.tasks.get(issue);
    if (task === undefined) return [];
    return `**Start:** ${quote(worker.name, 39)} on ${nameIssue(task.issue, 50)}: assign it there, under Assignees in the sidebar`;
  });
}

export function renderNeeds(scene: Scene, most: number): string {
  const { world, open, by } = scene;
  const items = [
    ...open
      .filter((task) => task.isUrgent)
      .map((task) => `🚨 **Urgent:** ${nameIssue(task.issue, 50)} ${sayUrgent(task, scene)}`),
    ...openEmergencies(world)
      .filter(({ issue }) => !open.some((task) => task.issue.number === issue && task.isUrgent))
      .map(({ issue, fact }) => sayEmergency(issue, fact, world)),
    ...sayStop(world),
    ...(world.snapshot.settingsProblems.length > 0
      ? ["**Settings:** `.github/signalbox.yml` has a mistake, shown at the end of this page"]
      : []),
    ...new Set(world.snapshot.refusals.map(sayRefusal)),
    ...(world.snapshot.leftOut ?? []).map((one) => sayLeftOut(one, world)),
    ...sayTampered(world),
    ...world.cycles.map(sayCycle),
    ...open.flatMap(sayDecisions),
    ...by["in review"].map((task) => sayReview(task, world)),
    ...sayOffers(world),
    ...by["in progress"].flatMap((task) => saySilent(task, world)),
    ...by.blocked.filter((task) => task.holder !== null).map((task) => sayStarted(task, world)),
    ...sayClashes(world),
    ...sayUnread(scene),
    ...sayUnreadReports(scene),
    ...sayStandups(world),
    ...sayUnheard(world),
    ...sayUnanswered(world),
    ...(world.isLive ? sayUnlinked(world) : []),
  ];
  if (items.length > 0) return section("Needs a person now", renderList(items, most));
  if (world.tasks.size === 0) return "";
  const isOver = open.length === 0;
  return section("Needs a person now", isOver ? "Nothing: all work is done." : "Nothing.");
}
