// From no credentials to a working App: the page, GitHub's manifest flow through Probot, .env, the next start.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { deliverTo } from "../../src/sandbox/deliver-to.ts";
import { type Child, freePort, openYardForEach, until } from "./child.ts";

const yard = openYardForEach();

interface Form {
  readonly child: Child;
  readonly port: number;
  readonly page: string;
  /** Where the form leads. */
  readonly action: URL;
  readonly text: string;
  readonly manifest: z.infer<typeof manifestSchema>;
}

const manifestSchema = z.object({
  name: z.string(),
  url: z.string(),
  redirect_url: z.string(),
  public: z.boolean(),
  hook_attributes: z.object({ url: z.string(), active: z.boolean() }),
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

function unescaped(html: string): string {
  return html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

async function openForm(variables: Record<string, string> = {}, words: string[] = ["start"]): Promise<Form> {
  const port = await freePort();
  const child = yard.runs(words, { ...yard.github.variables, PORT: String(port), ...variables });
  const [page = ""] = await child.hears(/http:\/\/127\.0\.0\.1:\d+\/probot/);
  const html = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  const text = unescaped(/name="manifest" value="([^"]*)"/.exec(html)?.[1] ?? "");
  const action = new URL(unescaped(/<form action="([^"]*)" method="post">/.exec(html)?.[1] ?? ""));
  return { child, port, page, action, text, manifest: manifestSchema.parse(JSON.parse(text)) };
}

const publicUrl = { PUBLIC_URL: "https://box.example.org" };

test("port 0 is a free one, not the one that Probot would take", async () => {
  const child = yard.runs(["start"], { ...yard.github.variables, PORT: "0" });
  const [page = ""] = await child.hears(/http:\/\/127\.0\.0\.1:\d+\/probot/);
  expect(page).not.toContain(":3000/");
  expect((await fetch(page)).status).toBe(200);
});

test("registers through Probot, keeps the credentials, and the next start is a working App", async () => {
  const { sandbox, face } = yard.github;
  writeFileSync(join(yard.folder.path, ".env"), "# mine\nAPP_ID=\nLOG_LEVEL=debug");
  const { child, action, text, manifest, page } = await openForm(publicUrl);
  expect(`${action.origin}${action.pathname}`).toBe(`${face.url}/settings/apps/new`);
  expect(manifest.hook_attributes).toEqual({ url: "https://box.example.org/api/github/webhooks", active: true });
  expect(manifest.url).toBe("https://box.example.org/");
  expect(manifest.redirect_url).toBe(`${page}/setup`);
  const code = sandbox.confirmManifest(text, "ana");
  const back = `${manifest.redirect_url}?code=${code}&state=${action.searchParams.get("state")}`;
  const registered = await (await fetch(back)).text();
  expect(registered).toContain("npm start");
  expect(registered).toContain(`${face.url}/apps/signalbox/installations/new`);
  expect(await child.ended).toBe(0);
  expect(child.said()).toContain(`${face.url}/apps/signalbox`);

  const path = join(yard.folder.path, ".env");
  const kept = parseEnv(readFileSync(path, "utf8"));
  const [app] = [...sandbox.world.apps.values()];
  expect(kept).toMatchObject({ APP_ID: String(app?.id), WEBHOOK_SECRET: app?.webhookSecrets[0], LOG_LEVEL: "debug" });
  expect(readFileSync(path, "utf8")).toContain("# mine\n");
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(child.said()).not.toContain(app?.webhookSecrets[0]);

  const live = yard.runs(["start"], { ...yard.github.variables, PORT: "0" });
  const [, url = ""] = await live.hears(/"url":"(http:[^"]+)".*"listening"/);
  sandbox.onDelivery(deliverTo(`${url}/api/github/webhooks`));
  const input = { appId: app?.id ?? 0, slug: "signalbox", publicKeyPem: "", webhookSecrets: [] };
  sandbox.installApp(input, ["octo/yard"]);
  await until(
    () => sandbox.issues("octo/yard").length === 1,
    () => live.said(),
  );
  sandbox.as("ana").openIssue("octo/yard", { title: "Lay the track" });
  const labels = () => sandbox.labelsOf("octo/yard", 2);
  await until(() => labels().length === 1, labels);
  live.process.kill("SIGTERM");
  expect(await live.ended).toBe(0);
  expect(labels()).toEqual(["ready"]);
  expect(sandbox.violations).toEqual([]);
});

test("GitHub would take the manifest, and the fallback is the same without the two new events", async () => {
  const { manifest, text } = await openForm(publicUrl);
  const fallback = await openForm(publicUrl, ["start", "--fallback-manifest"]);
  for (const one of [text, fallback.text])
    expect(yard.github.sandbox.confirmManifest(one, "ana")).toMatch(/^[0-9a-f]{40}$/);
  const left = manifest.default_events.filter((event) => !fallback.manifest.default_events.includes(event));
  expect(left).toEqual(["sub_issues", "issue_dependencies"]);
  expect(fallback.manifest.default_permissions).toEqual(manifest.default_permissions);
  expect(manifest.default_permissions).toEqual({
    metadata: "read",
    contents: "read",
    checks: "read",
    statuses: "read",
    issues: "write",
    pull_requests: "write",
  });
  expect(manifest.public).toBe(false);
});

test("a proxy's channel is used as it is, an organization owns its App", async () => {
  const { manifest, action } = await openForm({ WEBHOOK_PROXY_URL: "https://smee.io/abc", GH_ORG: "octo" });
  expect(manifest.hook_attributes).toEqual({ url: "https://smee.io/abc", active: true });
  expect(action.pathname).toBe("/organizations/octo/settings/apps/new");
});

test("without a public address nothing is sent to anybody else: the webhook is registered switched off", async () => {
  const { manifest, child } = await openForm();
  expect(manifest.hook_attributes.active).toBe(false);
  expect(child.said()).toContain("PUBLIC_URL=https://");
});

test("nobody but this machine reaches the page, and nothing but our own registration ends on it", async () => {
  const { page, port, manifest, action, text } = await openForm({ ...publicUrl, HOST: "0.0.0.0" });
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const others = outside.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address);
  // 127.0.0.2 is this machine too, but not the address that was asked for.
  for (const address of [...others, "127.0.0.2"])
    await expect(fetch(`http://${address}:${port}/probot`)).rejects.toThrow();

  const status = async (url: string, init: RequestInit = {}) =>
    (await fetch(url, { redirect: "manual", ...init })).status;
  const body = JSON.stringify({ appId: 1, pem: "x", webhook_secret: "y" });
  expect(await status(`http://127.0.0.1:${port}/probot/import`, { method: "POST", body })).toBe(405);
  expect(await status(`http://127.0.0.1:${port}/probot/import`)).toBe(404);
  const code = yard.github.sandbox.confirmManifest(text, "ana");
  expect(await status(`${manifest.redirect_url}?code=${code}`)).toBe(403);
  expect(await status(`${manifest.redirect_url}?code=${code}&state=${"0".repeat(32)}`)).toBe(403);
  const state = action.searchParams.get("state");
  expect(await status(`${manifest.redirect_url}?code=unknown&state=${state}`)).toBe(502);
  expect(await status(page, { method: "POST" })).toBe(405);
  const hook = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
  expect(await status(`http://127.0.0.1:${port}/api/github/webhooks`, hook)).toBe(405);
  expect(() => readFileSync(join(yard.folder.path, ".env"))).toThrow("ENOENT");
  expect(yard.github.sandbox.world.apps.size).toBe(0);
});

test("a page of another site whose name was made to point here is refused", async () => {
  const { port } = await openForm();
  const { request } = await import("node:http");
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `evil.example:${port}` };
    request({ host: "127.0.0.1", port, path: "/probot", headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });
  expect(status).toBe(421);
});

test("Ctrl-C ends it with 0", async () => {
  const { child } = await openForm();
  child.process.kill("SIGINT");
  expect(await child.ended).toBe(0);
});

test("an address that only this machine reaches is not taken in silence", async () => {
  const { child } = await openForm({ PUBLIC_URL: "http://localhost:3000", GITHUB_APP_ID: "4711" });
  await child.hears(/which only this\smachine\sreaches/);
  expect(child.said().replace(/\s+/g, " ")).toContain("did you mean APP_ID?");
});
