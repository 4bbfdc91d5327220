/** What is said before the story begins: who plays, by which clock, what is not played, and what is odd about the plan. */
import { count } from "../../core/schedule/wording.ts";
import { type Cast, describeCast, describeOthers } from "./cast.ts";
import { LEASE_HOURS } from "./leases.ts";
import { dayAndTime } from "./terminal.ts";

const MOST_REMARKS = 10;

export interface HeaderOptions {
  readonly cast: Cast;
  readonly repo: string;
  readonly seed: number;
  /** ms */
  readonly startsAt: number;
  /** Of the plan; the worst first. */
  readonly remarks: readonly string[];
  /** null: the built-in plan. */
  readonly planPath: string | null;
  /** Whether the whole story follows, or only the lines that mark the way. */
  readonly tellsAll: boolean;
}

/** Sentences, one per paragraph, without the title of the plan. */
export function header({ cast, repo, seed, startsAt, remarks, planPath, tellsAll }: HeaderOptions): readonly string[] {
  const tasks = cast.plan.tasks.filter((task) => task.status !== "done").length;
  const { warn, release } = LEASE_HOURS;
  return [
    `${count(tasks, "task")} for ${describeCast(cast)} on ${repo}, seed ${seed}`,
    `Workers: ${listed(cast.players.map(({ name }) => name))}.`,
    `Also there: ${describeOthers(cast)}.`,
    `Time: starts ${dayAndTime(startsAt)} UTC; leases shortened to ${warn} h (a warning) / ${release} h (taken back); ` +
      "everybody works round the clock, which the forecast has to learn.",
    ...gates(cast.plan.gates.length),
    ...(tellsAll ? [] : ["Only the milestones are told here; the full story shows in a terminal or with --story."]),
    ...remarkLines(remarks, planPath),
  ];
}

const MOST_NAMES = 12;

function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return names.slice(0, MOST_NAMES).join(", ") + more;
}

function gates(many: number): readonly string[] {
  if (many === 0) return [];
  return [`${count(many, "gate")} ${many === 1 ? "is" : "are"} in the plan.`];
}

function remarkLines(remarks: readonly string[], planPath: string | null): readonly string[] {
  if (remarks.length === 0) return [];
  const left = remarks.length - MOST_REMARKS;
  return [
    `${count(remarks.length, "remark")} on the plan:`,
    ...remarks.slice(0, MOST_REMARKS).map((remark) => `- ${remark}`),
    ...(left > 0 && planPath !== null ? [`and ${left} more: npm run signalbox -- plan ${planPath}`] : []),
  ];
}
