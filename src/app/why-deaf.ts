/** Why a server cannot listen, in words for the operator. */

export interface WantedAddress {
  readonly host: string;
  readonly port: number;
  /** What the variables HOST and PORT begin with; nothing unless told. */
  readonly prefix?: string;
}

/** What `listen` failed with: a sentence without its full stop; null for what is no fault of the address. */
export function whyDeaf(error: unknown, { host, port, prefix = "" }: WantedAddress): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE")
    return `Port ${port} of ${host} is taken: end the other program, or set ${prefix}PORT to another`;
  if (code === "EACCES") return `Port ${port} may not be opened by this user: set ${prefix}PORT to one above 1023`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `${host} is no address of this machine: set ${prefix}HOST to 127.0.0.1, or to 0.0.0.0 for all of its addresses`;
  }
  return null;
}
