/** Everything that hears what happens, joined to one ear: logs, metrics, health. */
import type { DestinationStream, Logger } from "pino";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Tell } from "../ports/telemetry.ts";
import { type Health, openHealth } from "./health.ts";
import { openLogs } from "./logs.ts";
import { type Metrics, openMetrics } from "./metrics.ts";

export interface TelemetryOptions {
  readonly clock: Clock;
  readonly store: Store;
  readonly version: string;
  /** `info` unless told. */
  readonly level?: string;
  /** Webhook secrets, private keys and the like: never written. */
  readonly secrets: readonly string[];
  /** Standard output unless told. */
  readonly destination?: DestinationStream;
  /** Metrics of the process beside our own; true unless told. */
  readonly withProcess?: boolean;
}

export interface Telemetry {
  /** For `openApp`. */
  readonly tell: Tell;
  readonly log: Logger;
  /** For `serveApp` or `serveMetrics`. */
  readonly metrics: Metrics;
  /** For `serveApp`. */
  readonly health: Health;
}

export function openTelemetry(options: TelemetryOptions): Telemetry {
  const { log, tell: writeDown } = openLogs(options);
  const metrics = openMetrics(options);
  const health = openHealth(options);
  return { log, metrics, health, tell: joined([writeDown, metrics.tell, health.tell], log) };
}

/** Who only watches must not disturb: what goes wrong with one of them is a bug of ours, and is told by the others. */
function joined(ears: readonly Tell[], log: Logger): Tell {
  return (occurrence) => {
    for (const ear of ears) {
      try {
        ear(occurrence);
      } catch (error) {
        log.error({ err: error, kind: occurrence.kind }, "a bug of ours: this could not be counted or logged");
      }
    }
  };
}
