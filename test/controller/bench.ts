/** A controller on a bench: virtual time, a fake GitHub, a store that outlives it, and a decision small enough to see through. */
import { createHmac } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { type Controller, type ControllerOptions, openController } from "../../src/controller/controller.ts";
import type { IntakeAnswer } from "../../src/controller/intake.ts";
import { deriveSealKeys } from "../../src/controller/marker-seal.ts";
import type { Trouble } from "../../src/controller/reconcile.ts";
import type { Action } from "../../src/core/actions.ts";
import type { Decision } from "../../src/core/decide.ts";
import type { Marker } from "../../src/core/model.ts";
import type { Snapshot } from "../../src/core/world.ts";
import type { HookReading } from "../../src/ports/github.ts";
import type { Store } from "../../src/ports/store.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { FakeGitHub, yard } from "./fake-github.ts";

export const secret = "a secret of at least thirty-two bytes";
export const keys = deriveSealKeys(["-----BEGIN RSA PRIVATE KEY-----\nnot really\n-----END RSA PRIVATE KEY-----"]);

/** Every open issue of a person carries `seen`; one that says "note" has one comment; "hub" makes one issue of ours. */
function rules(snapshot: Snapshot): readonly Action[] {
  const actions: Action[] = [];
  const people = snapshot.issues.filter((issue) => issue.author?.id !== snapshot.app.botId && issue.isOpen);
  for (const issue of people) {
    if (!issue.labels.includes("seen"))
      actions.push({ kind: "add-label", issue: issue.number, label: "seen", because: "it is open" });
  }
  for (const issue of people.filter((one) => one.body.includes("note")))
    actions.push(...comment(snapshot, issue.number));
  const hasHub = [...snapshot.issueMarkers.values()].some((one) => one.kind === "coordination");
  if (!hasHub && people.some((issue) => issue.body.includes("hub"))) {
    actions.push({
      kind: "create-issue",
      title: "Hub",
      body: "all of it",
      labels: [],
      marker: marker("coordination", "coordination"),
      because: "there is none",
    });
  }
  return actions;
}

function comment(snapshot: Snapshot, issue: number): readonly Action[] {
  const key = `status:${issue}`;
  const own = snapshot.comments
    .filter((one) => one.issue === issue && one.marker?.key === key)
    .sort((a, b) => a.id - b.id);
  const [first, ...extra] = own;
  const wanted = marker("status", key);
  const deletions = extra.map((one): Action => ({ kind: "delete-comment", issue, comment: one.id, because: "twice" }));
  if (first?.body === "Noted.") return deletions;
  return [
    { kind: "write-comment", issue, comment: first?.id ?? null, body: "Noted.", marker: wanted, because: "asked for" },
    ...deletions,
  ];
}

export function marker(kind: Marker["kind"], key: string): Marker {
  return { kind, key, facts: [], settled: [], data: {} };
}

export function decideBy(rule: (snapshot: Snapshot) => readonly Action[], extra: Partial<Decision> = {}) {
  return (snapshot: Snapshot): Decision =>
    ({
      actions: rule(snapshot),
      recheckAt: null,
      neededRoles: [],
      neededForeign: [],
      // Nothing to tell anybody of.
      world: { snapshot, isLive: false, coordination: null },
      ...extra,
    }) as unknown as Decision;
}

/** The payloads of this bench: `{ repository, installation, nodeIds, … }`. */
function readHook(delivery: { readonly event: string; readonly body: string }): HookReading {
  const json = JSON.parse(delivery.body) as Partial<HookReading> & { readonly poison?: boolean };
  if (json.poison === true) throw new Error("expected an issue, found poison");
  return {
    action: null,
    repositoryId: yard.id,
    installationId: yard.installationId,
    senderId: json.senderId ?? null,
    nodeIds: json.nodeIds ?? [],
    roleChanges: json.roleChanges ?? [],
    repositoriesChanged: json.repositoriesChanged ?? false,
    installationBack: json.installationBack ?? false,
    needsResync: json.needsResync ?? false,
  };
}

export class Bench {
  readonly clock: VirtualClock;
  readonly github: FakeGitHub;
  readonly database: DatabaseSync;
  readonly troubles: Trouble[] = [];
  controller: Controller;
  store: Store;
  #guid = 0;
  readonly #overrides: Partial<ControllerOptions>;

  constructor(overrides: Partial<ControllerOptions> = {}) {
    this.#overrides = overrides;
    this.clock = openVirtualClock("2026-06-01T08:00:00Z");
    this.github = new FakeGitHub(() => this.clock.now());
    this.database = new DatabaseSync(":memory:");
    this.store = openSqliteStore(this.database);
    this.controller = this.build();
  }

  build(overrides: Partial<ControllerOptions> = {}): Controller {
    this.store = openSqliteStore(this.database);
    this.controller = openController({
      github: this.github,
      store: this.store,
      clock: this.clock,
      decide: decideBy(rules),
      readHook,
      keys,
      secrets: [secret],
      onTrouble: (trouble) => this.troubles.push(trouble),
      ...this.#overrides,
      ...overrides,
    });
    return this.controller;
  }

  /** Starts and lets the first listing pass. */
  async start(): Promise<this> {
    await this.controller.start();
    await this.clock.advance(5000);
    return this;
  }

  guid(): string {
    this.#guid += 1;
    return `00000000-0000-4000-8000-${String(this.#guid).padStart(12, "0")}`;
  }

  deliver(payload: object, options: { readonly guid?: string; readonly event?: string } = {}): Promise<IntakeAnswer> {
    return this.controller.receive(request(JSON.stringify(payload), { guid: options.guid ?? this.guid(), ...options }));
  }

  /** A delivery that speaks of these things of the yard. */
  hint(nodeIds: readonly string[], extra: object = {}): Promise<IntakeAnswer> {
    return this.deliver({ repository: { id: yard.id }, installation: { id: 1 }, nodeIds, ...extra });
  }
}

export function request(
  body: string,
  options: { readonly guid?: string; readonly event?: string; readonly key?: string } = {},
) {
  return {
    headers: {
      "content-type": "application/json",
      "x-github-delivery": options.guid ?? "00000000-0000-4000-8000-00000000ffff",
      "x-github-event": options.event ?? "issues",
      "x-hub-signature-256": `sha256=${createHmac("sha256", options.key ?? secret)
        .update(body)
        .digest("hex")}`,
    },
    body: Buffer.from(body),
  };
}

/** Stopped when the test that opened it ends. */
export function openBench(overrides: Partial<ControllerOptions> = {}): Bench {
  const bench = new Bench(overrides);
  onTestFinished(() => bench.controller.stop());
  return bench;
}
