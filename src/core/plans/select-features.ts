/** A plan made of features chosen from a catalogue: what they require comes along, ranges follow one another. */

import { emptyTask, type Plan, type PlanFeature, type PlanWarning } from "./plan.ts";

export interface Selection {
  readonly plan: Plan;
  readonly warnings: readonly PlanWarning[];
}

/** Names that the catalogue does not have; nothing is planned then. */
export interface UnknownFeatures {
  readonly unknown: readonly string[];
}

/**
 * One task for each feature that is wanted or required by one, those required first, each in a phase of its own. The
 * ranges keep their lengths and are laid end to end from 1. Names are compared without case, ids before titles.
 */
export function selectFeatures(plan: Plan, wanted: readonly string[]): Selection | UnknownFeatures {
  const found = wanted.map((name) => ({ name, feature: findFeature(plan, name) }));
  const unknown = found.filter(({ feature }) => feature === undefined).map(({ name }) => name);
  if (unknown.length > 0) return { unknown };
  const asked = found.flatMap(({ feature }) => feature ?? []);
  const features = withRequired(plan, asked);
  const warnings = features.flatMap((feature) => missingOf(plan, feature));
  const title = `${plan.title}: ${asked.map((feature) => feature.title).join(", ")}`.slice(0, 256);
  const ranges = laidEndToEnd(features);
  const phases = features.map((feature, order) => {
    const range = ranges.get(feature.id);
    const calendar = range === undefined ? null : { unit: "cycle" as const, ...range };
    return { id: feature.id, title: feature.title, taskIds: [feature.id], order, calendar, line: feature.line };
  });
  const tasks = features.map((feature) => toTask(plan, feature));
  return { plan: { ...plan, title, tasks, phases, tracks: [], gates: [], milestones: [], claims: [] }, warnings };
}

function findFeature({ catalogue }: Plan, name: string): PlanFeature | undefined {
  const wanted = name.trim().toLowerCase();
  const byId = catalogue.find(({ id }) => id.toLowerCase() === wanted);
  return byId ?? catalogue.find(({ title }) => title.toLowerCase() === wanted);
}

/** Depth first in the order asked for, so that what is required stands before what requires it; a circle is kept. */
function withRequired(plan: Plan, asked: readonly PlanFeature[]): PlanFeature[] {
  const begun = new Set<PlanFeature>();
  const ordered: PlanFeature[] = [];
  const work = asked.toReversed().map((feature) => ({ feature, isLeaving: false }));
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { feature, isLeaving } = next;
    if (isLeaving) ordered.push(feature);
    if (isLeaving || begun.has(feature)) continue;
    begun.add(feature);
    work.push({ feature, isLeaving: true });
    const required = feature.requires.flatMap((name) => findFeature(plan, name) ?? []);
    for (const one of required.toReversed()) work.push({ feature: one, isLeaving: false });
  }
  return ordered;
}

function missingOf(plan: Plan, feature: PlanFeature): PlanWarning[] {
  const missing = feature.requires.filter((name) => findFeature(plan, name) === undefined);
  return missing.map((name) => ({
    line: feature.line ?? 0,
    message: `${feature.id} requires ${name}, which the catalogue does not have: it is left out of this plan.`,
  }));
}

function laidEndToEnd(features: readonly PlanFeature[]): Map<string, { from: number; to: number }> {
  const ranges = new Map<string, { from: number; to: number }>();
  let next = 1;
  for (const { id, range } of features) {
    if (range === null) continue;
    const to = next + range.to - range.from;
    ranges.set(id, { from: next, to });
    next = to + 1;
  }
  return ranges;
}

/** A task of the document with the feature's name lends what the catalogue does not say. */
function toTask(plan: Plan, feature: PlanFeature): Plan["tasks"][number] {
  const { id, title, line } = feature;
  const same = plan.tasks.find((task) => task.id === id || task.aliases.includes(id));
  return {
    ...emptyTask(id, title),
    ...same,
    id,
    title,
    line,
    phase: id,
    owner: feature.specialist ?? same?.owner ?? null,
    estimateMinutes: feature.estimateMinutes ?? same?.estimateMinutes ?? null,
    dependsOn: feature.requires.flatMap((name) => findFeature(plan, name)?.id ?? []),
    softDependsOn: [],
    inferredDependsOn: [],
  };
}
