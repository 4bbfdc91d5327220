/** The door as a server: what is under way when it closes, and the addresses it tells. */
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Server } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, onTestFinished, test, vi } from "vitest";
import { openMetrics } from "../../src/app/metrics.ts";
import { HOOK_PATH, serveApp } from "../../src/app/serve.ts";
import { serveMetrics } from "../../src/app/serve-metrics.ts";
import { systemClock } from "../../src/app/system-clock.ts";
import { openIntake } from "../../src/controller/intake.ts";
import { type Occurrence, type Tell, tellNobody } from "../../src/ports/telemetry.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { secret } from "../sim/app-key.ts";

async function openDoor(host = "127.0.0.1", tell: Tell = tellNobody) {
  const store = openSqliteStore(":memory:");
  const receive = openIntake({ store, secrets: [secret], clock: systemClock });
  const nothing = async () => undefined;
  const controller = { receive, start: nothing, stop: nothing, isIdle: () => true };
  const server = await serveApp({ controller, port: 0, host, tell });
  return { server, store };
}

test("a delivery whose body is on its way when the App stops is kept and answered, and its connection is not kept", async () => {
  const { server, store } = await openDoor();
  const body = '{"repository":{"id":7}}';
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let said = "";
  socket.on("data", (part: Buffer) => {
    said += part.toString();
  });
  const closed = once(socket, "close");
  const head = [
    `POST ${HOOK_PATH} HTTP/1.1`,
    "host: x",
    "expect: 100-continue",
    "content-type: application/json",
    `x-github-delivery: ${randomUUID()}`,
    "x-github-event: issues",
    `x-hub-signature-256: sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  // Its headers are read: from here on it is under way.
  await expect.poll(() => said).toContain("100 Continue");
  const stopped = server.stop();
  socket.write(body);
  await stopped;
  await closed;
  expect(said).toContain("HTTP/1.1 202");
  expect(await store.pending(7)).toHaveLength(1);
});

test("somebody who never finishes cannot keep it from stopping", async () => {
  const { server } = await openDoor();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const closed = once(socket, "close");
  socket.on("error", () => undefined);
  socket.write(`POST ${HOOK_PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n`);
  await once(socket, "connect");
  await server.stop();
  await closed;
});

test("a connection that the machine has no handle for ends neither the door nor the figures, and the operator hears of it", async () => {
  const listened = vi.spyOn(Server.prototype, "listen");
  onTestFinished(() => listened.mockRestore());
  const told: Occurrence[] = [];
  const { server, store } = await openDoor("127.0.0.1", (one) => told.push(one));
  onTestFinished(() => server.stop());
  const metrics = openMetrics({ clock: systemClock, store, version: "0", withProcess: false });
  const figures = await serveMetrics({ metrics, port: 0 });
  onTestFinished(() => figures.stop());
  const error = new Error("accept EMFILE");
  for (const open of listened.mock.contexts) (open as Server).emit("error", error);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(figures.url)).status).toBe(200);
  expect(told).toEqual([{ kind: "trouble", trouble: "unwell", repositoryId: null, about: null, error }]);
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

test.runIf(hasIpv6)("on an IPv6 address it tells addresses that can be asked", async () => {
  const { server, store } = await openDoor("::1");
  onTestFinished(() => server.stop());
  expect(new URL(server.hookUrl).hostname).toBe("[::1]");
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const metrics = openMetrics({ clock: systemClock, store, version: "0", withProcess: false });
  const figures = await serveMetrics({ metrics, port: 0, host: "::1" });
  onTestFinished(() => figures.stop());
  expect((await fetch(figures.url)).status).toBe(200);
});
