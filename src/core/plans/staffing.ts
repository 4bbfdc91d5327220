/** Tables about people and danger: first column worker, risk or metric. */

import { headerKey } from "./columns.ts";
import type { PlanFormat } from "./draft.ts";
import { type Section, sectionsOf } from "./gates.ts";
import { mentionsOf, saysNone } from "./names.ts";
import { plain } from "./plain.ts";
import type { Plan, PlanWorker } from "./plan.ts";
import type { BlockOf, TableRow } from "./plan-lines.ts";

type Table = BlockOf<"table">;
type Cell = (row: TableRow, ...headers: string[]) => string;

export const staffing: PlanFormat = {
  name: "staffing, risks, metrics",
  about: "tables whose first column is Worker, Agent, Specialist, Risk or Metric",
  read: (blocks) => {
    const tables = blocks.filter((block): block is Table => block.kind === "table");
    const headed = (names: RegExp) => tables.filter((table) => names.test(headerKey(table.header[0] ?? "")));
    const described = sectionsOf(blocks).flatMap(describedWorkers);
    const listed = headed(/^(?:workers?|agents?|specialists?|person|people|members?)$/).flatMap(workersOf);
    const risks = headed(/^risks?$/).flatMap(risksOf);
    const metrics = headed(/^metrics?$/).flatMap(metricsOf);
    const lines = headed(/^(?:workers?|agents?|specialists?|person|people|members?|weeks?|risks?|metrics?)$/);
    return {
      workers: [...listed, ...described],
      risks,
      metrics,
      read: lines.flatMap((table) => table.rows.map((row) => row.line)),
    };
  },
};

function cellOf(table: Table): Cell {
  const headers = table.header.map(headerKey);
  return (row, ...names) => {
    const at = headers.findIndex((header) => names.includes(header));
    return at < 0 ? "" : plain(row.cells[at] ?? "");
  };
}

function workersOf(table: Table): PlanWorker[] {
  const cell = cellOf(table);
  return table.rows.flatMap((row) => {
    const names = copiesOf(plain(row.cells[0] ?? ""));
    return names.map((name) => toWorker(name, row, cell));
  });
}

function toWorker(name: string, row: TableRow, cell: Cell): PlanWorker {
  const list = (header: string) =>
    saysNone(cell(row, header)) ? [] : mentionsOf(cell(row, header)).map((one) => one.name);
  const kind = cell(row, "kind", "type").toLowerCase();
  const login = /^@([A-Za-z0-9-]{1,39})$/.exec(name)?.[1] ?? null;
  const slots = /^\d{1,3}$/.exec(cell(row, "slots", "at once"))?.[0];
  return {
    id: login ?? name,
    login,
    kind: /person|human/.test(kind) || (kind === "" && login !== null) ? "person" : "agent",
    role: roleOf(cell(row, "role")),
    skills: Object.fromEntries(list("skills").map((skill) => [skill, 1])),
    tracks: list("tracks").concat(list("track")),
    slots: Math.max(1, Number(slots ?? 1)),
    standby: /^(?:yes|true|✅)/i.test(cell(row, "standby")) || /⏸|\bstandby\b/i.test(cell(row, "status")),
  };
}

/** `### Agent-Backend (3x specialists)` with a role below it, in a chapter about who does what. */
function describedWorkers(section: Section): PlanWorker[] {
  const around = section.under.at(-2)?.text ?? "";
  const role = section.texts
    .map((text) => /^role ?: ?(.{1,200})$/i.exec(plain(text.text))?.[1])
    .find((found) => found !== undefined);
  if (role === undefined || !/\b(?:specialists?|assignments?|team|staff|staffing|workers|agents)\b/i.test(around))
    return [];
  return copiesOf(section.heading.text).map((id) => ({
    id,
    login: null,
    kind: "agent",
    role: roleOf(role),
    skills: {},
    tracks: [],
    slots: 1,
    standby: section.texts.some((text) => /\bon[- ]demand\b|\bstandby\b/i.test(text.text)),
  }));
}

/** `Workers 6-10` are five, `agent-x × 3` and `Agent-X (3x specialists)` three. */
function copiesOf(text: string): string[] {
  const range = /^(\D{1,40}?)s? {1,2}(\d{1,4}) ?[-–—] ?(\d{1,4})$/.exec(text);
  if (range !== null) {
    const [first, last] = [Number(range[2]), Number(range[3])];
    const count = Math.min(Math.max(0, last - first + 1), 500);
    return Array.from({ length: count }, (_, at) => `${range[1] ?? "Worker"} ${first + at}`);
  }
  const copies = /^(.{1,60}?) ?(?:[(×x] ?(\d{1,3})\)?|\((\d{1,3}) ?[x×][^)]{0,40}\))$/.exec(text);
  const count = Math.min(Number(copies?.[2] ?? copies?.[3] ?? 1), 500);
  const name = (copies?.[1] ?? text).trim();
  if (name === "") return [];
  return count <= 1 ? [name] : Array.from({ length: count }, (_, at) => `${name} ${at + 1}`);
}

function roleOf(text: string): PlanWorker["role"] {
  if (/problem[- ]solver|blocker resol/i.test(text)) return "problem-solver";
  if (/orchestrat|coordinat/i.test(text)) return "orchestrator";
  return /review|coach/i.test(text) ? "reviewer" : "builder";
}

function risksOf(table: Table): Plan["risks"] {
  const cell = cellOf(table);
  const orNull = (text: string) => (saysNone(text) ? null : text);
  return table.rows.map((row) => ({
    title: plain(row.cells[0] ?? ""),
    probability: orNull(cell(row, "probability", "likelihood", "chance")),
    impact: orNull(cell(row, "impact", "severity")),
    mitigation: orNull(cell(row, "mitigation", "response", "mitigation strategy")),
    owner: orNull(cell(row, "owner", "who")),
    line: row.line,
  }));
}

function metricsOf(table: Table): Plan["metrics"] {
  const cell = cellOf(table);
  return table.rows.map((row) => ({
    title: plain(row.cells[0] ?? ""),
    target: cell(row, "target", "goal") || null,
    measurement: cell(row, "measurement", "measured by", "how") || null,
    line: row.line,
  }));
}
