/** The phases of the dashboard: how far each is, and the gate that closes it. */
import { comparePhases, fieldPhase, showPhase } from "../core/phases.ts";
import { nameIssue, quote, quoteSentence } from "../core/quote.ts";
import { sayApprovers } from "../core/reviewing.ts";
import type { Task, World } from "../core/world.ts";
import { type Scene, section } from "./scene.ts";
import { renderTable } from "./table.ts";

const CELLS = 10;

interface PhaseRow {
  /** As the first of its tasks writes it. */
  readonly name: string;
  readonly tasks: Task[];
}

/** What a gate is told from: `Phase 2: Build` and `2` are one phase. */
function keyOf(phase: string): string {
  const { path, name } = fieldPhase(phase);
  return path.join(".") || name;
}

/** In their own order; those without a number come last, by their first task. */
function listPhases(world: World): readonly PhaseRow[] {
  const rows = new Map<string, PhaseRow>();
  for (const task of [...world.tasks.values()].sort((a, b) => a.issue.number - b.issue.number)) {
    const { phase } = task.fields;
    if (phase === undefined || task.isContainer || task.gate !== null) continue;
    const row = rows.get(keyOf(phase)) ?? { name: phase, tasks: [] };
    row.tasks.push(task);
    rows.set(keyOf(phase), row);
  }
  return [...rows.values()].sort((a, b) => comparePhases(fieldPhase(a.name), fieldPhase(b.name)));
}

function bar({ tasks }: PhaseRow): string {
  const done = tasks.filter(({ status }) => status === "done").length;
  const full = Math.floor((done * CELLS) / tasks.length);
  return `\`${"█".repeat(full)}${"░".repeat(CELLS - full)}\` ${done} of ${tasks.length}`;
}

/** Gates that name the phase, and those that name none and wait for tasks in it. */
function gatesOf({ name, tasks }: PhaseRow, world: World): readonly Task[] {
  const inside = new Set(tasks.map(({ issue }) => issue.number));
  return [...world.tasks.values()].filter(({ gate, fields }) => {
    if (gate === null) return false;
    if (fields.phase !== undefined) return keyOf(fields.phase) === keyOf(name);
    return gate.audits.some((number) => inside.has(number));
  });
}

function sayGate(task: Task, world: World): string {
  const name = nameIssue(task.issue, 40);
  if (task.status === "done") return `${name}, opened`;
  return `${name}, by ${sayApprovers(task, world)}: ${quoteSentence(task.gate?.why ?? "", 120)}`;
}

/** Nothing where no task names a phase. */
export function renderPhases({ world }: Scene, most: number): string {
  const rows = listPhases(world).map((row) => {
    const gates = gatesOf(row, world).map((gate) => sayGate(gate, world));
    return [quote(showPhase(row.name), 60), bar(row), gates.length === 0 ? "–" : gates.join("<br>")];
  });
  return section("Phases", renderTable({ heads: ["Phase", "Done", "Gate"], rows }, most));
}
