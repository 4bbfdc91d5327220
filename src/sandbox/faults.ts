// Trouble on demand: seeded by rates, or scripted for the next request that matches.
import { type Random, seededRandom } from "./random.ts";

export type RequestFault =
  | "error-before-write"
  | "error-after-write"
  | "reset-before-write"
  | "reset-after-write"
  | "latency"
  | "secondary-limit"
  | "primary-limit"
  | "list-lag";

export type WebhookFault = "webhook-lost" | "webhook-doubled" | "webhook-delayed" | "webhook-reordered";
export type FaultKind = RequestFault | WebhookFault;

/** How a limit is announced; GitHub uses all of these. */
export interface LimitShape {
  status?: 200 | 403 | 429;
  /** Seconds in `retry-after`; null leaves the header out (then the window is 60 s). */
  retryAfter?: number | null;
  wording?: "secondary rate limit" | "abuse detection";
}

export interface FaultPlan {
  seed?: number;
  /** Probability per request, write, list or delivery, by kind. */
  rates?: Partial<Record<FaultKind, number>>;
  /** Most milliseconds of added latency, 3,000 unless told. */
  latencyMs?: number;
  /** Most milliseconds a fresh object stays invisible to lists, 3,000 unless told. */
  lagMs?: number;
  /** Most milliseconds a delivery is late, five minutes unless told. */
  webhookDelayMs?: number;
}

export interface ScriptedFault extends LimitShape {
  kind: FaultKind;
  /** `POST …/comments` against "METHOD path" (GraphQL: "POST /graphql" and the document); `*` and `…` match anything. */
  match?: string | RegExp | ((request: string) => boolean);
  /** How often it strikes, once unless told. */
  times?: number;
  /** Status of a 5xx; drawn when not told. */
  error?: 500 | 502 | 503 | 504;
  /** Milliseconds for latency, lag and delay. */
  ms?: number;
}

/** What befalls one request. */
export interface Befalling {
  latencyMs: number;
  kind: Exclude<RequestFault, "latency" | "list-lag"> | null;
  error: number;
  limit: LimitShape;
}

export interface Faults {
  /** Arms a fault for the next matching requests (webhook faults match "event.action"). */
  next(fault: ScriptedFault): void;
  /** No seeded fault from now on, and scripted ones that wait are forgotten. */
  stop(): void;
  /** Seeded faults again. */
  start(): void;
  /** Kinds that struck, in order; for tests that want to know that something happened. */
  struck: FaultKind[];
  requestFault(request: string, isWrite: boolean): Befalling;
  lagFor(request: string): number;
  /** Milliseconds beyond the usual delay for each copy that is sent; empty when the delivery is lost. */
  webhookDelays(name: string): number[];
}

const wildcards = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split(/[*…]/)
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[\\s\\S]*")}`,
  );

function matches(fault: ScriptedFault, request: string): boolean {
  const { match } = fault;
  if (match === undefined) return true;
  if (typeof match === "function") return match(request);
  return (typeof match === "string" ? wildcards(match) : match).test(request);
}

const onWritesOnly = new Set<FaultKind>(["error-after-write", "reset-after-write"]);
const requestKinds = [
  "error-before-write",
  "error-after-write",
  "reset-before-write",
  "reset-after-write",
  "secondary-limit",
  "primary-limit",
] as const;
const limitShapes: readonly LimitShape[] = [
  { status: 403, retryAfter: 60, wording: "secondary rate limit" },
  { status: 403, retryAfter: null, wording: "secondary rate limit" },
  { status: 429, retryAfter: 30, wording: "secondary rate limit" },
  { status: 429, retryAfter: null, wording: "abuse detection" },
  { status: 403, retryAfter: 90, wording: "abuse detection" },
  { status: 200, retryAfter: 60, wording: "secondary rate limit" },
];

class SeededFaults implements Faults {
  readonly struck: FaultKind[] = [];
  readonly #plan: FaultPlan;
  readonly #random: Random;
  #scripted: { fault: ScriptedFault; left: number }[] = [];
  #on = true;

  constructor(plan: FaultPlan, seed: number) {
    this.#plan = plan;
    this.#random = seededRandom(plan.seed ?? seed ^ 0x5f17);
  }

  next(fault: ScriptedFault): void {
    this.#scripted.push({ fault, left: fault.times ?? 1 });
  }

  stop(): void {
    this.#on = false;
    this.#scripted = [];
  }

  start(): void {
    this.#on = true;
  }

  requestFault(request: string, isWrite: boolean): Befalling {
    const none: Befalling = { latencyMs: 0, kind: null, error: 502, limit: {} };
    const slow = this.#strike("latency", request);
    const latencyMs = slow === null ? 0 : (slow.ms ?? this.#random.between(1, this.#plan.latencyMs ?? 3_000));
    for (const kind of requestKinds) {
      const fault = onWritesOnly.has(kind) && !isWrite ? null : this.#strike(kind, request);
      if (fault !== null) return { latencyMs, kind, error: this.#errorOf(fault), limit: this.#limitOf(fault) };
    }
    return { ...none, latencyMs };
  }

  lagFor(request: string): number {
    const fault = this.#strike("list-lag", request);
    return fault === null ? 0 : (fault.ms ?? this.#random.between(1, this.#plan.lagMs ?? 3_000));
  }

  webhookDelays(name: string): number[] {
    if (this.#strike("webhook-lost", name) !== null) return [];
    const doubled = this.#strike("webhook-doubled", name) !== null;
    const late = this.#strike("webhook-delayed", name);
    const swapped = this.#strike("webhook-reordered", name);
    let delay = swapped === null ? 0 : (swapped.ms ?? this.#random.between(1_000, 30_000));
    if (late !== null) delay += late.ms ?? this.#random.between(1_000, this.#plan.webhookDelayMs ?? 300_000);
    return doubled ? [delay, delay + this.#random.between(0, 5_000)] : [delay];
  }

  #strike(kind: FaultKind, request: string): ScriptedFault | null {
    const armed = this.#scripted.find((one) => one.fault.kind === kind && one.left > 0 && matches(one.fault, request));
    if (armed !== undefined) armed.left -= 1;
    else if (!this.#on || !this.#random.chance(this.#plan.rates?.[kind] ?? 0)) return null;
    this.struck.push(kind);
    return armed?.fault ?? { kind };
  }

  #errorOf(fault: ScriptedFault): number {
    return fault.error ?? [500, 502, 502, 503, 504][this.#random.between(0, 4)] ?? 502;
  }

  #limitOf(fault: ScriptedFault): LimitShape {
    const { status, retryAfter, wording } = fault;
    if (status === undefined && retryAfter === undefined && wording === undefined) {
      return limitShapes[this.#random.between(0, limitShapes.length - 1)] ?? {};
    }
    return {
      ...(status === undefined ? {} : { status }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(wording === undefined ? {} : { wording }),
    };
  }
}

/** Opens the fault machinery; without rates nothing happens until `next` is called. */
export const openFaults = (plan: FaultPlan | undefined, seed: number): Faults => new SeededFaults(plan ?? {}, seed);
