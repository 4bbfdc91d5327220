// Webhooks as GitHub sends them: built at the instant of the event, signed, delivered later, kept three days.
import { AsyncLocalStorage } from "node:async_hooks";
import { createHmac } from "node:crypto";
import { checkWebhook } from "./contract.ts";
import type { Faults } from "./faults.ts";
import { accountShape } from "./shapes/account.ts";
import { installationShape } from "./shapes/app.ts";
import { repositoryShape } from "./shapes/repository.ts";
import { skeletonOf } from "./skeleton.ts";
import type { App, Installation, Repository } from "./state.ts";
import type { World, WorldEvent } from "./world.ts";

/** What the receiver gets: raw bytes as signed. */
export interface SentDelivery {
  id: number;
  guid: string;
  headers: Record<string, string>;
  body: string;
}

export type Receiver = (delivery: SentDelivery) => Promise<{ status: number }>;

export interface Delivery extends SentDelivery {
  event: string;
  action: string;
  app: App;
  installation: Installation;
  repository: Repository | null;
  redelivery: boolean;
  deliveredAt: number;
  /** 0 until it was attempted. */
  statusCode: number;
  durationMs: number;
}

const RETENTION_MS = 3 * 24 * 3_600_000;
const TIMEOUT_MS = 10_000;
/** Made once: an error of its own for each delivery costs more than the rest of waiting. */
const ANSWERED = new Error("answered");
const automatic = new Set(["installation", "installation_repositories", "installation_target"]);

export class Webhooks {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #delayMs: number;
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #receivers = new Map<number | "any", Receiver>();
  /** GitHub's description asks for one where GitHub sends none. */
  readonly #anyOrganization = skeletonOf("organization-simple-webhooks");
  #deliveries: Delivery[] = [];

  constructor(world: World, faults: Faults, delayMs: number) {
    this.#world = world;
    this.#faults = faults;
    this.#delayMs = delayMs;
    world.emit = (event) => this.#emit(event);
  }

  /** Sets who receives the deliveries of one App, or of all that have no receiver of their own. */
  receive(receiver: Receiver, appId?: number): void {
    this.#receivers.set(appId ?? "any", receiver);
  }

  /** Attempted deliveries of the last three days, newest first. */
  attempted(app?: App): Delivery[] {
    const oldest = this.#world.clock.now() - RETENTION_MS;
    if ((this.#deliveries[0]?.deliveredAt ?? oldest) < oldest) {
      this.#deliveries = this.#deliveries.filter((one) => one.deliveredAt >= oldest);
    }
    return this.#deliveries
      .filter((one) => one.statusCode !== 0 && (app === undefined || one.app === app))
      .toReversed();
  }

  /** Sends the same delivery again under the same GUID, as the redelivery endpoint does. */
  redeliver(delivery: Delivery): void {
    const copy = { ...delivery, id: this.#world.nextId("delivery"), redelivery: true, statusCode: 0, durationMs: 0 };
    this.#schedule(copy, this.#delayMs);
  }

  #emit(event: WorldEvent): void {
    for (const installation of this.#world.installations.values()) {
      if (this.#isHeardBy(event, installation)) this.#send(event, installation);
    }
  }

  #isHeardBy(event: WorldEvent, installation: Installation): boolean {
    if (!installation.app.hook.isActive) return false;
    if (event.installation !== undefined) return event.installation === installation;
    if (installation.deleted || installation.suspendedAt !== null || event.repository === null) return false;
    if (!installation.repositories.has(event.repository)) return false;
    return automatic.has(event.event) || installation.events.includes(event.event);
  }

  #send(event: WorldEvent, installation: Installation): void {
    const payload = this.#payloadOf(event, installation);
    const complaint = checkWebhook(event.event, event.action, {
      organization: this.#anyOrganization,
      ...payload,
    });
    if (complaint !== undefined) this.#world.violations.push(complaint);
    const delivery = this.#sign(event, installation, write(payload));
    for (const [index, delay] of this.#faults.webhookDelays(`${event.event}.${event.action}`).entries()) {
      const copy = index === 0 ? delivery : { ...delivery, id: this.#world.nextId("delivery"), redelivery: true };
      this.#schedule(copy, this.#delayMs + delay);
    }
  }

  #payloadOf(event: WorldEvent, installation: Installation): Record<string, unknown> {
    const world = this.#world;
    const payload: Record<string, unknown> = { action: event.action, ...event.fields };
    const owner = event.repository?.owner ?? installation.account;
    if (event.repository !== null) payload["repository"] = repositoryShape(world, event.repository);
    if (owner.type === "Organization" && event.repository !== null)
      payload["organization"] = { ...this.#anyOrganization, ...organizationShape(world, owner.login) };
    const isAutomatic = automatic.has(event.event);
    payload["installation"] = isAutomatic
      ? installationShape(world, installation)
      : { id: installation.id, node_id: `MDIz${installation.id}` };
    payload["sender"] = accountShape(world, event.actor.account);
    return payload;
  }

  #sign(event: WorldEvent, installation: Installation, body: string): Delivery {
    const { app } = installation;
    const guid = this.#world.random.uuid();
    const [secret = ""] = app.webhookSecrets;
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    return {
      id: this.#world.nextId("delivery"),
      guid,
      headers: {
        accept: "*/*",
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/5f17ab0",
        "x-github-delivery": guid,
        "x-github-event": event.event,
        "x-github-hook-id": String(400_000_000 + app.id),
        "x-github-hook-installation-target-id": String(app.id),
        "x-github-hook-installation-target-type": "integration",
        "x-hub-signature-256": `sha256=${signature}`,
      },
      body,
      event: event.event,
      action: event.action,
      app,
      installation,
      repository: event.repository,
      redelivery: false,
      deliveredAt: this.#world.clock.now(),
      statusCode: 0,
      durationMs: 0,
    };
  }

  /** Runs outside the work that caused the event: GitHub's own wait must not look like the App sleeping. */
  #schedule(delivery: Delivery, delayMs: number): void {
    this.#outside(() => {
      void this.#world.clock.sleep(delayMs).then(() => this.#attempt(delivery));
    });
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { clock } = this.#world;
    const startedAt = clock.now();
    delivery.deliveredAt = startedAt;
    const receiver = this.#receivers.get(delivery.app.id) ?? this.#receivers.get("any");
    const statusCode = receiver === undefined ? 502 : await this.#ask(receiver, delivery);
    delivery.statusCode = statusCode;
    delivery.durationMs = clock.now() - startedAt;
    this.#deliveries.push(delivery);
  }

  async #ask(receiver: Receiver, delivery: Delivery): Promise<number> {
    const { clock } = this.#world;
    const answered = new AbortController();
    const timeout = clock.sleep(TIMEOUT_MS, answered.signal).then(
      () => 504,
      () => 504,
    );
    const { id, guid, headers, body } = delivery;
    const answer = clock
      .track(() => receiver({ id, guid, headers: { ...headers }, body }))
      .then(
        (response) => response.status,
        () => 500,
      );
    const status = await Promise.race([answer, timeout]);
    answered.abort(ANSWERED);
    return status;
  }
}

/** Repositories and accounts go along with every delivery, and are the same objects until something in them changes. */
const texts = new WeakMap<object, string>();

/** As `JSON.stringify` does, but the parts that most deliveries share are written once. */
function write(payload: Record<string, unknown>): string {
  const parts = Object.entries(payload).filter(([, part]) => part !== undefined);
  return `{${parts.map(([name, part]) => `"${name}":${writePart(name, part)}`).join(",")}}`;
}

function writePart(name: string, part: unknown): string {
  const isShared = (name === "repository" || name === "sender") && typeof part === "object" && part !== null;
  if (!isShared) return JSON.stringify(part);
  const text = texts.get(part) ?? JSON.stringify(part);
  texts.set(part, text);
  return text;
}

function organizationShape(world: World, login: string): Record<string, unknown> {
  const account = world.accounts.get(login.toLowerCase());
  const url = `${world.api}/orgs/${login}`;
  return {
    login,
    id: account?.id ?? 0,
    node_id: account?.nodeId ?? "",
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${account?.id ?? 0}?v=4`,
    description: "",
  };
}
