/** A repository with people, the App installed and time that only moves when told: stories are played here in sentences. */
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished } from "vitest";
import { openApp } from "../../src/app/wire.ts";
import type { Controller } from "../../src/controller/controller.ts";
import type { Trouble } from "../../src/controller/reconcile.ts";
import { visibleText } from "../../src/core/marker-text.ts";
import type { Send } from "../../src/ports/outgoing.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Role } from "../../src/sandbox/state.ts";
import { openVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { asReceived } from "../as-received.ts";
import { appId, appKey, secret } from "../sim/app-key.ts";

const REPO = "octo/yard";
const BOT = "signalbox[bot]";
const STATUS = ["ready", "blocked", "in progress", "in review"];
const SECOND = 1000;

export interface StageOptions {
  /** Text of `.github/signalbox.yml`; null for none. Live with one worker slot for ana and bob unless told. */
  readonly settings?: string | null;
  readonly people?: Record<string, Role>;
  readonly startAt?: string;
  readonly isPrivate?: boolean;
  /** More files of the default branch, by path. */
  readonly files?: Record<string, string>;
  /** How events leave, for stories about those who hear of them. */
  readonly send?: Send;
  /** By how much the App's clock is wrong; may change while it runs. */
  readonly skew?: { readonly ms: number };
  /** ms between two looks for what no webhook told: five minutes unless told; a story of many hours needs but few. */
  readonly resyncMs?: number;
  /** What went wrong, for stories about operators. */
  readonly onTrouble?: (trouble: Trouble) => void;
}

const SETTINGS =
  "mode: live\nassignment: claims\ndashboard: { everySeconds: 0 }\nworkers: [{ name: ana }, { name: bob }]\n";
const PEOPLE: Record<string, Role> = { mia: "maintain", tom: "triage", ana: "write", bob: "write", eve: "read" };

export interface Stage {
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly installation: ReturnType<Sandbox["installApp"]>;
  /** Opens an issue and gives its number. */
  opens(who: string, title: string, body?: string): number;
  says(who: string, issue: number, body: string): number;
  /** Mia opens an issue and `who` claims it; settled when it resolves. Gives its number. */
  takes(who: string, title: string, body?: string): Promise<number>;
  as(who: string): ReturnType<Sandbox["as"]>;
  /** Lets the App do everything it has to do now: ten seconds, or as long as told. */
  settles(ms?: number): Promise<void>;
  /** The status label an issue wears; several joined by "+", none: null. */
  status(issue: number): string | null;
  assignees(issue: number): readonly string[];
  isOpen(issue: number): boolean;
  /** ms; 0 for an open issue. */
  closedAt(issue: number): number;
  /** What the App wrote on an issue, newest last, without markers. */
  answers(issue: number): readonly string[];
  /** The App's reactions on a comment. */
  receipts(issue: number, comment: number): readonly string[];
  /** Number of the coordination issue. */
  readonly hub: number;
  dashboard(): string;
  /** Requests of the App since the last call: reads and writes on the repository. */
  cost(): { reads: number; writes: number };
  /** Stops the App and starts it again; without its store, or with other private keys from now on, when told. */
  restarts(options?: { withoutStore?: boolean; privateKeys?: readonly string[] }): Promise<void>;
  stops(): Promise<void>;
  starts(): Promise<void>;
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const clock = openVirtualClock(options.startAt ?? "2026-06-01T08:00:00Z");
  const sandbox = openSandbox({ clock, seed: 7 });
  const settings = options.settings === undefined ? SETTINGS : options.settings;
  sandbox.repository(REPO, {
    private: options.isPrivate ?? false,
    collaborators: { ...PEOPLE, ...options.people },
    files: { ...(settings === null ? {} : { ".github/signalbox.yml": settings }), ...options.files },
  });
  const app = { appId, slug: "signalbox", publicKeyPem: appKey.publicKey, webhookSecrets: [secret] };
  const installation = sandbox.installApp(app, [REPO]);
  let db = new DatabaseSync(":memory:");
  let controller: Controller | null = null;
  let counted = 0;
  let keys: readonly string[] = [appKey.privateKey];
  const { skew = { ms: 0 }, send, onTrouble, resyncMs } = options;

  sandbox.onDelivery(async (delivery) => {
    if (controller === null) throw new Error("connection refused");
    return controller.receive(asReceived(delivery));
  }, appId);

  const starts = async () => {
    controller = openApp({
      appId,
      privateKeys: keys,
      secrets: [secret],
      baseUrl: sandbox.apiUrl,
      fetch: sandbox.fetch as typeof fetch,
      clock: {
        now: () => clock.now() + skew.ms,
        sleep: (ms, signal) => clock.sleep(ms, signal),
        track: (work) => clock.track(work),
      },
      store: openSqliteStore(db),
      ...(send === undefined ? {} : { send }),
      ...(onTrouble === undefined ? {} : { onTrouble }),
      ...(resyncMs === undefined ? {} : { pace: { resyncMs, recoverMs: 2 * resyncMs } }),
    });
    await controller.start();
  };
  const stops = async () => {
    const stopping = controller?.stop();
    controller = null;
    let isStopped = stopping === undefined;
    void stopping?.then(() => {
      isStopped = true;
    });
    await clock.runUntil(() => isStopped, { limitMs: 60 * SECOND });
  };
  const ours = () => sandbox.issues(REPO).find((issue) => issue.author.login === BOT && issue.pull === null);
  const stage: Stage = {
    sandbox,
    clock,
    installation,
    opens: (who, title, body = "") => sandbox.as(who).openIssue(REPO, { title, body }).number,
    says: (who, issue, body) => sandbox.as(who).comment(REPO, issue, body).id,
    async takes(who, title, body) {
      const issue = stage.opens("mia", title, body);
      stage.says(who, issue, "/claim");
      await stage.settles();
      return issue;
    },
    as: (who) => sandbox.as(who),
    settles: (ms = 30 * SECOND) => clock.advance(ms),
    status(issue) {
      const worn = sandbox.labelsOf(REPO, issue).filter((label) => STATUS.includes(label));
      return worn.length === 0 ? null : worn.join("+");
    },
    assignees: (issue) => sandbox.assigneesOf(REPO, issue),
    closedAt: (issue) => sandbox.issue(REPO, issue).closedAt ?? 0,
    isOpen: (issue) => sandbox.issue(REPO, issue).state === "open",
    answers: (issue) =>
      sandbox
        .comments(REPO, issue)
        .filter((comment) => comment.author.login === BOT)
        .map((comment) => visibleText(comment.body)),
    receipts(issue, comment) {
      const found = sandbox.comments(REPO, issue).find((one) => one.id === comment);
      return (found?.reactions ?? [])
        .filter((reaction) => reaction.user.login === BOT)
        .map((reaction) => reaction.content);
    },
    get hub() {
      return ours()?.number ?? 0;
    },
    dashboard: () => ours()?.body ?? "",
    cost() {
      const fresh = sandbox.requests.slice(counted).filter((request) => request.installationId !== null);
      counted = sandbox.requests.length;
      const writes = fresh.filter((request) => request.isWrite).length;
      return { reads: fresh.length - writes, writes };
    },
    async restarts({ withoutStore = false, privateKeys = keys } = {}) {
      await stops();
      keys = privateKeys;
      if (withoutStore) db = new DatabaseSync(":memory:");
      await starts();
      await stage.settles();
    },
    stops,
    starts,
  };
  onTestFinished(() => {
    expect(sandbox.violations, "GitHub's own descriptions forbid this").toEqual([]);
  });
  await starts();
  await stage.settles();
  return stage;
}
