/** Which plan documents are to be issues here: those that `/plan apply` named, the settings follow, or the caller gave. */

import type { Actor, Fact, Source } from "../../model.ts";
import { readPlan } from "../../plan-document.ts";
import type { KnownFile, World } from "../../world.ts";
import type { Plan, PlanWarning } from "../plan.ts";
import { selectFeatures } from "../select-features.ts";

/** A file to be read; `since` (ISO): not as it was before. */
export interface FileWish {
  readonly path: string;
  readonly since: string | null;
}

/** What is to be made of a document. */
export interface PlanChoice {
  /** `docs/plan.md`, or `#12` for the text of an issue. */
  readonly path: string;
  readonly select: readonly string[];
  readonly includeDone: boolean;
}

/** A document as a plan that could be applied. */
export interface ChosenPlan extends PlanChoice {
  readonly plan: Plan;
  /** Ids of everything the document holds, chosen or not: what is not chosen is not gone. */
  readonly known: ReadonlySet<string>;
  readonly warnings: readonly PlanWarning[];
}

export interface AppliedPlan extends ChosenPlan {
  /** Who let it be applied; null when the settings or the caller did. */
  readonly by: Actor | null;
  readonly from: Source | null;
}

export interface AppliedPlans {
  readonly plans: readonly AppliedPlan[];
  /** Documents that are no longer what was applied: nothing more is written for them. */
  readonly changed: readonly { readonly path: string; readonly why: string }[];
  readonly needs: readonly FileWish[];
}

type Applied = Extract<Fact, { kind: "applied" }>;

/** The last few documents read, by hash and choice: the same text comes in pass after pass. */
const chosen = new Map<string, ChosenPlan | string>();
const MOST_CHOSEN = 8;

/** The plan in a file, or the end of a sentence that says why there is none. */
export function choosePlan(file: KnownFile, choice: PlanChoice): ChosenPlan | string {
  const key = JSON.stringify([file.hash, file.text === null, choice.path, choice.select, choice.includeDone]);
  const before = chosen.get(key);
  if (before !== undefined) return before;
  const made = choose(file, choice);
  if (chosen.size >= MOST_CHOSEN) chosen.clear();
  chosen.set(key, made);
  return made;
}

function choose({ text }: KnownFile, choice: PlanChoice): ChosenPlan | string {
  if (text === null) return "is not there, or cannot be seen by Signalbox";
  const { plan, warnings } = readPlan(text, { path: choice.path });
  if (plan === null) return `cannot be read as a plan: ${warnings[0]?.message ?? "nothing in it fits"}`;
  const known = new Set([...plan.tasks, ...plan.gates, ...plan.phases, ...plan.catalogue].map(({ id }) => id));
  if (choice.select.length > 0) {
    const selection = selectFeatures(plan, choice.select);
    if ("unknown" in selection) return `has no ${selection.unknown.join(", ")} in its catalogue`;
    return { ...choice, plan: selection.plan, known, warnings: [...warnings, ...selection.warnings] };
  }
  if (plan.tasks.length > 0) return { ...choice, plan, known, warnings };
  const features = plan.catalogue.slice(0, 3).map(({ id }) => id);
  return features.length === 0 ? "holds no task" : `holds only a catalogue: choose with select=${features.join(",")}`;
}

/** The last word about each document. */
function lastApplied({ facts, coordination }: World): readonly Applied[] {
  const told = coordination === null ? [] : (facts.get(coordination.number) ?? []);
  const last = new Map(told.flatMap((fact) => (fact.kind === "applied" ? [[fact.plan, fact] as const] : [])));
  return [...last.values()].filter(({ hash }) => hash !== "");
}

const CHANGED = "changed since it was applied, so nothing more is written for it";

const found = new WeakMap<World, AppliedPlans>();

export function appliedPlans(world: World): AppliedPlans {
  const before = found.get(world);
  if (before !== undefined) return before;
  const made = find(world);
  found.set(world, made);
  return made;
}

/** Since when the default branch may hold another text; ISO, null when nothing was merged. */
function lastMerge({ snapshot }: World): string | null {
  const times = snapshot.issues.flatMap(({ isMerged, closedAt }) => (isMerged && closedAt !== null ? [closedAt] : []));
  return times.sort().at(-1) ?? null;
}

function find(world: World): AppliedPlans {
  const { snapshot } = world;
  const plans: AppliedPlan[] = [];
  const changed: { path: string; why: string }[] = [];
  const needs: FileWish[] = [];
  const followed = snapshot.settings.plans.filter(({ onMerge }) => onMerge === "apply").map(({ path }) => path);
  const mergedAt = followed.length === 0 ? null : lastMerge(world);
  const add = (choice: PlanChoice, hash: string | null, by: Actor | null, from: Source | null) => {
    const file = snapshot.files?.get(choice.path);
    needs.push({ path: choice.path, since: hash === null ? mergedAt : null });
    if (file === undefined) return;
    const plan = hash === null || file.hash === hash ? choosePlan(file, choice) : CHANGED;
    if (typeof plan === "string") changed.push({ path: choice.path, why: plan });
    else plans.push({ ...plan, by, from });
  };
  for (const path of followed) add({ path, select: [], includeDone: false }, null, null, null);
  for (const { plan: path, select, includeDone, hash, by, from } of lastApplied(world)) {
    if (!followed.includes(path)) add({ path, select, includeDone }, hash, by, from);
  }
  return { plans, changed, needs };
}
