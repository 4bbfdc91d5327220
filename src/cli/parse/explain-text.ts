/** Explains a parsed text to a person in a terminal: line by line what was read, what was not, and what follows. */
import { sayEvidence } from "../../core/evidence-kinds.ts";
import type { Minutes, TaskFields } from "../../core/model.ts";
import type { ParsedText } from "../../core/parsed-text.ts";
import { type Told, tellStatements } from "../../core/syntaxes/tell-meaning.ts";
import { COLUMNS, cut, widthOf } from "../columns.ts";

/** Width of the column of line numbers. */
const MARGIN = 7;

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** One line that a terminal shows as it is: no control characters, at most `columns` wide. */
function oneLine(text: string, columns: number): string {
  return cut(text.slice(0, 1000).replace(/\s/g, " ").replace(UNSEEN, "").trim(), columns);
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
  return wrapped(text, COLUMNS - hang.length).map((line, i) =>
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
      `${label.padStart(MARGIN - 2)}  ${oneLine(written, COLUMNS - MARGIN)}`.trimEnd(),
      ...told.flatMap((one) => indented(one.says, MARGIN + 2, one.mark)),
    ];
  });
}

function heading({ at }: ParsedText): string {
  return oneLine(`What ${at.number === null ? "the text" : `${at.repo}#${at.number}`} says`, COLUMNS);
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
