/** A Gantt chart as one self-contained SVG picture: a row for each task in the order of its start. */

import { type Html, html } from "../../core/html.ts";
import type { Assignment } from "../../core/schedule/dispatch.ts";

export interface GanttRow extends Pick<Assignment, "task" | "start" | "end"> {
  readonly title: string;
  readonly isCritical: boolean;
  readonly isDone: boolean;
  /** Shown when somebody points at the bar. */
  readonly when: string;
}

export interface GanttChart {
  /** Said to those who cannot see the picture. */
  readonly label: string;
  readonly makespan: number;
  readonly rows: readonly GanttRow[];
  /** What stands above the line at a minute; the lines are `step` minutes apart. */
  tick(minute: number, step: number): string;
}

const NAME = 275;
const BARS = 700;
const ROW = 20;
const HEAD = 24;
const LONGEST_NAME = 38;
/** Minutes between two lines, the first that leaves room for its words: an hour to half a year. */
const STEPS = [30, 60, 120, 240, 480, 960, 2400, 4800, 9600, 24_000, 48_000, 96_000, 240_000];
const MOST_TICKS = 10;

export function drawGanttSvg({ label, makespan, rows, tick }: GanttChart): Html {
  const height = HEAD + rows.length * ROW + 6;
  const length = Math.max(1, makespan);
  const at = (minute: number) => NAME + (minute / length) * BARS;
  const step = STEPS.find((one) => length / one <= MOST_TICKS) ?? Math.ceil(length / MOST_TICKS);
  const ticks = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
  return html`<svg class="gantt" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" viewBox="0 0 ${NAME + BARS + 60} ${height}">
${ticks.map((minute) => html`<g class="tick"><line x1="${at(minute).toFixed(1)}" x2="${at(minute).toFixed(1)}" y1="${HEAD - 6}" y2="${height}"/><text x="${at(minute).toFixed(1)}" y="12">${tick(minute, step)}</text></g>\n`)}
${rows.map((row, index) => drawRow(row, HEAD + index * ROW, at))}
</svg>`;
}

function drawRow(row: GanttRow, y: number, at: (minute: number) => number): Html {
  const { task, title, start, end, when } = row;
  const names = ["bar", row.isCritical && "critical", row.isDone && "done"].filter(Boolean).join(" ");
  const name = title === "" || title === task ? task : `${task} ${title}`;
  const width = Math.max(2, at(end) - at(start));
  return html`<g class="${names}"><title>${name}: ${when}</title><text x="${NAME - 8}" y="${y + 14}">${cutTo(name)}</text><rect x="${at(start).toFixed(1)}" y="${y + 4}" width="${width.toFixed(1)}" height="${ROW - 7}" rx="2"/></g>\n`;
}

function cutTo(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join("")}…` : text;
}
