/** Looks at the address for webhooks: nobody listens there, or a Signalbox, which is asked how it is, or somebody else. */
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import type { Environment } from "../../app/env.ts";
import { OUR_NAME } from "../../app/serve.ts";
import { whyDeaf } from "../../app/why-deaf.ts";
import { type Finding, well, wrong } from "./finding.ts";

/** ms; it asks its store before it answers. */
const PATIENCE_MS = 5000;

/** Without a port of its own (0) there is nothing to look at. */
export async function checkPort({ PORT: port, HOST: host }: Pick<Environment, "PORT" | "HOST">): Promise<Finding[]> {
  if (port === 0) return [];
  const trouble = await tryToListen(host, port);
  if (trouble === null) return [well("port", `Port ${port} of ${host} is free: nobody listens there now.`)];
  const isTaken = "code" in trouble && trouble.code === "EADDRINUSE";
  const answer = isTaken ? await askReady(host, port).catch(() => null) : null;
  if (answer === null) return [wrong("port", `${whyDeaf(trouble, { host, port }) ?? trouble.message}.`)];
  return [(answer.isOk ? well : wrong)("port", `The Signalbox on port ${port} says: ${answer.message}`)];
}

async function tryToListen(host: string, port: number): Promise<Error | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    server.close();
    await once(server, "close");
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Null when it is no Signalbox. Rejects when nobody answers. */
async function askReady(
  host: string,
  port: number,
): Promise<{ readonly isOk: boolean; readonly message: string } | null> {
  // An agent of its own: the way is never through a proxy.
  const asked = get({ host, port, path: "/readyz", agent: false, signal: AbortSignal.timeout(PATIENCE_MS) });
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  // From here on `text` hears of everything that goes wrong.
  asked.on("error", () => undefined);
  const isOurs = response.headers.server === OUR_NAME;
  if (!isOurs) response.destroy();
  return isOurs ? { isOk: response.statusCode === 200, message: (await text(response)).trim() } : null;
}
