/** Tells the story as it happens, in virtual time, and counts what is done. */
import { type Happening, listen } from "./happenings.ts";
import type { Outside } from "./outside.ts";
import type { Stage } from "./stage.ts";
import { storyLine } from "./story-line.ts";
import { dayAndTime, type Terminal } from "./terminal.ts";

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
    this.#terminal.line(`${this.#when()}  ${text}`, "bold");
  }

  #when(): string {
    return dayAndTime(this.#outside.now());
  }

  #tell(happening: Happening): void {
    const told = storyLine(happening, this.#outside);
    if (told !== null) {
      const text = `${this.#when()}  ${told.text}`;
      if (told.isLoud === true) this.#terminal.line(text, told.colour);
      else this.#terminal.detail(text, told.colour, told.isSpeech === true ? 2 : 1);
    }
    if (happening.kind === "closed") this.#count();
    this.#terminal.progress(this.done, this.#total, this.#when());
  }

  #count(): void {
    const quarter = () => Math.floor((4 * this.done) / this.#total);
    const before = quarter();
    this.done += 1;
    if (quarter() > before && quarter() < 4) this.say(`${this.done} of ${this.#total} tasks are done`);
  }
}
