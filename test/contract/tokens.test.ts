/** How we prove who we are: narrowed tokens, kept in memory, exchanged again when GitHub or the clock says so. */
import { createPublicKey, verify } from "node:crypto";
import nock from "nock";
import { expect, test } from "vitest";
import type { Action } from "../../src/core/actions.ts";
import { Parked } from "../../src/ports/github.ts";
import { base, newKey, nockNetwork, openNocked, startAt } from "./nocked-github.ts";

nockNetwork();

const label: Action = { kind: "add-label", issue: 1, label: "ready", because: "a test says so" };
const labels = "/repos/octo/yard/issues/1/labels";
const exchange = "/app/installations/5/access_tokens";
const token = (name: string) => ({ token: name, expires_at: "2026-06-01T09:00:00Z" });

test("a token is narrowed to the repository and to what we need, and used until it is nearly old", async () => {
  const hub = openNocked();
  nock(base).persist().post(labels).reply(200, []);
  await hub.repository.perform(label);
  await hub.repository.perform(label);
  expect(hub.exchanges.map(({ body }) => body)).toEqual([
    {
      repository_ids: [77],
      permissions: {
        metadata: "read",
        issues: "write",
        pull_requests: "write",
        contents: "read",
        checks: "read",
        statuses: "read",
      },
    },
  ]);
  expect(hub.sent.map(({ headers }) => headers.get("authorization"))).toEqual(["token ghs_1", "token ghs_1"]);
  hub.clock.pass(56 * 60_000);
  await hub.repository.perform(label);
  expect(hub.sent.at(-1)?.headers.get("authorization")).toBe("token ghs_2");
  expect(hub.complaints).toEqual([]);
});

test("the App signs with its key, by the clock port", async () => {
  const key = newKey();
  const hub = openNocked({ privateKeys: [key] });
  nock(base).post(labels).reply(200, []);
  await hub.repository.perform(label);
  const jwt = (hub.exchanges[0]?.headers.get("authorization") ?? "").replace("bearer ", "");
  const [head = "", payload = "", signature = ""] = jwt.split(".");
  const isSigned = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${payload}`),
    createPublicKey(key),
    Buffer.from(signature, "base64url"),
  );
  expect(isSigned).toBe(true);
  const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
  expect(claims).toEqual({ iss: 1, iat: startAt / 1000 - 30, exp: startAt / 1000 + 570 });
});

test("a revoked token is exchanged once, and the request goes on", async () => {
  const hub = openNocked();
  nock(base).post(labels).reply(401, { message: "Bad credentials" });
  nock(base).post(labels).reply(200, []);
  await hub.repository.perform(label);
  expect(hub.sent.map(({ headers }) => headers.get("authorization"))).toEqual(["token ghs_1", "token ghs_2"]);
});

test("a token refused twice parks the repository", async () => {
  const hub = openNocked();
  nock(base).persist().post(labels).reply(401, { message: "Bad credentials" });
  await expect(hub.repository.perform(label)).rejects.toThrow(Parked);
  expect(hub.sent).toHaveLength(2);
});

test("while keys are rotated the second is tried when the first is refused", async () => {
  const hub = openNocked({ privateKeys: [newKey(), newKey()], givesTokens: false });
  nock(base).post(exchange).reply(401, { message: "A JSON web token could not be decoded" });
  nock(base).post(exchange).reply(201, token("ghs_second"));
  nock(base).post(labels).reply(200, []);
  await hub.repository.perform(label);
  expect(hub.sent[0]?.headers.get("authorization")).toBe("token ghs_second");
  const [first, second] = hub.exchanges.map(({ headers }) => headers.get("authorization"));
  expect(first).not.toBe(second);
});

test("permissions not yet granted are left out rather than insisted on", async () => {
  const hub = openNocked({ givesTokens: false });
  nock(base).post(exchange).reply(422, { message: "The permissions requested are not granted to this installation." });
  nock(base).post(exchange).reply(201, token("ghs_less"));
  nock(base).post(labels).reply(200, []);
  await hub.repository.perform(label);
  expect(hub.exchanges.at(-1)?.body).toEqual({ repository_ids: [77] });
});

test.each([
  [404, "Not Found"],
  [403, "This installation has been suspended"],
])("an installation that gives no token (%i) is parked", async (status, message) => {
  const hub = openNocked({ givesTokens: false });
  nock(base).persist().post(exchange).reply(status, { message });
  await expect(hub.repository.perform(label)).rejects.toThrow(Parked);
  expect(hub.sent).toEqual([]);
});

test("a repository taken out of its installation is a definite no, and the others go on", async () => {
  const hub = openNocked({ givesTokens: false });
  const message =
    "There is at least one repository that does not exist or is not accessible to the parent installation.";
  nock(base).persist().post(exchange).reply(422, { message });
  await expect(hub.repository.perform(label)).rejects.toMatchObject({ name: "Refused", status: 404 });
});
