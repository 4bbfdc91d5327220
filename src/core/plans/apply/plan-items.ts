/** What a plan becomes on GitHub: one item for each phase, task and gate, in an order in which blockers come first. */
import { emptyTask, type Plan, type PlanGate, type PlanTask } from "../plan.ts";

export interface PlanItem {
  /** Unique among the items of one plan; the second half of the marker's key. */
  readonly id: string;
  readonly kind: "task" | "gate" | "phase";
  /** A gate or phase as the task that it is for everybody who waits. */
  readonly task: PlanTask;
  readonly gate: PlanGate | null;
  /** Id of the phase under which it stands; null for none. */
  readonly parent: string | null;
  readonly title: string;
  readonly labels: readonly string[];
}

/** Identity of an item on GitHub: the plan's path and the item's id. */
export function itemKey(path: string, id: string): string {
  return `task:${path}:${id}`;
}

/** No task can have this id: ids of plans hold no slash at their beginning. */
export function gateItemId(id: string): string {
  return `/gate/${id}`;
}

export function phaseItemId(id: string): string {
  return `/phase/${id}`;
}

/** What GitHub takes. Source: GitHub's documentation on labels, on titles and on sub-issues. */
const LONGEST_LABEL = 50;
const LONGEST_TITLE = 256;
const MOST_SUB_ISSUES = 100;

/** A gate as a task: after its tasks, before those it holds back. */
function gateTask(gate: PlanGate, itemIds: ReadonlyMap<string, string>): PlanTask {
  const { id, title, criteria, approver, line } = gate;
  const status = gate.status === "approved" ? "done" : gate.status;
  const dependsOn = gate.after.map((one) => itemIds.get(one) ?? one);
  return { ...unmanned(gateItemId(id), title), dependsOn, owner: approver, doneWhen: criteria, status, line };
}

/** Gates may be named where tasks are: id in the plan -> id of the item. */
function gateItemIds({ tasks, gates }: Plan): ReadonlyMap<string, string> {
  const taskIds = new Set(tasks.map(({ id }) => id));
  return new Map(gates.flatMap(({ id }) => (taskIds.has(id) ? [] : [[id, gateItemId(id)] as const])));
}

/** Nobody is given a phase or a gate: they happen when their tasks are done. */
function unmanned(id: string, title: string): PlanTask {
  return { ...emptyTask(id, title), workersNeeded: 0 };
}

function titled(title: string): string {
  return title.slice(0, LONGEST_TITLE).toWellFormed();
}

/** `1` of "phase-1", where what it is called stands beside it. */
function bareName(kind: "track" | "phase", name: string): string {
  const isSaid = name.toLowerCase().startsWith(kind) && /^[ _-][^ _-]/.test(name.slice(kind.length));
  return isSaid ? name.slice(kind.length + 1) : name;
}

/** `track:api`, `phase:1`; a name too long for a label says it in the text alone. */
function label(kind: "track" | "phase", name: string | null): readonly string[] {
  const plain = `${kind}:${bareName(kind, (name ?? "").replace(/[\s,]+/g, " ").trim())}`;
  return name === null || plain.length > LONGEST_LABEL || plain === `${kind}:` ? [] : [plain];
}

/** A task that a gate holds back waits for it as for a task. */
function behindGates(plan: Plan, itemIds: ReadonlyMap<string, string>): readonly PlanTask[] {
  const gatesBefore = new Map<string, string[]>();
  for (const { id, before } of plan.gates) {
    for (const task of before) gatesBefore.set(task, [...(gatesBefore.get(task) ?? []), gateItemId(id)]);
  }
  return plan.tasks.map((task) => {
    const waits = task.dependsOn.map((id) => itemIds.get(id) ?? id);
    return { ...task, dependsOn: [...new Set([...waits, ...(gatesBefore.get(task.id) ?? [])])] };
  });
}

/** Says that it is a phase, once: many a plan says so itself. */
function phaseTitle(id: string, title: string): string {
  if (/^phase\b/i.test(title)) return title;
  const name = bareName("phase", id);
  return title === id ? `Phase ${name}` : `Phase ${name}: ${title}`;
}

interface Phases {
  readonly items: readonly PlanItem[];
  /** Task id -> id of the item of its phase. */
  readonly of: ReadonlyMap<string, string>;
}

/** Phases that hold tasks, as parents; GitHub lets a parent have so many sub-issues, the rest only names its phase. */
function phasesOf(plan: Plan): Phases {
  const members = Map.groupBy(plan.tasks, (task) => task.phase ?? "");
  const phases = plan.phases.filter(({ id }) => (members.get(id)?.length ?? 0) > 0);
  const of = phases.flatMap(({ id }) =>
    (members.get(id) ?? []).slice(0, MOST_SUB_ISSUES).map((task) => [task.id, phaseItemId(id)] as const),
  );
  const items = phases.map(({ id, title, line }): PlanItem => {
    const isDone = members.get(id)?.every(({ status }) => status === "done") === true;
    const status = isDone ? "done" : "open";
    const task: PlanTask = { ...unmanned(phaseItemId(id), title), status, line };
    return {
      id: task.id,
      kind: "phase",
      task,
      gate: null,
      parent: null,
      title: titled(phaseTitle(id, title)),
      labels: [],
    };
  });
  return { items, of: new Map(of) };
}

/** Every item in an order in which parents and blockers come first; within a circle the order of the document decides. */
function inOrder(items: readonly PlanItem[]): readonly PlanItem[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const state = new Map<string, "open" | "done">();
  const order: PlanItem[] = [];
  for (const root of items) {
    const stack = [root];
    while (stack.length > 0) {
      const item = stack.at(-1);
      if (item === undefined || state.get(item.id) === "done") {
        stack.pop();
        continue;
      }
      const isSecondVisit = state.get(item.id) === "open";
      state.set(item.id, isSecondVisit ? "done" : "open");
      if (isSecondVisit) {
        order.push(item);
        stack.pop();
        continue;
      }
      for (const id of comesAfter(item)) {
        const blocker = byId.get(id);
        if (blocker !== undefined && !state.has(id)) stack.push(blocker);
      }
    }
  }
  return order;
}

/** Ids of what an item names: what it stands under and what it waits for. */
export function comesAfter({ task, parent }: PlanItem): readonly string[] {
  return [...(parent === null ? [] : [parent]), ...task.dependsOn, ...task.softDependsOn];
}

/** A plan that was read stays the same object while its document does. */
const known = new WeakMap<Plan, readonly PlanItem[]>();

export function planItems(plan: Plan): readonly PlanItem[] {
  const items = known.get(plan) ?? itemsOf(plan);
  known.set(plan, items);
  return items;
}

function itemsOf(plan: Plan): readonly PlanItem[] {
  const phases = phasesOf(plan);
  const itemIds = gateItemIds(plan);
  const tasks = behindGates(plan, itemIds).map((task): PlanItem => {
    const title = titled(`${task.id}: ${task.title}`);
    const labels = [...label("track", task.track), ...label("phase", task.phase)];
    return { id: task.id, kind: "task", task, gate: null, parent: phases.of.get(task.id) ?? null, title, labels };
  });
  const gates = plan.gates.map((gate): PlanItem => {
    const task = gateTask(gate, itemIds);
    const title = titled(`Gate: ${gate.title}`);
    return { id: task.id, kind: "gate", task, gate, parent: null, title, labels: [] };
  });
  return inOrder([...phases.items, ...tasks, ...gates]);
}
