/** Explains a parsed text to a person in a terminal: line by line what was read, what was not, and what follows. */
import { sayEvidence } from "./evidence-kinds.ts";
import type { Minutes, TaskFields } from "./model.ts";
import type { ParsedText } from "./parsed-text.ts";
import { type Told, tellStatements } from "./syntaxes/tell-meaning.ts";

const WIDTH = 80;
/** Width of the column of line numbers. */
const MARGIN = 7;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** Columns of one character on a terminal: East Asian characters and emoji take two. */
function columnsOf(char: string): number {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
    char,
  )
    ? 2
    : 1;
}

function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += columnsOf(char);
  return width;
}

/** One line that a terminal shows as it is: no control characters, at most `columns` wide. */
function oneLine(text: string, columns: number): string {
  const plain = text.slice(0, 1000).replace(/\s/g, " ").replace(UNSEEN, "").trim();
  if (widthOf(plain) <= columns) return plain;
  let kept = "";
  let width = 1;
  for (const char of plain) {
    width += columnsOf(char);
    if (width > columns) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** Words of a sentence in lines of at most `columns`; a word that is longer is cut into pieces. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.replace(/\s/g, " ").replace(UNSEEN, "").split(" ")) {
    if (line !== "" && widthOf(line) + 1 + widthOf(word) > columns) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    while (widthOf(line) > columns) {
      const piece = [...line].slice(0, Math.floor(columns / 2)).join("");
      lines.push(piece);
      line = line.slice(piece.length);
    }
  }
  return line === "" ? lines : [...lines, line];
}

function indented(text: string, indent: number, mark = ""): string[] {
  const hang = " ".repeat(indent + mark.length);
  return wrapped(text, WIDTH - hang.length).map((line, i) =>
    i === 0 ? " ".repeat(indent) + mark + line : hang + line,
  );
}

function minutes({ low, high }: Minutes): string {
  return low === high ? `${low} minutes` : `${low} to ${high} minutes`;
}

function fieldLines(fields: TaskFields): string[] {
  const { unknown = [], estimateMinutes, evidence = [], ...known } = fields;
  const named = Object.entries(known).map(([name, value]): [string, string] => {
    if (typeof value === "string" || typeof value === "number") return [name, String(value)];
    const items = (value ?? []).map((item) => (typeof item === "string" ? item : item.text));
    return [name, items.join("; ")];
  });
  const estimate: [string, string][] = estimateMinutes === undefined ? [] : [["estimate", minutes(estimateMinutes)]];
  const shown: [string, string][] = evidence.length === 0 ? [] : [["evidence", evidence.map(sayEvidence).join("; ")]];
  const others = unknown.map(({ name, value }): [string, string] => [`${name} (kept for the worker)`, value]);
  return [...estimate, ...named, ...shown, ...others].flatMap(([name, value]) => indented(`${name}: ${value}`, 2));
}

function commandTold({ commands }: ParsedText): Told[] {
  return commands.map(({ name, args, reason, line }) => {
    const words = args.length === 0 ? "" : ` with ${args.join(", ")}`;
    return { line, says: `command /${name}${words}${reason === null ? "" : `, because: ${reason}`}` };
  });
}

function reportTold({ report }: ParsedText): Told[] {
  if (report === null) return [];
  const who = report.worker === null ? "" : ` by ${report.worker}`;
  const missing = report.missing.map((sentence) => ({ line: report.line, says: `missing in the report: ${sentence}` }));
  return [{ line: report.line, says: `a ${report.kind} report${who}` }, ...missing];
}

/** Everything that was said, line by line: the line as written, and below it what it means. */
function readLines(parsed: ParsedText): string[] {
  const said = [...tellStatements(parsed.meaning, parsed.at), ...commandTold(parsed), ...reportTold(parsed)];
  const warned = parsed.meaning.warnings.map(({ line, message, asks }) => ({
    line,
    says: message,
    mark: asks ? "? " : "! ",
  }));
  const all = [...said.map((told) => ({ ...told, mark: "- " })), ...warned];
  const source = parsed.text.split(/\r\n?|\n/);
  const lines = [...new Set(all.map((told) => told.line))].sort((a, b) => a - b);
  return lines.flatMap((line) => {
    const label = line === 0 ? "title" : String(line);
    const written = line === 0 ? (parsed.at.title ?? "") : (source[line - 1] ?? "");
    const told = all.filter((one) => one.line === line);
    return [
      `${label.padStart(MARGIN - 2)}  ${oneLine(written, WIDTH - MARGIN)}`.trimEnd(),
      ...told.flatMap((one) => indented(one.says, MARGIN + 2, one.mark)),
    ];
  });
}

function heading({ at }: ParsedText): string {
  return oneLine(`What ${at.number === null ? "the text" : `${at.repo}#${at.number}`} says`, WIDTH);
}

const NOTHING = [
  "Nothing about dependencies, commands or reports was found.",
  "A line such as `Depends on #12` says what an issue waits for; all that is",
  "understood stands in .github/language.md. A plan with many tasks is read by",
  "`npm run signalbox -- plan FILE`.",
];

/** What `signalbox parse` prints for people, at most 80 columns wide. */
export function explainText(parsed: ParsedText): string[] {
  const { meaning } = parsed;
  const read = readLines(parsed);
  const fields = fieldLines(meaning.fields);
  const asked = meaning.warnings.filter((warning) => warning.asks).length;
  return [
    heading(parsed),
    "",
    ...(read.length === 0 ? NOTHING : read),
    ...(fields.length === 0 ? [] : ["", "Fields", ...fields]),
    ...(asked === 0
      ? []
      : ["", `Not understood: ${asked} ${asked === 1 ? "place" : "places"}, marked with "?" above.`]),
  ];
}
