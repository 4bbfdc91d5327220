/** The graph of open work as plain data: who waits for whom, what is ready, what is blocked and why, circles, waves, the longest chain. */
import { criticalPath } from "./graph/longest-paths.ts";
import { expectedMinutes } from "./hand-out.ts";
import type { Ref } from "./model.ts";
import { isHere } from "./model.ts";
import { openWaves } from "./open-waves.ts";
import type { Cycle, Edge, Status, World } from "./world.ts";

export interface ReportedIssue {
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  readonly isContainer: boolean;
  readonly worker: string | null;
  /** 0 when nothing blocks it, else one more than its latest blocker; -1 in or behind a circle or what stands still. */
  readonly wave: number;
  readonly isCritical: boolean;
  readonly waits: readonly {
    readonly ref: string | null;
    readonly state: string;
    readonly why: string;
    readonly wayOut: string;
  }[];
}

export type ReportedEdge = Pick<Edge, "kind" | "origin" | "line" | "text" | "syntax" | "counted" | "why"> & {
  readonly dependent: string;
  readonly blocker: string;
  readonly isWaived: boolean;
};

/** Version 1. References are full: `octo/yard#3`. Minutes are working minutes. */
export interface GraphReport {
  readonly format: "signalbox-graph/1";
  readonly repository: string;
  readonly issues: readonly ReportedIssue[];
  readonly edges: readonly ReportedEdge[];
  readonly ready: readonly number[];
  readonly blocked: readonly { readonly issue: number; readonly why: readonly string[] }[];
  readonly cycles: readonly Cycle[];
  readonly waves: readonly (readonly number[])[];
  readonly criticalPath: { readonly issues: readonly number[]; readonly minutes: number };
  /** Open issues that take no part. */
  readonly outside: number;
}

function fullName({ host, repo, number }: Ref): string {
  return `${host === undefined ? "" : `${host}/`}${repo}#${number}`;
}

function longestChain(world: World): GraphReport["criticalPath"] {
  const minutes = Float64Array.from(world.numbers, (number) =>
    expectedMinutes(world.tasks.get(number)?.fields.estimateMinutes),
  );
  const { path, minutes: length } = criticalPath(world.graph, minutes);
  return { issues: path.map((node) => world.numbers[node] ?? 0), minutes: Math.round(length) };
}

function reportEdges(world: World): readonly ReportedEdge[] {
  return world.edges
    .filter(
      ({ dependent }) => isHere(dependent, world.snapshot.repo) && world.issues.get(dependent.number)?.isOpen === true,
    )
    .map(({ dependent, blocker, kind, origin, line, text, syntax, counted, why, waived }) => ({
      dependent: fullName(dependent),
      blocker: fullName(blocker),
      ...{ kind, origin, line, text, syntax, counted, why },
      isWaived: waived !== null,
    }));
}

export function reportGraph(world: World): GraphReport {
  const waveOf = openWaves(world);
  const chain = longestChain(world);
  const critical = new Set(chain.issues);
  const byWave: number[][] = [];
  const issues = world.numbers.flatMap((number, node): readonly ReportedIssue[] => {
    const task = world.tasks.get(number);
    if (task === undefined) return [];
    const wave = waveOf[node] ?? -1;
    if (wave >= 0 && !task.isContainer) byWave[wave] = [...(byWave[wave] ?? []), number];
    const waits = task.waits.map(({ blocker, state, why, wayOut }) => ({
      ref: blocker === null ? null : fullName(blocker),
      ...{ state, why, wayOut },
    }));
    const { status, isContainer, holder, issue } = task;
    const isCritical = critical.has(number);
    return [
      { number, title: issue.title, status, isContainer, worker: holder?.worker ?? null, wave, isCritical, waits },
    ];
  });
  const tasks = issues.filter(({ isContainer }) => !isContainer);
  return {
    format: "signalbox-graph/1",
    repository: world.snapshot.repo,
    issues,
    edges: reportEdges(world),
    ready: tasks.filter(({ status }) => status === "ready").map(({ number }) => number),
    blocked: tasks
      .filter(({ waits }) => waits.length > 0)
      .map(({ number, waits }) => ({ issue: number, why: waits.map(({ why }) => why) })),
    cycles: world.cycles,
    waves: Array.from(byWave, (numbers) => numbers ?? []).filter((numbers) => numbers.length > 0),
    criticalPath: chain,
    outside: world.outside,
  };
}
