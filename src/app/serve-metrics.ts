/** The metrics on a port of their own, which nobody outside needs to reach. */
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { listeningUrl } from "./listening-url.ts";
import type { Metrics } from "./metrics.ts";

export interface ServeMetricsOptions {
  readonly metrics: Pick<Metrics, "text" | "contentType">;
  /** 9090 unless told; 0 takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
}

export interface MetricsServer {
  /** `http://HOST:PORT/metrics` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function serveMetrics(options: ServeMetricsOptions): Promise<MetricsServer> {
  const { metrics, port = 9090, host = "127.0.0.1" } = options;
  const server = createServer({ headersTimeout: 5000, requestTimeout: 5000 }, (request, response) => {
    const isAsked = request.url?.split("?")[0] === "/metrics" && request.method === "GET";
    if (isAsked) void endWithMetrics(response, metrics).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  server.maxConnections = 50;
  server.listen(port, host);
  await once(server, "listening");
  // A connection that cannot be taken: whoever asks for figures asks again.
  server.on("error", () => undefined);
  return {
    url: `${listeningUrl(server, host)}/metrics`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export async function endWithMetrics(response: ServerResponse, metrics: ServeMetricsOptions["metrics"]): Promise<void> {
  const text = await metrics.text();
  response.writeHead(200, { "content-type": metrics.contentType });
  response.end(text);
}
