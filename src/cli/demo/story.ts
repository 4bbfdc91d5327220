/** Tells the story as it happens, in virtual time, and counts what is done. */
import { type Happening, listen } from "./happenings.ts";
import { isGate, type Outside } from "./outside.ts";
import type { Stage } from "./stage.ts";
import { storyLine } from "./story-line.ts";
import { dayAndTime, STORY_INDENT, type Terminal } from "./terminal.ts";

export class Story {
  done = 0;
  readonly #total: number;
  readonly #outside: Outside;
  readonly #terminal: Terminal;

  constructor(stage: Stage, outside: Outside, terminal: Terminal, total: number) {
    this.#total = total;
    this.#outside = outside;
    this.#terminal = terminal;
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
    const quarterBefore = this.#quarter();
    if (happening.kind === "closed" && !isGate(this.#outside.issue(happening.issue))) this.done += 1;
    this.#terminal.setProgress(this.done, this.#total, this.#when());
    const told = storyLine(happening, this.#outside);
    if (told === null) this.#terminal.drawProgress();
    else {
      const text = `${this.#when()}  ${told.text}`;
      if (told.isLoud === true) this.#terminal.line(text, told.colour);
      else this.#terminal.detail(text, told.colour, told.isSpeech === true ? 2 : 1);
    }
    const quarter = this.#quarter();
    if (quarter > quarterBefore && quarter < 4) this.say(`${this.done} of ${this.#total} tasks are done`);
  }

  #quarter(): number {
    return Math.floor((4 * this.done) / this.#total);
  }
}
