// Accounts as GraphQL shows them, and how one call makes each node only once.
import { instant } from "../shapes/account.ts";
import type { Account } from "../state.ts";
import type { Node, Viewing } from "./viewing.ts";

export function once(viewing: Viewing, noun: object, make: () => Node): Node {
  let node = viewing.seen.get(noun);
  if (node === undefined) {
    node = make();
    viewing.seen.set(noun, node);
  }
  return node;
}

export const nodeKey = (one: { nodeId: string }): string => one.nodeId;

/** GraphQL shows a bot's login without REST's `[bot]`. */
const graphqlLogin = (account: Account): string => account.login.replace(/\[bot\]$/, "");

export function accountNode(viewing: Viewing, account: Account): Node {
  return once(viewing, account, () => {
    const { world } = viewing;
    const path = `/${account.type === "Bot" ? "apps/" : ""}${graphqlLogin(account)}`;
    const at = instant(account.createdAt);
    return {
      __typename: account.type,
      id: account.nodeId,
      databaseId: account.id,
      login: graphqlLogin(account),
      name: null,
      avatarUrl: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
      resourcePath: path,
      url: `${world.web}${path}`,
      createdAt: at,
      updatedAt: at,
      isViewer: viewing.access.actor.account === account,
    };
  });
}

export const accountOrNull = (viewing: Viewing, account: Account | null): Node | null =>
  account === null ? null : accountNode(viewing, account);
