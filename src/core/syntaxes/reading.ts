/** What has been read from a text so far, and everything a syntax needs to read on. */
import type { TextLine, Tree } from "../markdown/tree.ts";
import type { DeclaredEdge, EdgeKind, Ref, RefAt, TaskFields, Warning } from "../model.ts";
import { refKey } from "../model.ts";
import { isDay } from "./date.ts";
import type { Keywords, Phrase } from "./keywords.ts";
import type { Item } from "./list.ts";
import type { Place } from "./references.ts";
import { type Tokens, tokenize } from "./tokens.ts";

/** One declaration: what a phrase says of a subject and of the references beside it. */
export interface Statement {
  readonly phrase: Pick<Phrase, "meaning">;
  /** null: the issue whose text it is. */
  readonly subject: Ref | null;
  readonly stages: readonly (readonly Item[])[];
  readonly isSoft: boolean;
  readonly syntax: string;
  readonly line: number;
}

const LONGEST_QUOTE = 200;
/** Edges read from one text. Issues have at most 65,536 characters; nobody means more than this. */
const MOST_EDGES = 2000;
/** Edges said in one text, repetitions included: ranges on both sides of a phrase say thousands in a line. */
const MOST_STATED = 10 * MOST_EDGES;

export class Reading {
  readonly place: Place;
  readonly keywords: Keywords;
  readonly tree: Tree;
  /** Only fields alone on their line count (comments). */
  readonly fieldsOnly: boolean;
  readonly edges: DeclaredEdge[] = [];
  readonly parents: RefAt[] = [];
  readonly tracks: RefAt[] = [];
  readonly related: RefAt[] = [];
  readonly dates: { date: string; line: number; text: string }[] = [];
  readonly none: { line: number }[] = [];
  readonly warnings: Warning[] = [];
  /** What can be decided only when everything else has been read. */
  readonly later: (() => void)[] = [];
  fields: TaskFields = {};
  private readonly seen = new Set<string>();
  private readonly warnedLines = new Set<number>();
  /** Where the edge of each pair stands in `edges`. */
  private readonly edgeAt = new Map<string, number>();
  private isFull = false;
  private stated = 0;
  /** Several readers look at the same lines, one right after the other. */
  private lastTokens: Tokens | null = null;
  private readonly title: string;

  constructor(tree: Tree, place: Place, keywords: Keywords, fieldsOnly: boolean, title: string) {
    this.tree = tree;
    this.place = place;
    this.keywords = keywords;
    this.fieldsOnly = fieldsOnly;
    this.title = title;
  }

  tokens(lines: readonly TextLine[]): Tokens {
    if (this.lastTokens?.lines !== lines) this.lastTokens = tokenize(lines, this.tree.inserts, this.place);
    return this.lastTokens;
  }

  /** A line of the source as written, short enough to be shown. Line 0 is the title. */
  quote(line: number): string {
    const source = line === 0 ? this.title : (this.tree.source[line - 1] ?? "");
    return source.trim().slice(0, LONGEST_QUOTE);
  }

  warn(line: number, message: string, asks = false): void {
    const key = `warning ${line} ${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.warnedLines.add(line);
    this.warnings.push({ line, message, asks });
  }

  /** A date before which nothing starts. Warns when there is no such day. */
  date(date: string, line: number): boolean {
    if (!isDay(date)) {
      if (this.warnedLines.has(line)) return false;
      this.warn(line, `There is no day ${date}. Write dates as \`Not before: 2026-12-01\`.`, true);
      return false;
    }
    if (!this.dates.some((known) => known.date === date)) this.dates.push({ date, line, text: this.quote(line) });
    return true;
  }

  /** The issue whose text this is; null when the text belongs to none (`--number` not given). */
  own(): Ref | null {
    return this.place.number === null ? null : { repo: this.place.repo, number: this.place.number };
  }

  resolved(ref: Ref): Ref {
    return ref.repo === "" ? { repo: this.place.repo, number: ref.number } : ref;
  }

  state(statement: Statement): void {
    const { meaning } = statement.phrase;
    if (meaning === "waits" || meaning === "blocks") this.stateWaiting(statement, meaning);
    else if (statement.subject === null || this.isOwn(statement.subject)) {
      const list = meaning === "parent" ? this.parents : meaning === "child" ? this.tracks : this.related;
      for (const item of statement.stages.flat()) this.keep(list, meaning, item.ref, statement.line);
    }
  }

  /** Whether it is the issue whose text this is. */
  isOwn(ref: Ref): boolean {
    const own = this.own();
    return own !== null && refKey(own) === refKey(ref);
  }

  private isSame(ref: Ref, subject: Ref): boolean {
    return refKey(this.resolved(ref)) === refKey(this.resolved(subject));
  }

  /** Adds a reference to a list once. */
  keep(list: RefAt[], name: string, found: Ref, line: number): void {
    const ref = this.resolved(found);
    const key = `${name} ${refKey(ref)}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    if (this.isOwn(ref)) {
      this.warn(line, `This is the issue itself: #${ref.number} was dropped.`);
      return;
    }
    list.push({ ref, line });
  }

  /** Chains: each stage waits for the one before; the subject waits for the last. */
  private stateWaiting(statement: Statement, meaning: "waits" | "blocks"): void {
    const subject = statement.subject ?? this.own() ?? { repo: this.place.repo, number: 0 };
    const stages = statement.stages.filter((stage) => stage.length > 0);
    const isChain = stages.length > 1;
    if (this.isFull) return;
    for (let i = 1; i < stages.length; i++) {
      for (const late of stages[i] ?? []) {
        for (const early of stages[i - 1] ?? []) this.edge(late.ref, early, statement, "chain");
      }
    }
    const syntax = isChain ? "chain" : statement.syntax;
    // An issue that stands in its own chain has its place there.
    if (isChain && stages.some((stage) => stage.some((item) => this.isSame(item.ref, subject)))) return;
    if (meaning === "waits") for (const item of stages.at(-1) ?? []) this.edge(subject, item, statement, syntax);
    else for (const item of stages[0] ?? []) this.edge(item.ref, { ...item, ref: subject }, statement, syntax);
  }

  private edge(waiting: Ref, item: Item, statement: Statement, syntax: string): void {
    this.stated++;
    if (this.edges.length >= MOST_EDGES || this.stated > MOST_STATED) {
      if (!this.isFull) this.warn(0, `Only the first ${MOST_EDGES} dependencies of a text are read.`, true);
      this.isFull = true;
      return;
    }
    const dependent = this.resolved(waiting);
    const blocker = this.resolved(item.ref);
    const kind: EdgeKind = (item.isSoft ?? statement.isSoft) ? "soft" : "hard";
    const [waits, first] = [refKey(dependent), refKey(blocker)];
    if (waits === first) {
      const said = `self ${statement.line} ${first}`;
      if (this.seen.has(said)) return;
      this.seen.add(said);
      this.warn(statement.line, `An issue cannot wait for itself: #${blocker.number} was dropped.`);
      return;
    }
    this.keepEdge(`${waits} ${first}`, {
      dependent,
      blocker,
      kind,
      line: statement.line,
      text: this.quote(statement.line),
      syntax,
    });
  }

  /** One edge for each pair: the first statement, unless a later one makes a soft edge hard. */
  private keepEdge(pair: string, edge: DeclaredEdge): void {
    const at = this.edgeAt.get(pair);
    if (at === undefined) {
      this.edgeAt.set(pair, this.edges.length);
      this.edges.push(edge);
    } else if (this.edges[at]?.kind === "soft" && edge.kind === "hard") this.edges[at] = edge;
  }
}
