// Apps and installations as REST and webhooks show them.

import { skeletonOf } from "../skeleton.ts";
import type { App, Installation } from "../state.ts";
import type { World } from "../world.ts";
import { accountShape, instant, instantOrNull, type Shape } from "./account.ts";

export function appShape(world: World, app: App): Shape {
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_kwDO${app.id}`,
    client_id: app.clientId,
    owner: accountShape(world, app.owner),
    name: app.name,
    description: "",
    external_url: "https://example.test/",
    html_url: `${world.web}/apps/${app.slug}`,
    created_at: instant(app.createdAt),
    updated_at: instant(app.createdAt),
    permissions: { ...app.permissions },
    events: [...app.events],
    installations_count: [...world.installations.values()].filter((one) => one.app === app && !one.deleted).length,
  };
}

export function installationShape(world: World, installation: Installation): Shape {
  const { app, account } = installation;
  const kind = account.type === "Organization" ? "organizations" : "users";
  return {
    ...skeletonOf("installation"),
    id: installation.id,
    account: accountShape(world, account),
    app_id: app.id,
    app_slug: app.slug,
    client_id: app.clientId,
    target_id: account.id,
    target_type: account.type,
    repository_selection: "selected",
    access_tokens_url: `${world.api}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${world.api}/installation/repositories`,
    html_url: `${world.web}/${kind}/${account.login}/settings/installations/${installation.id}`,
    permissions: { ...installation.permissions },
    events: [...installation.events],
    created_at: instant(installation.createdAt),
    updated_at: instant(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === null ? null : accountShape(world, account),
    suspended_at: instantOrNull(installation.suspendedAt),
  };
}
