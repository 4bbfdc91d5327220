// Accounts and instants as REST and webhooks show them.

import type { Account } from "../state.ts";
import type { World } from "../world.ts";

export type Shape = Record<string, unknown>;

const MOST_INSTANTS = 10_000;
/** Written once: every shape repeats those of its issue, its repository and its comments. */
const instants = new Map<number, string>();

/** GitHub's instants have whole seconds. */
export function instant(at: number): string {
  const second = Math.floor(at / 1_000);
  const known = instants.get(second);
  if (known !== undefined) return known;
  if (instants.size >= MOST_INSTANTS) instants.clear();
  const text = `${new Date(at).toISOString().slice(0, 19)}Z`;
  instants.set(second, text);
  return text;
}
export const instantOrNull = (at: number | null): string | null => (at === null ? null : instant(at));

const accountShapes = new WeakMap<Account, Shape>();

export function accountShape(world: World, account: Account): Shape {
  const known = accountShapes.get(account);
  if (known !== undefined) return known;
  const url = `${world.api}/users/${encodeURIComponent(account.login)}`;
  const shape: Shape = {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${world.web}/${account.type === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
  accountShapes.set(account, shape);
  return shape;
}

export const accountOrNull = (world: World, account: Account | null): Shape | null =>
  account === null ? null : accountShape(world, account);
