/** Where the story is told: plain lines, colour where wanted, and one line of progress at the bottom of a terminal. */
import pc from "picocolors";
import { COLUMNS, cut, wrap } from "../columns.ts";
import { severalLines } from "../look/plain-text.ts";

/** What the demo writes to; tests give their own. */
export interface Out {
  write(text: string): void;
  /** A person watches: progress is drawn, and every event is told even when nobody asks for that. */
  readonly isTerminal: boolean;
  readonly hasColour: boolean;
  /** How wide the terminal is; 80 and more are all the same. */
  readonly columns?: number;
}

export type Colour = "plain" | "green" | "yellow" | "red" | "dim" | "bold" | "cyan";

const LONGEST_BAR = 30;
/** Below the text of a line that begins with `Mon 09:12`. */
export const STORY_INDENT = "           ";
const CLEAR = "\r\u001B[2K";

export class Terminal {
  /** At most 80. */
  readonly columns: number;
  /** Every event is told, not only the few that mark the way. */
  readonly tellsAll: boolean;
  readonly #out: Out;
  readonly #paints: ReturnType<typeof pc.createColors>;
  /** What stands in the last line of the terminal, without a newline after it. */
  #progress = "";

  constructor(out: Out, tellsAll = out.isTerminal) {
    this.columns = Math.min(COLUMNS, out.columns ?? COLUMNS);
    this.tellsAll = tellsAll;
    this.#out = out;
    this.#paints = pc.createColors(out.hasColour);
  }

  /** Cut to the width. */
  line(text = "", colour: Colour = "plain"): void {
    this.#write([cut(text, this.columns)], colour);
  }

  /** Wrapped instead of cut. */
  sentence(text: string, colour: Colour = "plain", indent = ""): void {
    this.#write(wrap(text, this.columns, indent), colour);
  }

  /** Left out unless everything is told; what is longer than `most` lines is cut. */
  detail(text: string, colour: Colour, most: number): void {
    if (!this.tellsAll) return;
    const lines = most === 1 ? [cut(text, this.columns)] : wrap(text, this.columns, STORY_INDENT);
    const isCutOff = lines.length > most;
    const shown = lines.slice(0, most);
    this.#write(
      shown.map((line, at) => (isCutOff && at === most - 1 ? `${cut(line, this.columns - 2)} …` : line)),
      colour,
    );
  }

  /** Drawn below the line that is written next, or at once with `drawProgress`; nothing where nobody watches. */
  setProgress(done: number, total: number, when: string): void {
    if (!this.#out.isTerminal) return;
    const [start, end] = [`${when}  `, ` ${done} of ${total} done`];
    const length = Math.max(0, Math.min(LONGEST_BAR, this.columns - 1 - start.length - end.length));
    const filled = total === 0 ? length : Math.round((done / total) * length);
    const bar = `${"█".repeat(filled)}${"░".repeat(length - filled)}`;
    this.#progress = this.#paint(cut(`${start}${bar}${end}`, this.columns - 1), "cyan");
  }

  drawProgress(): void {
    if (this.#progress !== "") this.#out.write(`${CLEAR}${this.#progress}`);
  }

  endProgress(): void {
    if (this.#progress !== "") this.#out.write(CLEAR);
    this.#progress = "";
  }

  #paint(text: string, colour: Colour): string {
    return colour === "plain" ? text : this.#paints[colour](text);
  }

  /** All at once, so that no progress comes between the lines of one sentence. */
  #write(lines: readonly string[], colour: Colour): void {
    const text = lines.map((line) => `${this.#paint(severalLines(line), colour)}\n`).join("");
    this.#out.write(this.#progress === "" ? text : `${CLEAR}${text}${this.#progress}`);
  }
}

/** `Mon 09:12`, UTC. */
export function dayAndTime(ms: number): string {
  const date = new Date(ms);
  const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][date.getUTCDay()] ?? "";
  return `${day} ${date.toISOString().slice(11, 16)}`;
}
