/** A coordinated repository as a plan document: its tasks, gates, phases and tracks, by the ids they were planned with. */
import { holds } from "../../judge-edges.ts";
import { isHere } from "../../model.ts";
import type { Status, Task, World } from "../../world.ts";
import { type Plan, planSchema, type TaskStatus } from "../plan.ts";

type Input = Record<string, unknown>;

export interface WorldPlan {
  readonly plan: Plan;
  /** Issue number -> id in the plan. */
  readonly ids: ReadonlyMap<number, string>;
  /** What a plan has no place for, as sentences. */
  readonly left: readonly string[];
}

const STATUS: Readonly<Record<Status, TaskStatus>> = {
  ready: "open",
  blocked: "blocked",
  hold: "blocked",
  "in progress": "in progress",
  "in review": "in review",
  done: "done",
};

const PLANNED = /^task:.{1,500}?:(\/(?:gate|phase)\/)?([^/:].{0,79})$/;

/** The id that the issue was planned with, unless another task here has it: then its number. */
function idsOf(world: World, told: ReadonlyMap<number, string>): Map<number, string> {
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const number of [...world.tasks.keys()].sort((a, b) => a - b)) {
    const marker = world.snapshot.issueMarkers.get(number);
    const planned = told.get(number) ?? (marker?.kind === "task" ? PLANNED.exec(marker.key)?.[2] : undefined);
    const id = planned === undefined || taken.has(planned) ? `#${number}` : planned;
    taken.add(id);
    ids.set(number, id);
  }
  return ids;
}

type Pairs = ReadonlyMap<number, ReadonlySet<number>>;

interface Waits {
  readonly hard: Pairs;
  readonly soft: Pairs;
  /** Waits for issues of other repositories. */
  readonly elsewhere: number;
}

/** Leaves under a container, the issue itself for a task of its own. */
function leavesOf(world: World): (number: number) => readonly number[] {
  const children = new Map<number, number[]>();
  for (const { issue } of world.tasks.values()) {
    const parent = issue.parent ?? world.meanings.get(issue.number)?.parent?.ref ?? null;
    if (parent === null || !isHere(parent, world.snapshot.repo)) continue;
    children.set(parent.number, [...(children.get(parent.number) ?? []), issue.number]);
  }
  const leaves = (number: number, seen: ReadonlySet<number>): readonly number[] => {
    if (seen.has(number)) return [];
    if (world.tasks.get(number)?.isContainer !== true) return [number];
    return (children.get(number) ?? []).flatMap((child) => leaves(child, new Set([...seen, number])));
  };
  return (number) => leaves(number, new Set());
}

/** What waits for what between the tasks, each pair once; a container stands for everything in it. */
function waitsIn(world: World, ids: ReadonlyMap<number, string>): Waits {
  const hard = new Map<number, Set<number>>();
  const soft = new Map<number, Set<number>>();
  const leaves = leavesOf(world);
  let elsewhere = 0;
  for (const edge of world.edges) {
    if (!holds(edge)) continue;
    if (!isHere(edge.blocker, world.snapshot.repo)) elsewhere += 1;
    else {
      const pairs = edge.kind === "hard" ? hard : soft;
      for (const dependent of leaves(edge.dependent.number)) {
        for (const blocker of leaves(edge.blocker.number)) {
          if (dependent === blocker || !ids.has(dependent) || !ids.has(blocker)) continue;
          pairs.set(dependent, (pairs.get(dependent) ?? new Set()).add(blocker));
        }
      }
    }
  }
  for (const [dependent, blockers] of soft) for (const blocker of hard.get(dependent) ?? []) blockers.delete(blocker);
  return { hard, soft, elsewhere };
}

function plainTitle(task: Task, id: string): string {
  const { title } = task.issue;
  const lead = task.gate === null ? `${id}: ` : "Gate: ";
  const rest = title.startsWith(lead) ? title.slice(lead.length).trim() : title.trim();
  return rest === "" ? id : rest;
}

function toTask(task: Task, id: string, hard: readonly string[], soft: readonly string[]): Input {
  const { fields, issue, deliverables } = task;
  const delivered = deliverables.map((text) => ({ text, done: true }));
  return {
    id,
    title: plainTitle(task, id),
    adopts: issue.number,
    estimateMinutes: fields.estimateMinutes ?? null,
    dependsOn: hard,
    softDependsOn: soft,
    track: fields.track?.slice(0, 80) ?? null,
    phase: fields.phase?.slice(0, 80) ?? null,
    priority: fields.priority ?? null,
    owner: task.holder?.worker ?? fields.owner ?? null,
    reviewer: fields.reviewer ?? null,
    skills: (fields.skills ?? []).map((skill) => skill.slice(0, 80)),
    uses: (fields.uses ?? []).map((use) => use.slice(0, 80)),
    touches: fields.touches ?? [],
    doneWhen: fields.doneWhen ?? [],
    deliverables: fields.deliverables ?? delivered,
    notBefore: fields.notBefore ?? null,
    due: fields.due ?? null,
    status: STATUS[task.status],
  };
}

function groups(tasks: readonly Input[], kind: "track" | "phase"): readonly Input[] {
  const named = Map.groupBy(tasks, (task) => task[kind]);
  return [...named].flatMap(([name, members], order) => {
    if (typeof name !== "string") return [];
    const taskIds = members.map(({ id }) => id);
    return [{ id: name, title: name, taskIds, ...(kind === "phase" ? { order } : {}) }];
  });
}

/**
 * Everything that takes part, done work included; containers become phases or are what their parts are. `told`: ids of
 * issues that are known from elsewhere.
 */
export function worldPlan(world: World, told: ReadonlyMap<number, string> = new Map()): WorldPlan {
  const ids = idsOf(world, told);
  const { hard, soft, elsewhere } = waitsIn(world, ids);
  const all = [...world.tasks.values()].filter(({ isContainer }) => !isContainer);
  const gates = new Set(all.flatMap(({ gate, issue }) => (gate === null ? [] : [issue.number])));
  const idOf = (number: number) => ids.get(number) ?? `#${number}`;
  const named = (numbers: ReadonlySet<number> | undefined) =>
    [...(numbers ?? [])].filter((number) => !gates.has(number)).map(idOf);
  const tasks = all
    .filter(({ gate }) => gate === null)
    .map((task) =>
      toTask(task, idOf(task.issue.number), named(hard.get(task.issue.number)), named(soft.get(task.issue.number))),
    );
  const plan = planSchema.parse({
    title: `${world.snapshot.repo} on ${world.snapshot.now.slice(0, 10)}`,
    tasks,
    phases: groups(tasks, "phase"),
    tracks: groups(tasks, "track"),
    gates: all.flatMap((task): readonly Input[] => {
      if (task.gate === null) return [];
      const { number } = task.issue;
      const before = [...hard].filter(([, blockers]) => blockers.has(number)).map(([dependent]) => dependent);
      return [
        {
          id: idOf(number),
          title: plainTitle(task, idOf(number)),
          criteria: task.gate.criteria.map(({ text, isMet }) => ({ text, done: isMet })),
          approver: task.fields.approver ?? null,
          status: task.status === "done" ? "approved" : task.status === "in review" ? "in review" : "open",
          fresh: task.gate.isFresh,
          after: named(hard.get(number)),
          before: before.filter((dependent) => !gates.has(dependent)).map(idOf),
        },
      ];
    }),
    workers: world.workers.map(({ name, login, kind, role, skills, tracks, slots, isStandby }) => {
      return { id: name, login, kind, role, skills, tracks, slots, standby: isStandby };
    }),
  });
  const left = elsewhere === 0 ? [] : [`${elsewhere} dependencies on other repositories have no place in a plan.`];
  return { plan, ids, left };
}
