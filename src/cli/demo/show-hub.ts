/** The coordination issue in the terminal: what it shows of the work, without the parts that explain how to use it. */
import { markerKey, type SeenIssue } from "./outside.ts";
import { plainIssue } from "./plain-issue.ts";
import type { Terminal } from "./terminal.ts";

/** Of each table, half-way; the whole is on GitHub. */
const MOST_ROWS = 8;

/** The work as it stands at the end. */
export function showHub(hub: SeenIssue, terminal: Terminal): void {
  const body = withoutFolded(hub.body);
  frame(hub, plainIssue(body, { columns: terminal.columns }), terminal);
}

/** The status, the tables down to the workers and the dates; long tables are shortened. */
export function showHubBriefly(hub: SeenIssue, terminal: Terminal): void {
  const whole = withoutFolded(hub.body);
  const body = [downToWorkers(whole), ...forecastIn(whole)].join("\n");
  frame(hub, plainIssue(body, { columns: terminal.columns, mostRows: MOST_ROWS }), terminal);
}

/** Of each list in a summary. */
const MOST_LISTED = 5;

/** The newest daily summary; nothing when there is none. */
export function showSummary(hub: SeenIssue, terminal: Terminal): void {
  const last = hub.comments.findLast(({ body }) => markerKey(body)?.startsWith("summary:") === true);
  if (last !== undefined) frame(hub, plainIssue(withoutLong(last.body), { columns: terminal.columns }), terminal);
}

/** Of a long list only the beginning. */
function withoutLong(body: string): string {
  let run = 0;
  const lines = body.split("\n").flatMap((line, at, all) => {
    run = line.startsWith("- ") ? run + 1 : 0;
    if (run <= MOST_LISTED) return [line];
    const isLast = all[at + 1]?.startsWith("- ") !== true;
    return isLast ? ["", `and ${run - MOST_LISTED} more`] : [];
  });
  return lines.join("\n");
}

function frame(hub: SeenIssue, lines: readonly string[], terminal: Terminal): void {
  const rule = "─".repeat(terminal.columns);
  terminal.line(`#${hub.number} ${hub.title}`, "cyan");
  terminal.line(rule, "cyan");
  const end = lines.findLastIndex((line) => line !== "") + 1;
  for (const line of lines.slice(0, end)) terminal.line(line);
  terminal.line(rule, "cyan");
  terminal.line();
}

/** What GitHub shows only when somebody unfolds it: how to report, data for machines. */
function withoutFolded(body: string): string {
  let isFolded = false;
  const kept = body.split("\n").filter((line) => {
    const wasFolded = isFolded;
    if (line.startsWith("<details>")) isFolded = true;
    if (line.startsWith("</details>")) isFolded = false;
    return !wasFolded && !isFolded;
  });
  return kept.join("\n");
}

function downToWorkers(body: string): string {
  const lines = body.split("\n");
  const workers = lines.findIndex((line) => line.startsWith("### Workers"));
  const next = lines.findIndex((line, at) => at > workers && line.startsWith("### "));
  return workers < 0 || next < 0 ? body : lines.slice(0, next).join("\n");
}

/** The section with the dates; nothing while there are none. */
function forecastIn(body: string): readonly string[] {
  const lines = body.split("\n");
  const from = lines.findIndex((line) => line.startsWith("### Forecast"));
  const next = lines.findIndex((line, at) => at > from && line.startsWith("### "));
  return from < 0 ? [] : lines.slice(from, next < 0 ? lines.length : next);
}
