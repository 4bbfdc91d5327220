// The App's own routes: identity, installations, tokens, deliveries, rate limit.
import { badCredentials, GitHubError, notFound } from "../github-error.ts";
import { convertManifest } from "../manifests.ts";
import { paged } from "../paging.ts";
import { type Answer, type Call, created, noContent, ok, type Route, route } from "../route.ts";
import { accountShape, instant, type Shape } from "../shapes/account.ts";
import { appShape, installationShape } from "../shapes/app.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { App, Installation, Permissions, Repository } from "../state.ts";
import type { Delivery } from "../webhooks.ts";
import { ensureAccount, fullNameOf } from "../world.ts";

function appOf(call: Call): App {
  if (call.identity.kind !== "app") throw badCredentials("A JSON web token could not be decoded");
  return call.identity.app;
}

function installationsOf(call: Call, app: App): Installation[] {
  return [...call.world.installations.values()].filter((one) => one.app === app && !one.deleted);
}

function installationOf(call: Call): Installation {
  const found = installationsOf(call, appOf(call)).find((one) => one.id === Number(call.params["installation_id"]));
  if (found === undefined) throw notFound();
  return found;
}

function createToken(call: Call): Answer {
  const installation = installationOf(call);
  if (installation.suspendedAt !== null) throw new GitHubError(403, "This installation has been suspended");
  const {
    repository_ids: ids,
    repositories: names,
    permissions,
  } = call.body as {
    repository_ids?: number[];
    repositories?: string[];
    permissions?: Permissions;
  };
  const all = [...installation.repositories];
  const wanted =
    ids?.map((id) => all.find((one) => one.id === id)) ?? names?.map((name) => all.find((one) => one.name === name));
  if (wanted?.includes(undefined) === true) {
    throw new GitHubError(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  const only = wanted === undefined ? null : wanted.filter((one): one is Repository => one !== undefined);
  const issued = call.tokens.issue(installation, only, permissions ?? null);
  const body: Shape = {
    token: issued.token,
    expires_at: instant(issued.expiresAt),
    permissions: issued.permissions,
    repository_selection: "selected",
  };
  if (only !== null) body["repositories"] = only.map((one) => repositoryShape(call.world, one, installation.app.bot));
  return created(body);
}

function listRepositories(call: Call): Answer {
  if (call.identity.kind !== "installation") throw badCredentials();
  const { access, token } = call.identity;
  const repositories = [...token.installation.repositories].filter((one) => access.covers(one));
  return paged(
    call,
    repositories,
    (one) => repositoryShape(call.world, one, access.actor.account),
    (page) => ({
      total_count: repositories.length,
      repository_selection: "selected",
      repositories: page,
    }),
  );
}

function hookConfig(call: Call): Answer {
  const { hook, webhookSecrets } = appOf(call);
  const secret = webhookSecrets.length === 0 ? {} : { secret: "********" };
  return ok({ url: hook.url, content_type: "json", insecure_ssl: "0", ...secret });
}

function deliveryShape(delivery: Delivery): Shape {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.deliveredAt).toISOString(),
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1_000,
    status:
      delivery.statusCode >= 200 && delivery.statusCode < 300 ? "OK" : `Invalid HTTP Response: ${delivery.statusCode}`,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation.id,
    repository_id: delivery.repository?.id ?? null,
    throttled_at: null,
  };
}

function listDeliveries(call: Call): Answer {
  const perPage = Math.min(100, Number(call.query.get("per_page") ?? 30));
  const cursor = call.query.get("cursor");
  const status = call.query.get("status");
  const isOk = (one: Delivery): boolean => one.statusCode >= 200 && one.statusCode < 400;
  const all = call.webhooks
    .attempted(appOf(call))
    .filter((one) => status === null || isOk(one) === (status === "success"));
  const from = cursor === null ? 0 : all.findIndex((one) => `v1_${one.id}` === cursor);
  if (from < 0) throw new GitHubError(422, "Invalid cursor");
  const page = all.slice(from, from + perPage);
  const next = all[from + perPage];
  const target = new URL(call.url);
  if (next !== undefined) target.searchParams.set("cursor", `v1_${next.id}`);
  const headers = next === undefined ? {} : { link: `<${target.href}>; rel="next"` };
  return { status: 200, body: page.map(deliveryShape), headers };
}

function deliveryOf(call: Call): Delivery {
  const id = Number(call.params["delivery_id"]);
  const found = call.webhooks.attempted(appOf(call)).find((one) => one.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function getDelivery(call: Call): Answer {
  const delivery = deliveryOf(call);
  return ok({
    ...deliveryShape(delivery),
    url: "",
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) },
    response: { headers: {}, payload: "" },
  });
}

function redeliver(call: Call): Answer {
  call.webhooks.redeliver(deliveryOf(call));
  return { status: 202, body: {} };
}

function rateLimit(call: Call): Answer {
  const core = call.limits.status(call.limitKey, "core");
  const graphql = call.limits.status(call.limitKey, "graphql");
  const search = { limit: 30, used: 0, remaining: 30, reset: core.reset, resource: "search" };
  return ok({ resources: { core, graphql, search }, rate: core });
}

function findInstallation(call: Call, matches: (installation: Installation) => boolean): Answer {
  const found = installationsOf(call, appOf(call)).find(matches);
  if (found === undefined) throw notFound();
  return ok(installationShape(call.world, found));
}

function ofRepository(call: Call): Answer {
  const name = `${call.params["owner"]}/${call.params["repo"]}`.toLowerCase();
  return findInstallation(call, (one) => [...one.repositories].some((r) => fullNameOf(r).toLowerCase() === name));
}

const ofAccount =
  (name: string) =>
  (call: Call): Answer =>
    findInstallation(call, (one) => one.account.login.toLowerCase() === call.params[name]?.toLowerCase());

function getUser(call: Call): Answer {
  const account = call.world.accounts.get((call.params["username"] ?? "").toLowerCase());
  if (account === undefined) throw notFound();
  return ok(publicUser(call, account.login));
}

function publicUser(call: Call, login: string): Shape {
  const account = ensureAccount(call.world, login);
  const at = instant(account.createdAt);
  const empty = { name: null, company: null, blog: null, location: null, email: null, hireable: null, bio: null };
  const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
  return { ...accountShape(call.world, account), ...empty, ...counts, created_at: at, updated_at: at };
}

function getSelf(call: Call): Answer {
  if (call.identity.kind !== "person") throw new GitHubError(403, "Resource not accessible by integration");
  return ok(publicUser(call, call.identity.access.actor.account.login));
}

function revokeToken(call: Call): Answer {
  if (call.identity.kind !== "installation") throw badCredentials();
  call.tokens.revoke(call.identity.token);
  return noContent;
}

export const appRoutes: readonly Route[] = [
  route("GET /app", (call) => ok(appShape(call.world, appOf(call)))),
  route("POST /app-manifests/{code}/conversions", convertManifest),
  route("GET /app/hook/config", hookConfig),
  route("GET /app/installations", (call) =>
    paged(call, installationsOf(call, appOf(call)), (one) => installationShape(call.world, one)),
  ),
  route("GET /app/installations/{installation_id}", (call) => ok(installationShape(call.world, installationOf(call)))),
  route("POST /app/installations/{installation_id}/access_tokens", createToken),
  route("GET /app/hook/deliveries", listDeliveries),
  route("GET /app/hook/deliveries/{delivery_id}", getDelivery),
  route("POST /app/hook/deliveries/{delivery_id}/attempts", redeliver),
  route("GET /installation/repositories", listRepositories),
  route("DELETE /installation/token", revokeToken),
  route("GET /rate_limit", rateLimit),
  route("GET /user", getSelf),
  route("GET /users/{username}", getUser),
  route("GET /users/{username}/installation", ofAccount("username")),
  route("GET /orgs/{org}/installation", ofAccount("org")),
  route("GET /repos/{owner}/{repo}/installation", ofRepository),
];
