/** The lower part of the dashboard: what workers need of each other, what may go wrong, and how work has gone so far. */
import { commentLink } from "../core/comment-link.ts";
import { listWords } from "../core/explain.ts";
import { integrationQueue } from "../core/integration-queue.ts";
import { addDays, localDate } from "../core/local-time.ts";
import { noticesOn } from "../core/notice-budget.ts";
import { type ProgressFigures, progressFigures } from "../core/progress-figures.ts";
import { nameIssue, quote } from "../core/quote.ts";
import { findRisks, type Risk } from "../core/risks.ts";
import { showMinutes } from "../core/schedule/wording.ts";
import type { World } from "../core/world.ts";
import { type Scene, section } from "./scene.ts";
import { renderList, renderTable } from "./table.ts";

const STATUS = { missing: "**nobody offers it**", awaited: "awaited", there: "is there" } as const;

export function renderIntegration({ world }: Scene, most: number): string {
  const rows = integrationQueue(world).map(({ from, to, kind, what, status, priority, issue, comment }) => [
    from === null ? "–" : quote(from, 39),
    quote(to, 39),
    quote(kind, 20),
    `[${quote(what, 60)}](${commentLink({ id: comment, issue }, world.snapshot)})`,
    STATUS[status],
    quote(priority, 12),
  ]);
  const heads = ["From", "To", "Kind", "What", "Status", "Priority"];
  return section("Integration queue", renderTable({ heads, rows }, most));
}

export function sayRisk({ issue, why }: Risk, { issues }: World): string {
  const about = issues.get(issue);
  return `${about === undefined ? `#${issue}` : nameIssue(about, 50)} ${why}`;
}

export function renderRisks({ world }: Scene, most: number): string {
  const lines = findRisks(world).map((risk) => sayRisk(risk, world));
  return lines.length === 0 ? "" : section("Risks", renderList(lines, most));
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/** Time as it passes on the wall, nights and weekends included. */
function sayTime(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (minutes < 2 * DAY_MINUTES) return showMinutes(minutes);
  return `${Math.round((minutes * 10) / DAY_MINUTES) / 10} days`;
}

export function sayFigures({ finished, cycleMs, blockedShare, restarted }: ProgressFigures): readonly string[] {
  return [
    `Finished: ${finished}`,
    ...(cycleMs === null ? [] : [`From taken to finished: ${sayTime(cycleMs)} (half took longer)`]),
    ...(blockedShare === null ? [] : [`Blocked for ${Math.round(blockedShare * 100)} % of their time`]),
    ...(restarted === 0 ? [] : [`Begun again, after being given back or lost to silence: ${restarted}`]),
  ];
}

const MOST_HELD = 8;

/** Notices that wait because somebody they are for has had enough of them today. */
export function renderHeldBack({ held, world }: Scene): string {
  if (held.length === 0) return "";
  const { perDay } = world.snapshot.settings.notifications;
  const lead = `Nobody gets more than ${perDay} comments a day that they did not ask for. These wait until tomorrow:`;
  const lines = held.map(({ issue, to, because }) => {
    const about = world.issues.get(issue);
    const name = about === undefined ? `#${issue}` : nameIssue(about, 50);
    return `${name}, for ${listWords(to.map((login) => quote(login, 39)))}: ${because}`;
  });
  return section("Held back", `${lead}\n\n${renderList(lines, MOST_HELD)}`);
}

/** Comments notify people; edits of this page and reactions do not. */
function sayNotifications(world: World, yesterday: string): string {
  const { app, settings, comments } = world.snapshot;
  const unasked = Math.max(0, ...noticesOn(yesterday, world).values());
  const count = comments.filter(
    ({ author, createdAt }) => author?.id === app.botId && localDate(createdAt, settings.timezone) === yesterday,
  ).length;
  const most =
    unasked === 0 ? "" : `; at most ${unasked} for one person who did not ask (limit ${settings.notifications.perDay})`;
  return `Comments by Signalbox yesterday: ${count}${most}`;
}

/** Nothing before the first task is finished. */
export function renderMetrics({ world }: Scene): string {
  const all = progressFigures(world, null, null);
  if (all.finished === 0) return "";
  const today = localDate(world.snapshot.now, world.snapshot.settings.timezone);
  const week = progressFigures(world, addDays(today, -6), null);
  const lines = [
    ...sayFigures(all),
    `Finished in the last seven days: ${week.finished}`,
    sayNotifications(world, addDays(today, -1)),
  ];
  return section("Metrics", renderList(lines, lines.length));
}
