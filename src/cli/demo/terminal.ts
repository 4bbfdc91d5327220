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

export type Colour = "plain" | "green" | "yellow" | "red" | "dim" | "bold" | "cyan";

const BAR = 30;
const INDENT = "           ";
const CLEAR = "\r\u001B[2K";

export class Terminal {
  readonly #out: Out;
  readonly #paints: ReturnType<typeof pc.createColors>;
  #progress = "";

  constructor(out: Out) {
    this.#out = out;
    this.#paints = pc.createColors(out.hasColour);
  }

  /** Cut to 80 columns. */
  line(text = "", colour: Colour = "plain"): void {
    this.#write(this.#paint(cut(text, COLUMNS), colour));
  }

  /** Wrapped to 80 columns instead of cut. */
  sentence(text: string, colour: Colour = "plain"): void {
    for (const line of wrap(text, COLUMNS)) this.line(line, colour);
  }

  /** Told only when somebody watches; what is longer than `most` lines is cut. */
  detail(text: string, colour: Colour, most: number): void {
    if (!this.#out.isTerminal) return;
    const lines = most === 1 ? [text] : wrap(text, COLUMNS, INDENT);
    for (const [at, line] of lines.slice(0, most).entries()) {
      const isCutOff = at === most - 1 && lines.length > most;
      this.line(isCutOff ? `${cut(line, COLUMNS - 2)} …` : line, colour);
    }
  }

  /** Redrawn in place; nothing where nobody watches. */
  progress(done: number, total: number, when: string): void {
    if (!this.#out.isTerminal) return;
    const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
    const bar = `${"█".repeat(filled)}${"░".repeat(BAR - filled)}`;
    this.#progress = this.#paint(`${when}  ${bar} ${done} of ${total} done`, "cyan");
    this.#out.write(`${CLEAR}${this.#progress}`);
  }

  endProgress(): void {
    if (this.#progress !== "") this.#out.write(CLEAR);
    this.#progress = "";
  }

  #paint(text: string, colour: Colour): string {
    return colour === "plain" ? text : this.#paints[colour](text);
  }

  #write(text: string): void {
    if (this.#progress === "") this.#out.write(`${text}\n`);
    else this.#out.write(`${CLEAR}${text}\n${this.#progress}`);
  }
}

/** `Mon 09:12`, UTC. */
export function dayAndTime(ms: number): string {
  const date = new Date(ms);
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][date.getUTCDay()] ?? "";
  return `${day} ${date.toISOString().slice(11, 16)}`;
}
