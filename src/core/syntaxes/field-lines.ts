/** Finds task fields on lines, in rows and under headings, and hands their values to the fields. */
import { fields } from "../fields/all.ts";
import type { Field, FieldValue } from "../fields/field.ts";
import { readAloud } from "../markdown/inserts.ts";
import type { Block, TextLine } from "../markdown/tree.ts";
import type { ChecklistItem, TaskFields } from "../model.ts";
import { declarationNamed, fieldNamed, plainName } from "./keywords.ts";
import type { Reading } from "./reading.ts";

const byName: ReadonlyMap<string, Field> = new Map(fields.map((field) => [field.name, field]));

/** `Name: value` on a line, or a bold lead-in with its value. */
interface Labelled {
  readonly label: string;
  readonly value: string;
  readonly isBold: boolean;
  readonly hasColon: boolean;
}

const LONGEST_LABEL = 60;
const MOST_UNKNOWN = 50;

export function labelled(line: Pick<TextLine, "text" | "lead">): Labelled | null {
  const colon = line.text.slice(0, LONGEST_LABEL).indexOf(":");
  if (line.lead > 0 && line.lead <= LONGEST_LABEL && (colon < 0 || colon >= line.lead - 1)) {
    const value = line.text.slice(line.lead).trim();
    const hasColon = value.startsWith(":") || line.text.charAt(line.lead - 1) === ":";
    const label = line.text.slice(0, line.lead).replace(/:$/, "");
    return { label, value: value.replace(/^[:：–—-]\s?/, "").trim(), isBold: true, hasColon };
  }
  if (colon <= 0) return null;
  return { label: line.text.slice(0, colon), value: line.text.slice(colon + 1).trim(), isBold: false, hasColon: true };
}

/** The part of the source line that holds the value, marks and all. */
function rawValue(source: string, label: string): string {
  const name = source.toLowerCase().indexOf((label.trim().split(" ").at(-1) ?? "").toLowerCase());
  const from = name < 0 ? 0 : name + (label.trim().split(" ").at(-1) ?? "").length;
  return (
    source
      .slice(from)
      // Emphasis that closes behind the name, not the asterisks a value begins with (`**/*.ts`).
      .replace(/^[*_]{0,3}\s{0,3}[:：]?(?:(?:\*{1,3}|_{1,3})(?![*_/.\w]))?[\s|]{0,8}/, "")
      .replace(/[\s|]{0,4}$/, "")
  );
}

/** Words people leave in a field that nobody has filled in yet. */
const UNKNOWN = new Set(["tbd", "tba", "none", "n a", "unassigned", "unknown", "not assigned"]);

function isEmptyValue(reading: Reading, value: FieldValue): boolean {
  if (value.items.length > 0) return false;
  const plain = plainName(value.text.slice(0, 80));
  return (
    value.text === "" || /^[-–—]$/.test(value.text) || UNKNOWN.has(plain) || reading.keywords.noResponse.has(plain)
  );
}

/** Reads a value into the fields; what is stated first holds. Warns with a working example when it is malformed. */
export function takeField(reading: Reading, name: string, value: FieldValue): void {
  const field = byName.get(name);
  if (field === undefined || reading.fieldsOnly || isEmptyValue(reading, value)) return;
  const read = field.read(value);
  if (read === null) {
    reading.warn(
      value.line,
      `“${reading.quote(value.line)}” should hold ${field.expects}. This works: \`${field.example}\`.`,
    );
    return;
  }
  if (read.notBefore !== undefined) reading.date(read.notBefore, value.line);
  const unknown = [...(reading.fields.unknown ?? []), ...(read.unknown ?? [])].slice(0, MOST_UNKNOWN);
  const kept = unknown.length === 0 ? {} : { unknown };
  reading.fields = { ...reading.fields, ...read, ...reading.fields, ...kept } satisfies TaskFields;
}

export function keepUnknown(reading: Reading, name: string, value: string, line: number): void {
  const known = reading.fields.unknown ?? [];
  if (known.length >= MOST_UNKNOWN || reading.fieldsOnly) return;
  reading.fields = { ...reading.fields, unknown: [...known, { name, value: value.slice(0, 500), line }] };
}

/** An item with the lines it stands on. */
interface Entry {
  readonly item: ChecklistItem;
  readonly lines: readonly TextLine[];
}

/** The items of the lists among `blocks`; without a list, each line is one. */
function entriesOf(reading: Reading, blocks: readonly Block[]): Entry[] {
  const aloud = (lines: readonly TextLine[]): string =>
    lines.map((line) => readAloud(line.text, reading.tree.inserts)).join(" ");
  const lists = blocks.filter((block) => block.kind === "list");
  const found = (lists.length > 0 ? lists : blocks).flatMap((block): Entry[] => {
    if (block.kind === "paragraph")
      return block.lines.map((line) => ({ item: { text: aloud([line]), done: null }, lines: [line] }));
    if (block.kind !== "list") return [];
    return block.items.map(({ blocks: [first], box }) => {
      const lines = first?.kind === "paragraph" ? first.lines : [];
      return { item: { text: aloud(lines), done: box }, lines };
    });
  });
  return found.filter(({ item }) => item.done !== null || item.text !== "" || lists.length > 0);
}

const BULLET = /^[ \t]{0,40}(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]{1,4})?(?:\[[ xX]\][ \t]{1,4})?/;

function itemsIn(reading: Reading, blocks: readonly Block[]): Pick<FieldValue, "items" | "rawItems"> {
  const entries = entriesOf(reading, blocks);
  const source = ({ line }: TextLine): string => (reading.tree.source[line - 1] ?? "").replace(BULLET, "");
  const rawItems = entries.map(({ item, lines }) => (item.text === "" ? "" : lines.map(source).join(" ")));
  return { items: entries.map(({ item }) => item), rawItems };
}

/** The value of a field whose name is a heading: everything in `blocks`. */
export function headingValue(reading: Reading, blocks: readonly Block[], line: number): FieldValue {
  const { items, rawItems } = itemsIn(reading, blocks);
  const first = blocks[0];
  const isText = first?.kind === "paragraph" && blocks.length === 1 && first.lines.length === 1;
  const at = first?.kind === "paragraph" ? (first.lines[0]?.line ?? line) : line;
  const text = isText ? (items[0]?.text ?? "") : "";
  if (!isText) return { text, raw: "", items, rawItems, line: at };
  return { text, raw: (reading.tree.source[at - 1] ?? "").trim(), items: [], rawItems: [], line: at };
}

/** A line parted by bars or dots into several fields (`Track: a | Estimate: 2h`). */
function segments(line: TextLine): TextLine[] {
  if (!/[|·•]/.test(line.text)) return [line];
  let at = 0;
  const parts: TextLine[] = [];
  for (const piece of line.text.split(/[|·•]/)) {
    const start = at + (piece.length - piece.trimStart().length);
    parts.push({ line: line.line, text: piece.trim(), lead: at === 0 ? Math.min(line.lead, piece.length) : 0 });
    at = start - (piece.length - piece.trimStart().length) + piece.length + 1;
  }
  return parts.every((part) => part.text === "" || part.text.includes(":")) ? parts : [line];
}

export interface OpenField {
  readonly name: string;
  readonly line: number;
}

/**
 * Task fields on the lines of a paragraph. Returns the field whose name ends the paragraph and so owns the next block,
 * and the lines that hold values no sentence should be read from.
 */
export function readFieldLines(
  reading: Reading,
  lines: readonly TextLine[],
): { open: OpenField | null; taken: Set<TextLine> } {
  const taken = new Set<TextLine>();
  let open: OpenField | null = null;
  for (const [index, line] of lines.entries()) {
    const parts = segments(line);
    for (const part of parts) {
      const found = labelled(part);
      const name = found === null ? lonelyField(reading, part) : fieldNamed(reading.keywords, found.label);
      if (name === null) {
        if (found !== null) unknownLine(reading, found, part);
        continue;
      }
      const text = readAloud(found?.value ?? "", reading.tree.inserts);
      const isLast = index === lines.length - 1;
      const below = text === "" && !isLast && parts.length === 1 ? lines.slice(index + 1) : [];
      if (text === "" && isLast) open = { name, line: line.line };
      const source = reading.tree.source[line.line - 1] ?? "";
      const raw = parts.length === 1 ? rawValue(source, found?.label ?? part.text) : text;
      const isList = byName.get(name)?.isList === true;
      const { items, rawItems } = itemsIn(reading, isList ? [{ kind: "paragraph", lines: [...below] }] : []);
      const value =
        items.length === 0 && below.length > 0 ? readAloud(below[0]?.text ?? "", reading.tree.inserts) : text;
      takeField(reading, name, { text: value, raw: raw === "" ? value : raw, items, rawItems, line: line.line });
      if (isList) for (const one of [line, ...below]) taken.add(one);
    }
  }
  return { open, taken };
}

/** A bold or bare name that is a whole line. */
function lonelyField(reading: Reading, part: TextLine): string | null {
  return part.lead > 0 && part.lead === part.text.length ? fieldNamed(reading.keywords, part.text) : null;
}

function unknownLine(reading: Reading, found: Labelled, line: TextLine): void {
  if (!found.isBold || !found.hasColon || found.value === "" || found.label.split(" ").length > 4) return;
  if (declarationNamed(reading.keywords, found.label) !== null) return;
  keepUnknown(reading, found.label.trim(), readAloud(found.value, reading.tree.inserts), line.line);
}

/** The list under a field's name (`Done when:` and a checklist). */
export function takeOwnedField(reading: Reading, open: OpenField, block: Block): void {
  takeField(reading, open.name, headingValue(reading, [block], open.line));
}
