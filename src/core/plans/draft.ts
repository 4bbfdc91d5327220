/** What the formats find in a document before anything is resolved: tasks, waits, groups, gates as somebody wrote them. */

import type { Plan, PlanCalendar, PlanTask, PlanWarning } from "./plan.ts";
import type { Block } from "./plan-lines.ts";

/** Where a wait was stated, strongest first. A lower source only speaks for tasks of which no higher one does. */
export const SOURCES = ["cell", "stated", "tree", "map", "marker", "order", "calendar"] as const;
export type Source = (typeof SOURCES)[number];

type DraftFields = Partial<
  Pick<
    PlanTask,
    | "estimateMinutes"
    | "priority"
    | "owner"
    | "reviewer"
    | "skills"
    | "uses"
    | "touches"
    | "workersNeeded"
    | "doneWhen"
    | "deliverables"
    | "notes"
    | "status"
    | "adopts"
  >
>;

/** One mention of a task. Mentions that share an id are one task. */
export interface TaskDraft {
  /** At least one; the first is how this mention calls it. */
  readonly ids: readonly string[];
  readonly title: string | null;
  readonly line: number;
  /** The table or list it is a row of: what `All` and ranges mean there. */
  readonly scope: string;
  readonly fields: DraftFields;
}

/** "`dependent` waits for `on`", with `on` as written: an id, a name, a range, a list, `All`, `None`. */
export interface WaitDraft {
  readonly dependent: string;
  readonly on: string;
  readonly source: Source;
  readonly soft: boolean;
  readonly line: number;
  readonly scope: string;
  /** The dependent is a group of which only the first tasks wait. */
  readonly isForFirst?: boolean;
  /** Stated for a better understanding only: what it does not agree with is reported, it makes no edge. */
  readonly isOnlyCompared?: boolean;
}

/** A track, phase or other group and who belongs to it. */
export interface GroupDraft {
  /** A `name` only stands for its tasks and is shown nowhere; a `stage` is the phase that a cell of a table names. */
  readonly kind: "track" | "phase" | "group" | "stage" | "name";
  readonly id: string;
  readonly title: string;
  /** Other names by which the document speaks of it. */
  readonly names: readonly string[];
  /** Members as written: ids, ranges, names. */
  readonly members: readonly string[];
  readonly owner: string | null;
  readonly calendar: PlanCalendar;
  /** False for `ANYTIME` and `after X`: its first tasks take no place from the calendar. */
  readonly isOrderedByCalendar: boolean;
  readonly line: number;
}

export interface GateDraft {
  readonly id: string;
  readonly title: string;
  readonly criteria: readonly { readonly text: string; readonly done: boolean | null }[];
  readonly approver: string | null;
  readonly status: Plan["gates"][number]["status"];
  readonly fresh: boolean;
  /** Names of tasks and groups it waits for; `All` for every task. */
  readonly after: readonly string[];
  readonly before: readonly string[];
  /** The group it closes: whoever waits for that group waits for the gate. */
  readonly closes: string | null;
  /** Other names by which the document speaks of it: `G1`, `Gate G1`. */
  readonly names?: readonly string[];
  /** Its text says both what stands before it and what behind: then nothing else does. */
  readonly isExact?: boolean;
  /** Its title is made up: at the same place another gate's is shown. */
  readonly isUnnamed?: boolean;
  readonly line: number;
}

/** A phrase that speaks of waiting and could not be used, or something else worth a line. */
export type WarningDraft = PlanWarning;

export interface PlanDraft {
  readonly tasks: readonly TaskDraft[];
  readonly waits: readonly WaitDraft[];
  readonly groups: readonly GroupDraft[];
  readonly gates: readonly GateDraft[];
  readonly milestones: Plan["milestones"];
  readonly workers: Plan["workers"];
  readonly catalogue: Plan["catalogue"];
  readonly risks: Plan["risks"];
  readonly metrics: Plan["metrics"];
  readonly claims: Plan["claims"];
  /** Issue numbers that do not exist yet. */
  readonly planned: readonly number[];
  readonly warnings: readonly WarningDraft[];
  /** Lines that were understood, so that what is left over can be reported. */
  readonly read: readonly number[];
}

export const EMPTY_DRAFT: PlanDraft = {
  tasks: [],
  waits: [],
  groups: [],
  gates: [],
  milestones: [],
  workers: [],
  catalogue: [],
  risks: [],
  metrics: [],
  claims: [],
  planned: [],
  warnings: [],
  read: [],
};

/** A way to write a plan. `read` sees what the formats before it found, and returns only what it adds. */
export interface PlanFormat {
  readonly name: string;
  readonly about: string;
  readonly read: (blocks: readonly Block[], found: PlanDraft) => Partial<PlanDraft>;
}

/** Both drafts, one after the other. */
export function joinDrafts(first: PlanDraft, more: Partial<PlanDraft>): PlanDraft {
  return joinAll([first, more]);
}

/** All drafts, one after the other; linear in what they hold. */
export function joinAll(drafts: readonly Partial<PlanDraft>[]): PlanDraft {
  const all = <T>(of: (draft: Partial<PlanDraft>) => readonly T[] | undefined) =>
    drafts.flatMap((draft) => of(draft) ?? []);
  return {
    tasks: all(({ tasks }) => tasks),
    waits: all(({ waits }) => waits),
    groups: all(({ groups }) => groups),
    gates: all(({ gates }) => gates),
    milestones: all(({ milestones }) => milestones),
    workers: all(({ workers }) => workers),
    catalogue: all(({ catalogue }) => catalogue),
    risks: all(({ risks }) => risks),
    metrics: all(({ metrics }) => metrics),
    claims: all(({ claims }) => claims),
    planned: all(({ planned }) => planned),
    warnings: all(({ warnings }) => warnings),
    read: all(({ read }) => read),
  };
}
