// Registering an App from a manifest: GitHub's refusals, a code that is good once, an App that can sign in.

import githubAppJwt from "universal-github-app-jwt";
import { expect, test } from "vitest";
import { openStage } from "./stage.ts";

const manifest = {
  name: "Night Box",
  url: "https://box.test",
  hook_attributes: { url: "https://box.test/api/github/webhooks" },
  default_permissions: { metadata: "read", issues: "write" },
  default_events: ["issues", "label"],
};

test.each([
  [{ default_events: ["issues", "installation"] }, "Default events unsupported: installation"],
  [{ default_events: ["installation_repositories"] }, "Default events unsupported: installation_repositories"],
  [{ default_events: ["issues", "pull_request"] }, "not supported by permissions: pull_request"],
  [{ hook_attributes: { url: "http://127.0.0.1:3000/hook" } }, "isn't reachable over the public Internet"],
  [{ hook_attributes: { url: "http://localhost/hook" } }, "isn't reachable over the public Internet"],
  [{ url: "" }, "needs name, url and hook_attributes.url"],
])("a manifest with %j is refused", (change, why) => {
  const { sandbox } = openStage();
  expect(() => sandbox.confirmManifest(JSON.stringify({ ...manifest, ...change }), "ana")).toThrow(why);
});

const convert = (sandbox: ReturnType<typeof openStage>["sandbox"], code: string) =>
  sandbox.fetch(`${sandbox.apiUrl}/app-manifests/${code}/conversions`, { method: "POST" });

test("the code is good once, and the key it brings signs as the App", async () => {
  const { sandbox, clock } = openStage();
  const code = sandbox.confirmManifest(JSON.stringify(manifest), "ana");
  const answer = await convert(sandbox, code);
  expect(answer.status).toBe(201);
  const app = (await answer.json()) as { id: number; slug: string; pem: string; webhook_secret: string };
  expect(app).toMatchObject({ slug: "night-box", name: "Night Box", permissions: manifest.default_permissions });
  expect((await convert(sandbox, code)).status).toBe(404);
  const { token } = await githubAppJwt({ id: app.id, privateKey: app.pem, now: Math.floor(clock.now() / 1000) });
  const self = await sandbox.fetch(`${sandbox.apiUrl}/app`, { headers: { authorization: `bearer ${token}` } });
  expect(await self.json()).toMatchObject({ id: app.id, events: ["issues", "label"] });
  expect(sandbox.violations).toEqual([]);
});

test("an hour later the code is good for nothing", async () => {
  const { sandbox, clock } = openStage();
  const code = sandbox.confirmManifest(JSON.stringify(manifest), "ana");
  await clock.advance(3_600_000);
  expect((await convert(sandbox, code)).status).toBe(404);
});

test("an App whose webhook is switched off gets no deliveries", async () => {
  const { sandbox, clock, installation } = openStage();
  await clock.advance(10_000);
  installation.app.hook.isActive = false;
  const before = sandbox.deliveries().length;
  sandbox.as("ana").openIssue("octo/yard", { title: "A" });
  await clock.advance(10_000);
  expect(sandbox.issues("octo/yard")).toHaveLength(1);
  expect(sandbox.deliveries()).toHaveLength(before);
});
