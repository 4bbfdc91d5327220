/** Text in columns of a terminal: how wide it is, cut to fit, wrapped at words. */

export const COLUMNS = 80;

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]/u;
const NARROWEST = /[\p{M}\p{Cf}]/u;

function widthOfCharacter(character: string): number {
  if (NARROWEST.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns the text takes; colour codes are not expected in it. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOfCharacter(character), 0);
}

/** At most `columns` wide; what is cut off leaves an ellipsis. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  let width = 0;
  for (const character of text) {
    width += widthOfCharacter(character);
    if (width > columns - 1) break;
    kept += character;
  }
  // What was cut before ends with one already.
  return `${kept.trimEnd().replace(/…$/, "")}…`;
}

/** Padded with spaces to `columns`, or cut. */
export function padTo(text: string, columns: number): string {
  const short = cut(text, columns);
  return short + " ".repeat(Math.max(0, columns - widthOf(short)));
}

/** Lines at most `columns` wide, the second and later ones indented; a word that is wider is cut. */
export function wrap(text: string, columns: number, indent = ""): readonly string[] {
  return wrapWhole(text, columns, indent).map((one) => cut(one, columns));
}

/** The same, but a word that is wider stays whole: what is to be copied, such as a path. */
export function wrapWhole(text: string, columns: number, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line.trim() !== "" && widthOf(longer) > columns) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...lines, line];
}
