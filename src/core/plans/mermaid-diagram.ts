/** Mermaid diagrams that are plans: `graph LR` with its arrows, and `gantt` with `after a1` and lengths. */

import { parseDuration } from "../fields/duration.ts";
import { type GroupDraft, joinAll, type PlanDraft, type PlanFormat, type TaskDraft, type WaitDraft } from "./draft.ts";
import { calledBy, slug } from "./names.ts";
import { plain } from "./plain.ts";
import type { TaskStatus } from "./plan.ts";
import type { Block, BlockOf } from "./plan-lines.ts";

export const mermaidDiagram: PlanFormat = {
  name: "Mermaid diagram",
  about: "a mermaid code block: graph LR with A[Title] --> B, or gantt with Title :id, after a1, 3d",
  read: (blocks) => joinAll(blocks.filter(isMermaid).map(readDiagram)),
};

type Fence = BlockOf<"fence">;

interface Line {
  readonly text: string;
  readonly line: number;
}

function isMermaid(block: Block): block is Fence {
  return block.kind === "fence" && block.language === "mermaid";
}

function readDiagram(fence: Fence): Partial<PlanDraft> {
  const lines = fence.lines
    .map((raw, at) => ({ text: raw.trim().slice(0, 2000), line: fence.line + at }))
    .filter(({ text }) => text !== "" && !text.startsWith("%%"));
  const [head, ...rest] = lines;
  const scope = `diagram ${fence.line}`;
  if (/^(?:graph|flowchart)\b/.test(head?.text ?? "")) return readGraph(rest, scope);
  return /^gantt\b/.test(head?.text ?? "") ? readGantt(rest, scope) : {};
}

interface Node {
  readonly ids: readonly string[];
  readonly title: string | null;
  readonly line: number;
}

/** Nodes by the name the diagram gives them; links and groups speak of these. */
interface Drawing {
  readonly nodes: Map<string, Node>;
  readonly links: { readonly from: string; readonly to: string; readonly soft: boolean; readonly line: number }[];
  readonly groups: Group[];
  readonly open: Group[];
}

interface Group {
  readonly name: string;
  readonly title: string;
  readonly line: number;
  readonly members: string[];
}

const NOT_A_LINK = /^(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr)\b/;
const SUBGRAPH = /^subgraph ([^[]{1,80})(?:\[(.{1,120})\])?$/;

/** Links as in https://mermaid.js.org/syntax/flowchart.html; a dotted one lets work begin before the other is done. */
function readGraph(lines: readonly Line[], scope: string): Partial<PlanDraft> {
  const drawing: Drawing = { nodes: new Map(), links: [], groups: [], open: [] };
  for (const { text, line } of lines) {
    const [, name, title] = SUBGRAPH.exec(text) ?? [];
    if (name !== undefined)
      openGroup({ name: plain(name), title: unquoted(title ?? name), line, members: [] }, drawing);
    else if (text === "end") drawing.open.pop();
    else if (!NOT_A_LINK.test(text)) for (const statement of text.split(";")) readLinks(statement, line, drawing);
  }
  const idOf = (name: string) => drawing.nodes.get(name)?.ids[0] ?? name;
  return {
    tasks: [...drawing.nodes.values()].map((node) => ({ ...node, scope, fields: {} })),
    waits: drawing.links.map(({ from, to, soft, line }) => {
      return { dependent: idOf(to), on: idOf(from), source: "map", soft, line, scope };
    }),
    groups: drawing.groups.map((group) => toGroupDraft(group, group.members.map(idOf), "group")),
    read: lines.map(({ line }) => line),
  };
}

function openGroup(group: Group, drawing: Drawing): void {
  drawing.groups.push(group);
  drawing.open.push(group);
}

function toGroupDraft({ name, title, line }: Group, members: readonly string[], kind: "group" | "phase"): GroupDraft {
  const names = [name, title];
  return { kind, id: slug(name), title, names, members, owner: null, calendar: null, isOrderedByCalendar: false, line };
}

/** `-->`, `---`, `==>`, `-.->`, `--o`, `-- text -->` and `-->|text|`. */
const LINK = / ?(?:(?:--|==|-\.) [^-=.>|]{1,80} )?(<?(?:-{2,6}|={2,6}|-\.{1,4}-)[>ox]?)(?:\|[^|]{0,120}\|)? ?/;
const NODE =
  /^([\p{L}\p{N}_.-]{1,80}?)(?:(?:\[\[|\[\(|\(\[|\(\(|\{\{|\[\/|\[|\(|\{|>)(.{1,300}?)(?:\]\]|\)\]|\]\)|\)\)|\}\}|\/\]|\]|\)|\}))?(?::::\w{1,40})?$/u;

function readLinks(statement: string, line: number, drawing: Drawing): void {
  const parts = splitAtLinks(statement.trim().replace(/\s+/g, " "));
  let before: readonly string[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const names = (parts[at] ?? "").split(" & ").map((node) => addNode(node.trim(), line, drawing));
    const link = parts[at - 1] ?? "";
    const soft = link.includes(".");
    const isDirected = /[>ox]$/.test(link);
    for (const to of names) for (const from of isDirected ? before : []) drawing.links.push({ from, to, soft, line });
    before = names;
  }
}

/** Nodes at even places, links between them; what stands in quotes is never a link. */
function splitAtLinks(statement: string): string[] {
  const quoted: string[] = [];
  const bare = statement.replace(/"[^"]{0,300}"/g, (text) => `"${quoted.push(text) - 1}"`);
  return bare.split(LINK).map((part) => part.replace(/"(\d{1,4})"/g, (_, index) => quoted[Number(index)] ?? ""));
}

/** A node is also called by the id its label begins with: `n1["T-4 · Paint"]` is T-4. */
function addNode(text: string, line: number, { nodes, open }: Drawing): string {
  const found = NODE.exec(text);
  const name = found?.[1] ?? text.slice(0, 80);
  const known = nodes.get(name);
  if (known === undefined && name !== "") open.at(-1)?.members.push(name);
  const called = found?.[2] === undefined ? null : calledBy(unquoted(found[2]).replace(" · ", ": "));
  const ids = called !== null && called.ids.length > 0 ? called.ids : (known?.ids ?? [name]);
  if (name !== "") nodes.set(name, { ids, title: called?.title ?? known?.title ?? null, line: known?.line ?? line });
  return name;
}

function unquoted(text: string): string {
  return plain(text.replace(/<br *\/?>/gi, " ").replace(/^[\s"'`]+|[\s"'`]+$/g, ""));
}

const SETTING = /^(?:title|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|click)\b/;

/** Tasks as in https://mermaid.js.org/syntax/gantt.html; without a start a task follows the one above it. */
function readGantt(lines: readonly Line[], scope: string): Partial<PlanDraft> {
  const tasks: TaskDraft[] = [];
  const waits: WaitDraft[] = [];
  const groups: Group[] = [];
  for (const { text, line } of lines.filter((one) => !SETTING.test(one.text))) {
    const section = /^section (.{1,120})$/.exec(text)?.[1];
    if (section !== undefined) groups.push({ name: plain(section), title: plain(section), line, members: [] });
    const bar = /^([^:]{1,200}) ?:(.{1,300})$/.exec(text);
    if (bar === null) continue;
    const previous = tasks.at(-1)?.ids[0];
    const { task, after } = readBar(bar[1] ?? "", bar[2] ?? "", line, scope);
    const dependent = task.ids[0] ?? "";
    const blockers = after ?? (previous === undefined ? [] : [previous]);
    waits.push(...blockers.map((on): WaitDraft => ({ dependent, on, source: "map", soft: false, line, scope })));
    groups.at(-1)?.members.push(dependent);
    tasks.push(task);
  }
  const phases = groups.map((group) => toGroupDraft(group, group.members, "phase"));
  return { tasks, waits, groups: phases, read: lines.map(({ line }) => line) };
}

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** `:crit, a1, after a0, 3d`: marks, id, start, end. `after` is null where nothing says when it begins. */
function readBar(name: string, meta: string, line: number, scope: string): { task: TaskDraft; after: string[] | null } {
  const parts = meta.split(",").map((part) => part.trim());
  const marks = parts.filter((part) => /^(?:done|active|crit|milestone|vert)$/.test(part));
  const rest = parts.filter((part) => !marks.includes(part));
  const end = rest.at(-1) ?? "";
  const start = rest.length > 1 ? (rest.at(-2) ?? "") : "";
  const own = rest.length > 2 ? [rest[0] ?? ""] : [];
  const called = calledBy(plain(name).replace(" · ", ": "));
  const ids = [...(called?.ids ?? []), ...own];
  const status: TaskStatus | null = marks.includes("done") ? "done" : marks.includes("active") ? "in progress" : null;
  const estimate = marks.includes("milestone") ? { low: 0, high: 0 } : parseDuration(end);
  const fields = {
    ...(status === null ? {} : { status }),
    ...(estimate === null ? {} : { estimateMinutes: estimate }),
  };
  const title = called?.title ?? plain(name);
  const task: TaskDraft = { ids: ids.length === 0 ? [slug(title)] : ids, title, line, scope, fields } as const;
  const isDated = DATE.test(start) || DATE.test(end);
  const after = /^after (.{1,200})$/.exec(start)?.[1]?.split(/ +/);
  return { task, after: after ?? (isDated ? [] : null) };
}
