/** The readings of the App as a whole: who we are, where we are installed, which deliveries GitHub has logged. */
import { z } from "zod";
import type { AppIdentity } from "../core/model.ts";
import type { InstalledRepository, LoggedDelivery } from "../ports/github.ts";
import { Parked, Refused } from "../ports/github.ts";
import type { Client } from "./client.ts";

const perPage = 100;

const app = z.object({ id: z.number(), slug: z.string() });
const bot = z.object({ id: z.number(), login: z.string() });
const installation = z.object({ id: z.number(), suspended_at: z.string().nullish() });
const repositories = z.object({
  repositories: z.array(z.object({ id: z.number(), full_name: z.string(), private: z.boolean() })),
});

/** The bot's numeric id stands only in its user profile, which a JWT may not read: ask as an installation or as nobody. */
export async function readIdentity(appClient: Client, reader: () => Promise<Client>): Promise<AppIdentity> {
  const { id, slug } = app.parse((await appClient.octokit.request("GET /app")).data);
  const client = await reader();
  const { data } = await client.octokit.request("GET /users/{username}", { username: `${slug}[bot]` });
  const found = bot.parse(data);
  return { appId: id, slug, botId: found.id, botLogin: found.login };
}

/** Ids of the installations that are not suspended. */
export async function readInstallations(appClient: Client): Promise<number[]> {
  const ids: number[] = [];
  for (let page = 1, size = perPage; size === perPage; page += 1) {
    const { data } = await appClient.octokit.request("GET /app/installations", { per_page: perPage, page });
    const found = z.array(installation).parse(data);
    size = found.length;
    ids.push(...found.filter(({ suspended_at }) => !suspended_at).map(({ id }) => id));
  }
  return ids;
}

/** The repositories of one installation; none when it was suspended or removed while we asked. */
export async function readInstalledRepositories(
  client: Client,
  installationId: number,
): Promise<InstalledRepository[]> {
  const all: InstalledRepository[] = [];
  try {
    for (let page = 1, size = perPage; size === perPage; page += 1) {
      const { data } = await client.octokit.request("GET /installation/repositories", { per_page: perPage, page });
      const found = repositories.parse(data).repositories;
      size = found.length;
      all.push(...found.map((r) => ({ id: r.id, name: r.full_name, installationId, isPrivate: r.private })));
    }
  } catch (error) {
    if (error instanceof Parked) return [];
    throw error;
  }
  return all;
}

const delivery = z.object({
  id: z.number(),
  guid: z.string(),
  delivered_at: z.string(),
  event: z.string(),
  installation_id: z.number().nullish(),
  repository_id: z.number().nullish(),
});

/** Newest first, page by page along GitHub's `next` link, until one is older than `since` (ISO). */
export async function readDeliveries(appClient: Client, since: string): Promise<LoggedDelivery[]> {
  const found: LoggedDelivery[] = [];
  const pages = appClient.octokit.paginate.iterator("GET /app/hook/deliveries", { per_page: perPage });
  for await (const { data } of pages) {
    const logged = z.array(delivery).parse(data).map(toLogged);
    const recent = logged.filter(({ deliveredAt }) => Date.parse(deliveredAt) > Date.parse(since));
    found.push(...recent);
    if (recent.length < logged.length || logged.length === 0) break;
  }
  return found;
}

const toLogged = (item: z.infer<typeof delivery>): LoggedDelivery => ({
  id: item.id,
  guid: item.guid,
  deliveredAt: item.delivered_at,
  event: item.event,
  installationId: item.installation_id ?? null,
  repositoryId: item.repository_id ?? null,
});

const logged = z.object({ event: z.string(), request: z.object({ payload: z.unknown() }).nullish() });

/** The payload as GitHub keeps it; null when the log no longer has it. */
export async function readDeliveryPayload(
  appClient: Client,
  id: number,
): Promise<{ readonly event: string; readonly body: string } | null> {
  try {
    const { data } = await appClient.octokit.request("GET /app/hook/deliveries/{delivery_id}", { delivery_id: id });
    const { event, request } = logged.parse(data);
    const payload = request?.payload;
    if (payload === undefined || payload === null) return null;
    return { event, body: typeof payload === "string" ? payload : JSON.stringify(payload, plainNumbers) };
  } catch (error) {
    if (error instanceof Refused && (error.status === 404 || error.status === 410)) return null;
    throw error;
  }
}

/** Octokit reads integers past 2^53 as BigInt, which JSON cannot write. */
const plainNumbers = (_: string, value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
