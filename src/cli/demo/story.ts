/** Tells the story as it happens, in virtual time, and counts what is made and done. */
import { type Happening, listen } from "./happenings.ts";
import { isTask, type Outside } from "./outside.ts";
import { showSummary } from "./show-hub.ts";
import type { Stage } from "./stage.ts";
import { storyLine } from "./story-line.ts";
import { dayAndTime, STORY_INDENT, type Terminal } from "./terminal.ts";

/** More tasks than this take a while: their progress is told more often. */
const MANY = 60;
const STANDING_EVERY = 100;

export class Story {
  done = 0;
  #standing = 0;
  readonly #total: number;
  readonly #outside: Outside;
  readonly #terminal: Terminal;
  readonly #showsReview: boolean;

  /** `showsReview`: the week's review is printed when it is posted. */
  constructor(stage: Stage, outside: Outside, terminal: Terminal, total: number, showsReview: boolean) {
    this.#total = total;
    this.#outside = outside;
    this.#terminal = terminal;
    this.#showsReview = showsReview;
    listen(stage.sandbox, stage.repo, (happening) => this.#tell(happening));
  }

  /** Something that the demo itself did: told to everybody. */
  say(text: string): void {
    this.#terminal.sentence(`${this.#when()}  ${text}`, "bold", STORY_INDENT);
  }

  #when(): string {
    return dayAndTime(this.#outside.now());
  }

  /** Counts first: the progress below a line already knows of what the line tells. */
  #tell(happening: Happening): void {
    const before = this.#part();
    this.#count(happening);
    this.#terminal.setProgress(this.done, this.#total, this.#when());
    const told = storyLine(happening, this.#outside);
    if (told === null) this.#terminal.drawProgress();
    else {
      const text = `${this.#when()}  ${told.text}`;
      if (told.isLoud === true) this.#terminal.line(text, told.colour);
      else this.#terminal.detail(text, told.colour, told.isSpeech === true ? 2 : 1);
    }
    if (this.#part() > before && this.done < this.#total) this.say(`${this.done} of ${this.#total} tasks are done`);
    if (this.#showsReview && happening.body.includes("\n### The week\n")) this.#showReview();
  }

  #count({ kind, issue }: Happening): void {
    if ((kind !== "closed" && kind !== "opened") || !isTask(this.#outside.issue(issue))) return;
    if (kind === "closed") this.done += 1;
    else this.#countStanding();
  }

  #countStanding(): void {
    this.#standing += 1;
    if (this.#standing === this.#total) this.say("the plan is applied: every task has its issue");
    else if (this.#standing % STANDING_EVERY === 0) this.say(`${this.#standing} of ${this.#total} tasks have an issue`);
  }

  /** How many quarters are done; of many tasks, how many twentieths. */
  #part(): number {
    return Math.floor(((this.#total > MANY ? 20 : 4) * this.done) / this.#total);
  }

  #showReview(): void {
    const hub = this.#outside.hub();
    if (hub === null) return;
    this.#terminal.line();
    showSummary(hub, this.#terminal);
  }
}
