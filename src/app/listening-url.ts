/** Where a server can be reached, as a browser or a program takes it. */
import type { Server } from "node:http";
import { type AddressInfo, isIPv6 } from "node:net";

/** `http://HOST:PORT` of a server that listens on `host`; an IPv6 address stands in brackets (RFC 3986, 3.2.2). */
export function listeningUrl(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
