// Reactions as GraphQL shows them.
import { instant } from "../shapes/account.ts";
import type { Text } from "../state.ts";
import { accountNode, nodeKey } from "./account-node.ts";
import { type Bounds, connection } from "./connection.ts";
import type { Node, Viewing } from "./viewing.ts";

const contents: readonly (readonly [string, string])[] = [
  ["THUMBS_UP", "+1"],
  ["THUMBS_DOWN", "-1"],
  ["LAUGH", "laugh"],
  ["HOORAY", "hooray"],
  ["CONFUSED", "confused"],
  ["HEART", "heart"],
  ["ROCKET", "rocket"],
  ["EYES", "eyes"],
];

/** REST's word for a GraphQL reaction. */
export const restContent = (content: string): string => contents.find(([name]) => name === content)?.[1] ?? content;

export function reactionGroups(viewing: Viewing, text: Text, subject: () => Node): Node[] {
  const viewer = viewing.access.actor.account;
  return contents.map(([content, word]) => {
    const mine = text.reactions.filter((one) => one.content === word);
    const [first] = mine;
    const people = mine.map((one) => one.user);
    const reactors = (bounds: Bounds): Node =>
      connection("reactors", people, bounds, nodeKey, (one) => accountNode(viewing, one));
    return {
      content,
      createdAt: first === undefined ? null : instant(first.createdAt),
      viewerHasReacted: mine.some((one) => one.user === viewer),
      subject,
      reactors,
      users: (bounds: Bounds) => reactors(bounds),
    };
  });
}

export function reactions(viewing: Viewing, text: Text, subject: () => Node) {
  return (args: Bounds & { content?: string }): Node => {
    const found = text.reactions.filter(
      (one) => args.content === undefined || one.content === restContent(args.content),
    );
    return connection("reactions", found, args, nodeKey, (one) => ({
      __typename: "Reaction",
      id: one.nodeId,
      databaseId: one.id,
      content: contents.find(([, word]) => word === one.content)?.[0],
      createdAt: instant(one.createdAt),
      user: one.user.type === "User" ? accountNode(viewing, one.user) : null,
      reactable: subject,
    }));
  };
}
