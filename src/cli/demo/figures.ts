/** The figures of a run, and the short table in which they are shown. */
import type { LoggedRequest } from "../../sandbox/exchange.ts";
import { widthOf } from "../columns.ts";
import type { Laws } from "./laws.ts";
import type { Stage } from "./stage.ts";

const MINUTE = 60_000;

export interface Figures {
  readonly tasks: number;
  readonly done: number;
  readonly makespanMs: number;
  readonly requests: number;
  readonly writes: number;
  readonly lost: number;
  readonly doubled: number;
  /** Answers of GitHub that went wrong on purpose. */
  readonly troubles: number;
  readonly given: number;
  readonly duplicates: number;
  readonly violations: number;
  readonly overSlot: number;
  readonly givenWhileBlocked: number;
  /** Open tasks that wore no status label or a wrong one when everything had settled. */
  readonly labels: number;
  /** What the restart on an empty store changed. */
  readonly changedByRestart: number;
  /** Writes in an hour in which nothing happened. */
  readonly quietWrites: number;
}

/** Asking for a token changes nothing, though it is a POST. */
export function isWrite(request: LoggedRequest): boolean {
  return request.isWrite && !request.route.endsWith("/access_tokens");
}

export interface Counted {
  readonly stage: Stage;
  readonly laws: Laws;
  readonly tasks: number;
  readonly done: number;
  readonly makespanMs: number;
  readonly changedByRestart: number;
  readonly quietWrites: number;
}

export function countFigures({ stage, laws, ...counted }: Counted): Figures {
  const { requests, faults, violations } = stage.sandbox;
  const struck = (prefix: string) => faults.struck.filter((kind) => kind.startsWith(prefix)).length;
  return {
    ...counted,
    ...laws.counts,
    given: laws.given,
    requests: requests.length,
    writes: requests.filter(isWrite).length,
    lost: struck("webhook-lost"),
    doubled: struck("webhook-doubled"),
    troubles: struck("error-") + struck("reset-") + struck("secondary-"),
    violations: violations.length,
  };
}

/** Two columns: what went on, then each law with how often it was broken. */
export function showFigures(figures: Figures): readonly string[] {
  const rows: readonly (readonly [string, string])[] = [
    ["tasks done", `${figures.done} of ${figures.tasks}`],
    ["from start to end (virtual)", duration(figures.makespanMs)],
    ["requests to GitHub", String(figures.requests)],
    ["of these, changes", String(figures.writes)],
    ["answers spoiled on purpose", String(figures.troubles)],
    ["webhooks lost / doubled", `${figures.lost} / ${figures.doubled}`],
    ["tasks given out", String(figures.given)],
  ];
  const laws: readonly (readonly [string, number])[] = [
    ["given beyond a worker's slots", figures.overSlot],
    ["given while blocked", figures.givenWhileBlocked],
    ["comments or issues doubled", figures.duplicates],
    ["open tasks with a wrong status", figures.labels],
    ["requests GitHub forbids", figures.violations],
    ["decisions changed by store loss", figures.changedByRestart],
    ["changes when nothing happened", figures.quietWrites],
  ];
  const held = laws.filter(([, count]) => count === 0).length;
  const heads = [["laws held:", `${held} of ${laws.length}`] as const];
  const all = [...rows, ...heads, ...laws.map(([name, count]) => [name, brokenHowOften(count)] as const)];
  const width = Math.max(...all.map(([name]) => widthOf(name)));
  const lines = all.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return lines.toSpliced(rows.length, 0, "");
}

function brokenHowOften(count: number): string {
  return count === 0 ? "none" : `${count} BROKEN`;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
