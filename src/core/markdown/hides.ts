/** HTML elements that hide what they hold (`<del>`, `<code>`), open at one place of a text: which, and since when. */
export class OpenHides {
  private readonly stack: { readonly name: string; readonly at: number }[] = [];
  private readonly counts = new Map<string, number>();

  /** `at`: number of pieces of visible text before it. */
  open(name: string, at: number): void {
    this.stack.push({ name, at });
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Closes the innermost `name` and all that was opened in it. Returns where it began; null when none is open. */
  close(name: string): number | null {
    if ((this.counts.get(name) ?? 0) === 0) return null;
    for (let top = this.stack.pop(); top !== undefined; top = this.stack.pop()) {
      this.counts.set(top.name, (this.counts.get(top.name) ?? 1) - 1);
      if (top.name === name) return top.at;
    }
    return null;
  }

  /** Outermost first. */
  names(): readonly string[] {
    return this.stack.map((hide) => hide.name);
  }

  /** Where the outermost began; null when nothing is hidden. */
  first(): number | null {
    return this.stack[0]?.at ?? null;
  }
}
