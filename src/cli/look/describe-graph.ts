/** A graph report in words for a terminal: ready, under way, blocked with reasons, circles, waves, the longest chain. */
import type { GraphReport } from "../../core/graph-report.ts";
import { showNumbers } from "../../core/model.ts";
import { showLength } from "../../core/plans/duration.ts";
import { COLUMNS, cut, wrap } from "../columns.ts";
import { oneLine } from "./plain-text.ts";

/** Rows of one section; JSON holds all. */
const MOST_ROWS = 40;

/** Wrapped, the second and later lines two columns further in. */
function indented(text: string, columns: number): string {
  return wrap(text, COLUMNS - columns - 2)
    .map((line, at) => " ".repeat(at === 0 ? columns : columns + 2) + line)
    .join("\n");
}

function rows(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MOST_ROWS;
  return ["", title, ...lines.slice(0, MOST_ROWS), ...(more > 0 ? [`  … and ${more} more; --json has all`] : [])];
}

function sayTotals({ repository, issues, ready, blocked, edges, outside }: GraphReport): string {
  const tasks = issues.filter(({ isContainer }) => !isContainer).length;
  const counted = edges.filter((edge) => edge.counted).length;
  const parts = [
    `${tasks} open tasks`,
    `${ready.length} ready`,
    `${blocked.length} blocked`,
    `${counted} dependencies`,
  ];
  return `${repository}: ${parts.join(", ")}${outside > 0 ? `; ${outside} open issues take no part` : ""}.`;
}

function sayCycle({ issues, cut: { dependent, blocker } }: GraphReport["cycles"][number]): string {
  const path = [...issues, issues[0] ?? 0].map((number) => `#${number}`).join(" → ");
  return indented(`${path}; cut: #${dependent} need not wait for #${blocker}`, 2);
}

function sayWave(wave: readonly number[], at: number): string {
  return indented(`${at === 0 ? "1 (now)" : at + 1}: ${showNumbers(wave)}`, 2);
}

/** Lines at most 80 columns wide. */
export function describeGraph(report: GraphReport): readonly string[] {
  const titles = new Map(report.issues.map(({ number, title }) => [number, oneLine(title)]));
  const name = (number: number, more = "") => cut(`  #${number} ${titles.get(number) ?? ""}${more}`, COLUMNS);
  const underWay = report.issues.filter(
    ({ status, isContainer }) => !isContainer && !["ready", "blocked", "done"].includes(status),
  );
  const { issues: chain, minutes } = report.criticalPath;
  const length = `${chain.length} tasks, ${showLength(minutes)} of work`;
  return [
    ...wrap(sayTotals(report), COLUMNS),
    ...rows(
      "Ready",
      report.ready.map((number) => name(number)),
    ),
    ...rows(
      "Under way",
      underWay.map(({ number, status, worker }) =>
        name(number, ` · ${status}${worker === null ? "" : `, ${oneLine(worker)}`}`),
      ),
    ),
    ...rows(
      "Blocked",
      report.blocked.map(({ issue, why }) => `${name(issue)}\n${indented(why.map(oneLine).join("; "), 6)}`),
    ),
    ...rows("Circles", report.cycles.map(sayCycle)),
    ...rows("Waves", report.waves.map(sayWave)),
    ...(chain.length < 2
      ? []
      : rows(
          `Longest chain (${length})`,
          chain.map((number) => name(number)),
        )),
  ];
}
