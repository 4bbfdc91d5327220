/** Reads the sections of a report: bold lead-ins, plain `Name: value` lines, sub-headings, and the lists below them. */
import { readAloud } from "../markdown/inserts.ts";
import type { Block, Heading, TextLine, Tree } from "../markdown/tree.ts";
import type { ChecklistItem, Ref } from "../model.ts";
import { labelled } from "../syntaxes/field-lines.ts";
import { plainName } from "../syntaxes/keywords.ts";
import type { Place } from "../syntaxes/references.ts";
import { tokenize } from "../syntaxes/tokens.ts";
import type { Posted } from "./report.ts";

export interface FormSection {
  readonly name: string;
  readonly line: number;
  /** Everything said in it, one line per line or item. */
  text: string;
  readonly items: ChecklistItem[];
  readonly lines: TextLine[];
}

export interface Form {
  readonly tree: Tree;
  readonly place: Place;
  /** The heading that says which report it is, as read aloud. */
  readonly title: string;
  readonly line: number;
  readonly sections: ReadonlyMap<string, FormSection>;
}

/** Other names people use for the sections of the forms. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    deliverable: "deliverables",
    "dependency met": "dependencies met",
    "dependency created": "dependencies created",
    blocker: "blockers",
    "blocked by": "blockers",
    next: "next task",
    "next tasks": "next task",
    "next step": "next task",
    "next steps": "next task",
    time: "duration",
    "time spent": "duration",
    task: "issue",
    "known issue": "known issues",
    "key file": "key files",
  }),
);

/** What the forms call their sections: in a list only these are read without emphasis, `- Status: done`. */
const NAMES = new Set(
  (
    "issue|status|duration|deliverables|dependencies met|dependencies created|blockers|next task|evidence|yesterday|today|" +
    "eta|date|summary|completed|key files|patterns|checks|known issues|next session should|context to preserve|blocker|" +
    "proposed solution|impact"
  ).split("|"),
);

function keyOf(name: string): string {
  const plain = plainName(name);
  return SAME.get(plain) ?? plain;
}

class FormReader {
  readonly sections = new Map<string, FormSection>();
  private current: FormSection | null = null;
  private readonly tree: Tree;

  constructor(tree: Tree) {
    this.tree = tree;
  }

  private aloud(line: TextLine): string {
    return readAloud(line.text, this.tree.inserts);
  }

  private open(name: string, line: number): FormSection {
    const key = keyOf(name);
    const section = this.sections.get(key) ?? { name: key, line, text: "", items: [], lines: [] };
    this.sections.set(key, section);
    this.current = section;
    return section;
  }

  private add(section: FormSection, text: string, line: TextLine, done: boolean | null): void {
    if (text === "") return;
    section.text = section.text === "" ? text : `${section.text}\n${text}`;
    section.items.push({ text, done });
    section.lines.push(line);
  }

  blocks(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if (block.kind === "heading")
        this.open(block.lines.map((line) => this.aloud(line)).join(" "), block.lines[0]?.line ?? 1);
      else if (block.kind === "paragraph") for (const line of block.lines) this.line(line, null, true);
      else if (block.kind === "list") this.list(block.items, this.current === null);
      else if (block.kind === "table") this.table([block.header, ...block.rows]);
    }
  }

  /** A line opens a section when it is labelled; other lines belong to the section that is open. */
  private line(line: TextLine, done: boolean | null, canOpen: boolean): void {
    const found = canOpen ? labelled(line) : null;
    const isLabel = found !== null && (found.isBold || isShort(found.label)) && plainName(found.label) !== "";
    if (found === null || !isLabel) {
      if (this.current !== null) this.add(this.current, this.aloud(line), line, done);
      return;
    }
    const section = this.open(readAloud(found.label, this.tree.inserts), line.line);
    this.add(section, readAloud(found.value, this.tree.inserts), { ...line, text: found.value, lead: 0 }, done);
  }

  /** `isForm`: the list stands where the form begins, so that its items are the sections. */
  private list(items: readonly { readonly box: boolean | null; readonly blocks: readonly Block[] }[], isForm = false) {
    for (const item of items) {
      for (const block of item.blocks) {
        if (block.kind === "list") this.list(block.items);
        else if (block.kind === "paragraph")
          for (const line of block.lines) this.line(line, item.box, this.opensInItem(line, isForm));
      }
    }
  }

  /** In a list bold lead-ins open sections, `- **Status**: done`; names without emphasis only in a list that is the form. */
  private opensInItem(line: TextLine, isForm: boolean): boolean {
    const found = labelled(line);
    return found?.hasColon === true && (line.lead > 0 || (isForm && NAMES.has(keyOf(found.label))));
  }

  private table(rows: readonly { readonly cells: readonly TextLine[] }[]): void {
    for (const row of rows) {
      const [name, value] = row.cells;
      if (name === undefined || value === undefined || row.cells.length !== 2) continue;
      const section = this.open(this.aloud(name), name.line);
      this.add(section, this.aloud(value), value, null);
    }
  }
}

function isShort(label: string): boolean {
  return label.length <= 40 && label.split(" ").length <= 4 && !label.includes("/");
}

/** The form that a heading opens in a comment, when `isTitle` knows the heading; null otherwise. */
export function readForm({ tree, at: place }: Omit<Posted, "text">, isTitle: (title: string) => boolean): Form | null {
  const at = tree.blocks.findIndex((block) => isHeading(block) && isTitle(titleOf(block, tree)));
  const heading = tree.blocks[at];
  if (heading === undefined || !isHeading(heading)) return null;
  const reader = new FormReader(tree);
  const rest = tree.blocks.slice(at + 1);
  const level = heading.kind === "heading" ? heading.level : 7;
  const end = rest.findIndex((block) => block.kind === "heading" && block.level < level);
  reader.blocks(end < 0 ? rest : rest.slice(0, end));
  return {
    tree,
    place,
    title: titleOf(heading, tree),
    line: heading.lines[0]?.line ?? 1,
    sections: reader.sections,
  };
}

type Title = Heading | (Block & { readonly kind: "paragraph" });

/** A heading, or a paragraph that is one bold line. */
function isHeading(block: Block): block is Title {
  if (block.kind === "heading") return true;
  const line = block.kind === "paragraph" && block.lines.length === 1 ? block.lines[0] : undefined;
  return line !== undefined && line.lead > 0 && line.lead === line.text.length;
}

function titleOf(block: Title, tree: Tree): string {
  return block.lines.map((line) => readAloud(line.text, tree.inserts)).join(" ");
}

/** Every section as written, by lower-case name. */
export function sectionTexts(form: Form): Record<string, string> {
  return Object.fromEntries([...form.sections].map(([name, section]) => [name, section.text]));
}

const EMPTY = new Set(["none", "n a", "nothing", "no", "keine", "nichts", "なし", "no response", "tbd", "no blockers"]);

/** Items that say something: "none" and lone dashes are left out. */
export function saidItems(section: FormSection | undefined): readonly string[] {
  const items = section?.items.map((item) => item.text.trim()) ?? [];
  return items.filter(
    (text) => text !== "" && !/^[-–—]$/.test(text) && !EMPTY.has(plainName(text)) && !/^none\b(?! of)/i.test(text),
  );
}

/** References in a line or section, in order. */
export function refsIn(form: Form, lines: readonly TextLine[]): Ref[] {
  const { list } = tokenize(lines, form.tree.inserts, form.place);
  return list.flatMap((token) => (token.kind === "ref" && token.ref !== null ? [token.ref] : []));
}

/** A sentence for each of these fields in which nothing stands. */
export function missingFields({ sections }: Form, fields: readonly string[]): string[] {
  return fields
    .filter((field) => (sections.get(keyOf(field))?.text ?? "") === "")
    .map((field) => `${field} is missing: write \`**${field}**:\` and a sentence`);
}
