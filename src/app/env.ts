/** The environment: every variable with its meaning, read all at once, and refused in sentences that never show a secret. */
import { z } from "zod";
import { Misfit } from "./misfit.ts";
import { readKeyFiles, readKeys } from "./private-keys.ts";

const MIN_SECRET_BYTES = 32;
const MIN_TOKEN_BYTES = 16;
const MAX_PORT = 65_535;
const newSecret = "openssl rand -hex 32";

/** One variable: an empty one counts as not set. `fallback` is what the documentation prints for "not set". */
function variable<T>(description: string, fallback: string, read: (text: string | undefined) => T | Misfit) {
  const schema = z
    .string()
    .optional()
    .transform((text, context): T => {
      const value = read(text?.trim() === "" ? undefined : text?.trim());
      if (!(value instanceof Misfit)) return value;
      context.addIssue({ code: "custom", message: value.why });
      return z.NEVER;
    });
  return schema.meta({ description, fallback });
}

/** For variables that may stay unset. */
const optional =
  <T>(read: (text: string) => T | Misfit) =>
  (text: string | undefined): T | null | Misfit =>
    text === undefined ? null : read(text);

const oneOf =
  <T extends string>(values: readonly T[], fallback: T) =>
  (text: string | undefined): T | Misfit => {
    const found = values.find((value) => value === (text ?? fallback));
    return found ?? new Misfit(`expected one of ${values.join(", ")}, found "${text}"`);
  };

const port =
  (fallback: number) =>
  (text: string | undefined): number | Misfit => {
    const number = /^\d{1,5}$/.test(text ?? "") ? Number(text) : Number.NaN;
    if (text === undefined) return fallback;
    return number <= MAX_PORT ? number : new Misfit(`expected a port from 0 to ${MAX_PORT}, found "${text}"`);
  };

const metricsPort = (text: string | undefined): number | null | Misfit => (text === "off" ? null : port(9090)(text));

function readAppId(text: string): number | Misfit {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  return new Misfit(`expected the App's number, found "${text}": copy "App ID" from the App's page on GitHub`);
}

function readSecrets(text: string): readonly string[] | Misfit {
  const secrets = text.split(",").map((secret) => secret.trim());
  const lengths = secrets.map((secret) => Buffer.byteLength(secret));
  const short = lengths.findIndex((length) => length < MIN_SECRET_BYTES);
  if (short < 0) return secrets;
  const which = secrets.length > 1 ? `in secret ${short + 1} of ${secrets.length}` : "";
  const found = secrets[short] === "development" ? 'the word "development", which everybody knows' : lengths[short];
  return new Misfit(
    `expected at least ${MIN_SECRET_BYTES} bytes, found ${found} ${which}`.trimEnd() +
      `: make one with \`${newSecret}\`, and enter it here and on the App's page on GitHub`,
  );
}

function readHost(text: string): string | Misfit {
  if (/^[a-z0-9.-]{1,253}(:\d{1,5})?$/i.test(text)) return text.toLowerCase();
  return new Misfit(`expected a bare host such as ghe.example.com, found "${text}": leave out https:// and the path`);
}

function readHttpUrl(text: string): URL | Misfit {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHttp = url?.protocol === "https:" || url?.protocol === "http:";
  return url !== null && isHttp
    ? url
    : new Misfit(`expected an address such as https://box.example.com, found "${text}"`);
}

/** Our path is put behind it, so nothing may stand there already. */
function readPublicUrl(text: string): URL | Misfit {
  const url = readHttpUrl(text);
  if (url instanceof Misfit || (url.search === "" && url.hash === "" && !/[?#]/.test(text))) return url;
  return new Misfit(`expected an address without ? and #, such as https://box.example.com, found "${text}"`);
}

function readToken(text: string): string | Misfit {
  const length = Buffer.byteLength(text);
  if (length >= MIN_TOKEN_BYTES) return text;
  return new Misfit(`expected at least ${MIN_TOKEN_BYTES} bytes, found ${length}: make one with \`${newSecret}\``);
}

const EVENT_SECRET = /^([a-z0-9][a-z0-9-]{0,38}\/[a-z0-9][a-z0-9-]{0,38}|\*)=(whsec_[a-z0-9+/]{32,200}={0,2})$/i;

function readEventSecrets(text: string): ReadonlyMap<string, string> | Misfit {
  const found = text.split(",").map((part) => EVENT_SECRET.exec(part.trim()));
  const broken = found.indexOf(null);
  if (broken < 0) return new Map(found.map((part) => [part?.[1]?.toLowerCase() ?? "", part?.[2] ?? ""]));
  return new Misfit(
    `expected OWNER/NAME=whsec_… with at least 24 bytes in base64, found something else in part ${broken + 1}: ` +
      `make a secret with \`echo whsec_$(openssl rand -base64 32)\``,
  );
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Each variable with its meaning; the table in the documentation is made from this. */
export const environmentSchema = z.object({
  APP_ID: variable("The App's number, from its page on GitHub.", "", optional(readAppId)),
  PRIVATE_KEY: variable(
    "The App's private key: PEM, PEM with \\n for line ends, or PEM in base64. During a rotation several, one after " +
      "the other, the newest first: the first one signs, the others keep what was sealed with them trusted.",
    "",
    optional(readKeys),
  ),
  PRIVATE_KEY_PATH: variable(
    "Instead of PRIVATE_KEY: the path of the .pem file; several with commas between them, the newest first.",
    "",
    optional(readKeyFiles),
  ),
  WEBHOOK_SECRET: variable(
    `The webhook secret, at least ${MIN_SECRET_BYTES} bytes. During a rotation several with commas between them: all are accepted.`,
    "",
    optional(readSecrets),
  ),
  PORT: variable("Where to listen for webhooks; 0 takes a free port.", "3000", port(3000)),
  HOST: variable("The address to listen on; 0.0.0.0 in a container.", "127.0.0.1", (text) => text ?? "127.0.0.1"),
  STORE_PATH: variable(
    "The SQLite file with the inbox, the mirror and the history. It may be lost: GitHub is the truth.",
    "data/signalbox.sqlite",
    (text) => text ?? "data/signalbox.sqlite",
  ),
  LOG_LEVEL: variable(`How much to log: ${logLevels.join(", ")}.`, "info", oneOf(logLevels, "info")),
  METRICS_PORT: variable("Where /metrics is served, on a port of its own; `off` for nowhere.", "9090", metricsPort),
  METRICS_HOST: variable("The address on which /metrics is served.", "127.0.0.1", (text) => text ?? "127.0.0.1"),
  METRICS_TOKEN: variable(
    "When set, /metrics is on PORT too, for whoever sends it as `Authorization: Bearer …`.",
    "",
    optional(readToken),
  ),
  EVENTS_SECRETS: variable(
    "Secrets that sign events for receivers outside of GitHub, as `OWNER/NAME=whsec_…` with commas between them: the " +
      "repositories of OWNER use one by naming it under `events` in their settings.",
    "",
    optional(readEventSecrets),
  ),
  EVENTS_URL: variable(
    "Gets the events of every repository, signed with the secret `*` of EVENTS_SECRETS: `*=whsec_…`.",
    "",
    optional(readHttpUrl),
  ),
  EVENTS_ALLOW: variable(
    "`private`: events may go to addresses of this machine and its network, and without TLS; `public` only elsewhere.",
    "public",
    oneOf(["public", "private"], "public"),
  ),
  GHE_HOST: variable("The host of a GitHub Enterprise Server, without https://.", "", optional(readHost)),
  GHE_PROTOCOL: variable("How to reach GHE_HOST: https or http.", "https", oneOf(["https", "http"], "https")),
  PUBLIC_URL: variable(
    "For the registration page: where GitHub reaches Signalbox from outside, such as https://box.example.com.",
    "",
    optional(readPublicUrl),
  ),
  WEBHOOK_PROXY_URL: variable(
    "For the registration page, instead of PUBLIC_URL: the channel of a webhook proxy such as smee.io.",
    "",
    optional(readHttpUrl),
  ),
  GH_ORG: variable(
    "For the registration page: the organization that shall own the App; else you.",
    "",
    optional((text) => text),
  ),
  NODE_ENV: variable(
    "`production`: without credentials Signalbox ends with a sentence instead of offering the registration page.",
    "",
    (text) => text ?? "",
  ),
});

export type Environment = z.output<typeof environmentSchema>;

/** What the App signs and verifies with. */
export interface Credentials {
  readonly appId: number;
  /** PEM, newest first. */
  readonly privateKeys: readonly string[];
  readonly secrets: readonly string[];
}

export interface EnvironmentProblem {
  readonly variable: string;
  /** What was expected, what was found, what to do; without the variable's name and the full stop. */
  readonly why: string;
}

export type ReadEnvironment =
  | { readonly environment: Environment; readonly credentials: Credentials | null; readonly problems: readonly [] }
  | { readonly environment: null; readonly credentials: null; readonly problems: readonly EnvironmentProblem[] };

/** What people call a variable before they have read how it is called here. */
const guesses: Readonly<Record<string, string>> = {
  APPID: "APP_ID",
  GH_APP_ID: "APP_ID",
  GITHUB_APP_ID: "APP_ID",
  SIGNALBOX_APP_ID: "APP_ID",
  GH_PRIVATE_KEY: "PRIVATE_KEY",
  GITHUB_PRIVATE_KEY: "PRIVATE_KEY",
  GITHUB_APP_PRIVATE_KEY: "PRIVATE_KEY",
  SIGNALBOX_PRIVATE_KEY: "PRIVATE_KEY",
  PRIVATE_KEY_FILE: "PRIVATE_KEY_PATH",
  GH_WEBHOOK_SECRET: "WEBHOOK_SECRET",
  GITHUB_WEBHOOK_SECRET: "WEBHOOK_SECRET",
  SIGNALBOX_WEBHOOK_SECRET: "WEBHOOK_SECRET",
  DATABASE_PATH: "STORE_PATH",
  DATA_DIR: "STORE_PATH",
};

const credentialNames = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"] as const;
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads all variables and collects every problem. Credentials are all there, or none of them is (then they are null);
 * in production, none is a problem too.
 */
export function readEnvironment(variables: Variables): ReadEnvironment {
  const read = environmentSchema.safeParse(variables);
  const misfits = (read.error?.issues ?? []).map(({ path, message }) => ({ variable: String(path[0]), why: message }));
  const problems = [...misfits, ...missing(variables)];
  if (read.data !== undefined) problems.push(...unsendable(read.data));
  if (read.data === undefined || problems.length > 0) return { environment: null, credentials: null, problems };
  return { environment: read.data, credentials: credentialsOf(read.data), problems: [] };
}

/** Where every event would be refused at the last moment, it is better said at the first. */
function unsendable({ EVENTS_URL, EVENTS_SECRETS, EVENTS_ALLOW }: Environment): EnvironmentProblem[] {
  if (EVENTS_URL === null) return [];
  const whys: string[] = [];
  if (EVENTS_SECRETS?.has("*") !== true) {
    whys.push("expected a secret to sign with, found none: add `*=whsec_…` to EVENTS_SECRETS");
  }
  if (EVENTS_URL.protocol !== "https:" && EVENTS_ALLOW === "public") {
    whys.push("expected https, found http: take the address with TLS, or set EVENTS_ALLOW=private");
  }
  return whys.map((why) => ({ variable: "EVENTS_URL", why }));
}

function missing(variables: Variables): EnvironmentProblem[] {
  const isGiven = (name: string) => (variables[name] ?? "").trim() !== "";
  const isProduction = variables["NODE_ENV"]?.trim() === "production";
  if (!isProduction && !credentialNames.some(isGiven)) return [];
  const found: EnvironmentProblem[] = [];
  const lacks = (variable: string, why: string) => void found.push({ variable, why });
  if (!isGiven("APP_ID"))
    lacks("APP_ID", `expected the App's number, found nothing: copy "App ID" from the App's page on GitHub`);
  if (!isGiven("PRIVATE_KEY") && !isGiven("PRIVATE_KEY_PATH")) {
    lacks(
      "PRIVATE_KEY",
      "expected the App's private key, found nothing: make one on the App's page on GitHub, and set PRIVATE_KEY_PATH to where you keep the file",
    );
  }
  if (isGiven("PRIVATE_KEY") && isGiven("PRIVATE_KEY_PATH")) {
    lacks("PRIVATE_KEY", "expected either PRIVATE_KEY or PRIVATE_KEY_PATH, found both: take one away");
  }
  if (!isGiven("WEBHOOK_SECRET")) {
    lacks(
      "WEBHOOK_SECRET",
      `expected the webhook secret, found nothing: make one with \`${newSecret}\`, and enter it here and on the App's page on GitHub`,
    );
  }
  return found;
}

/** What is set under another name than ours, as sentences; nothing about what is set under ours too. */
export function guessedVariables(variables: Variables): readonly string[] {
  const isGiven = (name: string) => (variables[name] ?? "").trim() !== "";
  return Object.entries(guesses)
    .filter(([guess, name]) => isGiven(guess) && !isGiven(name))
    .map(([guess, name]) => `${guess} is set, which nobody reads here: did you mean ${name}?`);
}

function credentialsOf({ APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH, WEBHOOK_SECRET }: Environment): Credentials | null {
  const privateKeys = PRIVATE_KEY ?? PRIVATE_KEY_PATH;
  if (APP_ID === null || privateKeys === null || WEBHOOK_SECRET === null) return null;
  return { appId: APP_ID, privateKeys, secrets: WEBHOOK_SECRET };
}

/** Where GitHub is: the REST API for programs, the host for links. */
export function githubOf({ GHE_HOST, GHE_PROTOCOL }: Environment): {
  readonly baseUrl: string;
  readonly host: string;
  readonly webUrl: string;
} {
  if (GHE_HOST === null) return { baseUrl: "https://api.github.com", host: "github.com", webUrl: "https://github.com" };
  const webUrl = `${GHE_PROTOCOL}://${GHE_HOST}`;
  return { baseUrl: `${webUrl}/api/v3`, host: GHE_HOST, webUrl };
}

/** The problems as text for a person, one sentence each. */
export function tellProblems(problems: readonly EnvironmentProblem[]): string {
  return problems.map(({ variable, why }) => `${variable}: ${why}.`).join("\n");
}
