/** JSON text in, value out, without throwing: `src/core` has no `try`, and workers' JSON is often broken. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonResult = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly at: number };

/** Deeper nesting is refused rather than followed. */
const DEEPEST = 40;

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?/y;
const NAMED: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

class JsonReader {
  at = 0;
  isBroken = false;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return null;
    this.at = pattern.lastIndex;
    return match[0];
  }

  space(): void {
    this.match(SPACE);
  }

  private take(char: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== char) return false;
    this.at++;
    return true;
  }

  private broken(): null {
    this.isBroken = true;
    return null;
  }

  private string(): string | null {
    const found = this.match(STRING);
    // The pattern admits only what JSON admits, so this cannot throw.
    return found === null ? null : String(JSON.parse(found));
  }

  value(depth = 0): Json {
    this.space();
    const char = this.text.charAt(this.at);
    if (depth > DEEPEST) return this.broken();
    if (char === "{") return this.object(depth);
    if (char === "[") return this.array(depth);
    if (char === '"') return this.string() ?? this.broken();
    const named = NAMED.find(([word]) => this.text.startsWith(word, this.at));
    if (named !== undefined) {
      this.at += named[0].length;
      return named[1];
    }
    const number = this.match(NUMBER);
    return number === null ? this.broken() : Number(number);
  }

  private array(depth: number): Json {
    const items: Json[] = [];
    this.take("[");
    if (this.take("]")) return items;
    do items.push(this.value(depth + 1));
    while (!this.isBroken && this.take(","));
    return this.isBroken || !this.take("]") ? this.broken() : items;
  }

  private object(depth: number): Json {
    const entries: [string, Json][] = [];
    this.take("{");
    if (this.take("}")) return {};
    do {
      this.space();
      const key = this.string();
      if (key === null || !this.take(":")) return this.broken();
      entries.push([key, this.value(depth + 1)]);
    } while (!this.isBroken && this.take(","));
    return this.isBroken || !this.take("}") ? this.broken() : Object.fromEntries(entries);
  }
}

/** The one value that `text` holds; otherwise where reading stopped (0-based index). */
export function readJson(text: string): JsonResult {
  const reader = new JsonReader(text);
  const value = reader.value();
  reader.space();
  return reader.isBroken || reader.at < text.length ? { ok: false, at: reader.at } : { ok: true, value };
}
