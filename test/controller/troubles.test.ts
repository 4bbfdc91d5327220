/** What the loop does when GitHub, the store or a payload does not behave: told by the state things end in. */
import { expect, test } from "vitest";
import { seal, withSeal } from "../../src/controller/marker-seal.ts";
import type { Action } from "../../src/core/actions.ts";
import { Limited, Parked, Refused, Ungranted, Unwell } from "../../src/ports/github.ts";
import { TurnLost } from "../../src/ports/store.ts";
import { type Bench, decideBy, keys, marker, openBench } from "./bench.ts";
import { ana, answerLost, bot, type Fault, yard } from "./fake-github.ts";

const MINUTE = 60_000;

/** The fault befalls the first `times` calls of this name. */
function failing(bench: Bench, name: string, fault: Fault, times = 1): void {
  let left = times;
  bench.github.fault = (call) => {
    if (call !== name || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

test("the same delivery five times costs what it costs once", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one");
  const guid = bench.guid();
  const payload = { repository: { id: yard.id }, installation: { id: 1 }, nodeIds: [issue.nodeId] };
  for (let n = 0; n < 5; n += 1) expect((await bench.deliver(payload, { guid })).status).toBe(202);
  await bench.clock.advance(MINUTE);
  expect(issue.number).toBe(1);
  expect(bench.github.count("perform")).toBe(1);
});

test("an event that changes nothing costs no write and at most one read of the port", async () => {
  const bench = openBench();
  const issue = bench.github.open("one", "please note");
  await bench.start();
  await bench.clock.advance(30_000);
  const before = bench.github.calls.length;
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(MINUTE);
  expect(bench.github.calls.slice(before)).toEqual(["readNodes"]);
});

test("lost deliveries are made good by the next resync", async () => {
  const bench = await openBench().start();
  bench.github.open("nobody told us", "please note");
  await bench.clock.advance(6 * MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(bench.github.commentsOn(1)).toHaveLength(1);
});

test("deliveries that never arrived are fetched from GitHub's log, each once", async () => {
  const bench = await openBench({ pace: { resyncMs: 24 * 60 * MINUTE } }).start();
  const issue = bench.github.open("one");
  const payload = { repository: { id: yard.id }, installation: { id: 1 }, nodeIds: [issue.nodeId] };
  const logged = (id: number, guid: string, body: string) => ({
    id,
    guid,
    deliveredAt: new Date(bench.clock.now()).toISOString(),
    event: "issues",
    installationId: 1,
    repositoryId: yard.id,
    body,
  });
  const known = bench.guid();
  await bench.deliver({ ...payload, nodeIds: [] }, { guid: known });
  bench.github.logged.push(
    logged(1, bench.guid(), JSON.stringify(payload)),
    logged(2, known, "{}"),
    logged(3, bench.guid(), "{"),
  );
  await bench.clock.advance(11 * MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(bench.github.count("deliveryPayload")).toBe(2);
  expect(await bench.store.quarantined()).toHaveLength(1);
  await bench.clock.advance(30 * MINUTE);
  expect(bench.github.count("deliveryPayload")).toBe(2);
});

test("an issue deleted unseen is noticed by the nightly sweep", async () => {
  const bench = openBench();
  bench.github.open("one");
  bench.github.open("two");
  await bench.start();
  bench.github.issues.delete(2);
  await bench.clock.advance(27 * 60 * MINUTE);
  const mirror = await bench.store.loadMirror(yard.id);
  expect(mirror.issues.map((issue) => issue.number)).toEqual([1]);
  expect(mirror.goneIssues).toEqual([2]);
});

for (const [what, fault] of [
  ["its answer is lost", answerLost],
  ["it was never done", { before: new Unwell("connection refused", true) }],
] as const) {
  test(`a comment is there exactly once when ${what}`, async () => {
    const bench = openBench();
    bench.github.open("one", "please note");
    failing(bench, "perform:write-comment", fault);
    await bench.start();
    await bench.clock.advance(MINUTE);
    expect(bench.github.commentsOn(1)).toHaveLength(1);
    expect(await bench.store.intents(yard.id)).toEqual([]);
  });

  test(`an issue of ours is there exactly once when ${what}`, async () => {
    const bench = openBench();
    bench.github.open("one", "hub");
    failing(bench, "perform:create-issue", fault);
    await bench.start();
    await bench.clock.advance(2 * MINUTE);
    expect([...bench.github.issues.values()].filter((issue) => issue.title === "Hub")).toHaveLength(1);
    expect(await bench.store.intents(yard.id)).toEqual([]);
  });
}

test("an unclear comment that is no longer wanted is found all the same", async () => {
  let isWanted = true;
  const bench = openBench({
    decide: (snapshot) => {
      const found = snapshot.comments.filter((comment) => comment.marker !== null);
      const because = "no longer wanted";
      const body = "Noted.";
      if (isWanted && found.length === 0 && snapshot.issues.length > 0)
        return decideBy(() => [
          { kind: "write-comment", issue: 1, comment: null, body, marker: marker("status", "status:1"), because },
        ])(snapshot);
      return decideBy(() =>
        isWanted ? [] : found.map(({ id }) => ({ kind: "delete-comment", issue: 1, comment: id, because })),
      )(snapshot);
    },
  });
  await bench.start();
  const issue = bench.github.open("one");
  failing(bench, "perform:write-comment", answerLost);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(5000);
  isWanted = false;
  expect(bench.github.commentsOn(1)).toHaveLength(1);
  await bench.clock.advance(MINUTE);
  expect(bench.github.commentsOn(1)).toHaveLength(0);
});

test("an issue of ours that stands twice after an unclear write is closed again, the first one stays", async () => {
  const bench = openBench();
  bench.github.open("one", "hub");
  failing(bench, "perform:create-issue", answerLost);
  bench.github.onChange = (nodeId) => {
    const hub = [...bench.github.issues.values()].find((one) => one.nodeId === nodeId && one.title === "Hub");
    bench.github.onChange = hub === undefined ? bench.github.onChange : () => undefined;
    if (hub !== undefined) bench.github.open("Hub", hub.body, bot);
  };
  await bench.start();
  await bench.clock.advance(2 * MINUTE);
  const hubs = [...bench.github.issues.values()].filter(({ title }) => title === "Hub");
  expect(hubs.map(({ number, isOpen }) => [number, isOpen])).toEqual([
    [2, true],
    [3, false],
  ]);
});

test("an unclear issue is told from our others: none of them is closed as its double", async () => {
  const names = ["a", "b"];
  const bench = openBench({
    decide: decideBy((snapshot) => {
      const known = new Set([...snapshot.issueMarkers.values()].map(({ key }) => key));
      return names
        .filter((name) => !known.has(name))
        .map((name) => {
          const text = { title: `Issue ${name}`, body: "ours", labels: [] };
          return { kind: "create-issue", ...text, marker: marker("task", name), because: "it is planned" };
        });
    }),
  });
  let made = 0;
  bench.github.fault = (call) => {
    if (call !== "perform:create-issue") return undefined;
    made += 1;
    return made === 2 ? answerLost : undefined;
  };
  await bench.start();
  await bench.clock.advance(2 * MINUTE);
  const ours = [...bench.github.issues.values()].map(({ title, isOpen }) => ({ title, isOpen }));
  expect(ours).toEqual(names.map((name) => ({ title: `Issue ${name}`, isOpen: true })));
  expect(await bench.store.intents(yard.id)).toEqual([]);
});

test("an unclear comment on an issue that is gone meanwhile holds nothing up", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one", "please note");
  failing(bench, "perform:write-comment", { before: new Unwell("connection refused", true) });
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(1000);
  expect(await bench.store.intents(yard.id)).toHaveLength(1);
  bench.github.issues.delete(issue.number);
  const other = bench.github.open("two");
  await bench.hint([other.nodeId]);
  await bench.clock.advance(2 * MINUTE);
  expect(await bench.store.intents(yard.id)).toEqual([]);
  expect(bench.github.issues.get(other.number)?.labels).toEqual(["seen"]);
});

test("a comment of ours that stands twice after an unclear write is cut down to the older one", async () => {
  const bench = openBench();
  bench.github.open("one", "please note");
  bench.github.fault = (call) => {
    if (call !== "perform:write-comment") return undefined;
    bench.github.fault = () => undefined;
    const sealed = seal(keys, marker("status", "status:1"), { repositoryId: yard.id, issue: 1 });
    bench.github.say(1, withSeal("Noted.", sealed), bot);
    return answerLost;
  };
  await bench.start();
  await bench.clock.advance(MINUTE);
  const [first] = bench.github.commentsOn(1);
  expect(bench.github.commentsOn(1)).toHaveLength(1);
  expect(first?.id).toBe(Math.min(...[...bench.github.comments.keys()]));
});

test("the loss of the store makes no second comment and no second issue", async () => {
  const bench = openBench();
  bench.github.open("one", "note hub");
  await bench.start();
  await bench.clock.advance(MINUTE);
  await bench.controller.stop();
  for (const table of ["inbox", "turn", "mirror", "repository", "resync_cursor", "intent"])
    bench.database.exec(`DELETE FROM ${table}`);
  const before = bench.github.count("perform");
  bench.build();
  await bench.start();
  await bench.clock.advance(MINUTE);
  expect(bench.github.count("perform")).toBe(before);
  expect(bench.github.issues.size).toBe(2);
});

test("while the installation rests nothing at all is asked of it; afterwards everything is made good", async () => {
  const bench = await openBench().start();
  const until = bench.clock.now() + 90_000;
  const issue = bench.github.open("one");
  const asked: number[] = [];
  bench.github.fault = (call) => {
    if (["repositories", "deliveries"].includes(call)) return undefined;
    asked.push(bench.clock.now());
    if (bench.clock.now() >= until) return undefined;
    void bench.store.rest(1, until); // as the adapter does before it throws
    return { before: new Limited(until, "slow down") };
  };
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(10_000);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(10_000);
  await bench.controller.stop();
  bench.build();
  await bench.start();
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(50_000);
  expect(asked).toHaveLength(1);
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("a suspended installation is left alone until GitHub tells us that it is back", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one");
  failing(bench, "readNodes", { before: new Parked("suspended") });
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(MINUTE);
  const before = bench.github.count("readNodes", "readChanges", "readAll");
  await bench.clock.advance(20 * MINUTE);
  expect(bench.github.count("readNodes", "readChanges", "readAll")).toBe(before);
  await bench.deliver({ installation: { id: 1 }, installationBack: true }, { event: "installation" });
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("a permission that only a pin takes stops nothing else, and stands among the refusals", async () => {
  const pin: Action = { kind: "pin", issue: 1, because: "it is the coordination issue" };
  const label = (issue: number): Action => ({ kind: "add-label", issue, label: "seen", because: "it is open" });
  const decide = decideBy(({ issues }) => [
    pin,
    ...issues.filter(({ labels }) => !labels.includes("seen")).map(({ number }) => label(number)),
  ]);
  const bench = openBench({ decide });
  bench.github.open("one");
  const ungranted = new Ungranted("Resource not accessible by integration");
  bench.github.fault = (call) => (call === "perform:pin" ? { before: ungranted } : undefined);
  await bench.start();
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(bench.github.count("perform:pin")).toBe(1);
  expect(Object.values((await bench.store.loadMirror(yard.id)).notes).join()).toContain("not accessible");
  bench.github.fault = (call) => (call === "perform:add-label" ? { before: ungranted } : undefined);
  await bench.hint([bench.github.open("two").nodeId]);
  await bench.clock.advance(20 * MINUTE);
  expect(bench.github.count("perform:add-label")).toBe(2);
  expect(bench.troubles.map(({ kind }) => kind)).toContain("parked");
});

test("news of the installation do not end a rest that GitHub asked for", async () => {
  const bench = await openBench().start();
  const until = bench.clock.now() + 90_000;
  await bench.store.rest(1, until);
  const issue = bench.github.open("one");
  await bench.hint([issue.nodeId]);
  await bench.deliver({ installation: { id: 1 }, installationBack: true }, { event: "installation" });
  const before = bench.github.count("readNodes", "readChanges", "readAll");
  await bench.clock.advance(60_000);
  expect(bench.github.count("readNodes", "readChanges", "readAll")).toBe(before);
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("poison is put aside after five tries and never holds up the others", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one");
  await bench.hint([], { poison: true });
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(2000);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(await bench.store.quarantined()).toEqual([]);
  await bench.clock.advance(5 * MINUTE);
  expect(await bench.store.quarantined()).toMatchObject([{ why: "issues: expected an issue, found poison" }]);
  expect(await bench.store.pending(yard.id)).toEqual([]);
  expect((await bench.store.loadMirror(yard.id)).notes).not.toHaveProperty(
    "tries:00000000-0000-4000-8000-000000000001",
  );
});

test("a bug of ours that comes back puts its deliveries aside and lists everything instead", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one");
  const readNodes = "readNodes";
  bench.github.fault = (call) => (call === readNodes ? { before: new TypeError("x is not a function") } : undefined);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(5 * MINUTE);
  bench.github.fault = () => undefined;
  await bench.clock.advance(20 * MINUTE);
  expect(await bench.store.quarantined()).toHaveLength(1);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(bench.troubles.some((trouble) => trouble.kind === "bug" && trouble.repositoryId === yard.id)).toBe(true);
});

test("what GitHub refuses is tried once in an hour, again when the issue changes, and noted with its reason", async () => {
  const bench = openBench();
  bench.github.open("one");
  bench.github.fault = (call) =>
    call === "perform:add-label" ? { before: new Refused(422, "too many labels") } : undefined;
  await bench.start();
  await bench.clock.advance(4 * MINUTE);
  expect(bench.github.count("perform:add-label")).toBe(1);
  const notes = (await bench.store.loadMirror(yard.id)).notes;
  expect(Object.values(notes).join()).toContain("too many labels");
  expect(await bench.store.history(yard.id, 1)).toMatchObject([{ what: "refused: add-label seen", issue: 1 }]);
  await bench.hint([bench.github.change(1, { title: "changed" }).nodeId]);
  await bench.clock.advance(3000);
  expect(bench.github.count("perform:add-label")).toBe(2);
  bench.github.fault = () => undefined;
  await bench.clock.advance(66 * MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  expect(Object.keys((await bench.store.loadMirror(yard.id)).notes).filter((key) => key.startsWith("refused"))).toEqual(
    [],
  );
});

test("somebody who undoes us again and again is not fought without end", async () => {
  const bench = openBench();
  bench.github.open("one");
  await bench.start();
  for (let n = 0; n < 20; n += 1) {
    await bench.hint([bench.github.change(1, { labels: [] }).nodeId]);
    await bench.clock.advance(5000);
  }
  expect(bench.github.count("perform:add-label")).toBeLessThanOrEqual(6);
});

test("what a person changed while we thought is read before it is written to", async () => {
  const bench = openBench();
  bench.github.open("one");
  bench.github.change(1, { labels: ["seen"] });
  await bench.start();
  let isTold = false;
  const seen: (readonly string[])[] = [];
  const rule = decideBy((snapshot) => {
    const labels = snapshot.issues.find((issue) => issue.number === 1)?.labels ?? [];
    seen.push(labels);
    return isTold && !labels.includes("hold")
      ? [{ kind: "close", issue: 1, reason: "completed", because: "test" }]
      : [];
  });
  await bench.controller.stop();
  bench.build({ decide: rule, pace: { resyncMs: 24 * 60 * MINUTE } });
  await bench.start();
  isTold = true;
  bench.github.change(1, { labels: ["seen", "hold"] });
  const other = bench.github.open("two");
  await bench.hint([other.nodeId]);
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.isOpen).toBe(true);
  expect(seen.at(-1)).toEqual(["seen", "hold"]);
});

test("many writes go out twenty at a time and all in the end", async () => {
  const bench = openBench();
  for (let n = 0; n < 65; n += 1) bench.github.open(`issue ${n}`);
  const noted: Promise<readonly unknown[]>[] = [];
  bench.github.fault = () => {
    if (bench.github.count("perform") % 20 === 1) noted.push(bench.store.history(yard.id, 100));
    return undefined;
  };
  await bench.start();
  await bench.clock.advance(20_000);
  const known = (await Promise.all(noted)).map(({ length }) => length);
  expect([...new Set(known)]).toEqual([0, 20, 40, 60]);
  const done = [...bench.github.issues.values()].filter((issue) => issue.labels.includes("seen"));
  expect(done).toHaveLength(65);
  expect(bench.github.count("perform")).toBe(65);
});

test("stopping ends after the action under way; the next start does the rest", async () => {
  const bench = openBench();
  for (let n = 0; n < 10; n += 1) bench.github.open(`issue ${n}`);
  const stops: Promise<void>[] = [];
  bench.github.fault = (call) => {
    if (call === "perform:add-label" && bench.github.count("perform:add-label") === 3)
      stops.push(bench.controller.stop());
    return undefined;
  };
  await bench.start();
  await Promise.all(stops);
  expect(bench.github.count("perform:add-label")).toBe(3);
  bench.build();
  await bench.start();
  expect([...bench.github.issues.values()].every((issue) => issue.labels.includes("seen"))).toBe(true);
  expect(bench.github.count("perform:add-label")).toBe(10);
});

test("a turn that was lost writes nothing into the store any more", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one", "please note");
  bench.github.fault = (call) => {
    if (call === "perform:write-comment") bench.database.exec("UPDATE turn SET fence = fence + 1");
    return undefined;
  };
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(2000);
  expect(bench.troubles.some((trouble) => trouble.error instanceof TurnLost)).toBe(true);
  expect((await bench.store.loadMirror(yard.id)).comments).toEqual([]);
  bench.github.fault = () => undefined;
  await bench.clock.advance(30 * MINUTE);
  expect(bench.github.commentsOn(1)).toHaveLength(1);
});

test("a store that fails for a while holds nobody up for longer", async () => {
  const bench = await openBench().start();
  const issue = bench.github.open("one");
  await bench.hint([issue.nodeId]);
  bench.database.exec(
    "CREATE TRIGGER full BEFORE UPDATE ON turn BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
  );
  await bench.clock.advance(MINUTE);
  expect(bench.github.count("perform")).toBe(0);
  bench.database.exec("DROP TRIGGER full");
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("roles are asked once for what is new, and a role that cannot be asked is none", async () => {
  const bench = openBench({
    decide: (snapshot) => {
      const unknown = snapshot.comments.flatMap((comment) =>
        comment.author === null || snapshot.roles.has(comment.author.id) ? [] : [comment.author],
      );
      return decideBy(() => [], { neededRoles: unknown })(snapshot);
    },
  });
  bench.github.roles.set("ana", "write");
  const issue = bench.github.open("one");
  bench.github.say(1, "/claim");
  bench.github.say(1, "/claim", { id: 4, login: "nobody", isBot: false });
  bench.github.fault = (call) =>
    call === "readRole" && bench.github.count("readRole") === 2 ? { before: new Refused(404, "gone") } : undefined;
  await bench.start();
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(MINUTE);
  const roles = (await bench.store.loadMirror(yard.id)).roles.map((known) => [known.login, known.role]);
  expect(roles).toEqual([
    ["ana", "write"],
    ["nobody", "none"],
  ]);
  expect(bench.github.count("readRole")).toBe(2);
  await bench.clock.advance(20 * MINUTE);
  await bench.hint([bench.github.say(1, "/release", ana).nodeId]);
  await bench.clock.advance(MINUTE);
  expect(bench.github.count("readRole")).toBe(3);
  await bench.hint([], { roleChanges: [ana.id] });
  await bench.clock.advance(MINUTE);
  expect(bench.github.count("readRole")).toBe(4);
});

test("a repository that comes and goes is served while it is there", async () => {
  const bench = openBench();
  bench.github.installed = [];
  bench.github.open("one");
  await bench.start();
  expect(bench.github.count("perform")).toBe(0);
  bench.github.installed = [yard];
  await bench.deliver({ installation: { id: 1 }, repositoriesChanged: true }, { event: "installation" });
  await bench.clock.advance(10_000);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
  bench.github.installed = [];
  await bench.hint([], { repositoriesChanged: true });
  await bench.clock.advance(10_000);
  const issue = bench.github.open("two");
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(30 * MINUTE);
  expect(bench.github.issues.get(2)?.labels).toEqual([]);
  expect(await bench.store.pending(yard.id)).toEqual([]);
});

test("a broken settings file keeps the last good one in force and says what is wrong", async () => {
  const seen: { readonly mode: string | undefined; readonly problems: number }[] = [];
  const bench = openBench({
    decide: (snapshot) => {
      seen.push({ mode: snapshot.settings.mode, problems: snapshot.settingsProblems.length });
      return decideBy(() => [])(snapshot);
    },
  });
  bench.github.files.set(".github/signalbox.yml", "mode: live");
  await bench.start();
  expect(seen.at(-1)).toEqual({ mode: "live", problems: 0 });
  bench.github.files.set(".github/signalbox.yml", "mode: [what");
  await bench.clock.advance(10 * MINUTE);
  expect(seen.at(-1)?.mode).toBe("live");
  expect(seen.at(-1)?.problems).toBeGreaterThan(0);
  bench.github.files.delete(".github/signalbox.yml");
  await bench.clock.advance(10 * MINUTE);
  expect(seen.at(-1)).toEqual({ mode: undefined, problems: 0 });
});

test("a lost comment is found behind any number of later ones", async () => {
  const bench = await openBench({ pace: { resyncMs: 24 * 60 * MINUTE } }).start();
  bench.github.open("one", "please note");
  failing(bench, "perform:write-comment", answerLost);
  await bench.hint(["I_1"]);
  await bench.clock.advance(1000);
  for (let n = 0; n < 40; n += 1) bench.github.say(1, `talk ${n}`);
  await bench.clock.advance(MINUTE);
  expect(bench.github.commentsOn(1).filter((comment) => comment.author?.id === bot.id)).toHaveLength(1);
});

test("what another holder of the turn saved is seen by the next", async () => {
  const bench = openBench();
  bench.github.open("one");
  const titles: string[] = [];
  bench.build({
    decide: (snapshot) => {
      titles.push(snapshot.issues[0]?.title ?? "");
      return decideBy(() => [])(snapshot);
    },
  });
  await bench.start();
  await bench.store.mark(yard.id, 0);
  const turn = await bench.store.takeTurn(yard.id, bench.clock.now(), MINUTE);
  const [issue] = (await bench.store.loadMirror(yard.id)).issues;
  if (turn === null || issue === undefined) throw new Error("expected a turn and an issue");
  await bench.store.saveMirror(turn, { issues: [{ ...issue, title: "by another" }] }, []);
  await bench.store.endTurn(turn, null, false);
  await bench.hint([]);
  await bench.clock.advance(2000);
  expect(titles.at(-1)).toBe("by another");
});

test("only what was read in the same turn is written to, however often a decision changes its mind", async () => {
  let asked = 0;
  const bench = openBench();
  for (let n = 1; n <= 30; n += 1) bench.github.open(`issue ${n}`);
  await bench.start();
  await bench.controller.stop();
  bench.build({
    decide: decideBy(() => {
      asked += 1;
      return [{ kind: "unassign", issue: 1 + (asked % 30), login: "ana", because: "a whim" }];
    }),
    pace: { resyncMs: 24 * 60 * MINUTE },
  });
  await bench.start();
  bench.github.touched.length = 0;
  await bench.hint([]);
  await bench.clock.advance(10_000);
  const writes = bench.github.touched.flatMap((what, at) => (what.startsWith("write") ? [{ what, at }] : []));
  for (const { what, at } of writes) expect(bench.github.touched.slice(0, at)).toContain(what.replace("write", "read"));
  expect(bench.github.touched.length).toBeGreaterThan(0);
});

test("a label goes by what was read minutes ago, not by what was read longer ago", async () => {
  const bench = openBench();
  bench.github.open("one");
  const other = bench.github.open("another, whose changes ask for decisions");
  const onOne = () => bench.github.touched.filter((what) => what.endsWith("I_1"));
  await bench.start();
  await bench.controller.stop();
  let wants = false;
  let isOff = false;
  const decide = decideBy((snapshot) => {
    const wears = snapshot.issues.find((issue) => issue.number === 1)?.labels.includes("ready") ?? false;
    if (isOff) return wears ? [{ kind: "remove-label", issue: 1, label: "ready", because: "test" }] : [];
    return wants && !wears ? [{ kind: "add-label", issue: 1, label: "ready", because: "test" }] : [];
  });
  bench.build({ decide, pace: { resyncMs: 24 * 60 * MINUTE } });
  await bench.start();
  await bench.hint(["I_1"]);
  await bench.clock.advance(MINUTE);
  bench.github.touched.length = 0;
  wants = true;
  bench.github.change(other.number, { title: "another" });
  await bench.hint([other.nodeId]);
  await bench.clock.advance(5000);
  expect(onOne()).toEqual(["write I_1"]);

  await bench.hint(["I_1"]);
  await bench.clock.advance(10 * MINUTE);
  bench.github.touched.length = 0;
  isOff = true;
  bench.github.change(other.number, { title: "the other" });
  await bench.hint([other.nodeId]);
  await bench.clock.advance(5000);
  expect(onOne()).toEqual(["read I_1", "write I_1"]);
});

test("our own write that comes back is not read again for its own sake", async () => {
  const bench = openBench();
  const issue = bench.github.open("one");
  await bench.start();
  const before = bench.github.count("readNodes");
  await bench.hint([issue.nodeId], { senderId: bot.id });
  await bench.clock.advance(10_000);
  expect(bench.github.count("readNodes")).toBe(before);
  await bench.hint([issue.nodeId], { senderId: bot.id + 1 });
  await bench.clock.advance(10_000);
  expect(bench.github.count("readNodes")).toBe(before + 1);
});

test("nothing is done while somebody is still to be asked", async () => {
  const people = Array.from({ length: 70 }, (_, n) => ({ id: 200 + n, login: `p${n}`, isBot: false }));
  const bench = openBench({
    decide: (snapshot) => {
      const unknown = people.filter((person) => !snapshot.roles.has(person.id));
      const body = `${unknown.length} unknown`;
      return decideBy(
        () => [
          { kind: "write-comment", issue: 1, comment: null, body, marker: marker("reply", "reply:1"), because: "x" },
        ],
        { neededRoles: unknown },
      )(snapshot);
    },
  });
  bench.github.open("one");
  await bench.start();
  await bench.clock.advance(10_000);
  expect(bench.github.commentsOn(1)).toHaveLength(1);
  expect(bench.github.commentsOn(1)[0]?.body).toContain("0 unknown");
  expect(bench.github.count("perform")).toBe(1);
});

test("an event that comes in during a backoff is served right after it", async () => {
  const bench = await openBench().start();
  await bench.clock.advance(MINUTE - 5000);
  const issue = bench.github.open("one");
  failing(bench, "readNodes", { before: new Unwell("502", false) });
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(2000);
  await bench.hint([issue.nodeId]);
  await bench.clock.advance(5000);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("what follows from words waits until the words stand", async () => {
  const bench = openBench({
    decide: decideBy((snapshot) => {
      const stands = snapshot.comments.some((comment) => comment.marker?.key === "status:1");
      const because = "a claim";
      const words = {
        kind: "write-comment",
        issue: 1,
        comment: null,
        body: "x",
        marker: marker("status", "status:1"),
        because,
      } as const;
      const close = { kind: "close", issue: 1, reason: "completed", because } as const;
      const isOpen = snapshot.issues[0]?.isOpen === true;
      return [...(stands ? [] : [words]), ...(isOpen ? [close] : [])];
    }),
  });
  bench.github.open("one");
  failing(bench, "perform:write-comment", { before: new Unwell("502", true) });
  await bench.start();
  await bench.clock.advance(4000);
  expect(bench.github.issues.get(1)?.isOpen).toBe(true);
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.isOpen).toBe(false);
  const order = bench.github.calls.filter((call) => call.startsWith("perform"));
  expect(order).toEqual(["perform:write-comment", "perform:write-comment", "perform:close"]);
});

test("more lost deliveries than one run fetches are all fetched", async () => {
  const bench = await openBench({ pace: { resyncMs: 24 * 60 * MINUTE } }).start();
  const deliveredAt = new Date(bench.clock.now()).toISOString();
  for (let id = 1; id <= 450; id += 1) {
    const body = JSON.stringify({ repository: { id: yard.id }, installation: { id: 1 } });
    bench.github.logged.push({
      id,
      guid: bench.guid(),
      deliveredAt,
      event: "issues",
      installationId: 1,
      repositoryId: yard.id,
      body,
    });
  }
  await bench.clock.advance(11 * MINUTE);
  expect(bench.github.count("deliveryPayload")).toBe(450);
});

test("a change to many issues reads each about once, and writes to each once", async () => {
  const bench = openBench();
  for (let n = 0; n < 130; n += 1) bench.github.open(`issue ${n}`);
  for (const number of bench.github.issues.keys()) bench.github.change(number, { labels: ["seen"] });
  let isTold = false;
  bench.build({
    decide: decideBy((snapshot) =>
      snapshot.issues.flatMap((issue) =>
        isTold && issue.labels.includes("seen")
          ? [{ kind: "remove-label", issue: issue.number, label: "seen", because: "test" } as const]
          : [],
      ),
    ),
    pace: { resyncMs: 24 * 60 * MINUTE },
  });
  await bench.start();
  isTold = true;
  bench.github.change(1, { title: "told" });
  await bench.hint(["I_1"]);
  await bench.clock.advance(10_000);
  expect(bench.github.count("perform")).toBe(130);
  const reads = bench.github.touched.filter((what) => what.startsWith("read"));
  expect(reads.length).toBeLessThanOrEqual(160);
  expect(bench.github.count("readNodes")).toBeLessThanOrEqual(10);
});

test("a hint that node ids cannot tell lists the changes at once", async () => {
  const bench = await openBench({ pace: { resyncMs: 24 * 60 * MINUTE } }).start();
  bench.github.open("nobody named it");
  await bench.hint([], { needsResync: true });
  await bench.clock.advance(MINUTE);
  expect(bench.github.issues.get(1)?.labels).toEqual(["seen"]);
});

test("what a decision needs of other repositories is asked once, and again with later resyncs", async () => {
  const ref = { repo: "octo/other", number: 4 };
  const seen: string[] = [];
  const bench = openBench({
    decide: (snapshot) => {
      seen.push(snapshot.foreign[0]?.state ?? "unknown");
      return decideBy(() => [], { neededForeign: [ref] })(snapshot);
    },
  });
  await bench.start();
  await bench.hint([]);
  await bench.clock.advance(4 * MINUTE);
  expect(seen.at(-1)).toBe("open");
  expect(bench.github.count("readForeign")).toBe(1);
  bench.github.elsewhere = "completed";
  await bench.clock.advance(20 * MINUTE);
  expect(seen.at(-1)).toBe("completed");
});
