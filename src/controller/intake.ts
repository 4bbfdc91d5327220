/** The door: a webhook call is verified over its raw bytes, committed to the inbox, and only then answered. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import type { Delivery, Store } from "../ports/store.ts";

export interface IntakeOptions {
  readonly store: Pick<Store, "receive" | "quarantine">;
  /** Active webhook secrets; during a rotation the old and the new one. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  /** Deliveries of another App's hook are refused when this is given. */
  readonly appId?: number;
  /** Bytes; GitHub sends 25 MiB at most. */
  readonly limitBytes?: number;
  /** ms for the whole body; GitHub waits 10 s for the answer. */
  readonly deadlineMs?: number;
  /** Told after a commit, with what was committed. */
  readonly onReceived?: (delivery: Delivery) => void;
}

export interface IntakeRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array> | Uint8Array;
}

export interface IntakeAnswer {
  readonly status: 202 | 400 | 401 | 408 | 413 | 415 | 503;
  readonly message: string;
}

export type Receive = (request: IntakeRequest) => Promise<IntakeAnswer>;

const MAX_BYTES = 25 * 1024 * 1024;
const DEADLINE_MS = 8000;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EVENT = /^[a-z_]{1,64}$/;

/** Throws when no secret is given: an App without one would believe everybody. */
export function openIntake(options: IntakeOptions): Receive {
  if (options.secrets.length === 0 || options.secrets.some((secret) => secret === "")) {
    throw new Error("Expected at least one webhook secret, found none. Set WEBHOOK_SECRET.");
  }
  return async (request) => {
    const envelope = readEnvelope(request.headers, options.appId);
    if ("status" in envelope) return envelope;
    const bytes = await readBody(request.body, options);
    if ("status" in bytes) return bytes;
    if (!isSigned(bytes, envelope.signature, options.secrets)) {
      return answer(401, "The signature does not fit the body: check the webhook secret on both sides.");
    }
    return commit(envelope, bytes, options);
  };
}

interface Envelope {
  readonly guid: string;
  readonly event: string;
  readonly signature: string;
}

function readEnvelope(headers: IntakeRequest["headers"], appId: number | undefined): Envelope | IntakeAnswer {
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : (value?.[0] ?? "");
  };
  const type = header("content-type").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return answer(415, "Expected content type application/json.");
  const guid = header("x-github-delivery").toLowerCase();
  const event = header("x-github-event");
  if (!GUID.test(guid)) return answer(400, "Expected a GUID in X-GitHub-Delivery.");
  if (!EVENT.test(event)) return answer(400, "Expected an event name in X-GitHub-Event.");
  const target = header("x-github-hook-installation-target-id");
  if (appId !== undefined && target !== "" && target !== String(appId)) {
    return answer(400, "This delivery is meant for another App.");
  }
  const signature = header("x-hub-signature-256");
  return signature === "" ? answer(401, "Expected X-Hub-Signature-256.") : { guid, event, signature };
}

async function readBody(body: IntakeRequest["body"], options: IntakeOptions): Promise<Buffer | IntakeAnswer> {
  const limit = options.limitBytes ?? MAX_BYTES;
  if (body instanceof Uint8Array) return body.byteLength > limit ? tooLarge(limit) : Buffer.from(body);
  const over = new AbortController();
  const late = options.clock
    .sleep(options.deadlineMs ?? DEADLINE_MS, over.signal)
    .then(() => answer(408, "The body did not arrive in time."))
    .catch(() => answer(408, "The body did not arrive in time."));
  try {
    return await Promise.race([collect(body, limit), late]);
  } catch {
    return answer(400, "The body broke off.");
  } finally {
    over.abort();
  }
}

/** Stops reading at the limit: what an unsigned sender sends beyond it is never held in memory. */
async function collect(body: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | IntakeAnswer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > limit) return tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

function tooLarge(limit: number): IntakeAnswer {
  return answer(413, `The body is larger than ${limit} bytes.`);
}

/** Compares with every secret, so that the time taken does not tell which one fits. */
function isSigned(bytes: Buffer, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature);
  let fits = false;
  for (const secret of secrets) {
    const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`);
    if (given.length === expected.length && timingSafeEqual(given, expected)) fits = true;
  }
  return fits;
}

async function commit(envelope: Envelope, bytes: Buffer, options: IntakeOptions): Promise<IntakeAnswer> {
  const delivery = readDelivery(envelope, bytes, options.clock.now());
  const added = await options.store.receive([delivery.row]).catch(() => null);
  if (added === null) return answer(503, "The store does not answer: nothing was kept, please deliver again.");
  if (added === 0) return answer(202, "Known already.");
  if (delivery.problem === null) options.onReceived?.(delivery.row);
  // Committed already: should this fail, the row is put aside when it is read.
  else await options.store.quarantine(envelope.guid, delivery.problem).catch(() => undefined);
  return answer(202, "Stored.");
}

const id = z.object({ id: z.int().positive() });
const outline = z.object({
  action: z.string().max(100).optional(),
  repository: id.nullish(),
  installation: id.nullish(),
});

/** The little that is needed to file a delivery; what it means is read later. Only ever called on verified bytes. */
export function readDelivery(
  envelope: { readonly guid: string; readonly event: string },
  bytes: Buffer | string,
  receivedAt: number,
): { readonly row: Delivery; readonly problem: string | null } {
  const body = bytes.toString();
  const { guid, event } = envelope;
  const read = outline.safeParse(parse(body));
  const { action, repository, installation } = read.data ?? {};
  const row: Delivery = {
    guid,
    event,
    action: action ?? null,
    installationId: installation?.id ?? null,
    repositoryId: repository?.id ?? null,
    receivedAt,
    body,
  };
  return { row, problem: read.success ? null : `Not what GitHub sends: ${z.prettifyError(read.error)}` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(status: IntakeAnswer["status"], message: string): IntakeAnswer {
  return { status, message };
}
