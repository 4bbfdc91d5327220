/** Where the story is told: plain lines, colour where wanted, and one line of progress at the bottom of a terminal. */
import pc from "picocolors";
import { COLUMNS, cut, wrap } from "./columns.ts";

/** What the demo writes to; tests give their own. */
export interface Out {
  write(text: string): void;
  /** A person watches: every event is told, and progress is drawn. Otherwise only a few lines. */
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
}

const BAR = 30;

export class Terminal {
  readonly paint: ReturnType<typeof pc.createColors>;
  readonly #out: Out;
  #progress = "";

  constructor(out: Out) {
    this.#out = out;
    this.paint = pc.createColors(out.hasColour);
  }

  /** Cut to 80 columns before it is painted. */
  line(text = "", paint: (text: string) => string = String): void {
    this.#write(paint(cut(text, COLUMNS)));
  }

  /** Wrapped to 80 columns instead of cut. */
  sentence(text: string, paint: (text: string) => string = String): void {
    for (const line of wrap(text, COLUMNS)) this.line(line, paint);
  }

  /** Told only when somebody watches. */
  detail(text: string, paint: (text: string) => string = String): void {
    if (this.#out.isTerminal) this.line(text, paint);
  }

  /** Redrawn in place; nothing where nobody watches. */
  progress(done: number, total: number, when: string): void {
    if (!this.#out.isTerminal) return;
    const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
    const bar = `${"█".repeat(filled)}${"░".repeat(BAR - filled)}`;
    this.#progress = this.paint.cyan(`${when}  ${bar} ${done} of ${total} done`);
    this.#out.write(`\r\u001B[2K${this.#progress}`);
  }

  endProgress(): void {
    if (this.#progress !== "") this.#out.write("\r\u001B[2K");
    this.#progress = "";
  }

  #write(text: string): void {
    if (this.#progress === "") this.#out.write(`${text}\n`);
    else this.#out.write(`\r\u001B[2K${text}\n${this.#progress}`);
  }
}

/** `Mon 09:12`, UTC. */
export function dayAndTime(ms: number): string {
  const date = new Date(ms);
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][date.getUTCDay()] ?? "";
  return `${day} ${date.toISOString().slice(11, 16)}`;
}
