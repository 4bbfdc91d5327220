/** Plans as issues: what is missing is made in order and at a pace, what differs is brought up to date, hands are respected. */
import type { Action } from "../actions.ts";
import { visibleText } from "../marker-text.ts";
import type { Comment, Marker } from "../model.ts";
import { appliedPlans, type ChosenPlan } from "../plans/apply/applied-plans.ts";
import { isUnder, placeName } from "../plans/apply/compare-places.ts";
import { type Comparison, comparePlan, type PlanEdit } from "../plans/apply/compare-plan.ts";
import { writeMap } from "../plans/apply/find-plan-issues.ts";
import { itemMarker, itemText, keepTicks, shownBody } from "../plans/apply/item-text.ts";
import { comesAfter, gateItemId, itemKey } from "../plans/apply/plan-items.ts";
import { planPace } from "../plans/apply/plan-pace.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

export interface PlanIssuesPlan {
  readonly actions: readonly Action[];
  readonly recheckAt: readonly string[];
}

export function planTaskIssues(world: World, plugins: Plugins): PlanIssuesPlan {
  const actions: Action[] = [];
  const recheckAt: string[] = [];
  let made = 0;
  for (const plan of appliedPlans(world).plans) {
    const compared = comparePlan(plan, world, plugins.views);
    const one = planOnePlan({ plan, compared, made }, world, plugins);
    actions.push(...one.actions);
    recheckAt.push(...one.recheckAt);
    made += one.actions.filter(({ kind }) => kind === "create-issue").length;
  }
  return { actions, recheckAt };
}

interface ComparedPlan {
  readonly plan: ChosenPlan;
  readonly compared: Comparison;
  /** Issues that other plans make in this pass. */
  readonly made: number;
}

export function planOnePlan({ plan, compared, made }: ComparedPlan, world: World, plugins: Plugins): PlanIssuesPlan {
  const create = creations(plan, compared, plugins);
  const pace = planPace(world);
  const now = create.slice(0, Math.max(0, pace.room - made));
  return {
    actions: [
      ...planMap(plan, compared, world, plugins),
      ...definitions(now, compared.edit, world),
      ...now,
      ...changes(plan, compared, plugins),
    ],
    recheckAt: create.length > now.length ? [pace.nextAt] : [],
  };
}

/** Items whose parent and blockers have their numbers; in a circle the first of the document does not wait. */
function creations(plan: ChosenPlan, { create, items, issues }: Comparison, { views }: Plugins): readonly Action[] {
  const rank = new Map(items.map(({ id }, at) => [id, at]));
  const coming = new Set(create.map(({ id }) => id));
  return create.flatMap((item): readonly Action[] => {
    const at = rank.get(item.id) ?? 0;
    const isEarlier = (id: string) => (rank.get(id) ?? Number.POSITIVE_INFINITY) < at;
    if (comesAfter(item).some((id) => coming.has(id) && isEarlier(id))) return [];
    const { body, print } = itemText(item, issues.numbers, plan.path, views);
    const parent = item.parent === null ? undefined : issues.numbers.get(item.parent);
    const marker = itemMarker(plan.path, item, print, placeName(parent ?? null));
    const because = `${item.kind} ${item.gate?.id ?? item.task.id} of ${plan.path}`;
    const { title, labels } = item;
    return [
      { kind: "create-issue", title, body, labels, ...(parent === undefined ? {} : { parent }), marker, because },
    ];
  });
}

const LOOKS = {
  track: { color: "1d76db", description: "A line of work of the plan" },
  phase: { color: "c5def5", description: "A stage of the plan" },
} as const;

/** Labels are defined before their first use: else they would get a colour by chance. */
function definitions(create: readonly Action[], edit: readonly PlanEdit[], { issues }: World): readonly Action[] {
  const worn = new Set([...issues.values()].flatMap(({ labels }) => labels.map((label) => label.toLowerCase())));
  const wanted = [
    ...create.flatMap((action) => (action.kind === "create-issue" ? action.labels : [])),
    ...edit.flatMap(({ addLabels, isDue }) => (isDue ? addLabels : [])),
  ];
  const fresh = [...new Set(wanted)].filter((name) => !worn.has(name.toLowerCase()));
  return fresh.map((name): Action => {
    const look = name.startsWith("track:") ? LOOKS.track : LOOKS.phase;
    return { kind: "create-label", name, ...look, because: "first use" };
  });
}

/** Labels and place before the text: the text's marker remembers them. */
function changes(plan: ChosenPlan, compared: Comparison, { views }: Plugins): readonly Action[] {
  const { edit, finish, close, over, move } = compared;
  const done = `it was done when ${plan.path} was applied`;
  return [
    ...finish.map((issue): Action => ({ kind: "close", issue, reason: "completed", because: done })),
    ...move.map((one): Action => ({ kind: "set-parent", ...one, because: `its phase in ${plan.path}` })),
    ...edit.flatMap((one) => (one.isDue ? editOne(plan, one) : [])),
    ...over.flatMap((phase) => endPhase(plan, phase, views)),
    ...close.map((issue): Action => {
      return { kind: "close", issue, reason: "not_planned", because: `it is no longer in ${plan.path}` };
    }),
  ];
}

/** The word first: a phase that is closed says why. */
function endPhase({ path }: ChosenPlan, issue: number, views: Plugins["views"]): readonly Action[] {
  const because = `every task of this phase of ${path} is done`;
  const marker: Marker = { kind: "notice", key: `phase-done:${issue}`, facts: [], settled: [], data: {} };
  return [
    { kind: "write-comment", issue, comment: null, body: views.phaseDone(), marker, because },
    { kind: "close", issue, reason: "completed", because },
  ];
}

function editOne({ path }: ChosenPlan, edit: PlanEdit): readonly Action[] {
  const { item, issue, text, addLabels, removeLabels, place } = edit;
  const because = `${path} says so now`;
  const { number, title, body: basedOn } = issue;
  const marker = itemMarker(path, item, text.print, place.remember);
  const { moveTo: parent } = place;
  const renamed = title === item.title ? {} : { title: item.title };
  const body = keepTicks(text.body, shownBody(basedOn));
  return [
    ...addLabels.map((label): Action => ({ kind: "add-label", issue: number, label, because })),
    ...removeLabels.map((label): Action => ({ kind: "remove-label", issue: number, label, because })),
    ...(parent === undefined ? [] : [{ kind: "set-parent", issue: number, parent, because } as const]),
    { kind: "edit-issue", issue: number, body, basedOn, ...renamed, marker, because },
  ];
}

/** The map of the plan on the coordination issue, in as many comments as it takes: which issue each item is. */
function planMap(plan: ChosenPlan, compared: Comparison, world: World, { views }: Plugins): readonly Action[] {
  const { coordination } = world;
  const { numbers, gone } = compared.issues;
  if (coordination === null || numbers.size === 0) return [];
  const parts = writeMap(new Map([...gone, ...numbers]));
  const placed = adoptedInPlace(compared, world).join(" ");
  const total = compared.create.length + numbers.size;
  return parts.flatMap((issues, at): readonly Action[] => {
    const key = `plan:${plan.path}${at === 0 ? "" : ` (${at + 1})`}`;
    const marker: Marker = {
      kind: "plan",
      key,
      facts: [],
      settled: [],
      data: { path: plan.path, issues, ...(at === 0 && placed !== "" ? { placed } : {}) },
    };
    const body = views.planMap({ path: plan.path, made: numbers.size, total, part: at + 1 });
    const before = findMap(key, world);
    const isCurrent =
      before?.marker?.data["issues"] === issues &&
      before.marker.data["placed"] === marker.data["placed"] &&
      visibleText(before.body) === body.trim();
    if (isCurrent) return [];
    const place = { issue: before?.issue ?? coordination.number, comment: before?.id ?? null };
    return [{ kind: "write-comment", ...place, body, marker, because: "who is which issue of the plan" }];
  });
}

/** Adopted issues with the phase under which they stand, or where we put them last. */
function adoptedInPlace({ items, issues: { numbers, placed } }: Comparison, world: World): readonly string[] {
  const adopted = items.flatMap(({ task, parent }) => {
    const number = task.adopts === null || parent === null ? undefined : numbers.get(task.id);
    const phase = parent === null ? undefined : numbers.get(parent);
    if (number === undefined) return [];
    const isThere = phase !== undefined && isUnder(world.issues.get(number), phase, world);
    const at = isThere ? phase : placed.get(number);
    return at === undefined ? [] : [`${number}:${at}`];
  });
  return adopted.sort();
}

function findMap(key: string, { snapshot }: World): Comment | undefined {
  return snapshot.comments.find(({ marker }) => marker?.kind === "plan" && marker.key === key);
}

/** Gates of the settings as issues, each once, by its phase and title. */
export function planGatesOfSettings({ snapshot }: World, { views }: Plugins): readonly Action[] {
  const { issues } = snapshot.settings.gates;
  if (issues.length === 0) return [];
  const keys = new Set([...snapshot.issueMarkers.values()].map(({ key }) => key));
  return issues.flatMap(({ title, phase, criteria, approver = null, fresh }): readonly Action[] => {
    const id = `${phase}/${title}`;
    const key = itemKey("settings", gateItemId(id));
    if (keys.has(key)) return [];
    const boxes = criteria.map((text) => ({ text, done: false }));
    const gate = {
      id,
      title,
      criteria: boxes,
      approver,
      status: "open",
      fresh,
      after: [],
      before: [],
      line: null,
    } as const;
    const body = views.gateIssue({ ...gate, after: [], before: [] }, [], [], phase);
    const marker: Marker = { kind: "task", key, facts: [], settled: [], data: { gate: true } };
    return [
      { kind: "create-issue", title: `Gate: ${title}`, body, labels: [], marker, because: "a gate of the settings" },
    ];
  });
}
