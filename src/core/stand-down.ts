/** People's own hands on our status labels: undone once with an explanation, then left alone until the graph changes. */

import { isToBeClosed } from "./handed-in.ts";
import { heardSince } from "./hubs.ts";
import { msBetween } from "./local-time.ts";
import type { Fact, Issue, TimelineEntry } from "./model.ts";
import { isSameName, wearsLabel } from "./model.ts";
import type { Told } from "./plugins.ts";
import type { Task, World } from "./world.ts";

const DAY_MS = 86_400_000;

/** Names of the four labels that show a status; `hold` and `urgent` belong to people. */
export function statusLabels(world: World): readonly string[] {
  const { labels } = world.snapshot.settings;
  return [labels.ready, labels.blocked, labels["in progress"], labels["in review"]];
}

/** The one status label the task should wear; null for none. */
export function wantedLabel(task: Task, world: World): string | null {
  if (task.isContainer || task.status === "done" || task.status === "hold") return null;
  // Put on a moment before the issue is closed it would have to come off again at once.
  if (isToBeClosed(task, world)) return null;
  return world.snapshot.settings.labels[task.status];
}

/** A change by anybody but us, with the status labels (in small letters) worn before and after it. */
interface Change {
  readonly entries: TimelineEntry[];
  readonly at: string;
  readonly before: ReadonlySet<string>;
  after: ReadonlySet<string>;
  /** The issue was opened with it. */
  readonly isPreset: boolean;
}

/** One label taken off and another put on in one go are one change, which began with the first of both. */
const SWAP_MS = 30_000;

function isSameChange({ entries: [first, second], at }: Change, entry: TimelineEntry): boolean {
  if (entry.at === at) return true;
  const isOther = first?.kind !== entry.kind && !isSameName(first?.label ?? "", entry.label);
  const isSameHand = first?.actor?.id === entry.actor?.id;
  return second === undefined && isOther && isSameHand && msBetween(at, entry.at) < SWAP_MS;
}

/** Among `names` those worn before the first change that is known: of a long history only the end is read. */
function wornAtFirst(issue: Issue, names: ReadonlySet<string>): ReadonlySet<string> {
  const isWorn = (name: string) => {
    const first = issue.timeline.find(
      ({ kind, label }) => (kind === "labeled" || kind === "unlabeled") && isSameName(name, label),
    );
    return first === undefined ? wearsLabel(issue, name) : first.kind === "unlabeled";
  };
  return new Set([...names].filter(isWorn));
}

/** Oldest first. */
function handMade({ issue }: Task, world: World): readonly Change[] {
  const { botId } = world.snapshot.app;
  // Most timelines hold nobody's hand but ours, and there are many.
  if (!issue.timeline.some(({ kind, actor }) => (kind === "labeled" || kind === "unlabeled") && actor?.id !== botId))
    return [];
  const names = new Set(statusLabels(world).map((label) => label.toLowerCase()));
  const changes: Change[] = [];
  let worn = wornAtFirst(issue, names);
  for (const entry of issue.timeline) {
    const label = entry.label?.toLowerCase() ?? "";
    if ((entry.kind !== "labeled" && entry.kind !== "unlabeled") || !names.has(label)) continue;
    const before = worn;
    worn = new Set([...worn].filter((one) => one !== label).concat(entry.kind === "labeled" ? [label] : []));
    const open = changes.at(-1);
    if (entry.actor?.id === botId) continue;
    if (open !== undefined && isSameChange(open, entry)) {
      open.entries.push(entry);
      open.after = worn;
    } else
      changes.push({ entries: [entry], at: entry.at, before, after: worn, isPreset: entry.at === issue.createdAt });
  }
  return changes;
}

/** Nobody remembers whether a label that an issue was opened with did fit then: only a new issue's is judged. */
const NEW_MS = 60_000;

/** Against what the graph says and said before: one that fits, or that the graph has gone beyond, needs no word. */
function isAgainst({ at, before, after, isPreset }: Change, wanted: string | null, now: string): boolean {
  const isWanted = (worn: ReadonlySet<string>) =>
    wanted === null ? worn.size === 0 : worn.size === 1 && worn.has(wanted.toLowerCase());
  if (isWanted(after)) return false;
  return isWanted(before) || (isPreset && msBetween(at, now) < NEW_MS);
}

function standDown(task: Task, world: World): Told | null {
  const since = heardSince(world) ?? "";
  const { now } = world.snapshot;
  const changes = handMade(task, world).filter(({ at }) => at > since);
  const last = changes.at(-1);
  if (last === undefined) return null;
  const told = (world.facts.get(task.issue.number) ?? []).filter(isAboutLabel);
  const isTold = ({ at }: Change) => told.some(({ changedAt }) => changedAt === at);
  const wanted = wantedLabel(task, world);
  if (isTold(last) || !isAgainst(last, wanted, now)) return null;
  const isAgain = changes
    .slice(0, -1)
    .some((one) => msBetween(one.at, last.at) < DAY_MS && (isTold(one) || isAgainst(one, wanted, now)));
  const about = { changedAt: last.at, at: now, from: { comment: null, key: `label@${last.at}` } };
  const fact: Fact = isAgain ? { kind: "stands-down", status: task.status, ...about } : { kind: "put-back", ...about };
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
  // On closed issues only what is to be taken off again is a matter.
  const isConcerned = ({ issue }: Task) =>
    issue.isOpen || statusLabels(world).some((label) => wearsLabel(issue, label));
  const concerned = [...world.tasks.values()].filter(isConcerned);
  return concerned.map((task) => standDown(task, world)).filter((told) => told !== null);
}
