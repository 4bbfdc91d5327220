/** Reads references to issues: `#12`, `GH-12`, `owner/repo#12`, URLs on any GitHub host. */
import type { Ref } from "../model.ts";

/** Where a text stands: what `#12` in it means. */
export interface Place {
  readonly repo: string;
  readonly number: number | null;
  /** The configured GitHub host; `github.com` by default. */
  readonly host?: string | undefined;
  /** Ids of planned tasks that are references here: upper-case id -> issue number of this repository. */
  readonly ids?: ReadonlyMap<string, number> | undefined;
}

const BIGGEST = 2_147_483_647;

/** A number as GitHub gives them: no leading zero, not 0. */
export function issueNumber(digits: string): number | null {
  if (digits.length === 0 || digits.length > 10 || digits.startsWith("0")) return null;
  const number = Number(digits);
  return Number.isInteger(number) && number <= BIGGEST ? number : null;
}

const ISSUE_URL =
  /^(?:https?:\/\/)?([a-z0-9.-]{1,200}(?::[0-9]{1,5})?)\/([a-z0-9_.-]{1,100})\/([a-z0-9_.-]{1,100})\/(?:-\/)?(?:issues?|pulls?|merge_requests)\/([0-9]{1,10})(?![a-z0-9_])((?:\/[\w./-]{0,300})?(?:\?[\w.%&=+/~-]{0,500})?(?:#[\w.%=&-]{0,200})?)/i;

function bareHost(host: string): string {
  const lower = host.toLowerCase();
  // Robots write `redirect.github.com`, so that GitHub leaves no note on the issue they quote.
  return lower.replace(/^(?:www|redirect)\./, "");
}

/** The issue a URL names, with the length of the URL; null when it is no issue URL. Another host is kept in `host`. */
export function refOfUrl(url: string, at: Place): { readonly ref: Ref; readonly length: number } | null {
  const match = ISSUE_URL.exec(url);
  if (match === null) return null;
  const [whole, host = "", owner, name, digits = "", tail = ""] = match;
  const number = issueNumber(digits);
  if (number === null) return null;
  const ours = bareHost(at.host ?? "github.com");
  const repo = `${owner}/${name}`;
  // A sentence may end right behind a URL: its full stop or question mark is no part of it.
  const length = whole.length - (tail.length - tail.replace(/[./?-]{1,300}$/, "").length);
  return { ref: bareHost(host) === ours ? { repo, number } : { repo, number, host: bareHost(host) }, length };
}

export interface FoundRef {
  readonly ref: Ref;
  readonly length: number;
  /** Whether it is written as a number of this repository (`#12`, `GH-12`). */
  readonly isShort: boolean;
}

const SHORT = /(?:#|gh-)([0-9]{1,10})(?![a-z0-9_]|\.[0-9])/iy;
const FULL = /([a-z0-9][a-z0-9_-]{0,60})\/([a-z0-9._-]{1,100})#([0-9]{1,10})(?![a-z0-9_]|\.[0-9])/iy;
const URL_START = /(?:https?:\/\/|www\.)[^\s<>"`]{1,2000}/iy;

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The URL that starts at `at` of a visible text, issue or not. */
export function urlAt(
  text: string,
  at: number,
  place: Place,
): { readonly ref: Ref | null; readonly length: number } | null {
  const match = sticky(URL_START, text, at);
  if (match === null) return null;
  const found = refOfUrl(match[0], place);
  return found ?? { ref: null, length: match[0].length };
}

/** The reference that starts at `at` of a visible text, other than a URL. */
export function refAt(text: string, at: number, place: Place): FoundRef | null {
  const short = sticky(SHORT, text, at);
  if (short !== null) {
    const number = issueNumber(short[1] ?? "");
    return number === null ? null : { ref: { repo: place.repo, number }, length: short[0].length, isShort: true };
  }
  const full = sticky(FULL, text, at);
  const number = full === null ? null : issueNumber(full[3] ?? "");
  if (full === null || number === null) return null;
  return { ref: { repo: `${full[1]}/${full[2]}`, number }, length: full[0].length, isShort: false };
}

const ID = /[a-z0-9]{1,30}(?:[.-][a-z0-9]{1,30}){0,4}(?![a-z0-9_/#]|[-–.][a-z0-9])/iy;

const PHASE = /phase[ \u00a0][0-9]{1,4}(?:\.[0-9]{1,4}){1,4}(?![a-z0-9_/#]|[-–.][a-z0-9])/iy;

/** The id of a planned task that starts at `at` of a visible text. */
export function idAt(text: string, at: number, place: Place): FoundRef | null {
  const match = place.ids === undefined ? null : (sticky(PHASE, text, at) ?? sticky(ID, text, at));
  const number = match === null ? undefined : place.ids?.get(match[0].replace("\u00a0", " ").toUpperCase());
  if (match === null || number === undefined) return null;
  return { ref: { repo: place.repo, number }, length: match[0].length, isShort: false };
}

/** Whether a reference was written as the id of a task: ids follow each other in their plan, not by number. */
export function isId(written: string): boolean {
  return /^(?:phase[ \u00a0])?[a-z0-9][a-z0-9.-]{0,160}$/i.test(written) && !/^gh-[0-9]{1,10}$/i.test(written);
}
