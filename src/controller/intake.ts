/** The door: a webhook call is verified over its raw bytes, committed to the inbox, and only then answered. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Delivery, Store } from "../ports/store.ts";
import { type DeliveryResult, type Tell, tellNobody } from "../ports/telemetry.ts";
import { type Body, type BodyLimits, type BodyRefusal, openBodyReader, type ReadBody } from "./read-body.ts";

export interface IntakeOptions extends BodyLimits {
  readonly store: Pick<Store, "receive" | "quarantine">;
  /** Active webhook secrets; during a rotation the old and the new one. */
  readonly secrets: readonly string[];
  /** Deliveries of another App's hook are refused when this is given. */
  readonly appId?: number;
  /** Told after a commit, with what was committed. */
  readonly onReceived?: (delivery: Delivery) => void;
  /** Hears of every call, however it ended. */
  readonly tell?: Tell;
}

export interface IntakeRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Body;
}

export interface IntakeAnswer {
  readonly status: 202 | 400 | 401 | 408 | 413 | 415 | 503;
  readonly message: string;
}

export type Receive = (request: IntakeRequest) => Promise<IntakeAnswer>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EVENT = /^[a-z_]{1,64}$/;
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

/** Throws when no secret is given: an App without one would believe everybody. */
export function openIntake(options: IntakeOptions): Receive {
  if (options.secrets.length === 0 || options.secrets.some((secret) => secret === "")) {
    throw new Error("Expected at least one webhook secret, found none. Set WEBHOOK_SECRET.");
  }
  const { clock, tell = tellNobody } = options;
  const readBody = openBodyReader(options);
  return async (request) => {
    const startedAt = clock.now();
    const { result, status, message, filed, why = message } = await admit(request, options, readBody);
    const guid = readGuid(request.headers);
    const event = readEvent(request.headers);
    const { action, installationId, repositoryId } = filed?.row ?? nothingFiled;
    const repository = filed?.repository ?? null;
    const whose = { action, installationId, repositoryId, repository };
    tell({ kind: "delivery", guid, event, ...whose, result, status, why, tookMs: clock.now() - startedAt });
    return { status, message };
  };
}

/** An answer, and what the operator hears of it. `filed`: what was verified and is in the inbox since. */
interface Outcome extends IntakeAnswer {
  readonly result: DeliveryResult;
  readonly filed?: ReadDelivery;
  /** For the operator only, where it says more than the message. */
  readonly why?: string;
}

const nothingFiled = { action: null, installationId: null, repositoryId: null } as const;

async function admit(request: IntakeRequest, options: IntakeOptions, readBody: ReadBody): Promise<Outcome> {
  const envelope = readEnvelope(request.headers, options.appId);
  if ("status" in envelope) return envelope;
  const bytes = await readBody(request.body, Number.parseInt(readHeader(request.headers, "content-length"), 10));
  if ("status" in bytes) return notRead(bytes);
  if (!isSigned(bytes, envelope.signature, options.secrets)) return badSignature("does not fit the body");
  return commit(envelope, bytes, options);
}

interface Envelope {
  readonly guid: string;
  readonly event: string;
  readonly signature: string;
}

type Headers = IntakeRequest["headers"];

function readHeader(headers: Headers, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
}

function readGuid(headers: Headers): string | null {
  const guid = readHeader(headers, "x-github-delivery").toLowerCase();
  return GUID.test(guid) ? guid : null;
}

function readEvent(headers: Headers): string | null {
  const event = readHeader(headers, "x-github-event");
  return EVENT.test(event) ? event : null;
}

function readEnvelope(headers: Headers, appId: number | undefined): Envelope | Outcome {
  const type = readHeader(headers, "content-type").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return rejected(415, "Expected content type application/json.");
  const guid = readGuid(headers);
  if (guid === null) return rejected(400, "Expected a GUID in X-GitHub-Delivery.");
  const event = readEvent(headers);
  if (event === null) return rejected(400, "Expected an event name in X-GitHub-Event.");
  const target = readHeader(headers, "x-github-hook-installation-target-id");
  if (appId !== undefined && target !== "" && target !== String(appId)) {
    return rejected(400, "This delivery is meant for another App.");
  }
  const targetType = readHeader(headers, "x-github-hook-installation-target-type");
  if (targetType !== "" && targetType !== "integration")
    return rejected(400, "This delivery is no App's, but a hook's.");
  const signature = readHeader(headers, "x-hub-signature-256");
  // Before a byte of the body is read: what cannot be a signature needs no body to be refused.
  return SIGNATURE.test(signature) ? { guid, event, signature } : badSignature("is none: expected X-Hub-Signature-256");
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

async function commit(envelope: Envelope, bytes: Buffer, options: IntakeOptions): Promise<Outcome> {
  const filed = readDelivery(envelope, bytes, options.clock.now());
  const added = await options.store.receive([filed.row]).catch((error: unknown) => reason(error));
  if (typeof added === "string") {
    const message = "The store does not answer: nothing was kept, please deliver again.";
    return { status: 503, message, result: "store_error", why: added };
  }
  if (added === 0) return { status: 202, message: "Known already.", result: "duplicate", filed };
  if (filed.problem === null) options.onReceived?.(filed.row);
  else await putAside(filed.row, filed.problem, options);
  return { status: 202, message: "Stored.", result: "accepted", filed };
}

/** Committed already: should this fail, the row is put aside when it is read. */
async function putAside(row: Delivery, why: string, { store, tell }: IntakeOptions): Promise<void> {
  tell?.({ kind: "put aside", guid: row.guid, event: row.event, repositoryId: row.repositoryId, why });
  await store.quarantine(row.guid, why).catch(() => undefined);
}

const id = z.object({ id: z.int().positive() });
const outline = z.object({
  action: z.string().max(100).optional(),
  repository: id.extend({ full_name: z.string().max(200).optional().catch(undefined) }).nullish(),
  installation: id.nullish(),
});

export interface ReadDelivery {
  readonly row: Delivery;
  /** `octo/yard`, as the payload says it: for logs. */
  readonly repository: string | null;
  /** Why it is no delivery of GitHub's; null when it is one. */
  readonly problem: string | null;
}

/** The little that is needed to file a delivery; what it means is read later. Only ever called on verified bytes. */
export function readDelivery(
  envelope: { readonly guid: string; readonly event: string },
  bytes: Buffer | string,
  receivedAt: number,
): ReadDelivery {
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
  return {
    row,
    repository: repository?.full_name ?? null,
    problem: read.success ? null : `Not what GitHub sends: ${z.prettifyError(read.error)}`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function rejected(status: IntakeAnswer["status"], message: string): Outcome {
  return { status, message, result: "rejected" };
}

function notRead(refusal: BodyRefusal): Outcome {
  return { ...refusal, result: refusal.status === 413 ? "too_large" : "rejected" };
}

function badSignature(why: string): Outcome {
  const message = `The signature ${why}. Check the webhook secret on both sides.`;
  return { status: 401, message, result: "bad_signature" };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
