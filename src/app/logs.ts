/** What happened, written down: JSON lines with what each concerns and why, and without anything secret. */
import { type DestinationStream, type Logger, pino } from "pino";
import type { Occurrence, Tell, TurnName } from "../ports/telemetry.ts";
import { openScrub } from "./scrub.ts";

export interface LogsOptions {
  /** pino's names; `info` unless told. */
  readonly level?: string;
  /** Webhook secrets, private keys, tokens of ours: taken out wherever they turn up. */
  readonly secrets: readonly string[];
  /** Standard output unless told. */
  readonly destination?: DestinationStream;
}

export interface Logs {
  readonly log: Logger;
  readonly tell: Tell;
}

type Fields = Readonly<Record<string, unknown>>;
type Level = "debug" | "info" | "warn" | "error";

const MOST_DELIVERIES = 20;
const LONGEST = 500;

/** Level `error` means a bug of ours and nothing else; a world that is unwell is `warn`. */
export function openLogs({ level = "info", secrets, destination }: LogsOptions): Logs {
  const scrub = openScrub(secrets);
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: plainError },
      // The last gate, after everything was put together: whatever put it there, a secret does not get out.
      hooks: { streamWrite: scrub },
    },
    // At once: a line that is still on its way when the process ends comes late, or never.
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  return { log, tell: (occurrence) => write(log, occurrence) };
}

function write(log: Logger, told: Occurrence): void {
  const { level, message, fields } = lineOf(told);
  log[level](fields, message);
}

interface Line {
  readonly level: Level;
  readonly message: string;
  readonly fields: Fields;
}

function lineOf(told: Occurrence): Line {
  switch (told.kind) {
    case "delivery":
      return deliveryLine(told);
    case "recovered":
      return line("info", "delivery recovered from GitHub's log", delivery(told));
    case "put aside":
      return line("warn", "delivery put aside", { ...delivery(told), why: short(told.why) });
    case "write": {
      const { op, issue, result, because } = told;
      return line("info", `write ${result}`, { ...about(told.about), op, issue, result, why: short(because) });
    }
    case "drift":
      return line("info", "resync found what no delivery told", { ...about(told.about), changes: told.changes });
    case "turn":
      return turnLine(told);
    case "settled":
      return line("debug", "settled", { ...about(told.about), took_ms: told.tookMs });
    case "request":
      return requestLine(told);
    case "rest": {
      const fields = { installation_id: told.installationId, until: new Date(told.until).toISOString() };
      return line("warn", "GitHub limits the installation: nothing is asked of it", fields);
    }
    case "trouble":
      return troubleLine(told);
    default:
      return told satisfies never;
  }
}

/** The list of deliveries stands last: it is long, and what happened should be seen without scrolling. */
function line(level: Level, message: string, { deliveries, ...fields }: Fields): Line {
  return { level, message, fields: deliveries === undefined ? fields : { ...fields, deliveries } };
}

function deliveryLine(told: Extract<Occurrence, { kind: "delivery" }>): Line {
  const { guid, event, action, installationId, repositoryId, repository, result, status, why, tookMs } = told;
  return line(result === "store_error" ? "warn" : "info", `delivery ${result}`, {
    delivery: guid,
    event,
    action,
    installation_id: installationId,
    repository_id: repositoryId,
    repository,
    result,
    status,
    why: short(why),
    took_ms: tookMs,
  });
}

function turnLine(told: Extract<Occurrence, { kind: "turn" }>): Line {
  const { result, writes, waitedMs, tookMs, nextAt } = told;
  return line(writes > 0 ? "info" : "debug", `turn ${result}`, {
    ...about(told.about),
    result,
    writes,
    waited_ms: waitedMs,
    took_ms: tookMs,
    next_at: nextAt === null ? null : new Date(nextAt).toISOString(),
  });
}

function requestLine(told: Extract<Occurrence, { kind: "request" }>): Line {
  const { installationId, method, route, status, tookMs, budget } = told;
  const fields = { installation_id: installationId, method, route, status, took_ms: tookMs, ...budget };
  return line("debug", "request to GitHub", fields);
}

function troubleLine(told: Extract<Occurrence, { kind: "trouble" }>): Line {
  const { trouble, repositoryId, error } = told;
  const concerned = told.about === null ? { repository_id: repositoryId } : about(told.about);
  if (trouble === "bug") return line("error", "a bug of ours", { ...concerned, trouble, err: error });
  const why = short(error instanceof Error ? error.message : String(error));
  // A limit was told when it came; whoever comes while it lasts has nothing to add.
  const level = trouble === "limited" ? "debug" : "warn";
  // GitHub says what it does not like about what was asked, not what is wrong with the set-up.
  const help = trouble === "parked" ? { help: "npm run signalbox -- doctor" } : {};
  return line(level, `trouble: ${trouble}`, { ...concerned, trouble, why, ...help });
}

function about({ repositoryId, repository, reconcileId, deliveries }: TurnName): Fields {
  return {
    repository_id: repositoryId,
    repository,
    reconcile_id: reconcileId,
    deliveries: deliveries.slice(0, MOST_DELIVERIES),
    ...(deliveries.length > MOST_DELIVERIES ? { deliveries_count: deliveries.length } : {}),
  };
}

function delivery(told: { readonly guid: string; readonly event: string; readonly repositoryId: number | null }) {
  return { delivery: told.guid, event: told.event, repository_id: told.repositoryId };
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Only what helps to find a bug: the errors of HTTP libraries carry whole requests, with their tokens. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: short(String(error)) };
  const { name, message, stack, cause } = error;
  const because = cause instanceof Error ? { cause: short(cause.message) } : {};
  return { type: name, message: short(message), stack: stack?.slice(0, 4000), ...because };
}
