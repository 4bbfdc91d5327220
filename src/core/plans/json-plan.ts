/** A plan written as JSON in the schema `signalbox-plan/1`: checked, its shorthand made canonical, every error a sentence. */

import type { z } from "zod";
import { sayIssue } from "./json-issue.ts";
import { type LooseJson, readLooseJson } from "./loose-json.ts";
import { nameKey } from "./names.ts";
import { type Plan, type PlanReading, type PlanWarning, planSchema } from "./plan.ts";
import { resourcesOf } from "./resources-of.ts";

const EXAMPLE =
  'for example { "title": "Move the shop", "tasks": [{ "id": "T-1", "title": "Pack", "estimate": "1h30" }] }';

/** Whether a text is meant as a JSON plan: it begins with a brace. */
export function isJsonPlan(text: string): boolean {
  return /^[\s\ufeff]{0,200}\{/.test(text);
}

/** Reads it; `plan` is null when anything in it would be misunderstood. */
export function readJsonPlan(text: string): PlanReading {
  const json = readLooseJson(text);
  if (json.problems.length > 0) {
    return {
      plan: null,
      warnings: json.problems.map(({ line, message }) => ({ line, message: `${message}; ${EXAMPLE}` })),
    };
  }
  const parsed = planSchema.safeParse(json.value);
  if (!parsed.success) {
    return { plan: null, warnings: parsed.error.issues.map((issue) => toWarning(issue, json)) };
  }
  const lines = parsed.data.tasks.map((_, index) => json.lineOf(["tasks", index]));
  return settle(parsed.data, lines);
}

function toWarning(issue: z.core.$ZodIssue, json: LooseJson): PlanWarning {
  const message = `${sayIssue(issue, valueAt(json.value, issue.path))}; ${exampleFor(issue.path)}`;
  return { line: json.lineOf(issue.path), message };
}

/** The value at a path of a parsed text; undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

const EXAMPLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    id: 'for example "id": "T-004"',
    estimate: 'for example "estimate": "1h30" or "2-3h"',
    estimateMinutes: 'for example "estimateMinutes": { "low": 60, "high": 90 }',
    dependsOn: 'for example "dependsOn": ["T-001"]',
    softDependsOn: 'for example "softDependsOn": ["T-001"]',
    skills: 'for example "skills": ["sql"] or { "sql": 2 }',
    uses: 'for example "uses": ["staging"]',
    priority: 'for example "priority": "P1"',
    status: 'for example "status": "done"',
    schema: 'for example "schema": "signalbox-plan/1"',
    tasks: EXAMPLE,
  }),
);

function exampleFor(path: readonly PropertyKey[]): string {
  const names = path.filter((key) => typeof key === "string").map(String);
  return EXAMPLES.get(names.at(-1) ?? "") ?? EXAMPLES.get(names.at(0) ?? "") ?? EXAMPLE;
}

/** Checks that every id named exists, resolves aliases, and fills the lists that follow from the tasks. */
function settle(plan: Plan, lines: readonly number[]): PlanReading {
  const problems: PlanWarning[] = [];
  const canonical = new Map<string, string>();
  for (const [index, task] of plan.tasks.entries()) {
    for (const name of [task.id, ...task.aliases]) {
      const other = canonical.get(nameKey(name));
      if (other === undefined) canonical.set(nameKey(name), task.id);
      else if (other !== task.id || name === task.id) problems.push(takenTwice(name, other, lines[index] ?? 0));
    }
  }
  const gateIds = new Set(plan.gates.map((gate) => gate.id));
  const resolve = (names: readonly string[], field: string, owner: string, line: number): string[] => {
    const known = names.filter((name) => {
      const isKnown = canonical.has(nameKey(name));
      if (!isKnown && !gateIds.has(name)) problems.push(unknownId(name, field, owner, line));
      return isKnown;
    });
    return [...new Set(known.map((name) => canonical.get(nameKey(name)) ?? name))];
  };
  const tasks = plan.tasks.map((task, index) => {
    const line = lines[index] ?? 0;
    const strip = (names: string[]) => names.filter((name) => name !== task.id);
    if (task.dependsOn.concat(task.softDependsOn).includes(task.id)) {
      problems.push({ line, message: `${task.id} names itself in dependsOn; expected another task's id` });
    }
    const dependsOn = strip(resolve(task.dependsOn, "dependsOn", task.id, line));
    const softDependsOn = strip(resolve(task.softDependsOn, "softDependsOn", task.id, line));
    return {
      ...task,
      line: task.line ?? line,
      dependsOn,
      softDependsOn: softDependsOn.filter((id) => !dependsOn.includes(id)),
    };
  });
  const gates = plan.gates.map((gate) => {
    const waiting = plan.tasks.filter((task) => task.dependsOn.includes(gate.id)).map((task) => task.id);
    const after = resolve(gate.after, "after", gate.id, gate.line ?? 0);
    return {
      ...gate,
      after,
      before: [...new Set([...resolve(gate.before, "before", gate.id, gate.line ?? 0), ...waiting])],
    };
  });
  if (problems.length > 0) return { plan: null, warnings: problems };
  return { plan: withMembers({ ...plan, tasks, gates }), warnings: [] };
}

function takenTwice(name: string, other: string, line: number): PlanWarning {
  return {
    line,
    message: `id "${name}" is already taken by ${other}; expected an id of its own, for example "${name}-2"`,
  };
}

function unknownId(name: string, field: string, owner: string, line: number): PlanWarning {
  const message = `${field} of ${owner}: expected the id of a task of this plan, found "${name}"; for example "dependsOn": ["T-001"]`;
  return { line, message };
}

/** Tracks and phases that tasks name are listed, and every list knows its tasks. */
function withMembers(plan: Plan): Plan {
  const members = (kind: "track" | "phase", id: string) =>
    plan.tasks.filter((task) => task[kind] === id).map((task) => task.id);
  const unlisted = (kind: "track" | "phase", known: readonly { id: string }[]) => {
    const names = plan.tasks.flatMap((task) => task[kind] ?? []);
    return [...new Set(names)].filter((name) => !known.some((group) => group.id === name));
  };
  const tracks = [
    ...plan.tracks,
    ...unlisted("track", plan.tracks).map((id) => ({ id, title: id, taskIds: [], owner: null })),
  ];
  const phases = [
    ...plan.phases,
    ...unlisted("phase", plan.phases).map((id) => ({
      id,
      title: id,
      taskIds: [],
      order: 0,
      calendar: null,
      line: null,
    })),
  ];
  return {
    ...plan,
    tracks: tracks.map((track) => ({
      ...track,
      taskIds: [...new Set([...track.taskIds, ...members("track", track.id)])],
    })),
    phases: phases.map((phase, order) => {
      return { ...phase, order, taskIds: [...new Set([...phase.taskIds, ...members("phase", phase.id)])] };
    }),
    resources: { ...resourcesOf(plan.tasks), ...plan.resources },
  };
}
