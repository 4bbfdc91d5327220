/** What a delivery hints at, read from GitHub's own examples of shape, and from every way to spoil them. */
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPayload } from "../../src/github/payloads.ts";
import { name, openYard, type Yard } from "./yard.ts";

interface Heard {
  readonly event: string;
  readonly body: string;
}

let yard: Yard;
let heard: Heard[];

beforeEach(() => {
  yard = openYard();
  heard = [];
  yard.sandbox.onDelivery(async ({ headers, body }) => {
    const event = new Headers(headers).get("x-github-event") ?? "";
    heard.push({ event, body: typeof body === "string" ? body : new TextDecoder().decode(body) });
    return { status: 202 };
  });
});
afterEach(() => {
  expect(yard.sandbox.violations).toEqual([]);
});

/** Everything a busy day delivers. */
async function hearEverything(): Promise<void> {
  const ana = yard.sandbox.as("ana");
  for (const title of ["one", "two", "three"]) ana.openIssue(name, { title });
  const comment = ana.comment(name, 1, "hello");
  ana.editComment(name, comment.id, "hello again");
  ana.addBlockedBy(name, 1, 2);
  ana.addSubIssue(name, 1, 3);
  ana.createLabel(name, { name: "old" });
  ana.renameLabel(name, "old", "new");
  ana.addLabel(name, 1, "new");
  ana.openPullRequest(name, { title: "Track", body: "Closes #1" });
  ana.deleteComment(name, comment.id);
  yard.sandbox.setRole(name, "ben", "read");
  yard.sandbox.suspend(yard.installation);
  yard.sandbox.unsuspend(yard.installation);
  yard.sandbox.renameRepository(name, "depot");
  await yard.clock.advance(60_000);
}

const nodeOf = (number: number): string => yard.sandbox.issue("octo/depot", number).nodeId;
const readings = (event: string, action: string) =>
  heard
    .filter((one) => one.event === event)
    .map(readPayload)
    .filter((reading) => reading.action === action);

test("each event names what to read again, and where", async () => {
  await hearEverything();
  const { id } = yard.installed;
  const [opened] = readings("issues", "opened");
  expect(opened).toEqual({
    action: "opened",
    repositoryId: id,
    installationId: yard.installation.id,
    senderId: yard.sandbox.issue(yard.installed.name, 1).author.id,
    nodeIds: [nodeOf(1)],
    roleChanges: [],
    repositoriesChanged: false,
    installationBack: false,
    needsResync: false,
  });
  expect(readings("issue_comment", "created")[0]?.nodeIds).toHaveLength(2);
  expect(readings("issue_comment", "deleted")[0]?.nodeIds).toEqual(readings("issue_comment", "edited")[0]?.nodeIds);
  expect(new Set(readings("issue_dependencies", "blocked_by_added")[0]?.nodeIds)).toEqual(
    new Set([nodeOf(1), nodeOf(2)]),
  );
  expect(new Set(readings("sub_issues", "sub_issue_added")[0]?.nodeIds)).toEqual(new Set([nodeOf(1), nodeOf(3)]));
  expect(readings("pull_request", "opened")[0]?.nodeIds).toEqual([nodeOf(4)]);
  expect(readings("label", "created")[0]?.needsResync).toBe(false);
  expect(readings("label", "edited")[0]?.needsResync).toBe(true);
  const ben = yard.sandbox.world.accounts.get("ben");
  expect(readings("member", "edited")[0]?.roleChanges).toEqual([ben?.id]);
  expect(readings("installation", "suspend")[0]).toMatchObject({ repositoriesChanged: true, installationBack: false });
  expect(readings("installation", "unsuspend")[0]).toMatchObject({ installationBack: true });
  expect(readings("repository", "renamed")[0]).toMatchObject({ repositoriesChanged: true, repositoryId: id });
});

test("every event the local GitHub sends is read without asking for a resync, labels excepted", async () => {
  await hearEverything();
  const lost = heard.filter((one) => one.event !== "label" && readPayload(one).needsResync);
  expect(lost.map(({ event }) => event)).toEqual([]);
  expect(new Set(heard.map(({ event }) => event)).size).toBe(9);
});

test("an event without the part that names its subject asks for a resync", () => {
  const read = (event: string, payload: unknown) => readPayload({ event, body: JSON.stringify(payload) });
  expect(read("issues", { action: "opened" })).toMatchObject({ nodeIds: [], needsResync: true });
  expect(read("issue_dependencies", {})).toMatchObject({ needsResync: true });
  expect(read("issue_dependencies", { blocked_issue: { node_id: "I_1" } })).toMatchObject({
    nodeIds: ["I_1"],
    needsResync: false,
  });
  for (const body of ["", "null", "[]", "{", "1", '"x"', "[".repeat(100_000)]) {
    expect(readPayload({ event: "issues", body })).toMatchObject({ nodeIds: [], needsResync: true });
  }
});

test("events we do not use hint at nothing, whatever their name", () => {
  const issue = { issue: { node_id: "I_1" } };
  for (const event of ["star", "", "__proto__", "constructor", "toString"]) {
    const reading = readPayload({ event, body: JSON.stringify({ ...issue, repository: { id: 5 } }) });
    expect(reading).toMatchObject({ nodeIds: [], needsResync: false, repositoriesChanged: false, repositoryId: 5 });
  }
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Replaces one place of a payload, found by walking it with these choices. */
function spoil(value: Json, choices: readonly number[], by: Json): Json {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== "object" || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[choice % Math.max(1, keys.length)];
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? spoil(item, rest, by) : item));
  return { ...value, [key]: spoil(value[key] ?? null, rest, by) };
}

test("10,000 spoiled payloads never throw, and name nothing that is not a short text or a whole number", async () => {
  await hearEverything();
  const payloads = heard.map(({ event, body }) => ({ event, payload: JSON.parse(body) as Json }));
  const spoiled = fc.record({
    from: fc.constantFrom(...payloads),
    choices: fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }),
    by: fc.oneof(
      fc.jsonValue() as fc.Arbitrary<Json>,
      fc.constantFrom<Json>(null, -1, 1e300, "", "x".repeat(500), [], {}),
    ),
  });
  fc.assert(
    fc.property(spoiled, ({ from, choices, by }) => {
      const reading = readPayload({ event: from.event, body: JSON.stringify(spoil(from.payload, choices, by)) });
      for (const nodeId of reading.nodeIds) expect(nodeId.length > 0 && nodeId.length <= 200).toBe(true);
      for (const id of [reading.repositoryId, reading.installationId, ...reading.roleChanges]) {
        expect(id === null || (Number.isSafeInteger(id) && id >= 0)).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});
