/** Reads what GitHub (or the network) answered instead of an answer, and says which of our four troubles it is. */
import { Limited, Parked, Refused, Ungranted, Unwell } from "../ports/github.ts";

/** A limit as the answer tells it; `retryAt` (ms) is null when it says nothing and we have to choose. */
export interface Limit {
  readonly kind: "limit";
  readonly retryAt: number | null;
  readonly message: string;
}

export type Trouble = Limit | Refused | Unwell | Parked | Limited;

/** One error of a GraphQL answer; the answer itself comes with status 200. */
export interface GraphqlError {
  readonly type?: string;
  readonly message: string;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

interface Answered {
  readonly status: number;
  readonly message: string;
  readonly headers: Headers;
}

const limitWords = /secondary rate limit|abuse detection|rate limit (?:already )?exceeded/i;
/** Of GraphQL's primary limit: documented, and observed since 2025. */
const limitTypes = new Set(["RATE_LIMITED", "RATE_LIMIT"]);
/** Only what concerns the whole installation: one archived repository must not stop the others of its owner. */
const suspendedWords = /suspended/i;
const ungrantedWords = /resource not accessible/i;
const unwellWords = /something went wrong|timed? ?out|unavailable|internal/i;

/** A question that GitHub gave up on for its size: repeated as it is, it fails again; in smaller parts it may not. */
export class TooHeavy extends Unwell {
  override name = "TooHeavy";
}

/** Of the type, observed since 2025; of the times, documented: a request is ended after ten seconds. */
const heavyWords = /RESOURCE_LIMITS_EXCEEDED|respond to your request in time|result of a timeout/;

/** Thrown when an answer took longer than its deadline. */
export class Overdue extends Error {
  override name = "Overdue";
}

/** What an error of Octokit, fetch or our own deadline means. `isWrite` decides whether it may have happened. */
export function troubleOf(error: unknown, isWrite: boolean, now: number): Trouble {
  if (isOurs(error)) return error;
  const answered = answerIn(error);
  const said = error instanceof Error ? error.message : String(error);
  if (heavyWords.test(said) && !isWrite) return new TooHeavy(said, false);
  if (answered === null || answered.status >= 500 || answered.status === 408) return new Unwell(said, isWrite);
  return troubleOfStatus(answered, now);
}

/** What the errors of a GraphQL answer mean; null when things were merely not found, which reads as null. */
export function troubleOfGraphql(
  errors: readonly GraphqlError[],
  headers: Headers,
  isWrite: boolean,
  now: number,
): Trouble | null {
  const message = errors.map((error) => error.message).join("; ");
  if (errors.some((error) => limitTypes.has(error.type ?? "")) || limitWords.test(message)) {
    return { kind: "limit", retryAt: retryAtOf(headers, now), message };
  }
  if (suspendedWords.test(message)) return new Parked(message);
  if (ungrantedWords.test(message)) return new Ungranted(message);
  if (errors.every((error) => error.type === "NOT_FOUND")) return isWrite ? new Refused(404, message) : null;
  if (!isWrite && errors.some((error) => heavyWords.test(`${error.type ?? ""} ${error.message}`))) {
    return new TooHeavy(message, false);
  }
  if (errors.some((error) => unwellWords.test(`${error.type ?? ""} ${error.message}`))) {
    return new Unwell(message, isWrite);
  }
  return new Refused(errors.some((error) => error.type === "FORBIDDEN") ? 403 : 422, message);
}

function troubleOfStatus({ status, message, headers }: Answered, now: number): Trouble {
  const retryAt = retryAtOf(headers, now);
  if (status === 429) return { kind: "limit", retryAt, message };
  if (status === 403 && (retryAt !== null || limitWords.test(message))) return { kind: "limit", retryAt, message };
  if (suspendedWords.test(message) || status === 401) return new Parked(withRemedy(message));
  if (ungrantedWords.test(message)) return new Ungranted(message);
  return new Refused(status, message);
}

/** What we sign carries the time twice: when it was signed, and until when it holds. */
function withRemedy(message: string): string {
  if (!/claim \('(?:iat|exp)'\)/.test(message)) return message;
  return `${message}. Is the clock of this machine right? Set it (NTP).`;
}

/** At least a second, that we do not ask on the spot; at most a day: a host whose clock is wrong must not end us. */
const shortestRestMs = 1000;
const longestRestMs = 24 * 60 * 60_000;

/** `retry-after` (seconds) and, when nothing remains, `x-ratelimit-reset` (seconds since 1970); the later one holds. */
function retryAtOf(headers: Headers, now: number): number | null {
  const after = Number(headers["retry-after"] ?? Number.NaN);
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  const isEmpty = String(headers["x-ratelimit-remaining"]) === "0";
  const times = [now + after * 1000, isEmpty ? reset * 1000 : Number.NaN];
  const known = times.filter(Number.isFinite);
  if (known.length === 0) return null;
  return Math.min(Math.max(now + shortestRestMs, ...known), now + longestRestMs);
}

function isOurs(error: unknown): error is Refused | Unwell | Parked | Limited {
  return error instanceof Refused || error instanceof Unwell || error instanceof Parked || error instanceof Limited;
}

/** Octokit puts the address of the manual behind what GitHub said; people read this. */
const seeAlso = / - https:\/\/docs\.github\.com\/\S{0,300}$/;

/** Octokit gives network errors status 500 and no response: only what has a response was answered. */
function answerIn(error: unknown): Answered | null {
  if (!(error instanceof Error) || !("status" in error) || !("response" in error)) return null;
  const { status, response } = error;
  if (typeof status !== "number" || typeof response !== "object" || response === null) return null;
  const headers = "headers" in response ? (response.headers as Headers) : {};
  return { status, message: error.message.replace(seeAlso, ""), headers };
}
