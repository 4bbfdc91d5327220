/** The text of an item's issue, and whether what stands there is still as we wrote it. */
import { MARKER_BEGIN } from "../../marker-text.ts";
import type { Issue, Marker } from "../../model.ts";
import { textHash } from "../../text-hash.ts";
import type { PlanGate, PlanTask } from "../plan.ts";
import { itemKey, type PlanItem } from "./plan-items.ts";

const MARKER_END = "-->";
const TICKED = /^([ >]{0,8}(?:[-*+]|\d{1,4}[.)]) \[)[xX](\] )/gm;
const BOX = /^([ >]{0,8}(?:[-*+]|\d{1,4}[.)]) \[)[ xX](\] .{0,2000})$/;
const IN_BRACKETS = /\(([^()\n]{1,200})\)$/;

type Numbers = ReadonlyMap<string, number>;

/** The views that print the texts of items. */
export interface ItemViews {
  taskIssue(task: PlanTask, blockers: { readonly hard: readonly number[]; readonly soft: readonly number[] }): string;
  gateIssue(gate: PlanGate, after: readonly number[], before: readonly number[]): string;
  phaseIssue(title: string, path: string): string;
}

/** What an item waits for and has no number yet, because it comes later in a circle, is left out. */
function numbersOf(ids: readonly string[], numbers: Numbers): readonly number[] {
  return [...new Set(ids.flatMap((id) => numbers.get(id) ?? []))];
}

/** A criterion that ends in ids of the plan, `(T-015, T-016)`, names their issues: then it can tick itself. */
function withNumbers(gate: PlanGate, numbers: Numbers): PlanGate {
  const criteria = gate.criteria.map((item) => {
    const ids = IN_BRACKETS.exec(item.text)?.[1]?.split(/[,;]\s{0,4}/) ?? [];
    const found = ids.map((id) => numbers.get(id.trim()));
    if (found.length === 0 || found.some((number) => number === undefined)) return item;
    return { ...item, text: item.text.replace(IN_BRACKETS, `(${found.map((number) => `#${number}`).join(", ")})`) };
  });
  return { ...gate, criteria };
}

interface Written {
  readonly numbers: string;
  readonly text: ItemText;
}

const written = new WeakMap<PlanItem, Written>();

/** What the item's issue should say; the same item with the same numbers says the same. */
export function itemText(item: PlanItem, numbers: Numbers, path: string, views: ItemViews): ItemText {
  const named = namedBy(item).map((id) => numbers.get(id) ?? "");
  const key = [path, ...named].join(" ");
  const before = written.get(item);
  if (before?.numbers === key) return before.text;
  const body = itemBody(item, numbers, path, views);
  const text = { body, print: fingerprint(item.title, body) };
  written.set(item, { numbers: key, text });
  return text;
}

/** Ids whose numbers stand in the text. */
function namedBy({ task, gate }: PlanItem): readonly string[] {
  const inCriteria = (gate?.criteria ?? []).flatMap(({ text }) => IN_BRACKETS.exec(text)?.[1]?.split(/[,;]/) ?? []);
  return [...task.dependsOn, ...task.softDependsOn, ...(gate?.before ?? []), ...inCriteria.map((id) => id.trim())];
}

const prints = new WeakMap<Issue, string>();

/** Fingerprint of an issue as it stands. */
export function issuePrint(issue: Issue): string {
  const print = prints.get(issue) ?? fingerprint(issue.title, shownBody(issue.body));
  prints.set(issue, print);
  return print;
}

function itemBody({ kind, task, gate }: PlanItem, numbers: Numbers, path: string, views: ItemViews): string {
  const blockers = { hard: numbersOf(task.dependsOn, numbers), soft: numbersOf(task.softDependsOn, numbers) };
  if (kind === "phase") return views.phaseIssue(task.title, path);
  if (gate === null) return views.taskIssue(task, blockers);
  return views.gateIssue(withNumbers(gate, numbers), blockers.hard, numbersOf(gate.before, numbers));
}

/** A text without marker, and its fingerprint. */
export interface ItemText {
  readonly body: string;
  readonly print: string;
}

/** Boxes are there to be ticked: that is no edit. */
function withoutTicks(body: string): string {
  return body.replace(TICKED, "$1 $2");
}

/** Fingerprint of what an issue says, by which we know again what we wrote. */
function fingerprint(title: string, body: string): string {
  return textHash(`${title}\n${withoutTicks(body)}`.trim());
}

/** The body as people see it, also what somebody wrote below our marker. */
export function shownBody(body: string): string {
  const start = body.lastIndexOf(MARKER_BEGIN);
  const end = start < 0 ? -1 : body.indexOf(MARKER_END, start);
  return end < 0 ? body : `${body.slice(0, start)}${body.slice(end + MARKER_END.length)}`;
}

/** `body` with the boxes ticked that are ticked in `before`. */
export function keepTicks(body: string, before: string): string {
  const ticked = new Set(
    before.split("\n").flatMap((line) => (/\[[xX]\] /.test(line) ? [BOX.exec(line.trimEnd())?.[2] ?? ""] : [])),
  );
  return body
    .split("\n")
    .map((line) => {
      const [, lead, rest] = BOX.exec(line) ?? [];
      return lead !== undefined && rest !== undefined && ticked.has(rest) ? `${lead}x${rest}` : line;
    })
    .join("\n");
}

/** The marker that ties an issue to its item and remembers what we wrote: text by its fingerprint, labels by name, place by number. */
export function itemMarker(path: string, { id, kind, task, labels }: PlanItem, base: string, place: string): Marker {
  const data: Record<string, string | boolean> = {
    ...(kind === "gate" ? { gate: true } : {}),
    ...(kind === "phase" ? { phase: true } : {}),
    base,
    labels: labels.join("\n"),
    parent: place,
    ...(task.status === "done" ? { done: true } : {}),
  };
  return { kind: "task", key: itemKey(path, id), facts: [], settled: [], data };
}

/** True while nobody but us has changed title or text since we wrote them. */
export function isUntouched(issue: Issue, marker: Marker | undefined, botId: number): boolean {
  const base = marker?.data["base"];
  if (typeof base === "string") return issuePrint(issue) === base;
  return marker !== undefined && (issue.editor === null || issue.editor.id === botId);
}
