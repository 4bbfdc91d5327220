/** Finds the phrases of a table that stand at one place of a text, longest first, without looking at each of them. */
import { phraseTokens, type Token } from "./tokens.ts";

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly values: T[];
}

export interface Match<T> {
  readonly values: readonly T[];
  /** Index behind the last token of the phrase. */
  readonly end: number;
}

function isJoiner(token: Token | undefined): boolean {
  return token !== undefined && token.kind === "mark" && (token.text === "-" || token.text === "_") && !token.gap;
}

export class Trie<T> {
  private readonly root: Node<T> = { next: new Map(), values: [] };

  add(phrase: string, value: T): void {
    let node = this.root;
    for (const word of phraseTokens(phrase)) {
      const next = node.next.get(word) ?? { next: new Map(), values: [] };
      node.next.set(word, next);
      node = next;
    }
    node.values.push(value);
  }

  /** Whether any phrase begins with this word. */
  starts(token: Token): boolean {
    return this.root.next.has(token.text);
  }

  /** Every phrase that begins at token `at`, longest first. Words may be parted by space, hyphen or a line's end. */
  all(tokens: readonly Token[], at: number, to = tokens.length): Match<T>[] {
    const found: Match<T>[] = [];
    let node: Node<T> | undefined = this.root;
    let i = at;
    while (i < to) {
      const token = tokens[i];
      if (token === undefined) break;
      const next: Node<T> | undefined = node.next.get(token.text);
      if (next === undefined || token.kind === "code") {
        const skips = i > at && (isJoiner(token) || token.kind === "break");
        if (!skips) break;
        i++;
        continue;
      }
      node = next;
      i++;
      if (node.values.length > 0) found.push({ values: node.values, end: i });
    }
    return found.reverse();
  }

  longest(tokens: readonly Token[], at: number, to = tokens.length): Match<T> | null {
    const token = tokens[at];
    if (token === undefined || !this.root.next.has(token.text)) return null;
    return this.all(tokens, at, to)[0] ?? null;
  }
}
