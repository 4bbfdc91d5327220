/** The shapes of what plugs into a decision from outside the core: commands and views. */
import type { Action } from "./actions.ts";
import type { Promised } from "./forecast/promises.ts";
import type { Actor, CommandLine, Comment, Fact, Issue, Role, Source, Warning, Worker } from "./model.ts";
import type { HeldBack } from "./notice-budget.ts";
import type { FileWish } from "./plans/apply/applied-plans.ts";
import type { PlanPreview } from "./plans/apply/preview-plan.ts";
import type { PlanGate, PlanTask } from "./plans/plan.ts";
import type { ScheduleResult } from "./schedule/schedule.ts";
import type { Cycle, Task, World } from "./world.ts";

/**
 * Who may use a command; one that fits is enough. `worker`: the configured worker or the issue's assignee;
 * `triage`, `maintain`: that permission or more (a configured orchestrator counts as maintain);
 * `reviewer`: a reviewer of the issue; `approver`: who may open the gate that the issue is; `anyone`: whoever can comment.
 */
export type Who = "anyone" | "worker" | "triage" | "maintain" | "reviewer" | "approver";

/** One command line with everything it may look at. */
export interface Asked {
  /** The world as the commands before this one left it. */
  readonly world: World;
  readonly line: CommandLine;
  readonly comment: Comment;
  /** The issue it stands on. */
  readonly issue: Issue;
  /** null when the issue takes no part, is a pull request or is the coordination issue. */
  readonly task: Task | null;
  /** Who answers for the text. */
  readonly sender: Actor;
  readonly role: Role;
  /** The worker the sender is or speaks for ("as NAME"); null for others. */
  readonly worker: Worker | null;
  /** True when the sender may use the command here. */
  mayUse(command: Pick<Command, "who">): boolean;
  /** Who would get what if work were handed out now. */
  readonly schedule: ScheduleResult;
  /** For commands that answer with a page. */
  readonly views: Views;
  /** The world as it would be if these facts were told as well. */
  withTold(facts: readonly Told[]): World;
  /** Where facts of this line come from. */
  readonly from: Source;
}

/** A fact and the issue it belongs to. */
export interface Told {
  readonly issue: number;
  readonly fact: Fact;
}

/**
 * What a command comes to. `facts` last in the status comment; `effects` are native changes that carry their own
 * truth (labels), done before the receipt and safe to repeat; `reply` is Markdown for the one answer, null for none.
 */
export type Outcome =
  | {
      readonly accepted: true;
      readonly facts: readonly Told[];
      readonly effects: readonly Action[];
      readonly reply: string | null;
    }
  | {
      readonly accepted: false;
      readonly why: string;
      /** The answer takes a file that has not been read since: it is read, and the line is heard again. */
      readonly needs?: FileWish;
    };

/** Whether it is answered in words; else a reaction says all. */
export function deservesWord(outcome: Outcome): boolean {
  return outcome.accepted ? outcome.reply !== null && outcome.reply !== "" : outcome.why !== "";
}

/** Refused with one or two sentences that end in the way out. */
export function refuse(why: string): Outcome {
  return { accepted: false, why };
}

export function accept(
  facts: readonly Told[] = [],
  effects: readonly Action[] = [],
  reply: string | null = null,
): Outcome {
  return { accepted: true, facts, effects, reply };
}

/** A slash command: one file says everything about it. */
export interface Command {
  readonly name: string;
  readonly who: readonly Who[];
  /** One line for `/help`. */
  readonly summary: string;
  /** `/claim [as NAME]` */
  readonly usage: string;
  /** Changes nothing, whatever is asked: answered in observe mode on the coordination issue too. */
  readonly isReadOnly: boolean;
  /** Answered there too, though it changes things once the repository is live: it refuses by itself what has to wait. */
  readonly isForObserving?: true;
  /** Takes free words, in which `as` is a name's only before one from the settings: `/done works as expected`. */
  readonly takesWords?: true;
  /**
   * Both answers at least once. `world` is a line per issue as `#2 depends on #1`, `#3 is held by ana`, in the
   * words of `test/registries.test.ts`; `on` is the issue the comment stands on.
   */
  readonly examples: readonly CommandExample[];
  run(asked: Asked): Outcome;
}

export interface CommandExample {
  readonly world: readonly string[];
  readonly on: number;
  readonly by: string;
  readonly says: string;
  /** A part of the answer, or `accepted` when it is accepted without a word. */
  readonly answer: string;
}

/** What the status comment of one issue is made of. */
export interface StatusComment {
  readonly issue: Issue;
  readonly task: Task | null;
  readonly facts: readonly Fact[];
  /** Lines that were heard and left no fact: the marker keeps them. */
  readonly settled: readonly Source[];
  /** Lines that were not understood. */
  readonly warnings: readonly Warning[];
}

/** Figures of a daily summary, kept in its marker so that the next one needs no store. */
export interface SummaryFigures {
  readonly date: string;
  readonly total: number;
  readonly done: number;
  /** The dates it gave; null or absent when there were none. */
  readonly promised?: Promised | null;
  /** The risks it knew, as `riskKey` writes them; null or absent when it kept none. */
  readonly risks?: readonly string[] | null;
}

/** Numbers of the issues a planned task waits for. */
export interface TaskBlockers {
  readonly hard: readonly number[];
  readonly soft: readonly number[];
}

export interface PlanMapFigures {
  readonly path: string;
  readonly made: number;
  readonly total: number;
  /** From 1; large plans take several comments. */
  readonly part: number;
}

/** For whom a brief is, and about what; without a task about the whole. */
export interface Brief {
  readonly reader: "builder" | "reviewer" | "orchestrator";
  readonly task: Task | null;
}

/** An emergency and those who are called, as they are to be printed. */
export interface EmergencyNotice {
  readonly issue: number;
  readonly fact: Extract<Fact, { kind: "urgent" }>;
  readonly people: readonly string[];
  /** Nobody has answered in time. */
  readonly isLate: boolean;
}

/** What a worker waited for is there; `who` as it is to be printed. */
export interface UnblockedNotice {
  readonly task: Task;
  readonly blocked: Extract<Fact, { kind: "blocked" }>;
  readonly who: string;
}

/** A task that somebody else had already; `who` as it is to be printed, `next` a sentence. */
export interface TakenNotice {
  readonly task: Task;
  readonly who: string;
  readonly next: string;
}

/** A request between agents that has had no answer. */
export interface OpenRequest {
  readonly from: string;
  readonly to: string;
  readonly correlation: string;
  readonly issue: number;
  readonly comment: number;
  readonly askedAt: string;
  /** ISO; null when it may take as long as it takes. */
  readonly dueAt: string | null;
  readonly isLate: boolean;
}

/** A request between agents that is late, and those who are called, as they are to be printed. */
export interface RequestNotice {
  readonly request: OpenRequest;
  readonly people: readonly string[];
}

/** Everything that is printed; each view is pure text from data. */
export interface Views {
  readonly coordinationTitle: string;
  /**
   * The App's region of the coordination issue, without its begin and end comments, under 58,000 characters. `held`: the
   * notices that wait for another day.
   */
  dashboard(world: World, schedule: ScheduleResult, held?: readonly HeldBack[]): string;
  /** The region of a full coordination issue: where it goes on. */
  goesOn(next: number): string;
  /** Markdown of the status comment, without marker; empty when there is nothing to tell. */
  statusComment(content: StatusComment, world: World): string;
  /** The one answer to a comment: each line that deserves a word, with its outcome. */
  reply(answers: readonly { readonly line: CommandLine; readonly outcome: Outcome }[]): string;
  /** The comment of the local day `date`; `previous` is what the summary before it counted. */
  dailySummary(world: World, schedule: ScheduleResult, date: string, previous: SummaryFigures | null): string;
  /** The body of an issue made from a task of a plan, which reads back as the same task. */
  taskIssue(task: PlanTask, blockers: TaskBlockers): string;
  /** The body of an issue made from a gate of a plan, with the numbers of what it waits for and of what waits for it. */
  gateIssue(gate: PlanGate, after: readonly number[], before: readonly number[], phase?: string): string;
  /** The body of an issue that holds the tasks of a phase. */
  phaseIssue(title: string, path: string): string;
  /** What stands under a phase that is closed because everything in it is done. */
  phaseDone(): string;
  /** The comment that keeps which issue each item of a plan is. */
  planMap(map: PlanMapFigures): string;
  /** What applying a plan would change. */
  planPreview(preview: PlanPreview, world: World): string;
  /** What is wrong with a document; `why` is the end of a sentence about it. */
  planTrouble(path: string, why: string): string;
  /** The one notice about a circle of issues; null when it is gone. */
  cycleNotice(cycle: Cycle | null, world: World): string;
  /** What a fresh mind needs, within a few thousand characters. */
  brief(about: Brief, world: World, schedule: ScheduleResult): string;
  requestNotice(notice: RequestNotice, world: World): string;
  emergencyNotice(notice: EmergencyNotice, world: World): string;
  takenNotice(notice: TakenNotice, world: World): string;
  unblockedNotice(notice: UnblockedNotice, world: World): string;
  /** The warning to a silent worker. `releaseAt` is ISO. */
  leaseWarning(task: Task, releaseAt: string, world: World): string;
}

export interface Plugins {
  readonly commands: readonly Command[];
  readonly views: Views;
}
