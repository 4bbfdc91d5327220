/** The tables of the dashboard by status: what is ready, in progress, in review, blocked and on hold. */
import { shortWaits } from "../core/explain.ts";
import { quote } from "../core/quote.ts";
import { showTime, showTimeInCell } from "../core/show-time.ts";
import { findWorker, isOffered } from "../core/workers.ts";
import type { Task, World } from "../core/world.ts";
import { holderOf, labelLink, labelledAt, nameTask, type Scene, section, sinceInCell } from "./scene.ts";
import { renderTable } from "./table.ts";

function nextFor(task: Task, { schedule, world }: Scene): string {
  const given = schedule.given.find((one) => one.issue === task.issue.number);
  if (given) {
    const isMeant = isOffered(findWorker(world.workers, given.worker)) ? "offered to" : "next for";
    return `${world.isLive ? isMeant : "would suit"} ${quote(given.worker, 39)}`;
  }
  const held = schedule.waiting.find((one) => one.issue === task.issue.number);
  return held === undefined || world.workers.length === 0 ? "free: `/claim` takes it" : held.why;
}

export function renderReady(scene: Scene, most: number): string {
  const rows = scene.by.ready.map((task) => [nameTask(task), nextFor(task, scene)]);
  const { labels } = scene.world.snapshot.settings;
  return section("Ready", renderTable({ heads: ["Task", "Next"], rows }, most, labelLink(labels.ready, scene.world)));
}

function whoAndSince(tasks: readonly Task[], world: World): string[][] {
  return tasks.map((task) => [nameTask(task), holderOf(task), sinceInCell(task, world)]);
}

export function renderInProgress({ by, world }: Scene, most: number): string {
  const table = { heads: ["Task", "Who", "Since"], rows: whoAndSince(by["in progress"], world) };
  return section(
    "In progress",
    renderTable(table, most, labelLink(world.snapshot.settings.labels["in progress"], world)),
  );
}

/** Since when it waits for a review: the word that asked for it, else the label. */
export function reviewSince(task: Task, world: World, show: typeof showTimeInCell = showTime): string {
  const { settings, now } = world.snapshot;
  const asked = (world.facts.get(task.issue.number) ?? []).findLast(
    (fact) => fact.kind === "review" || fact.kind === "done",
  );
  const at = asked?.at ?? labelledAt(task, settings.labels["in review"]);
  return at === null ? "" : show(at, settings.timezone, now);
}

export function renderInReview({ by, world }: Scene, most: number): string {
  // A gate is nobody's work: it stands beside its phase and with what needs a person.
  const built = by["in review"].filter(({ gate }) => gate === null);
  const rows = built.map((task) => [nameTask(task), holderOf(task), reviewSince(task, world, showTimeInCell)]);
  const link = labelLink(world.snapshot.settings.labels["in review"], world);
  return section("In review", renderTable({ heads: ["Task", "Built by", "Since"], rows }, most, link));
}

export function renderBlocked({ by, world }: Scene, most: number): string {
  const rows = by.blocked.map((task) => [
    nameTask(task),
    `${shortWaits(task, world.snapshot.repo)}${task.holder === null ? "" : `; started by ${holderOf(task)}`}`,
  ]);
  const link = labelLink(world.snapshot.settings.labels.blocked, world);
  return section("Blocked", renderTable({ heads: ["Task", "Waits for"], rows }, most, link));
}

export function renderOnHold({ by, world }: Scene, most: number): string {
  const rows = by.hold.map((task) => {
    const who = task.hold?.by ? `${quote(task.hold.by, 39)}: ` : "";
    return [nameTask(task), `${who}${quote(task.hold?.reason ?? "no reason given", 120)}`];
  });
  const link = labelLink(world.snapshot.settings.labels.hold, world);
  return section("On hold", renderTable({ heads: ["Task", "Why"], rows }, most, link));
}
