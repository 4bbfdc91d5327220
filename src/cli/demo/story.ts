/** The story as it is told: one line for everything worth knowing, in virtual time; routine reports are left out. */
import { type Happening, listen } from "./happenings.ts";
import { markerKey, type Outside, same } from "./outside.ts";
import { kindOfReport } from "./report-text.ts";
import type { Stage } from "./stage.ts";
import { dayAndTime, type Terminal } from "./terminal.ts";

export class Story {
  done = 0;
  readonly #total: number;
  readonly #outside: Outside;
  readonly #terminal: Terminal;
  #quarter = 0;

  constructor(stage: Stage, outside: Outside, terminal: Terminal, total: number) {
    this.#total = total;
    this.#outside = outside;
    this.#terminal = terminal;
    listen(stage.sandbox, stage.repo, (happening) => this.#tell(happening));
  }

  /** Something that the demo itself did: told to everybody. */
  say(text: string): void {
    this.#terminal.line(`${this.#when()}  ${text}`, this.#terminal.paint.bold);
  }

  #when(): string {
    return dayAndTime(this.#outside.now());
  }

  #tell(happening: Happening): void {
    const isBot = same(happening.actor, this.#outside.botLogin);
    if (happening.kind === "closed") this.#finished(happening);
    else if (happening.kind === "commented") this.#comment(happening, isBot);
    else if (isBot) this.#holder(happening);
    this.#terminal.progress(this.done, this.#total, this.#when());
  }

  #detail(text: string, paint?: (text: string) => string): void {
    this.#terminal.detail(`${this.#when()}  ${text}`, paint);
  }

  #finished({ issue, actor }: Happening): void {
    const seen = this.#outside.issue(issue);
    const last = seen.comments.findLast(({ body }) => kindOfReport(body) === "complete");
    const who = /^## Worker (.{1,60}?) Report/.exec(last?.body ?? "")?.[1] ?? actor;
    this.done += 1;
    this.#detail(`#${issue} done by ${who}`, this.#terminal.paint.green);
    const quarter = Math.floor((4 * this.done) / this.#total);
    if (quarter > this.#quarter && quarter < 4) this.say(`${this.done} of ${this.#total} tasks are done`);
    this.#quarter = quarter;
  }

  #holder({ kind, issue, label, assignee }: Happening): void {
    const named = label.startsWith("worker:") ? label.slice("worker:".length) : "";
    const who = assignee === "" ? named : assignee;
    if (who === "") return;
    const { title, comments, isOpen } = this.#outside.issue(issue);
    if (kind === "assigned" || kind === "labeled") return this.#detail(`#${issue} given to ${who}: ${title}`);
    if (!isOpen || (kind !== "unassigned" && kind !== "unlabeled")) return;
    const last = comments.findLast(({ body }) => kindOfReport(body) !== null && body.startsWith(`## Worker ${who} `));
    if (last !== undefined && kindOfReport(last.body) === "blocked") {
      return this.#detail(`#${issue} goes back: ${who} cannot go on`);
    }
    this.say(`#${issue} taken back from ${who}, who has fallen silent`);
  }

  #comment({ issue, actor, body }: Happening, isBot: boolean): void {
    const { paint } = this.#terminal;
    if (isBot) return this.#answer(issue, body);
    if (body.startsWith("/")) return this.#detail(`#${issue} ${actor}: ${body}`, paint.yellow);
    if (kindOfReport(body) !== "blocked") return;
    const who = /^## Worker (.{1,60}?) Report/.exec(body)?.[1] ?? actor;
    const why = /^\*\*Blockers\*\*: (.{1,200})$/m.exec(body)?.[1] ?? "";
    this.#detail(`#${issue} ${who} is blocked: ${why}`, paint.red);
  }

  #answer(issue: number, body: string): void {
    const { paint } = this.#terminal;
    const kind = markerKey(body)?.split(":")[0] ?? "";
    if (kind === "summary") return this.#detail("the daily summary is posted", paint.dim);
    if (kind !== "reply" && kind !== "silent") return;
    const first = body.split("\n").find((line) => line.trim() !== "" && !line.startsWith("<!--")) ?? "";
    this.#detail(`#${issue} signalbox: ${first.replace(/[\u200b\\]/g, "")}`, paint.dim);
  }
}
