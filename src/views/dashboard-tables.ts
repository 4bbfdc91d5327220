/** The tables of the dashboard by status: what is ready, in progress, in review, blocked and on hold. */
import { shortWaits } from "../core/explain.ts";
import { quote } from "../core/quote.ts";
import { showTime, showTimeInCell } from "../core/show-time.ts";
import { findWorker, isOffered } from "../core/workers.ts";
import type { Task, World } from "../core/world.ts";
import { holderOf, labelLink, labelledAt, nameTask, type Scene, section, sinceInCell } from "./scene.ts";
import { renderRows } from "./table.ts";

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
  const link = labelLink(scene.world.snapshot.settings.labels.ready, scene.world);
  const cellsOf = (task: Task) => [nameTask(task), nextFor(task, scene)];
  return section("Ready", renderRows(["Task", "Next"], scene.by.ready, cellsOf, most, link));
}

export function renderInProgress({ by, world }: Scene, most: number): string {
  const link = labelLink(world.snapshot.settings.labels["in progress"], world);
  const cellsOf = (task: Task) => [nameTask(task), holderOf(task), sinceInCell(task, world)];
  return section("In progress", renderRows(["Task", "Who", "Since"], by["in progress"], cellsOf, most, link));
}

/** Since when it waits for a review: the word that asked for it, else the label. */
export function reviewSince(task: Task, world: World, show: typeof showTimeInCell = showTime): string {
  const { settings } = world.snapshot;
  const asked = (world.facts.get(task.issue.number) ?? []).findLast(
    (fact) => fact.kind === "review" || fact.kind === "done",
  );
  const at = asked?.at ?? labelledAt(task, settings.labels["in review"]);
  return at === null ? "" : show(at, world.snapshot);
}

export function renderInReview({ by, world }: Scene, most: number): string {
  // A gate is nobody's work: it stands beside its phase and with what needs a person.
  const built = by["in review"].filter(({ gate }) => gate === null);
  const cellsOf = (task: Task) => [nameTask(task), holderOf(task), reviewSince(task, world, showTimeInCell)];
  const link = labelLink(world.snapshot.settings.labels["in review"], world);
  return section("In review", renderRows(["Task", "Built by", "Since"], built, cellsOf, most, link));
}

export function renderBlocked({ by, world }: Scene, most: number): string {
  const cellsOf = (task: Task) => {
    const started = task.holder === null ? "" : `; started by ${holderOf(task)}`;
    return [nameTask(task), `${shortWaits(task, world.snapshot.repo)}${started}`];
  };
  const link = labelLink(world.snapshot.settings.labels.blocked, world);
  return section("Blocked", renderRows(["Task", "Waits for"], by.blocked, cellsOf, most, link));
}

export function renderOnHold({ by, world }: Scene, most: number): string {
  const cellsOf = (task: Task) => {
    const who = task.hold?.by ? `${quote(task.hold.by, 39)}: ` : "";
    return [nameTask(task), `${who}${quote(task.hold?.reason ?? "no reason given", 120)}`];
  };
  const link = labelLink(world.snapshot.settings.labels.hold, world);
  return section("On hold", renderRows(["Task", "Why"], by.hold, cellsOf, most, link));
}
