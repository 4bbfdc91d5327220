/** A plan as data inside a document: a `json` or `yaml` code block with a list of `tasks`. */

import { parseDocument, visit } from "yaml";
import { type GroupDraft, joinAll, type PlanDraft, type PlanFormat, type TaskDraft, type WaitDraft } from "./draft.ts";
import { sayIssue } from "./json-issue.ts";
import { valueAt } from "./json-plan.ts";
import { isRecord, readLooseJson } from "./loose-json.ts";
import { slug } from "./names.ts";
import { type Plan, type PlanTask, type PlanWarning, planSchema } from "./plan.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const fencedPlan: PlanFormat = {
  name: "fenced plan",
  about: "a json, yaml, ts or js code block with tasks: [{ id, title, dependsOn, estimate }]",
  read: (blocks) => joinAll(blocks.filter(isData).map(readFence)),
};

type Fence = BlockOf<"fence">;

function isData(block: Block): block is Fence {
  return block.kind === "fence" && (/^(?:json[5c]?|ya?ml)$/.test(block.language) || isCode(block));
}

/** Code often holds what is called tasks; a plan among it gives every task an id and a title. */
function isCode({ language }: Fence): boolean {
  return /^(?:ts|typescript|js|javascript)$/.test(language);
}

function isPlanLike(task: Record<string, unknown>): boolean {
  return task.id !== undefined && (typeof task.title === "string" || typeof task.name === "string");
}

/** Spellings of other tools for what a plan calls otherwise. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    depends_on: "dependsOn",
    dependencies: "dependsOn",
    deps: "dependsOn",
    blocked_by: "dependsOn",
    blockedBy: "dependsOn",
    needs: "dependsOn",
    soft_depends_on: "softDependsOn",
    name: "title",
    duration: "estimate",
    effort: "estimate",
    done_when: "doneWhen",
    assignee: "owner",
  }),
);

function readFence(fence: Fence): Partial<PlanDraft> {
  const { value, problem, elisions, below = 0 } = dataOf(fence);
  if (problem !== null) return { warnings: [notRead(fence, fence.line + below, problem)] };
  if (!isRecord(value) || !Array.isArray(value.tasks) || !value.tasks.every(isRecord)) return {};
  if (isCode(fence) && !value.tasks.every(isPlanLike)) return {};
  const lineOf = linesOfIds(fence);
  const tasks = value.tasks.map((task) => ({ line: lineOf(task.id), ...renamed(task) }));
  const parsed = planSchema.safeParse({ ...value, tasks });
  const warnings = elisions.map((line) => ({
    line,
    message: "The plan leaves tasks out here (…); only those written down are read.",
  }));
  if (parsed.success)
    return { ...toDraft(parsed.data, fence), warnings, read: fence.lines.map((_, at) => fence.line + at) };
  const [issue] = parsed.error.issues;
  const line = issue?.path[0] === "tasks" ? tasks[Number(issue.path[1])]?.line : undefined;
  const what = issue === undefined ? "it is no plan" : sayIssue(issue, valueAt({ ...value, tasks }, issue.path));
  return { warnings: [notRead(fence, line ?? fence.line, what)] };
}

/** A file that is data as a whole has no code block. */
function notRead(fence: Fence, line: number, why: string): PlanWarning {
  return { line, message: `The plan in this ${fence.line === 1 ? "file" : "code block"} is not read: ${why}.` };
}

export interface FencedData {
  readonly value: unknown;
  readonly problem: string | null;
  /** Lines of the document that say that something is left out. */
  readonly elisions: readonly number[];
  /** Lines from the block's first to the one with the problem. */
  readonly below?: number;
}

/** The value of the block, or why a block that is meant as a plan has none. */
export function dataOf(fence: Fence): FencedData {
  const text = fence.lines.join("\n");
  if (!/^ya?ml$/.test(fence.language)) {
    const { value, elisions } = readLooseJson(text);
    return { value, problem: null, elisions: elisions.map((line) => fence.line + line - 1) };
  }
  const document = parseDocument(text, { logLevel: "silent", prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const below = text.slice(0, error.pos[0]).split("\n").length - 1;
    const problem = /^tasks ?:/m.test(text) ? `as YAML, “${error.message.replace(/\.$/, "").slice(0, 200)}”` : null;
    return { value: null, problem, elisions: [], below };
  }
  const elisions = fence.lines.flatMap((line, at) => (YAML_ELISION.test(line) ? [fence.line + at] : []));
  if (!hasAlias(document)) return { value: document.toJS(), problem: null, elisions };
  const problem = document.has("tasks") ? "aliases (`*name`) are not read here; write the values out" : null;
  return { value: null, problem, elisions: [] };
}

const YAML_ELISION = /^\s{0,40}# ?(?:…|\.\.\.|and )/;

/** Aliases may refer to themselves, to nothing or to far too much. */
function hasAlias(document: ReturnType<typeof parseDocument>): boolean {
  let found = false;
  visit(document, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** The schema's own names win over others; a list may also be written with commas. */
function renamed(task: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(task).map(
    ([name, value]) => [NAMES.get(name) ?? name, value, NAMES.has(name)] as const,
  );
  const owned = entries.toSorted((one, other) => Number(other[2]) - Number(one[2]));
  const all = Object.fromEntries(owned.map(([name, value]) => [name, value]));
  const on = all.dependsOn;
  const dependsOn = typeof on === "string" ? on.split(",").map((name) => name.trim()) : on;
  return { ...all, id: String(task.id ?? ""), ...(dependsOn === undefined ? {} : { dependsOn }) };
}

const ID_FIELD = /\bid["']? ?:\s{0,20}["']?([^"',}]{1,80})/;

/** The line that gives a task its id: the first one that does, or the first of the block. */
function linesOfIds({ lines, line }: Fence): (id: unknown) => number {
  const found = new Map<string, number>();
  for (const [at, text] of lines.entries()) {
    const id = ID_FIELD.exec(text)?.[1]?.trim();
    if (id !== undefined && !found.has(id)) found.set(id, line + at);
  }
  return (id) => found.get(String(id)) ?? line;
}

/** What is computed, and what only a document around the block can say, is left out. */
function toDraft(plan: Plan, fence: Fence): Partial<PlanDraft> {
  const { tasks, workers, risks, metrics, milestones, catalogue } = plan;
  const scope = `data ${fence.line}`;
  const wait = (task: PlanTask, on: string, soft: boolean): WaitDraft => {
    return { dependent: task.id, on, source: "cell", soft, line: task.line ?? fence.line, scope };
  };
  return {
    tasks: tasks.map((task) => toTask(task, scope, fence.line)),
    waits: tasks.flatMap((task) => [
      ...task.dependsOn.map((on) => wait(task, on, false)),
      ...task.softDependsOn.map((on) => wait(task, on, true)),
    ]),
    groups: [...groupsBy(plan, "track", fence.line), ...groupsBy(plan, "phase", fence.line)],
    gates: plan.gates.map((gate) => {
      return { ...gate, closes: null, names: [gate.id], isExact: true, line: gate.line ?? fence.line };
    }),
    milestones,
    catalogue,
    workers,
    risks,
    metrics,
  };
}

function toTask(task: PlanTask, scope: string, line: number): TaskDraft {
  const { id, aliases, title, estimateMinutes, owner, reviewer, priority, adopts, ...rest } = task;
  const { skills, uses, touches, workersNeeded, doneWhen, deliverables, notes, status } = rest;
  const fields = { estimateMinutes, owner, reviewer, priority, adopts, skills, uses, touches };
  const more = { workersNeeded, doneWhen, deliverables, notes, status };
  return { ids: [id, ...aliases], title, line: task.line ?? line, scope, fields: { ...fields, ...more } };
}

/** Tracks and phases that tasks name, and those that the plan lists with their titles and members. */
function groupsBy(plan: Plan, kind: "track" | "phase", line: number): GroupDraft[] {
  const named = Map.groupBy(plan.tasks, (task) => task[kind]);
  const listed = kind === "track" ? plan.tracks : plan.phases;
  const ids = [...new Set([...listed.map(({ id }) => id), ...named.keys()])].filter((id) => id !== null);
  return ids.map((id) => {
    const own = listed.find((group) => group.id === id);
    const phase = plan.phases.find((one) => kind === "phase" && one.id === id);
    const track = plan.tracks.find((one) => kind === "track" && one.id === id);
    const members = [...new Set([...(own?.taskIds ?? []), ...(named.get(id) ?? []).map((task) => task.id)])];
    return {
      kind,
      id: slug(id),
      title: own?.title ?? id,
      names: [id],
      members,
      owner: track?.owner ?? null,
      calendar: phase?.calendar ?? null,
      isOrderedByCalendar: true,
      line: phase?.line ?? named.get(id)?.[0]?.line ?? line,
    };
  });
}
