/** Where GitHub is and with which token it is read: flags, then the environment. */
import { systemClock } from "../../app/system-clock.ts";
import { openReader, type Reader } from "../../github/open-reader.ts";
import { openWriter } from "../../github/open-writer.ts";
import type { GitHub } from "../../ports/github.ts";
import { Limited, Parked, Refused, Unwell } from "../../ports/github.ts";
import type { Store } from "../../ports/store.ts";
import { UsageError } from "../usage-error.ts";

const HOST = /^[a-z\d](?:[a-z\d.-]{0,200}[a-z\d])?(?::\d{1,5})?$/i;

export interface PlaceFlags {
  readonly host?: string;
}

/** No account has a dot in its name: `../yard` is a path. */
const REPOSITORY = /^[\w-]{1,100}\/[\w.-]{1,100}$/;

/** True for `owner/name`; a file of that name would have to be written with its ending. */
export function isRepository(text: string): boolean {
  return REPOSITORY.test(text) && !text.endsWith(".json");
}

/**
 * What an address stands for that was copied from a browser or from a clone: `owner/name`, or `owner/name#12`. Any
 * other text as it is. Throws `UsageError` for an address on a host that was not named.
 */
export function fromAddress(text: string, flags: PlaceFlags): string {
  const [, host, path] =
    /^(?:https?:\/\/([^/]{1,255})\/|git@([^:/]{1,255}):)(.{1,300})$/.exec(text)?.filter((part) => part !== undefined) ??
    [];
  if (host === undefined || path === undefined) return text;
  if (host !== hostOf(flags)) throw new UsageError(`${text} is not on ${hostOf(flags)}; add --host ${host}.`);
  const short = path.replace(/(?:\.git|\/|\/issues)$/, "");
  return short.replace(/\/(?:issues|pull)\/(\d{1,10})$/, "#$1");
}

/** `owner/name`, also from an address. Throws `UsageError` for anything else. */
export function repositoryIn(text: string, flags: PlaceFlags): string {
  const name = fromAddress(text, flags);
  if (isRepository(name)) return name;
  throw new UsageError(`Expected owner/name, for example octo/yard, found "${text}".`);
}

function toldHost({ host }: PlaceFlags): string | null {
  const told = host ?? (process.env["GHE_HOST"] || process.env["GH_HOST"] || null);
  if (told === null || HOST.test(told)) return told;
  throw new UsageError(`Expected the name of a host, for example git.example.com, found "${told}".`);
}

export function hostOf(flags: PlaceFlags): string {
  return toldHost(flags) ?? "github.com";
}

/** `GITHUB_API_URL` is what GitHub Actions sets; a host that was named comes first. */
function baseUrlOf(flags: PlaceFlags): string {
  const host = toldHost(flags);
  if (host === null) return process.env["GITHUB_API_URL"] || "https://api.github.com";
  return host === "github.com" ? "https://api.github.com" : `https://${host}/api/v3`;
}

/** The host that was really asked: the API of github.com and of an Enterprise Server stand for them, any other for itself. */
function askedHost(flags: PlaceFlags): string {
  const told = toldHost(flags);
  const url = baseUrlOf(flags);
  if (told !== null || !URL.canParse(url)) return told ?? url;
  const { host } = new URL(url);
  return host === "api.github.com" ? "github.com" : host;
}

function tokenFromEnvironment(): string {
  const token = process.env["GITHUB_TOKEN"] || process.env["GH_TOKEN"];
  if (token) return token;
  throw new UsageError(
    `GITHUB_TOKEN is not set. Reading a repository takes a token that may read its issues, for example: GITHUB_TOKEN=$(gh auth token) npm run signalbox -- ${process.argv.slice(2).join(" ")}`,
  );
}

/** What went wrong on the way to GitHub, as a sentence with a way on. */
export async function inSentences<T>(name: string, flags: PlaceFlags, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = sentence(error);
    if (why === null) throw error;
    throw new UsageError(`Cannot read ${name} on ${askedHost(flags)}: ${why}`);
  }
}

function sentence(error: unknown): string | null {
  if (error instanceof Parked) return "the token is refused; is it still valid, and may it read this repository?";
  if (error instanceof Limited) return `GitHub asks to wait until ${new Date(error.retryAt).toISOString()}.`;
  if (error instanceof Unwell) return `GitHub gives no answer (${error.message}). ${wayOn(error.message)}`;
  if (!(error instanceof Refused)) return null;
  return error.status === 404
    ? "there is no such repository, or the token does not see it."
    : `GitHub refused (${error.status}): ${error.message}`;
}

/** A name that nobody knows does not become known by waiting. */
function wayOn(message: string): string {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(message)
    ? "Check the network, a proxy, and the host (--host, GHE_HOST or GITHUB_API_URL)."
    : "Try again a little later.";
}

/** For writing as the owner of the token. */
export function openWritingPlace(
  name: string,
  flags: PlaceFlags,
  rests: Pick<Store, "restUntil" | "rest">,
): Promise<GitHub> {
  return openWriter({ baseUrl: baseUrlOf(flags), token: tokenFromEnvironment(), clock: systemClock, rests }, name);
}

export function openPlace(name: string, flags: PlaceFlags): Promise<Reader> {
  return openReader({ baseUrl: baseUrlOf(flags), token: tokenFromEnvironment(), clock: systemClock }, name);
}
