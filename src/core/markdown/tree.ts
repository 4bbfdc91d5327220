/** The shape of a text as its reader sees it: blocks, items, rows and visible lines, each with its source line. */

/** One rendered line. Code and links to elsewhere stand in `text` as single inserts (see `inserts.ts`). */
export interface TextLine {
  /** 1-based line of the source. */
  readonly line: number;
  /** Visible text: no markers, no hidden parts, spaces and widths made regular. */
  readonly text: string;
  /** Length of the bold run that opens the line; 0 when it opens with none. */
  readonly lead: number;
}

export interface Heading {
  readonly kind: "heading";
  readonly level: number;
  readonly lines: readonly TextLine[];
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly lines: readonly TextLine[];
}

export interface ListItem {
  readonly line: number;
  /** Whether its box is ticked; null without a box. */
  readonly box: boolean | null;
  readonly blocks: readonly Block[];
}

export interface List {
  readonly kind: "list";
  readonly items: readonly ListItem[];
}

export interface Row {
  readonly line: number;
  readonly cells: readonly TextLine[];
}

export interface Table {
  readonly kind: "table";
  readonly header: Row;
  readonly rows: readonly Row[];
}

/** A fenced or indented block of code; `info` is the language as written, empty without one. */
export interface Code {
  readonly kind: "code";
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

export type Block = Heading | Paragraph | List | Table | Code;

/** A link or a code span: one character of visible text that stands for more. */
export interface Insert {
  readonly kind: "link" | "code";
  /** Link text or code, as the reader sees it. */
  readonly text: string;
  /** Where a link leads; empty for code. */
  readonly target: string;
}

export interface Tree {
  readonly blocks: readonly Block[];
  readonly inserts: readonly Insert[];
  /** The source, line by line, without line ends. */
  readonly source: readonly string[];
}
