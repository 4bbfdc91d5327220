/** One text with everything that is read from it, as `signalbox parse --json` prints it: full references, no nulls left open. */

import { parseCommands } from "./command-lines.ts";
import { type MeaningOf, parseMeaning } from "./meaning.ts";
import type { CommandLine, DeclaredEdge, Meaning, Ref, RefAt, Report } from "./model.ts";
import { isHere } from "./model.ts";
import { parseReport } from "./reports/parse-report.ts";

export interface TextToParse extends MeaningOf {
  /** Names of the commands that exist. */
  readonly commands: readonly string[];
}

export interface ParsedText {
  readonly at: TextToParse;
  readonly text: string;
  readonly meaning: Meaning;
  /** Commands that would run; near misses are in `meaning.warnings`. */
  readonly commands: readonly CommandLine[];
  readonly report: Report | null;
}

/** GitHub's limit for a body; nothing behind it is read. */
const LONGEST_TEXT = 65_536;

function nearMiss(command: CommandLine): Meaning["warnings"] {
  const { didYouMean, name, line } = command;
  return didYouMean === null
    ? command.notes.map((message) => ({ line, message, asks: false }))
    : [{ line, message: `There is no command /${didYouMean}. Did you mean /${name}?`, asks: true }];
}

function cutShort(text: string): Meaning["warnings"] {
  if (text.length <= LONGEST_TEXT) return [];
  const line = text.slice(0, LONGEST_TEXT).split(/\r\n?|\n/).length;
  return [
    { line, message: "Only the first 65,536 characters of a text are read, as many as GitHub keeps.", asks: false },
  ];
}

/** Reads `text` as an issue body (or a comment) at `at`. Never throws; linear time. */
export function parseText(text: string, at: TextToParse): ParsedText {
  const meaning = parseMeaning(text, at);
  const typed = parseCommands(text, at.commands);
  const warnings = [...meaning.warnings, ...typed.flatMap(nearMiss), ...cutShort(text)];
  return {
    at,
    text,
    meaning: { ...meaning, warnings: warnings.sort((a, b) => a.line - b.line) },
    commands: typed.filter((command) => command.didYouMean === null),
    report: parseReport(text, at),
  };
}

/** `owner/name#12` in every case; a host that is not ours stands in front. */
function full(ref: Ref, at: TextToParse): string {
  const isOurs = isHere(ref, at.repo);
  const repo = isOurs || ref.repo === "" ? at.repo : ref.repo;
  return `${ref.host === undefined ? "" : `${ref.host}/`}${repo}#${ref.number}`;
}

/** The issue whose text it is stands as number 0 when nobody said which one it is. */
function isOwn(ref: Ref, at: TextToParse): boolean {
  return ref.number === (at.number ?? 0) && isHere(ref, at.repo);
}

/** What a text alone cannot know of an edge: who wrote it, and so whether it counts. */
function judged(edge: DeclaredEdge, at: TextToParse): { counted: boolean; why: string | null } {
  if (isOwn(edge.dependent, at)) return { counted: true, why: null };
  const isElsewhere = edge.dependent.host !== undefined || edge.dependent.repo.toLowerCase() !== at.repo.toLowerCase();
  if (isElsewhere) return { counted: false, why: "what an issue of another repository waits for is decided there" };
  return { counted: true, why: "counts when the text's last editor has triage permission or wrote both issues" };
}

function edgeJson(edge: DeclaredEdge, at: TextToParse) {
  const show = (ref: Ref): string | null => (isOwn(ref, at) && at.number === null ? null : full(ref, at));
  const { kind, line, text, syntax } = edge;
  const ends = { dependent: show(edge.dependent), blocker: show(edge.blocker) };
  return { ...ends, kind, line, text, syntax, ...judged(edge, at) };
}

function commandJson(command: CommandLine) {
  const { name, args, reason, line, options } = command;
  return { name, args, reason, line, ...(Object.keys(options).length === 0 ? {} : { options }) };
}

function reportJson(report: Report, at: TextToParse) {
  const show = (ref: Ref): string => full(ref, at);
  return {
    ...report,
    issue: report.issue === null ? null : show(report.issue),
    blockers: report.blockers.map((blocker) => ({ text: blocker.text, refs: blocker.refs.map(show) })),
    dependenciesCreated: report.dependenciesCreated.map(show),
  };
}

/**
 * The JSON of `signalbox parse`. In `edges` an end is null when it is the text's own issue and nobody gave its number.
 * Lines are 1-based; 0 is the title.
 */
export function parsedJson(parsed: ParsedText) {
  const { at, meaning, commands, report } = parsed;
  const byLine = <T extends { readonly line: number }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => a.line - b.line);
  const edges = byLine(meaning.edges);
  const found = ({ ref, line }: RefAt) => ({ ref: full(ref, at), line });
  const end = (edge: DeclaredEdge, ref: Ref) => {
    const { kind, line, text, syntax } = edge;
    return { ref: full(ref, at), kind, line, text, syntax };
  };
  return {
    dependencies: edges.filter((edge) => isOwn(edge.dependent, at)).map((edge) => end(edge, edge.blocker)),
    blocks: edges.filter((edge) => isOwn(edge.blocker, at)).map((edge) => end(edge, edge.dependent)),
    parent: meaning.parent === null ? null : found(meaning.parent),
    tracks: byLine(meaning.tracks).map(found),
    related: byLine(meaning.related).map(found),
    dates: byLine(meaning.dates),
    fields: meaning.fields,
    commands: commands.map(commandJson),
    report: report === null ? null : reportJson(report, at),
    edges: edges.map((edge) => edgeJson(edge, at)),
    none: meaning.none,
    warnings: meaning.warnings.map(({ line, message }) => ({ line, message })),
  };
}
