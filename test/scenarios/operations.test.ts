/** What an operator meets: GitHub down or limiting, and everything that befalls an installation and its repositories. */
import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const REPO = "octo/yard";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two issues, one waiting for the other, and the first one taken by ana. */
async function openBusyYard(options?: Parameters<typeof openStage>[0]) {
  const yard = await openStage(options);
  const one = yard.opens("mia", "One");
  const two = yard.opens("mia", "Two", `Depends on #${one}`);
  yard.says("ana", one, "/claim");
  await yard.settles();
  expect(yard.status(one)).toBe("in progress");
  return { yard, one, two };
}

/** Requests since the `from`th: how many, and how many of them wrote something. */
function asked({ sandbox }: Stage, from: number) {
  const requests = sandbox.requests.slice(from);
  return { all: requests.length, written: requests.filter(({ isWrite, route }) => isWrite && !isTalk(route)).length };
}

const isTalk = (route: string): boolean => route === "POST /graphql" || route.includes("access_tokens");

/** Ids of our comments on each issue but the coordination issue: grows when something is said twice. */
function said({ sandbox }: Stage, repo = REPO) {
  return sandbox
    .issues(repo)
    .slice(1)
    .map(({ comments }) => comments.filter(({ author }) => author.login === "signalbox[bot]").map(({ id }) => id));
}

test("GitHub out of reach for six hours: asked now and then, and within twenty minutes everything is done, once", async () => {
  const { yard, one, two } = await openBusyYard();
  yard.sandbox.faults.next({ kind: "reset-before-write", times: 1e6 });
  const from = yard.sandbox.requests.length;
  yard.says("ana", one, "/done");
  await yard.settles(6 * HOUR);
  expect(asked(yard, from).all).toBeLessThan(6 * 120);
  yard.sandbox.faults.stop();
  await yard.settles(20 * MINUTE);
  expect(yard.isOpen(one)).toBe(false);
  expect(yard.status(two)).toBe("ready");
  expect(said(yard).map((ids) => ids.length)).toEqual([1, 0]);
});

test.each([
  ["the hour's requests are used up", { kind: "primary-limit" }],
  ["a secondary limit, and GitHub says for how long", { kind: "secondary-limit", status: 403, retryAfter: 1800 }],
  [
    "a secondary limit, and GitHub does not say for how long",
    { kind: "secondary-limit", status: 429, retryAfter: null },
  ],
] as const)(
  "%s: the installation asks nothing while it rests, and the work is done afterwards, once",
  async (_, fault) => {
    const { yard, one, two } = await openBusyYard();
    yard.sandbox.faults.next(fault);
    yard.says("ana", one, "/done");
    const limited = yard.sandbox.requests.length;
    await yard.settles(2 * HOUR);
    const [hit, next] = yard.sandbox.requests.slice(limited).filter(({ installationId }) => installationId !== null);
    const rest = fault.kind === "primary-limit" ? 20 * MINUTE : (fault.retryAfter ?? 60) * 1000;
    expect((next?.at ?? 0) - (hit?.at ?? 0)).toBeGreaterThanOrEqual(rest);
    expect(yard.isOpen(one)).toBe(false);
    expect(yard.status(two)).toBe("ready");
    expect(said(yard).map((ids) => ids.length)).toEqual([1, 0]);
  },
);

test("suspended, nothing is asked of it; back, it goes on where it was, with what was said meanwhile", async () => {
  const { yard, one, two } = await openBusyYard();
  yard.sandbox.suspend(yard.installation);
  yard.cost();
  yard.says("ana", one, "/done");
  await yard.settles(6 * HOUR);
  expect(yard.cost()).toEqual({ reads: 0, writes: 0 });
  yard.sandbox.unsuspend(yard.installation);
  await yard.settles(2 * MINUTE);
  expect(yard.isOpen(one)).toBe(false);
  expect(yard.status(two)).toBe("ready");
});

test("uninstalled and installed again: the same coordination issue, the same claims, nothing said twice", async () => {
  const { yard, one, two } = await openBusyYard();
  const { hub } = yard;
  const before = said(yard);
  yard.sandbox.uninstall(yard.installation);
  await yard.settles(6 * HOUR);
  yard.sandbox.installApp({ appId: yard.installation.app.id, slug: "", publicKeyPem: "", webhookSecrets: [] }, [REPO]);
  await yard.settles(2 * MINUTE);
  expect(said(yard)).toEqual(before);
  expect(yard.sandbox.pinned(REPO)).toEqual([hub]);
  yard.says("ana", one, "/done");
  await yard.settles();
  expect([yard.isOpen(one), yard.status(two)]).toEqual([false, "ready"]);
});

test("archived: two writes an hour are tried at most; taken out of the archive, it goes on", async () => {
  const { yard, one, two } = await openBusyYard();
  yard.sandbox.setArchived(REPO, true);
  const from = yard.sandbox.requests.length;
  await yard.settles(12 * HOUR);
  expect(asked(yard, from).written).toBeLessThanOrEqual(24);
  yard.sandbox.setArchived(REPO, false);
  yard.says("ana", one, "/done");
  await yard.settles(2 * MINUTE);
  expect([yard.isOpen(one), yard.status(two)]).toEqual([false, "ready"]);
});

test("handed to another owner who has the App: the claim holds under the new name, nothing is said twice", async () => {
  const { yard, one, two } = await openBusyYard();
  const before = said(yard);
  const { sandbox } = yard;
  sandbox.repository("acme/depot");
  sandbox.installApp({ appId: yard.installation.app.id, slug: "", publicKeyPem: "", webhookSecrets: [] }, [
    "acme/depot",
  ]);
  sandbox.transferRepository(REPO, "acme");
  await yard.settles(20 * MINUTE);
  expect(said(yard, "acme/yard")).toEqual(before);
  sandbox.as("ana").comment("acme/yard", one, "/done");
  await yard.settles();
  expect(sandbox.issue("acme/yard", one).state).toBe("closed");
  expect(sandbox.labelsOf("acme/yard", two)).toEqual(["ready"]);
});

test("handed to an owner without the App, or deleted: nothing more is asked of it", async () => {
  for (const goes of ["transferRepository", "deleteRepository"] as const) {
    const { yard } = await openBusyYard();
    yard.sandbox[goes](REPO, "elsewhere");
    // Until the repositories of the installations are listed again.
    await yard.settles(10 * MINUTE);
    const from = yard.sandbox.requests.length;
    await yard.settles(6 * HOUR);
    const routes = yard.sandbox.requests.slice(from).map(({ route }) => route);
    expect(routes.filter((route) => route.includes("/repos/") || route === "POST /graphql")).toEqual([]);
  }
});

test("a private repository that trusted everybody trusts its people only as soon as it is public", async () => {
  const settings = "mode: live\nauthority: everyone\nassignment: claims\n";
  const yard = await openStage({ isPrivate: true, people: { eve: "read" }, settings });
  const issue = yard.opens("eve", "One", "**Estimate**: 1h");
  await yard.settles();
  expect(yard.status(issue)).toBe("ready");
  yard.sandbox.setPrivate(REPO, false);
  await yard.settles(MINUTE);
  expect(yard.status(issue)).toBeNull();
});

test("a permission that is missing: an hour between two tries, and at once when it is granted", async () => {
  const troubles: string[] = [];
  const yard = await openStage({ onTrouble: ({ kind }) => troubles.push(kind) });
  const { permissions } = yard.installation;
  yard.sandbox.grantPermissions(yard.installation, { ...permissions, issues: "read", pull_requests: "read" });
  await yard.settles(2 * HOUR);
  const issue = yard.opens("mia", "One", "**Estimate**: 1h");
  const from = yard.sandbox.requests.length;
  await yard.settles(6 * HOUR);
  expect(asked(yard, from).written).toBeLessThanOrEqual(7);
  expect(troubles).toContain("parked");
  expect(troubles).not.toContain("bug");
  expect(yard.status(issue)).toBeNull();
  yard.sandbox.grantPermissions(yard.installation, permissions);
  await yard.settles(MINUTE);
  expect(yard.status(issue)).toBe("ready");
});

test("a key taken out of the list: who has a task keeps it, and what people had said has to be said again", async () => {
  const { yard, one, two } = await openBusyYard();
  const { hub } = yard;
  yard.says("mia", two, `/unblock #${one} because we can`);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  yard.installation.app.publicKey = publicKey;
  await yard.restarts({ withoutStore: true, privateKeys: [privateKey] });
  await yard.settles(MINUTE);
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect([yard.status(one), yard.status(two)]).toEqual(["in progress", "blocked"]);
  expect(yard.sandbox.pinned(REPO)).toHaveLength(2);
  expect(yard.sandbox.pinned(REPO)).toContain(hub);
  yard.says("mia", two, `/unblock #${one} because we can`);
  await yard.settles();
  expect(yard.status(two)).toBe("ready");
});

test.each([
  ["deleted", (yard: Stage) => yard.sandbox.deleteRepository("octo/depot")],
  [
    "taken out of the installation",
    (yard: Stage) => yard.sandbox.removeRepositories(yard.installation, ["octo/depot"]),
  ],
])("a repository is %s and nobody tells us: the others go on, and no bug is told", async (_, leaves) => {
  const troubles: string[] = [];
  const yard = await openStage({ onTrouble: ({ kind }) => troubles.push(kind) });
  yard.sandbox.repository("octo/depot", { private: true, files: { ".github/signalbox.yml": "mode: live\n" } });
  yard.sandbox.addRepositories(yard.installation, ["octo/depot"]);
  await yard.settles();
  yard.sandbox.faults.next({ kind: "webhook-lost", match: "repository*" });
  yard.sandbox.faults.next({ kind: "webhook-lost", match: "installation*" });
  leaves(yard);
  await yard.settles(7 * MINUTE);
  const one = await yard.takes("ana", "One");
  expect(yard.assignees(one)).toEqual(["ana"]);
  expect(troubles).not.toContain("bug");
  expect(troubles.length).toBeLessThan(3);
});

test("what GitHub refuses twice in the same words is told once", async () => {
  const yard = await openStage();
  const one = yard.opens("mia", "One");
  yard.as("mia").lockIssue(REPO, one);
  yard.says("mia", one, "/why");
  yard.says("ana", one, "/claim");
  await yard.settles();
  const told = yard
    .dashboard()
    .split("\n")
    .filter((line) => line.includes("Refused by GitHub"));
  expect(told).toEqual([`- **Refused by GitHub on #${one}:** Unable to create comment because issue is locked.`]);
});
