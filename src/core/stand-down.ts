/** People's own hands on our status labels: undone once with an explanation, then left alone until the graph changes. */
import { heardSince } from "./hubs.ts";
import { msBetween } from "./local-time.ts";
import type { Fact, TimelineEntry } from "./model.ts";
import type { Told } from "./plugins.ts";
import type { Task, World } from "./world.ts";

const DAY_MS = 86_400_000;

/** Names of the four labels that show a status; `hold` and `urgent` belong to people. */
export function statusLabels(world: World): readonly string[] {
  const { labels } = world.snapshot.settings;
  return [labels.ready, labels.blocked, labels["in progress"], labels["in review"]];
}

/** Changes of status labels by anybody but us, oldest first. */
function handMade(task: Task, world: World): readonly TimelineEntry[] {
  const names = new Set(statusLabels(world).map((label) => label.toLowerCase()));
  return task.issue.timeline.filter(
    (entry) =>
      (entry.kind === "labeled" || entry.kind === "unlabeled") &&
      names.has(entry.label?.toLowerCase() ?? "") &&
      entry.actor?.id !== world.snapshot.app.botId,
  );
}

function standDown(task: Task, world: World): Told | null {
  const since = heardSince(world) ?? "";
  const changes = handMade(task, world).filter((entry) => entry.at > since);
  const last = changes.at(-1);
  if (last === undefined) return null;
  const previous = changes.at(-2);
  const isAgain = previous !== undefined && previous.at !== last.at && msBetween(previous.at, last.at) < DAY_MS;
  const facts = world.facts.get(task.issue.number) ?? [];
  const { at: changedAt } = last;
  if (facts.some((fact) => isAboutLabel(fact) && fact.changedAt === changedAt)) return null;
  const told = { changedAt, at: world.snapshot.now, from: { comment: null, key: `label@${changedAt}` } };
  const fact: Fact = isAgain ? { kind: "stands-down", status: task.status, ...told } : { kind: "put-back", ...told };
  return { issue: task.issue.number, fact };
}

function isAboutLabel(fact: Fact): fact is Extract<Fact, { kind: "put-back" | "stands-down" }> {
  return fact.kind === "put-back" || fact.kind === "stands-down";
}

/** True while the status is the one for which a person told us twice to leave the label alone. */
export function standsDown(task: Task, world: World): boolean {
  const facts = world.facts.get(task.issue.number) ?? [];
  return facts.findLast((fact) => fact.kind === "stands-down")?.status === task.status;
}

/** First change by hand: a notice. Second within a day: stand down. */
export function findStandDowns(world: World): readonly Told[] {
  const open = [...world.tasks.values()].filter((task) => task.issue.isOpen && !task.isContainer);
  return open.map((task) => standDown(task, world)).filter((told) => told !== null);
}
