/** Struck-through text, `~a~` and `~~a~~`: which marks open, which close, and where the open ones stand. */
import { isPunctuation, isSpace } from "./flanking.ts";

export interface StrikeMark {
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** The run of tildes at `at`. */
export function strikeAt(text: string, at: number): StrikeMark {
  let length = 1;
  while (text.charCodeAt(at + length) === 126) length++;
  const before = at === 0 ? 32 : text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + length);
  const opens = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const closes = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  return { length, opens, closes };
}

/** Only runs of one or two strike; a run closes one of its own length. */
export class OpenStrikes {
  private readonly stacks: readonly number[][] = [[], []];

  /** Where the run that `mark` closes began; null when it closes none, and then it may open one at piece `at`. */
  take(mark: StrikeMark, at: number): number | null {
    const stack = this.stacks[mark.length - 1];
    const opener = mark.closes ? stack?.pop() : undefined;
    if (opener !== undefined) return opener;
    if (mark.opens) stack?.push(at);
    return null;
  }

  /** Forgets what was opened since piece `at`. */
  drop(at: number): void {
    for (const stack of this.stacks) while ((stack.at(-1) ?? -1) >= at) stack.pop();
  }
}
