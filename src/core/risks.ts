/** What may go wrong with open work, as far as dates and facts show: overdue, too late by forecast, sent back, changing hands. */
import { forecastWorld } from "./forecast/forecast-world.ts";
import { localDate } from "./local-time.ts";
import { showDay } from "./show-time.ts";
import type { Task, World } from "./world.ts";

export interface Risk {
  readonly issue: number;
  readonly kind: "overdue" | "late by forecast" | "sent back" | "changes hands";
  /** The end of a sentence that begins with the issue. */
  readonly why: string;
}

/** Identity of a risk from one day to the next. */
export function riskKey({ issue, kind }: Risk): string {
  return `${issue} ${kind}`;
}

/** How often before it is called a risk. */
const TWICE = 2;

function dateRisk({ issue, fields }: Task, world: World): readonly Risk[] {
  const { due } = fields;
  const { number } = issue;
  const { timezone } = world.snapshot.settings;
  if (due === undefined) return [];
  if (due < localDate(world.snapshot.now, timezone))
    return [{ issue: number, kind: "overdue", why: `was due on ${showDay(due, world.snapshot)}` }];
  const { forecast, calendar } = forecastWorld(world);
  const span = forecast?.tasks.get(String(number));
  const end = span === undefined ? null : localDate(calendar.isoAt(span.p85), timezone);
  if (end === null || end <= due) return [];
  return [
    {
      issue: number,
      kind: "late by forecast",
      why: `is due on ${showDay(due, world.snapshot)}, but may last until ${showDay(end, world.snapshot)} (P85)`,
    },
  ];
}

function historyRisks({ issue }: Task, world: World): readonly Risk[] {
  const facts = world.facts.get(issue.number);
  if (facts === undefined) return [];
  const count = (kind: "rejected" | "released") => facts.filter((fact) => fact.kind === kind).length;
  const [back, given] = [count("rejected"), count("released")];
  const risks: Risk[] = [];
  if (back >= TWICE)
    risks.push({ issue: issue.number, kind: "sent back", why: `was sent back ${back} times in review` });
  if (given >= TWICE)
    risks.push({ issue: issue.number, kind: "changes hands", why: `was given back or lost ${given} times` });
  return risks;
}

/** By kind in the order above, then by issue. */
export function findRisks(world: World): readonly Risk[] {
  const open = [...world.tasks.values()].filter(({ issue, isContainer }) => issue.isOpen && !isContainer);
  const order: readonly Risk["kind"][] = ["overdue", "late by forecast", "sent back", "changes hands"];
  return open
    .flatMap((task) => [...dateRisk(task, world), ...historyRisks(task, world)])
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.issue - b.issue);
}
