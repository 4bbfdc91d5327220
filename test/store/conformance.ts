/** What every store must do, told once: a new store is one more call of `describeStore`. */
import { afterEach, describe, expect, test } from "vitest";
import type { Comment, Issue } from "../../src/core/model.ts";
import type { Delivery, Store, Turn } from "../../src/ports/store.ts";
import { TurnLost } from "../../src/ports/store.ts";
import { newIssue } from "../new-issue.ts";

/** One place on disk (or in memory) that outlives a process. */
export interface StorePlace {
  /** Opens the store as a fresh process would after the previous one died without a word. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

const REPO = 7;
const LEASE = 60_000;
const DAY = 86_400_000;

export function delivery(guid: string, overrides: Partial<Delivery> = {}): Delivery {
  return {
    guid,
    event: "issues",
    action: "opened",
    installationId: 1,
    repositoryId: REPO,
    receivedAt: 1000,
    body: `{"n":"${guid}"}`,
    ...overrides,
  };
}

const issue = (number: number, title: string): Issue => ({
  ...newIssue(number, title),
  labels: ["ready"],
  blockedBy: [{ repo: "octo/yard", number: 3 }],
});

const comment = (id: number, on: number): Comment => ({
  id,
  nodeId: `C_${id}`,
  issue: on,
  author: null,
  editor: null,
  body: "naïve ✓ \u0000",
  createdAt: "2026-06-01T08:00:00Z",
  updatedAt: "2026-06-01T08:00:00Z",
  lastEditedAt: null,
  ownReactions: ["rocket"],
  marker: { kind: "status", key: `status:${on}`, facts: [], settled: [], data: { a: 1, b: null } },
});

export function describeStore(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(name, () => {
    const places: StorePlace[] = [];
    const place = async () => {
      const made = await makePlace();
      places.push(made);
      return made;
    };
    const open = async () => (await place()).open();
    const take = async (store: Store, now = 1000): Promise<Turn> => {
      const turn = await store.takeTurn(REPO, now, LEASE);
      if (turn === null) throw new Error("expected a turn");
      return turn;
    };
    const lose = (work: Promise<unknown>) => expect(work).rejects.toBeInstanceOf(TurnLost);

    afterEach(async () => {
      for (const one of places.splice(0)) await one.remove();
    });

    test("keeps what it received, in order, and counts each GUID once", async () => {
      const store = await open();
      expect(await store.receive([delivery("b"), delivery("a"), delivery("b")])).toBe(2);
      expect(await store.receive([delivery("a"), delivery("c", { action: null, installationId: null })])).toBe(1);
      expect(await store.pending(REPO)).toEqual([
        delivery("b"),
        delivery("a"),
        delivery("c", { action: null, installationId: null }),
      ]);
      expect(await store.hasDelivery("a")).toBe(true);
      expect(await store.hasDelivery("z")).toBe(false);
    });

    test("answers concurrent calls each with its own count", async () => {
      const store = await open();
      const guids = Array.from({ length: 40 }, (_, n) => `g${n % 20}`);
      const added = await Promise.all(guids.map((guid) => store.receive([delivery(guid)])));
      expect(added.filter((count) => count === 1)).toHaveLength(20);
      expect(await store.pending(REPO)).toHaveLength(20);
    });

    test("a call that cannot be stored rejects and leaves nothing behind", async () => {
      const store = await open();
      const broken = { ...delivery("x"), event: null as unknown as string };
      await expect(store.receive([delivery("ok"), broken])).rejects.toThrow();
      expect(await store.pending(REPO)).toEqual([]);
      expect(await store.marks()).toEqual([]);
      expect(await store.receive([delivery("ok")])).toBe(1);
    });

    test("deliveries of no repository stand apart and ask for no turn", async () => {
      const store = await open();
      await store.receive([delivery("i", { repositoryId: null, event: "installation" })]);
      expect((await store.pendingGlobal()).map((one) => one.guid)).toEqual(["i"]);
      expect(await store.marks()).toEqual([]);
      await store.settleGlobal(["i"]);
      expect(await store.pendingGlobal()).toEqual([]);
      expect(await store.hasDelivery("i")).toBe(true);
    });

    test("a delivery put aside blocks nobody and is shown with its reason", async () => {
      const store = await open();
      await store.receive([delivery("bad"), delivery("good")]);
      await store.quarantine("bad", "expected an object");
      expect((await store.pending(REPO)).map((one) => one.guid)).toEqual(["good"]);
      expect(await store.quarantined()).toEqual([{ guid: "bad", event: "issues", why: "expected an object" }]);
      expect(await store.receive([delivery("bad")])).toBe(0);
    });

    test("survives a process that dies without a word", async () => {
      const where = await place();
      const store = await where.open();
      await store.receive([delivery("a")]);
      const turn = await take(store);
      await store.saveMirror(turn, { issues: [issue(1, "one")], notes: { k: "v" } }, []);
      await store.openIntent(turn, { key: "status:1", issue: 1, at: 5 });
      await store.rest(1, 99);
      const again = await where.open();
      expect(await again.pending(REPO)).toEqual([delivery("a")]);
      expect((await again.loadMirror(REPO)).issues).toEqual([issue(1, "one")]);
      expect(await again.intents(REPO)).toEqual([{ key: "status:1", issue: 1, at: 5 }]);
      expect(await again.restUntil(1)).toBe(99);
      const next = await take(again);
      expect(next.fence).toBeGreaterThan(turn.fence);
      await lose(again.saveMirror(turn, {}, []));
    });

    test("gives one turn at a time, and none when nothing is wanted", async () => {
      const store = await open();
      expect(await store.takeTurn(REPO, 1000, LEASE)).toBeNull();
      await store.mark(REPO, 1000);
      const turn = await take(store);
      expect(await store.takeTurn(REPO, 1001, LEASE)).toBeNull();
      await store.endTurn(turn, null, false);
      expect(await store.takeTurn(REPO, 1002, LEASE)).toBeNull();
      expect(await store.marks()).toEqual([]);
    });

    test("is not served before its time; the earliest wish holds", async () => {
      const store = await open();
      await store.mark(REPO, 5000);
      await store.mark(REPO, 3000);
      await store.mark(REPO, 9000);
      expect(await store.marks()).toEqual([{ repositoryId: REPO, since: 3000, notBefore: 3000 }]);
      expect(await store.takeTurn(REPO, 2999, LEASE)).toBeNull();
      expect(await store.takeTurn(REPO, 3000, LEASE)).not.toBeNull();
    });

    test("marks that come in during a turn cause exactly one more", async () => {
      const store = await open();
      await store.receive([delivery("a")]);
      const turn = await take(store);
      await store.receive([delivery("b", { receivedAt: 1100 }), delivery("c", { receivedAt: 1200 })]);
      await store.mark(REPO, 1300);
      await store.endTurn(turn, null, false);
      expect(await store.marks()).toEqual([{ repositoryId: REPO, since: 1100, notBefore: 1100 }]);
      await store.endTurn(await take(store, 1400), null, false);
      expect(await store.marks()).toEqual([]);
    });

    test("the backlog is what waits, and what was put aside, until each is done with", async () => {
      const store = await open();
      expect(await store.backlog()).toEqual({ waiting: 0, oldestAt: null, putAside: 0 });
      await store.receive([
        delivery("a", { receivedAt: 3000 }),
        delivery("b", { receivedAt: 2000, repositoryId: null }),
        delivery("c", { receivedAt: 1000 }),
      ]);
      await store.quarantine("c", "poison");
      expect(await store.backlog()).toEqual({ waiting: 2, oldestAt: 2000, putAside: 1 });
      await store.settleGlobal(["b"]);
      expect(await store.backlog()).toEqual({ waiting: 1, oldestAt: 3000, putAside: 1 });
    });

    test("a probe leaves nothing behind, however often", async () => {
      const store = await open();
      await store.receive([delivery("a")]);
      for (let n = 0; n < 3; n += 1) await store.probe(5000 + n);
      expect(await store.backlog()).toEqual({ waiting: 1, oldestAt: 1000, putAside: 0 });
      expect((await store.pendingGlobal()).length).toBe(0);
      expect((await store.marks()).map((mark) => mark.repositoryId)).toEqual([REPO]);
      expect(await store.hasDelivery("probe")).toBe(false);
    });

    test("a delivery known already asks for no turn", async () => {
      const store = await open();
      await store.receive([delivery("a")]);
      await store.endTurn(await take(store), null, false);
      await store.receive([delivery("a"), delivery("a")]);
      expect(await store.marks()).toEqual([]);
    });

    test("a recheck asks by itself, and an event may come before it", async () => {
      const store = await open();
      await store.mark(REPO, 0);
      await store.endTurn(await take(store), 50_000, false);
      expect(await store.takeTurn(REPO, 49_999, LEASE)).toBeNull();
      await store.receive([delivery("a", { receivedAt: 2000 })]);
      expect(await store.takeTurn(REPO, 2000, LEASE)).not.toBeNull();
    });

    test("a failed turn rests until its backoff is over, whatever comes in, and failures are counted", async () => {
      const store = await open();
      await store.mark(REPO, 0);
      await store.endTurn(await take(store), 6000, true);
      await store.receive([delivery("a", { receivedAt: 1500 })]);
      expect(await store.takeTurn(REPO, 5999, LEASE)).toBeNull();
      expect(await store.failures(REPO)).toBe(1);
      await store.endTurn(await take(store, 6000), 20_000, true);
      expect(await store.failures(REPO)).toBe(2);
      await store.endTurn(await take(store, 20_000), null, false);
      expect(await store.failures(REPO)).toBe(0);
      expect(await store.marks()).toEqual([]);
    });

    test("a backoff that began under a date far ahead is over with the next thing that happens", async () => {
      const store = await open();
      const ahead = 86_400_000;
      await store.mark(REPO, ahead);
      await store.endTurn(await take(store, ahead), ahead + 6000, true);
      await store.receive([delivery("a", { receivedAt: 1500 })]);
      expect((await store.marks())[0]?.notBefore).toBe(1500);
      expect(await store.takeTurn(REPO, 1500, LEASE)).not.toBeNull();
    });

    test("a lease that expires lets the next one in and locks the old one out", async () => {
      const store = await open();
      await store.mark(REPO, 0);
      const old = await take(store, 1000);
      expect((await store.marks())[0]?.notBefore).toBe(1000 + LEASE);
      expect(await store.takeTurn(REPO, 1000 + LEASE - 1, LEASE)).toBeNull();
      const fresh = await take(store, 1000 + LEASE);
      expect(fresh.fence).toBeGreaterThan(old.fence);
      await lose(store.endTurn(old, null, false));
      await store.saveMirror(fresh, { notes: { mine: "yes" } }, []);
      expect((await store.loadMirror(REPO)).notes).toEqual({ mine: "yes" });
    });

    test("every writing call refuses a turn that is over, and writes nothing", async () => {
      const store = await open();
      await store.receive([delivery("a")]);
      const turn = await take(store);
      await store.openIntent(turn, { key: "kept", issue: null, at: 1 });
      await store.endTurn(turn, null, false);
      await lose(store.saveMirror(turn, { issues: [issue(1, "one")] }, ["a"]));
      await lose(store.saveCursor(turn, { etag: "x" }));
      await lose(store.openIntent(turn, { key: "k", issue: 1, at: 1 }));
      await lose(store.closeIntent(turn, "kept"));
      await lose(store.record(turn, [{ at: 1, what: "x", issue: null, because: "y" }]));
      await lose(store.endTurn(turn, null, true));
      expect((await store.loadMirror(REPO)).issues).toEqual([]);
      expect((await store.pending(REPO)).map((one) => one.guid)).toEqual(["a"]);
      expect(await store.cursor(REPO)).toBeNull();
      expect(await store.intents(REPO)).toEqual([{ key: "kept", issue: null, at: 1 }]);
      expect(await store.history(REPO, 10)).toEqual([]);
      expect(await store.failures(REPO)).toBe(0);
    });

    test("the mirror gives back what was put in, and what is gone is gone until it comes back", async () => {
      const store = await open();
      await store.receive([delivery("a"), delivery("b")]);
      const turn = await take(store);
      const role = { actorId: 1, login: "ana", role: "write", askedAt: 4 } as const;
      const foreign = {
        issue: { ref: { repo: "Octo/Other", number: 4 }, state: "open", title: "x" },
        askedAt: 5,
      } as const;
      await store.saveMirror(
        turn,
        {
          issues: [issue(2, "two"), issue(1, "one")],
          comments: [comment(12, 1), comment(11, 1)],
          roles: [role],
          foreign: [foreign],
          notes: { a: "1", b: "2" },
        },
        ["a"],
      );
      await store.saveMirror(
        turn,
        { issues: [issue(1, "uno")], goneIssues: [2], goneComments: [11], notes: { a: "" } },
        [],
      );
      expect(await store.loadMirror(REPO)).toEqual({
        issues: [issue(1, "uno")],
        comments: [comment(12, 1)],
        goneIssues: [2],
        goneComments: [11],
        roles: [role],
        foreign: [foreign],
        notes: { b: "2" },
      });
      expect((await store.pending(REPO)).map((one) => one.guid)).toEqual(["b"]);
      await store.saveMirror(turn, { issues: [issue(2, "back")] }, []);
      expect((await store.loadMirror(REPO)).goneIssues).toEqual([]);
      expect((await store.loadMirror(8)).issues).toEqual([]);
    });

    test("cursors, intents, rests, repositories and history are kept apart", async () => {
      const store = await open();
      await store.mark(REPO, 0);
      const turn = await take(store);
      await store.saveCursor(turn, { etag: "1" });
      await store.saveCursor(turn, { etag: "2" });
      expect(await store.cursor(REPO)).toEqual({ etag: "2" });
      expect(await store.cursor(8)).toBeNull();
      await store.openIntent(turn, { key: "b", issue: null, at: 2 });
      await store.openIntent(turn, { key: "a", issue: 3, at: 1 });
      await store.closeIntent(turn, "b");
      expect(await store.intents(REPO)).toEqual([{ key: "a", issue: 3, at: 1 }]);
      await store.rest(1, 500);
      await store.rest(1, 0);
      expect(await store.restUntil(1)).toBe(0);
      const repositories = [{ id: REPO, name: "octo/yard", installationId: 1, isPrivate: false }];
      await store.saveRepositories([...repositories, { id: 9, name: "octo/x", installationId: 1, isPrivate: true }]);
      await store.saveRepositories(repositories);
      expect(await store.repositories()).toEqual(repositories);
      const entry = (at: number) => ({ at, what: "add-label", issue: 1, because: `reason ${at}` });
      await store.record(turn, [entry(1), entry(2), entry(3)]);
      expect(await store.history(REPO, 2)).toEqual([entry(3), entry(2)]);
    });

    test("what is announced is announced once, outlives a crash, and goes to each address one message at a time", async () => {
      const here = await place();
      const store = await here.open();
      await store.mark(REPO, 0);
      const turn = await take(store);
      const receivers = ["https://a.example/", "https://b.example/"].map((url) => ({ url, secret: "octo/s" }));
      const said = (id: string) => ({ id, body: "{}", history: { at: 1, what: id, issue: 1, because: "" }, receivers });
      expect(await store.announce(turn, [said("one"), said("two")])).toBe(2);
      expect(await store.announce(turn, [said("two"), said("three")])).toBe(1);
      expect((await store.history(REPO, 9)).map(({ what }) => what)).toEqual(["three", "two", "one"]);
      const again = await here.open();
      const due = await again.dueOutgoing(1000);
      expect(due.map(({ id, url }) => [id, url])).toEqual(receivers.map(({ url }) => ["one", url]));
      const [first, second] = due;
      await again.settleOutgoing(first?.seq ?? 0);
      await again.postponeOutgoing(second?.seq ?? 0, 5000);
      expect((await again.dueOutgoing(1000)).map(({ id, url }) => [id, url])).toEqual([["two", receivers[0]?.url]]);
      // A message that was tried goes behind those that were not.
      expect((await again.dueOutgoing(5000)).map(({ id, tries }) => [id, tries])).toEqual([
        ["two", 0],
        ["two", 0],
      ]);
      await again.prune(1000 + 31 * DAY);
      expect(await again.nextOutgoingAt()).toBe(0);
    });

    test("prunes bodies after 7 days and GUIDs after 30, never what still waits", async () => {
      const store = await open();
      await store.receive([delivery("done"), delivery("waits")]);
      const turn = await take(store);
      await store.saveMirror(turn, { notes: { a: "b" } }, ["done"]);
      await store.prune(1000 + 8 * DAY);
      expect(await store.hasDelivery("done")).toBe(true);
      expect(await store.pending(REPO)).toEqual([delivery("waits")]);
      await store.prune(1000 + 31 * DAY);
      expect(await store.hasDelivery("done")).toBe(false);
      expect(await store.pending(REPO)).toEqual([delivery("waits")]);
      expect((await store.loadMirror(REPO)).notes).toEqual({});
    });
  });
}
