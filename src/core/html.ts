/** Text that is HTML, told apart from text that is not yet: whatever is put into a template is escaped unless it is Html. */

export class Html {
  readonly text: string;

  /** Only for text that is known to be safe. */
  constructor(text: string) {
    this.text = text;
  }
}

export type Piece = Html | string | number | null | false | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function show(piece: Piece): string {
  if (piece === null || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "object") return piece.map(show).join("");
  return String(piece).replace(/[&<>"']/g, (character) => escapes[character] ?? "");
}

/** The template tag for all pages; attribute values stand in double quotes. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.map((text, at) => `${text}${show(pieces[at] ?? null)}`).join(""));
}
