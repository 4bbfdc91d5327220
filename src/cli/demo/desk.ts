/** One worker at one task: what is due, judged from the issue alone, and the few things a worker does about it. */
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { draw } from "./draw.ts";
import { fieldOf, numbersOn, type Outside, type SeenComment, type SeenIssue } from "./outside.ts";
import type { Player } from "./player.ts";
import { isReportOf, kindOfReport, type ReportDraft, reportText } from "./report-text.ts";

const MINUTE = 60_000;
const DEFAULT_MINUTES = 90;
/** What is left to do on a task that somebody had begun. */
const SHARE_LEFT = 0.4;
/** A worker who hears nothing after reporting the end says it again. */
const ASK_AGAIN_MS = 60 * MINUTE;

export interface DeskOptions {
  readonly player: Player;
  readonly issue: SeenIssue;
  readonly outside: Outside;
  readonly sandbox: Sandbox;
  readonly seed: number;
  /** Times the estimate. */
  readonly pace: number;
}

export class Desk {
  readonly player: Player;
  readonly issue: SeenIssue;
  readonly outside: Outside;
  readonly seed: number;
  /** ms; when the task came to this worker. */
  readonly since: number;
  readonly #sandbox: Sandbox;
  readonly #pace: number;

  constructor({ player, issue, outside, sandbox, seed, pace }: DeskOptions) {
    this.player = player;
    this.issue = issue;
    this.outside = outside;
    this.seed = seed;
    this.since = outside.givenAt(issue.number, player) ?? outside.now();
    this.#sandbox = sandbox;
    this.#pace = pace;
  }

  /** This worker's reports on the task since it came, oldest first. */
  reports(): readonly SeenComment[] {
    return this.issue.comments.filter(
      (comment) =>
        comment.at >= this.since && kindOfReport(comment.body) !== null && isReportOf(this.player.name, comment),
    );
  }

  hours(): number {
    return (this.outside.now() - this.since) / (60 * MINUTE);
  }

  /** Share of the work that is done, 1 and more when it could be handed in. */
  progress(): number {
    const wasBegun = this.issue.comments.some(({ body, at }) => at < this.since && kindOfReport(body) !== null);
    const luck = 0.85 + 0.3 * draw(this.seed, "luck", this.player.name, this.issue.number);
    const minutes = minutesOf(this.issue) * this.#pace * luck * (wasBegun ? SHARE_LEFT : 1);
    return (this.outside.now() - this.since) / (minutes * MINUTE);
  }

  /** Says where it stands, when the last word is old enough. */
  sayProgress(everyMinutes: number): void {
    const last = this.reports().at(-1)?.at ?? this.since;
    if (this.outside.now() - last >= everyMinutes * MINUTE) this.post({ kind: "in progress" });
  }

  /** Blockers that may still be open while the work goes on, but not when it ends. */
  openSoftBlockers(): readonly number[] {
    return numbersOn("Soft dependencies", this.issue.body).filter((number) => this.outside.issue(number).isOpen);
  }

  /** Ticks what is done and says so; again after a while, should nobody have heard. */
  handIn(): void {
    const last = this.reports().at(-1);
    const isSaid = last !== undefined && kindOfReport(last.body) === "complete";
    if (isSaid && this.outside.now() - last.at < ASK_AGAIN_MS) return;
    this.#tick();
    this.post({ kind: "complete", deliverables: this.#made() });
  }

  /** What stands there now: the folders and files that the task was to touch. */
  #made(): readonly string[] {
    const touched = (fieldOf("Touches", this.issue.body) ?? "").split(",");
    const paths = touched.map((one) =>
      one
        .replaceAll("`", "")
        .trim()
        .replace(/\/\*{1,2}$/, ""),
    );
    return paths.filter((one) => one !== "");
  }

  post(draft: Omit<ReportDraft, "worker" | "hours">): void {
    const text = reportText({ worker: this.player.name, hours: this.hours(), ...draft }, this.issue);
    this.say(text);
  }

  say(text: string): void {
    this.#sandbox.as(this.player.account).comment(this.outside.repo, this.issue.number, text);
  }

  #tick(): void {
    const body = this.issue.body.replaceAll("- [ ] ", "- [x] ");
    if (body === this.issue.body) return;
    this.#sandbox.as(this.player.account).editIssue(this.outside.repo, this.issue.number, { body });
  }
}

/** The middle of the estimate as the issue states it. */
function minutesOf({ body }: SeenIssue): number {
  const text = fieldOf("Estimate", body);
  if (text === null) return DEFAULT_MINUTES;
  const range = /^([\d.]{1,12})-([\d.]{1,12}) minutes$/.exec(text);
  if (range !== null) return (Number(range[1]) + Number(range[2])) / 2;
  const one = /^([\d.]{1,12})(h|min)$/.exec(text);
  if (one === null) return DEFAULT_MINUTES;
  return Number(one[1]) * (one[2] === "h" ? 60 : 1);
}
