/** Tasks of a plan document that have no issue yet: each is created once those it waits for have a number. */
import type { Action } from "../actions.ts";
import type { Marker } from "../model.ts";
import type { Plan, PlanGate, PlanTask } from "../plans/plan.ts";
import type { Plugins } from "../plugins.ts";
import type { World } from "../world.ts";

/** Identity of a planned task on GitHub: the plan's path and the task's id. */
function taskKey(path: string, id: string): string {
  return `task:${path}:${id}`;
}

/** Task id -> issue number, by the verified markers in issues that the App wrote. */
function existing(path: string, world: World): ReadonlyMap<string, number> {
  const prefix = taskKey(path, "");
  const found = new Map<string, number>();
  for (const [number, marker] of [...world.snapshot.issueMarkers].sort(([a], [b]) => b - a)) {
    if (marker.kind === "task" && marker.key.startsWith(prefix)) found.set(marker.key.slice(prefix.length), number);
  }
  return found;
}

/** Every task in an order in which blockers come first; within a circle the order of the document decides. */
function inOrder(tasks: readonly PlanTask[]): readonly PlanTask[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const state = new Map<string, "open" | "done">();
  const order: PlanTask[] = [];
  for (const root of tasks) {
    const stack = [root];
    while (stack.length > 0) {
      const task = stack.at(-1);
      if (task === undefined || state.get(task.id) === "done") {
        stack.pop();
        continue;
      }
      const isSecondVisit = state.get(task.id) === "open";
      state.set(task.id, isSecondVisit ? "done" : "open");
      if (isSecondVisit) {
        order.push(task);
        stack.pop();
        continue;
      }
      for (const id of [...task.dependsOn, ...task.softDependsOn]) {
        const blocker = byId.get(id);
        if (blocker !== undefined && !state.has(id)) stack.push(blocker);
      }
    }
  }
  return order;
}

/** What a task waits for and cannot be named yet, because it comes later in a circle, is left out. */
function numbersOf(ids: readonly string[], numbers: ReadonlyMap<string, number>): readonly number[] {
  return ids.flatMap((id) => numbers.get(id) ?? []);
}

/** A gate as the task that it is for everybody who waits: after its tasks, before those it holds back. */
function gateTask(gate: PlanGate): PlanTask {
  const { id, title, criteria, after, approver, line } = gate;
  return {
    id: gateId(id),
    title,
    aliases: [],
    adopts: null,
    estimateMinutes: null,
    dependsOn: [...after],
    softDependsOn: [],
    inferredDependsOn: [],
    track: null,
    phase: null,
    priority: null,
    owner: approver,
    reviewer: null,
    skills: {},
    uses: {},
    touches: [],
    workersNeeded: 0,
    doneWhen: criteria,
    deliverables: [],
    notes: [],
    notBefore: null,
    due: null,
    status: gate.status === "approved" ? "done" : gate.status === "in review" ? "in review" : "open",
    line,
  };
}

/** No task can have this id: ids of plans hold no slash at their beginning. */
function gateId(id: string): string {
  return `/gate/${id}`;
}

interface Items {
  readonly tasks: readonly PlanTask[];
  /** By the id they have among the tasks. */
  readonly gates: ReadonlyMap<string, PlanGate>;
}

/** Tasks and gates of a plan; what a gate holds back waits for it. */
function itemsOf(plan: Plan): Items {
  const gates = new Map(plan.gates.map((gate) => [gateId(gate.id), gate]));
  const tasks = plan.tasks.map((task) => {
    const behind = [...gates].filter(([, { before }]) => before.includes(task.id)).map(([id]) => id);
    return behind.length === 0 ? task : { ...task, dependsOn: [...task.dependsOn, ...behind] };
  });
  return { tasks: [...tasks, ...plan.gates.map(gateTask)], gates };
}

/** True while tasks of the plan have no issue: what is ready now may be the wrong thing to begin with. */
export function isPlanUnfinished(world: World): boolean {
  const { plan } = world.snapshot;
  if (plan === null) return false;
  const numbers = existing(plan.path, world);
  return itemsOf(plan.plan).tasks.some((task) => task.status !== "done" && !numbers.has(task.id));
}

export function planTaskIssues(world: World, { views }: Plugins): readonly Action[] {
  const { plan } = world.snapshot;
  if (plan === null) return [];
  const numbers = existing(plan.path, world);
  const { tasks, gates } = itemsOf(plan.plan);
  const order = inOrder(tasks);
  const rank = new Map(order.map((task, at) => [task.id, at]));
  return order.flatMap((task, at): readonly Action[] => {
    if (numbers.has(task.id) || task.status === "done") return [];
    const waitsFor = [...task.dependsOn, ...task.softDependsOn].filter(
      (id) => (rank.get(id) ?? Number.POSITIVE_INFINITY) < at,
    );
    const isDone = (id: string) => order[rank.get(id) ?? 0]?.status === "done";
    if (waitsFor.some((id) => !numbers.has(id) && !isDone(id))) return [];
    const blockers = { hard: numbersOf(task.dependsOn, numbers), soft: numbersOf(task.softDependsOn, numbers) };
    const gate = gates.get(task.id) ?? null;
    const marker: Marker = {
      kind: "task",
      key: taskKey(plan.path, task.id),
      facts: [],
      settled: [],
      data: gate === null ? {} : { gate: true },
    };
    const body =
      gate === null
        ? views.taskIssue(task, blockers)
        : views.gateIssue(withNumbers(gate, numbers), blockers.hard, numbersOf(gate.before, numbers));
    const title = gate === null ? `${task.id}: ${task.title}` : `Gate: ${gate.title}`;
    const because = gate === null ? `task ${task.id} of ${plan.path}` : `gate ${gate.id} of ${plan.path}`;
    return [{ kind: "create-issue", title: title.slice(0, 256), body, labels: [], marker, because }];
  });
}

const IN_BRACKETS = /\(([^()\n]{1,200})\)$/;

/** A criterion that ends in ids of the plan, `(T-015, T-016)`, names their issues: then it can tick itself. */
function withNumbers(gate: PlanGate, numbers: ReadonlyMap<string, number>): PlanGate {
  const criteria = gate.criteria.map((item) => {
    const ids = IN_BRACKETS.exec(item.text)?.[1]?.split(/[,;]\s{0,4}/) ?? [];
    const found = ids.map((id) => numbers.get(id.trim()));
    if (found.length === 0 || found.some((number) => number === undefined)) return item;
    return { ...item, text: item.text.replace(IN_BRACKETS, `(${found.map((number) => `#${number}`).join(", ")})`) };
  });
  return { ...gate, criteria };
}

/** Gates of the settings as issues, each once, by its phase and title. */
export function planGatesOfSettings({ snapshot }: World, { views }: Plugins): readonly Action[] {
  const { issues } = snapshot.settings.gates;
  if (issues.length === 0) return [];
  const keys = new Set([...snapshot.issueMarkers.values()].map(({ key }) => key));
  return issues.flatMap(({ title, phase, criteria, approver = null, fresh }): readonly Action[] => {
    const id = `${phase}/${title}`;
    const key = taskKey("settings", gateId(id));
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
