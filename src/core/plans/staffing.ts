/** Who works, what may go wrong, what success is: tables by their first column, and lists below Risks and Metrics. */

import { headerKey } from "./columns.ts";
import type { PlanDraft, PlanFormat } from "./draft.ts";
import { type Section, sectionsOf } from "./gates.ts";
import { mentionsOf, saysNone, splitNote } from "./names.ts";
import { plain } from "./plain.ts";
import type { Plan, PlanWorker } from "./plan.ts";
import type { Block, BlockOf, TableRow } from "./plan-lines.ts";

type Table = BlockOf<"table">;
type Cell = (row: TableRow, ...headers: string[]) => string;

export const staffing: PlanFormat = {
  name: "staffing, risks, metrics",
  about: "tables whose first column is Worker, Agent, Specialist, Risk or Metric; lists below Risks or Metrics",
  read: (blocks, found) => {
    const tables = blocks.filter((block): block is Table => block.kind === "table");
    const headed = (names: RegExp) => tables.filter((table) => names.test(headerKey(table.header[0] ?? "")));
    const described = sectionsOf(blocks).flatMap(describedWorkers);
    const listed = headed(/^(?:workers?|agents?|specialists?|person|people|members?)$/).flatMap(workersOf);
    const lists = sectionsOf(blocks).filter(isList(blocks, found));
    const [dangers, goals] = [lists.filter(isAbout(RISKS)), lists.filter(isAbout(METRICS))];
    const risks = [...headed(/^risks?$/).flatMap(risksOf), ...dangers.flatMap(listedRisks)];
    const metrics = [...headed(/^metrics?$/).flatMap(metricsOf), ...goals.flatMap(listedMetrics)];
    const lines = headed(/^(?:workers?|agents?|specialists?|person|people|members?|weeks?|risks?|metrics?)$/);
    return {
      workers: [...listed, ...described],
      risks,
      metrics,
      read: [
        ...lines.flatMap((table) => table.rows.map((row) => row.line)),
        ...[...dangers, ...goals].flatMap((section) => section.items.map((item) => item.line)),
      ],
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

const RISKS = /^\P{L}{0,8}(?:[\p{L}\d.&]{1,12} ){0,2}(?:risks?|risiken|risques|riesgos)\b/iu;
const METRICS = /\b(?:metrics?|kpis?|kennzahlen|indicateurs|métricas)\b/i;

/** A list of which no item is a task, below a heading without a table. */
function isList(blocks: readonly Block[], found: PlanDraft): (section: Section) => boolean {
  const tasks = new Set(found.tasks.map(({ line }) => line));
  const headed = new Set(blocks.flatMap((block) => (block.kind === "table" ? [block.under.at(-1)?.line ?? 0] : [])));
  return ({ heading, items }) =>
    items.length > 0 && !headed.has(heading.line) && !items.some(({ line }) => tasks.has(line));
}

function isAbout(words: RegExp): (section: Section) => boolean {
  return ({ heading }) => words.test(heading.text);
}

const LABEL = /^(?:risk|risiko|risque|riesgo)\s?:\s?/i;
const ANSWER =
  /(?: ?(?:→|->|=>|—|–|;|\||- ) ?)?(?:mitigation|response|answer|gegenmaßnahme)\s?:\s?|: | (?:→|->|=>|—|–|-) /i;
const DEGREE = /^(?:(?:very )?(?:low|medium|high)|critical|\d{1,3} ?%)$/i;

/** `Risk: rain → Mitigation: a tent`, `Rain (high): a tent`, `Rain`. */
function listedRisks({ items }: Section): Plan["risks"] {
  return outermost(items).map((item) => {
    const text = plain(item.text).slice(0, 1000).replace(LABEL, "");
    const cut = ANSWER.exec(text);
    const { name, note } = splitNote(cut === null ? text : text.slice(0, cut.index));
    const isDegree = DEGREE.test(note);
    return {
      title: isDegree || note === "" ? name : `${name} (${note})`,
      probability: isDegree && note.includes("%") ? note : null,
      impact: isDegree && !note.includes("%") ? note : null,
      mitigation: cut === null ? null : text.slice(cut.index + cut[0].length).trim() || null,
      owner: null,
      line: item.line,
    };
  });
}

/** `Visitors: 500`; an item without a colon is its own target. */
function listedMetrics({ items }: Section): Plan["metrics"] {
  return outermost(items).map((item) => {
    const text = plain(item.text).slice(0, 1000);
    const colon = text.indexOf(": ");
    const target = colon < 0 ? "" : text.slice(colon + 2).replace(/^target:? /i, "");
    return {
      title: colon < 0 ? text : text.slice(0, colon),
      target: target || null,
      measurement: null,
      line: item.line,
    };
  });
}

function outermost(items: Section["items"]): Section["items"] {
  const least = items.reduce((low, { indent }) => Math.min(low, indent), Number.POSITIVE_INFINITY);
  return items.filter(({ indent }) => indent === least);
}
