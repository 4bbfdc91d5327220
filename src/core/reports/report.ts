/** What a kind of report is made of: a worker's comment in, data and what is missing out, and what it sets going. */
import type { Tree } from "../markdown/tree.ts";
import type { Actor, Comment, Issue, Report, Source, Worker } from "../model.ts";
import type { Outcome } from "../plugins.ts";
import type { Place } from "../syntaxes/references.ts";
import type { Trust } from "../trust.ts";
import type { World } from "../world.ts";

/** A comment with its tree, read once for all kinds. */
export interface Posted {
  readonly text: string;
  readonly tree: Tree;
  readonly at: Place;
}

/** A report that lacks nothing, by somebody whose reports count, with everything its answer may look at. */
export interface HeardReport {
  readonly report: Report;
  readonly comment: Comment;
  readonly writer: Actor;
  readonly worker: Worker;
  /** The issue under which it is heard. */
  readonly issue: Issue;
  /** The issue it is about, the one it names or the one it stands on; null: it names none here, and no single one is meant. */
  readonly target: number | null;
  /** The world as all that was said before left it. */
  readonly world: World;
  readonly trust: Trust;
  /** Where its facts come from. */
  readonly from: Source;
}

/** A comment on issue #1 of `octo/yard`, and the parts of the report that it gives; null: it is no such report. */
export interface ReportExample {
  readonly text: string;
  readonly finds: Partial<Report> | null;
}

/** How the form looks as an issue form of GitHub: its fields and their examples are those of the form itself. */
export interface IssueForm {
  /** What the title begins with: it says which report it is. */
  readonly title: string;
  /** How the title goes on, as a sentence; empty when it does not matter. */
  readonly titleHint: string;
  /** Labels of fields without which it says nothing. */
  readonly needed: readonly string[];
  /** Labels of fields of one line; the others have room. */
  readonly short: readonly string[];
  /** Answers to choose from, by label. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** Fields that a report needs only where it does not stand on its issue, with an example. */
  readonly more?: Readonly<Record<string, string>>;
}

export interface ReportKind {
  readonly name: string;
  /** What every report of this kind holds somewhere: comments without it are not read at all, which is most of them. */
  readonly hint: RegExp;
  /** One sentence: what it is for. */
  readonly help: string;
  /** The form to fill in. */
  readonly form: string;
  /** null: it is only written by hand. */
  readonly issueForm: IssueForm | null;
  /** By field: the line a correction gets where the form's own would say more than the writer did. */
  readonly corrections?: Readonly<Record<string, string>>;
  readonly examples: readonly ReportExample[];
  /** null when the text is no report of this kind; a near miss names what is missing. */
  read(posted: Posted): Report | null;
  /** Heard from whoever has triage permission too, without being a worker; as an issue of its own even when unfinished. */
  readonly isEmergency?: true;
  /** What it leads to. Absent: it is kept for reading and changes nothing. */
  answer?(heard: HeardReport): Outcome;
}

export function emptyReport(kind: string, line: number): Report {
  return {
    kind,
    worker: null,
    issue: null,
    status: null,
    durationMinutes: null,
    deliverables: [],
    blockers: [],
    dependenciesCreated: [],
    nextTask: null,
    sections: {},
    missing: [],
    line,
  };
}

/** `Worker 6` as workers are named in the settings: `worker-6`. */
export function workerName(text: string): string | null {
  const name = text
    .replace(/^[\s@:–—-]{1,10}/, "")
    .replace(/[\s:–—-]{1,10}$/, "")
    .slice(0, 80)
    .toLowerCase()
    .replace(/\s{1,80}/g, "-");
  return name === "" ? null : name;
}
