/** One signed HTTP POST to an address that somebody named in a settings file: only where that can do no harm. */
import { lookup } from "node:dns";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Webhook } from "standardwebhooks";
import type { Outgoing, Send } from "../ports/outgoing.ts";

export interface SendOptions {
  /** Secrets by name, lower case. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Addresses of this machine and its network too, and without TLS: for tests, and for receivers next door. */
  readonly allowPrivate: boolean;
  /** Real ms for the whole exchange. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;

/** IANA's special-purpose address registries (RFC 6890 and its updates): nothing of these is on the public internet. */
const special = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  special.addSubnet(net, bits, "ipv4");
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
/** Inside 2000::/3, but documentation, or carriers of addresses of the other kind. */
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  special.addSubnet(net, bits, "ipv6");

export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, "ipv4");
  return isIP(address) === 6 && publicV6.check(address, "ipv6") && !special.check(address, "ipv6");
}

/** The very addresses that are connected to are judged, so that a name cannot mean another one a moment later. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const bad = error === null ? found.find(({ address }) => !isPublicAddress(address)) : undefined;
    const refusal = bad === undefined ? error : new Error(`${hostname} is not on the public internet`);
    const first = found?.[0];
    if (refusal !== null || first === undefined) callback(refusal ?? new Error(`${hostname} has no address`), "", 4);
    else if (options.all === true) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/** Throws with a sentence for an address that is not allowed. */
function checkUrl(text: string, { allowPrivate }: SendOptions): URL {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (allowPrivate) return url;
  if (url.protocol !== "https:") throw new Error(`${url.host} is not reached over https`);
  if (url.username !== "" || url.password !== "") throw new Error(`${url.host} comes with a password in its address`);
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new Error(`${host} is not on the public internet`);
  return url;
}

function headersFor({ id, body, secret }: Outgoing, at: number, { secrets }: SendOptions): Record<string, string> {
  const key = secrets.get(secret);
  if (key === undefined) throw new Error(`EVENTS_SECRETS has no secret named ${secret}`);
  const sentAt = new Date(at);
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "Signalbox",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": new Webhook(key).sign(id, sentAt, body),
  };
}

/** The answer's body is not read, and its redirect not followed. */
function post(url: URL, headers: Record<string, string>, body: string, options: SendOptions): Promise<number> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const way: RequestOptions = { method: "POST", headers, signal, agent: false };
  return new Promise((resolve, reject) => {
    const sent = request(url, options.allowPrivate ? way : { ...way, lookup: publicLookup }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

export function openSend(options: SendOptions): Send {
  return async (message, at) => {
    const url = checkUrl(message.url, options);
    return post(url, headersFor(message, at, options), message.body, options);
  };
}
