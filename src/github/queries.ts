/** Every GraphQL text we send: constant, so that each can be checked against GitHub's schema once. */

const actor = `
fragment actorParts on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`;

// Six connections per issue: 50 issues cost (1 + 50 × 6) / 100, about 3 points; their comments add half a point.
const issue = `
fragment issueParts on Issue {
  __typename
  id
  fullDatabaseId
  number
  title
  body
  closed
  stateReason(enableDuplicate: true)
  duplicateOf { number repository { nameWithOwner } }
  createdAt
  updatedAt
  closedAt
  lastEditedAt
  isPinned
  repository { databaseId }
  author { ...actorParts }
  editor { ...actorParts }
  labels(first: 100) { nodes { name } }
  assignedActors(first: 20) { nodes { ...actorParts } }
  blockedBy(first: 50) { nodes { number repository { nameWithOwner } } }
  issueDependenciesSummary { totalBlockedBy }
  parent { number repository { nameWithOwner } }
  subIssuesSummary { total }
  closedByPullRequestsReferences(first: 10, includeClosedPrs: true) {
    nodes { number state isDraft merged headRefOid repository { nameWithOwner } }
  }
  timelineItems(
    last: 50
    itemTypes: [
      LABELED_EVENT, UNLABELED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, CLOSED_EVENT, REOPENED_EVENT, PINNED_EVENT, UNPINNED_EVENT
    ]
  ) {
    nodes {
      __typename
      ... on LabeledEvent { createdAt actor { ...actorParts } label { name } }
      ... on UnlabeledEvent { createdAt actor { ...actorParts } label { name } }
      ... on AssignedEvent { createdAt actor { ...actorParts } assignee { ...actorParts } }
      ... on UnassignedEvent { createdAt actor { ...actorParts } assignee { ...actorParts } }
      ... on ClosedEvent { createdAt actor { ...actorParts } closer { __typename ... on PullRequest { merged } } }
      ... on ReopenedEvent { createdAt actor { ...actorParts } }
      ... on PinnedEvent { createdAt actor { ...actorParts } }
      ... on UnpinnedEvent { createdAt actor { ...actorParts } }
    }
  }
  edgeItems: timelineItems(last: 100, itemTypes: [BLOCKED_BY_ADDED_EVENT, BLOCKED_BY_REMOVED_EVENT]) {
    nodes {
      __typename
      ... on BlockedByAddedEvent { createdAt actor { ...actorParts } blockingIssue { ...refParts } }
      ... on BlockedByRemovedEvent { createdAt actor { ...actorParts } blockingIssue { ...refParts } }
    }
  }
}
fragment refParts on Issue {
  number
  repository { nameWithOwner }
}`;

const pull = `
fragment pullParts on PullRequest {
  __typename
  id
  fullDatabaseId
  number
  title
  body
  closed
  createdAt
  updatedAt
  closedAt
  lastEditedAt
  isDraft
  merged
  repository { databaseId }
  author { ...actorParts }
  editor { ...actorParts }
  labels(first: 100) { nodes { name } }
  assignedActors(first: 20) { nodes { ...actorParts } }
  closingIssuesReferences(first: 10) { nodes { id } }
}`;

const comment = `
fragment commentParts on IssueComment {
  __typename
  id
  fullDatabaseId
  body
  createdAt
  updatedAt
  lastEditedAt
  repository { databaseId }
  author { ...actorParts }
  editor { ...actorParts }
  issue { number }
  pullRequest { number }
  reactionGroups { content viewerHasReacted }
}`;

/** Anything by node id, issues and pull requests with their latest 30 comments. */
export const nodesQuery = `query nodes($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Issue { ...issueParts comments(last: 30) { nodes { ...commentParts } } }
    ... on PullRequest { ...pullParts comments(last: 30) { nodes { ...commentParts } } }
    ... on IssueComment { ...commentParts }
  }
}
${issue}${pull}${comment}${actor}`;

/** Issues and pull requests by node id, without comments. */
export const issueNodesQuery = `query issueNodes($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on Issue { ...issueParts } ... on PullRequest { ...pullParts } }
}
${issue}${pull}${actor}`;

/** Comments by node id: no connection, so 100 cost 1 point. */
export const commentNodesQuery = `query commentNodes($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on IssueComment { ...commentParts } }
}
${comment}${actor}`;

/** Files that pull requests change, the first hundred of each: one connection, so that 100 cost 1 point. */
export const pullFilesQuery = `query pullFiles($ids: [ID!]!) {
  nodes(ids: $ids) { __typename ... on PullRequest { id files(first: 100) { nodes { path } } } }
}`;

export const issuePageQuery = `query issuePage($owner: String!, $name: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    page: issues(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...issueParts }
    }
  }
}
${issue}${actor}`;

export const pullPageQuery = `query pullPage($owner: String!, $name: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    page: pullRequests(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...pullParts }
    }
  }
}
${pull}${actor}`;

/** One issue by number, complete: read just before it is changed. */
export const issueQuery = `query oneIssue($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { issue(number: $number) { ...issueParts } }
}
${issue}${actor}`;

/** Where a sub-issue is created: the repository and the parent. */
export const placeQuery = `query place($owner: String!, $name: String!, $parent: Int!) {
  repository(owner: $owner, name: $name) { id issue(number: $parent) { id } }
}`;

export const labelQuery = `query label($owner: String!, $name: String!, $label: String!) {
  repository(owner: $owner, name: $name) { label(name: $label) { id } }
}`;

/** One write for text, labels and parent. */
export const createIssueMutation = `mutation create($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { ...issueParts } }
}
${issue}${actor}`;

/** Whoever the token belongs to. */
export const viewerQuery = `query viewer { viewer { login databaseId } }`;

export const pinMutation = `mutation pin($issueId: ID!) {
  pinIssue(input: { issueId: $issueId }) { issue { isPinned updatedAt } }
}`;

export const unpinMutation = `mutation unpin($issueId: ID!) {
  unpinIssue(input: { issueId: $issueId }) { issue { isPinned updatedAt } }
}`;
