/** What GitHub says about the App and its installations, for somebody who looks for what is wrong: read, never written. */
import { z } from "zod";
import type { Clock } from "../ports/clock.ts";
import { tellNobody } from "../ports/telemetry.ts";
import { type Client, openClient } from "./client.ts";
import { defaultPace, openTurnstile } from "./pace.ts";
import { openAppCredentials, openInstallationCredentials, type Permissions } from "./tokens.ts";

export interface ExaminerOptions {
  readonly baseUrl: string;
  readonly appId: number;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
}

const grants = z.record(z.string(), z.string());
const app = z.object({ slug: z.string(), html_url: z.string(), permissions: grants, events: z.array(z.string()) });
const hook = z.object({
  url: z.string().default(""),
  content_type: z.string().default("form"),
  insecure_ssl: z.union([z.string(), z.number()]).default("0"),
  secret: z.string().nullish(),
});
const delivery = z.object({ delivered_at: z.string(), status_code: z.number(), event: z.string() });
const installation = z.object({
  id: z.number(),
  html_url: z.string(),
  account: z.object({ login: z.string().optional(), slug: z.string().optional() }).nullable(),
  permissions: grants,
  events: z.array(z.string()),
  suspended_at: z.string().nullish(),
});
const budget = z.object({ limit: z.number(), remaining: z.number(), reset: z.number() });
const budgets = z.object({ resources: z.object({ core: budget, graphql: budget.optional() }) });

export type ExaminedApp = z.output<typeof app>;
export type ExaminedHook = z.output<typeof hook>;
export type ExaminedDelivery = z.output<typeof delivery>;
export type ExaminedInstallation = z.output<typeof installation>;
export type ExaminedBudgets = z.output<typeof budgets>["resources"];

/** Everything throws the troubles of the port: `Refused`, `Unwell`, `Limited`, `Parked`. */
export interface Examiner {
  app(): Promise<ExaminedApp>;
  hook(): Promise<ExaminedHook>;
  /** The newest hundred, newest first. */
  deliveries(): Promise<readonly ExaminedDelivery[]>;
  installations(): Promise<readonly ExaminedInstallation[]>;
  /** What is left for an installation in this hour. */
  budgets(installationId: number): Promise<ExaminedBudgets>;
}

const least: Permissions = { metadata: "read" };
const perPage = 100;
const noRests = { restUntil: async () => 0, rest: async () => undefined };

/** Asks as the App with this one key, so that of several keys each can be tried. */
export function openExaminer(options: ExaminerOptions, privateKey: string): Examiner {
  const { baseUrl, appId, clock } = options;
  // One each: a request as an installation waits for its token, which is asked for as the App.
  const turnstileOf = (id: number) => openTurnstile(id, { clock, rests: noRests, pace: defaultPace, tell: tellNobody });
  const { deadlineMs } = defaultPace;
  const way = { baseUrl, graphqlUrl: baseUrl, fetch: options.fetch ?? fetch, clock, deadlineMs, tell: tellNobody };
  const asApp = openClient(way, turnstileOf(0), openAppCredentials(appId, [privateKey], clock));
  const as = (installationId: number): Client =>
    openClient(
      way,
      turnstileOf(installationId),
      openInstallationCredentials(asApp.octokit, { installationId, permissions: least }, clock),
    );
  return {
    app: async () => app.parse((await asApp.octokit.request("GET /app")).data),
    hook: async () => hook.parse((await asApp.octokit.request("GET /app/hook/config")).data),
    async deliveries() {
      const { data } = await asApp.octokit.request("GET /app/hook/deliveries", { per_page: perPage });
      return z.array(delivery).parse(data);
    },
    async installations() {
      const all = await asApp.octokit.paginate("GET /app/installations", { per_page: perPage });
      return z.array(installation).parse(all);
    },
    async budgets(installationId) {
      return budgets.parse((await as(installationId).octokit.request("GET /rate_limit")).data).resources;
    },
  };
}

export interface Reach {
  readonly status: number;
  /** GitHub's clock minus ours, ms; null when it did not say. */
  readonly skewMs: number | null;
}

/** Whether anybody answers there at all, and by which clock: asked as nobody, because a wrong clock refuses everybody. */
export async function reachHost({ baseUrl, clock, ...rest }: Omit<ExaminerOptions, "appId">): Promise<Reach> {
  const sentAt = clock.now();
  const send = rest.fetch ?? fetch;
  const response = await send(`${baseUrl}/rate_limit`, { signal: AbortSignal.timeout(defaultPace.deadlineMs) });
  const middle = (sentAt + clock.now()) / 2;
  await response.arrayBuffer();
  const date = Date.parse(response.headers.get("date") ?? "");
  // The header tells whole seconds, cut off: half a second later is right on the average.
  return { status: response.status, skewMs: Number.isNaN(date) ? null : date + 500 - middle };
}
