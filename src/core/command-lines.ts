/** Finds the `/command` lines of a comment: outside code, quotation and hidden text, arguments from the source line. */
import { regular } from "./markdown/characters.ts";
import { readMarkdown } from "./markdown/read-markdown.ts";
import type { Block, TextLine } from "./markdown/tree.ts";
import type { CommandLine } from "./model.ts";
import { nearestWord } from "./nearest-word.ts";
import { textHash } from "./text-hash.ts";

/** Commands of common robots and of GitHub's own composer: never "did you mean". */
const FOREIGN = new Set(
  (
    "test stage lgtm retest cc label code details saved-replies table template approve-ci ok-to-test hold-ci merge rebase " +
    "cherry-pick cherrypick backport uncc unassign-bot kind area sig milestone close reopen lock unlock retitle lifecycle " +
    "meow woof honk joke pony shrug remove-label triage deploy run build bench rerun override skip verify lint format"
  ).split(" "),
);

/** Words that mean one of our commands whatever is asked for. */
const ALIASES: Readonly<Record<string, string>> = { unhold: "resume" };

/** Commands whose free text is the reason, `because` or not. */
const FREE_REASON = new Set(["release", "urgent", "hold"]);

/** Commands that name nothing: what stands behind their colon is the reason, `/reject: a test is missing`. */
const COLON_REASON = new Set(["reject", "stop"]);

const MOST_COMMANDS = 100;
const LONGEST_LINE = 2000;
/** Keys are kept with every fact; a longer line is told from others by its fingerprint. */
const MOST_IN_KEY = 80;

/**
 * `/name` at the start of a line, then its end, a space or a colon; punctuation between is dropped (`/done?` asks).
 * ASCII only: look-alikes are other words.
 */
const START = /^ {0,3}\/([A-Za-z][A-Za-z-]{0,30})(?:[.,;!]{1,8}(?=$|[ \t\u00a0\u3000])|(?=$|[ \t\u00a0\u3000:]))/;
const UNSEEN = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

function textLines(blocks: readonly Block[]): TextLine[] {
  return blocks.flatMap((block) => {
    if (block.kind === "paragraph" || block.kind === "heading") return block.lines;
    if (block.kind === "list") return block.items.flatMap((item) => textLines(item.blocks));
    return [];
  });
}

/** The command an unknown name most likely meant; null when it is nobody's near miss, or somebody else's command. */
function nearest(name: string, known: readonly string[]): string | null {
  return FOREIGN.has(name) ? null : nearestWord(name, known);
}

interface Arguments {
  readonly args: string[];
  readonly options: Record<string, string>;
  reason: string | null;
  readonly notes: string[];
}

/** Emphasis and back-ticks round an argument, and punctuation behind it. */
function stripped(word: string): string {
  const bare = word.replace(/^[*_~`]{1,4}/, "").replace(/[*_~`]{1,4}$/, "");
  const ended = bare.replace(/[.,;!?]{1,8}$/, "");
  return ended.replace(/[*_`]{1,4}$/, "");
}

const OPTION = /^([A-Za-z][A-Za-z0-9_-]{0,40})=(.*)$/s;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "\u201c": "\u201d", "\u201e": "\u201c" };

class ArgumentReader {
  readonly found: Arguments = { args: [], options: {}, reason: null, notes: [] };
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): Arguments {
    for (;;) {
      while (this.at < this.text.length && /[\s,]/.test(this.text.charAt(this.at))) this.at++;
      if (this.at >= this.text.length) return this.found;
      if (this.reasonStarts()) return this.found;
      this.argument();
    }
  }

  /** At the word `because`. */
  private reasonStarts(): boolean {
    const rest = this.text.slice(this.at);
    const because = /^[*_]{0,2}because(?![\w-])[*_]{0,2}:?/i.exec(rest);
    if (because !== null) this.reason(rest.slice(because[0].length));
    else if (/^:(?=\s|$)/.test(rest)) this.reason(rest.slice(1));
    else return false;
    return true;
  }

  private reason(text: string): void {
    this.at = this.text.length;
    const reason = text.trim();
    if (reason !== "") this.found.reason = reason;
  }

  private argument(): void {
    let word = "";
    let isQuoted = false;
    for (; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at);
      const close = QUOTES[char];
      if (close !== undefined && (word === "" || word.endsWith("="))) {
        word += this.quoted(close);
        isQuoted = true;
        break;
      }
      const isInOption = char === "," && word.includes("=") && /^\S/.test(this.text.slice(this.at + 1, this.at + 2));
      if (/[\s,]/.test(char) && !isInOption) break;
      if (char === ":" && /^(?:\s|$)/.test(this.text.slice(this.at + 1, this.at + 2))) break;
      word += char;
    }
    this.keep(isQuoted ? word : stripped(word));
  }

  private quoted(close: string): string {
    const from = this.at + 1;
    const end = this.text.indexOf(close, from);
    if (end >= 0) {
      this.at = end + 1;
      return this.text.slice(from, end);
    }
    this.at = this.text.length;
    this.found.notes.push("A quotation mark was not closed: read to the end of the line.");
    return this.text.slice(from).trimEnd();
  }

  private keep(word: string): void {
    if (word === "") return;
    const option = OPTION.exec(word);
    if (option === null) this.found.args.push(word);
    else this.found.options[(option[1] ?? "").toLowerCase()] = stripped(option[2] ?? "");
  }
}

interface Line {
  readonly name: string;
  readonly rest: string;
}

/** Name and rest of a source line; null when no command starts there. `prefixed` lines begin with `/signalbox`. */
function split(source: string, prefixed: boolean): Line | null {
  const match = START.exec(source);
  if (match === null) return null;
  const name = (match[1] ?? "").toLowerCase();
  const rest = source.slice(match[0].length);
  if (!prefixed) return { name, rest };
  if (name !== "signalbox") return null;
  const inner = /^[ \t]{1,8}\/?([A-Za-z][A-Za-z-]{0,30})(?=$|[ \t:])/.exec(rest);
  return inner === null ? null : { name: (inner[1] ?? "").toLowerCase(), rest: rest.slice(inner[0].length) };
}

/** `/priority: p1` is the name with its argument; only a second colon starts a reason. */
function readArguments(name: string, rest: string): Arguments {
  const hasColon = rest.startsWith(":");
  const body = hasColon ? rest.slice(1) : rest;
  const isReason = hasColon && COLON_REASON.has(name) && !/^\s{0,8}(?:all|as)(?![\w-])/i.test(body);
  if (!FREE_REASON.has(name) && !isReason) return new ArgumentReader(body).read();
  const isCancel = name === "hold" && /^\s{1,8}cancel\W{0,4}$/i.test(body);
  if (isCancel) return { args: ["cancel"], options: {}, reason: null, notes: [] };
  return freeReason(body);
}

/** Free text is the reason; `as worker-6` and options before it are read as arguments. */
function freeReason(body: string): Arguments {
  const text = body.replace(/^[\s:]{1,8}/, "");
  const as = /^(as) ([^\s,:]{1,80})(?=$|[\s,:])/i.exec(text);
  const rest = (as === null ? text : text.slice(as[0].length)).replace(/^[\s,:]{1,8}/, "");
  const reason = rest.replace(/^because(?![\w-]):?\s{0,8}/i, "").trim();
  const args = as === null ? [] : ["as", stripped(as[2] ?? "")];
  return { args, options: {}, reason: reason === "" ? null : reason, notes: [] };
}

/** The line without HTML comments, with regular spaces and nothing invisible in it. */
function sourceLine(line: string): string {
  return line
    .slice(0, LONGEST_LINE)
    .replace(/<!--[^>]{0,400}-->/g, " ")
    .replace(/[\u00a0\u3000\t]/g, " ")
    .trimEnd();
}

function normalised(line: Line): string {
  return regular(`${line.name}${line.rest}`)
    .replace(/\s{1,2000}/g, " ")
    .trim()
    .toLowerCase();
}

/** What the name stands for among the known ones; null: ignored in silence. */
function resolve(typed: string, known: readonly string[]): { name: string; didYouMean: string | null } | null {
  const name = known.includes(typed) ? typed : (ALIASES[typed] ?? typed);
  if (known.includes(name)) return { name, didYouMean: null };
  const near = nearest(typed, known);
  return near === null ? null : { name: near, didYouMean: typed };
}

/**
 * The commands of a comment, in order. `known` are the names that exist; a near miss comes back with `didYouMean` set, any
 * other `/word` not at all. `key` is the normalised line and its occurrence: the line's identity within its comment.
 */
export function parseCommands(
  text: string,
  known: readonly string[],
  options: { readonly prefixed?: boolean } = {},
): CommandLine[] {
  if (!text.includes("/")) return [];
  const tree = readMarkdown(text, () => false);
  const found: CommandLine[] = [];
  const seen = new Map<string, number>();
  for (const visible of textLines(tree.blocks)) {
    if (found.length >= MOST_COMMANDS || !visible.text.startsWith("/")) continue;
    const source = tree.source[visible.line - 1] ?? "";
    const line = UNSEEN.test(source.slice(0, 40)) ? null : split(sourceLine(source), options.prefixed === true);
    const resolved = line === null ? null : resolve(line.name, known);
    if (line === null || resolved === null) continue;
    const words = normalised(line);
    const occurrence = (seen.get(words) ?? 0) + 1;
    seen.set(words, occurrence);
    const isCancel = resolved.name === "hold" && /^\s{1,8}cancel\W{0,4}$/i.test(line.rest) && known.includes("resume");
    const args = readArguments(resolved.name, line.rest);
    found.push({
      ...(isCancel ? { ...args, args: [] } : args),
      name: isCancel ? "resume" : resolved.name,
      didYouMean: resolved.didYouMean,
      line: visible.line,
      key: `${words.length > MOST_IN_KEY ? `${words.slice(0, MOST_IN_KEY)}…${textHash(words)}` : words}#${occurrence}`,
    });
  }
  return found;
}
