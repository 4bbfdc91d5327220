// The history of an issue as GraphQL timeline items.
import { instant } from "../shapes/account.ts";
import { issueHtmlUrl } from "../shapes/issue.ts";
import type { Account, Comment, Issue, IssueEvent, Label, Repository } from "../state.ts";
import { type Bounds, connection } from "./connection.ts";
import type { Node, Viewing } from "./viewing.ts";

/** How the nouns that history mentions become nodes. */
export interface Makers {
  accountNode(viewing: Viewing, account: Account): Node;
  commentNode(viewing: Viewing, comment: Comment): Node;
  issueNode(viewing: Viewing, issue: Issue): Node;
  labelNode(viewing: Viewing, repository: Repository, label: Label): Node;
}

/** GraphQL's name of an event where it is not simply the REST name. */
const renamed: Record<string, string> = { renamed: "RENAMED_TITLE_EVENT" };
const itemTypeOf = (item: Comment | IssueEvent): string =>
  "kind" in item ? "ISSUE_COMMENT" : (renamed[item.event] ?? `${item.event.toUpperCase()}_EVENT`);

const typeName = (itemType: string): string =>
  itemType
    .split("_")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join("");

function eventNode(viewing: Viewing, event: IssueEvent, makers: Makers): Node {
  const { accountNode, issueNode, labelNode } = makers;
  const subject = (): Node => issueNode(viewing, event.issue);
  const other = (): Node | null => (event.other === undefined ? null : issueNode(viewing, event.other));
  const duplicate = (): Node | null => (event.duplicateOf == null ? null : issueNode(viewing, event.duplicateOf));
  const url = `${issueHtmlUrl(viewing.world, event.issue)}#event-${event.id}`;
  const assignee = event.assignee === undefined ? null : accountNode(viewing, event.assignee);
  return {
    __typename: typeName(itemTypeOf(event)),
    id: event.nodeId,
    databaseId: null,
    actor: accountNode(viewing, event.actor),
    createdAt: instant(event.createdAt),
    url,
    resourcePath: url.slice(viewing.world.web.length),
    ...{
      labelable: subject,
      assignable: subject,
      closable: subject,
      lockable: subject,
      subject,
      issue: subject,
      pullRequest: subject,
    },
    label: event.label === undefined ? null : labelNode(viewing, event.issue.repository, event.label),
    assignee,
    user: event.assignee?.type === "User" ? assignee : null,
    closer: () => (event.closer === undefined ? null : issueNode(viewing, event.closer)),
    stateReason: event.stateReason?.toUpperCase() ?? null,
    duplicateOf: duplicate,
    canonical: duplicate,
    duplicate: subject,
    isCrossRepository: false,
    previousTitle: event.rename?.from ?? "",
    currentTitle: event.rename?.to ?? "",
    lockReason: event.lockReason?.toUpperCase().replaceAll(/[- ]/g, "_") ?? null,
    ...{ blockingIssue: other, blockedIssue: other, parent: other, subIssue: other },
    deletedCommentAuthor: null,
    mergeRefName: event.issue.pull?.base ?? "",
  };
}

/** Comments and events in order of time, of the asked types. */
export function timelineItems(
  viewing: Viewing,
  issue: Issue,
  args: Bounds & { itemTypes?: string[] | null; since?: string | null },
  makers: Makers,
): Node {
  const all: (Comment | IssueEvent)[] = [...issue.events, ...issue.comments];
  const since = args.since == null ? 0 : Date.parse(args.since);
  const ordered = all.sort((a, b) => a.createdAt - b.createdAt);
  const found = ordered.filter((item) => args.itemTypes == null || args.itemTypes.includes(itemTypeOf(item)));
  const recent = found.filter((item) => item.createdAt >= since);
  const page = connection(
    "timelineItems",
    recent,
    args,
    (item) => item.nodeId,
    (item) => ("kind" in item ? makers.commentNode(viewing, item) : eventNode(viewing, item, makers)),
  );
  return { ...page, filteredCount: recent.length, pageCount: recent.length, updatedAt: instant(issue.updatedAt) };
}
