// The GraphQL side through the real Octokit: documents and answers fit GitHub's own schema.
import { afterEach, expect, test } from "vitest";
import { openStage, type Stage, yard } from "./stage.ts";

let stage: Stage;
const open = (...args: Parameters<typeof openStage>): Stage => {
  stage = openStage(...args);
  return stage;
};
afterEach(() => expect(stage.sandbox.violations).toEqual([]));

interface Refused {
  errors?: { type?: string; message: string; path?: (string | number)[] }[];
  data?: unknown;
}
const refusal = async (work: Promise<unknown>): Promise<Refused> =>
  work.then(
    () => ({}),
    (error: Refused) => error,
  );

const everything = `query($o:String!,$r:String!,$after:String){ rateLimit{cost remaining resetAt}
 repository(owner:$o,name:$r){ id databaseId nameWithOwner issues(first:2,after:$after,orderBy:{field:UPDATED_AT,direction:ASC}){
  totalCount pageInfo{hasNextPage endCursor}
  nodes{ id fullDatabaseId number title body state stateReason(enableDuplicate:true) createdAt updatedAt closedAt lastEditedAt locked isPinned url
   author{__typename login ... on User{databaseId} ... on Bot{databaseId}} editor{login} parent{number repository{nameWithOwner}}
   subIssues(first:10){nodes{number}} subIssuesSummary{total completed} duplicateOf{number}
   issueDependenciesSummary{blockedBy totalBlockedBy blocking totalBlocking}
   labels(first:20){nodes{name color}} assignedActors(first:10){nodes{__typename ... on User{login databaseId} ... on Bot{login databaseId}}}
   assignees(first:10){nodes{login}}
   blockedBy(first:50){nodes{number state repository{nameWithOwner}} pageInfo{hasNextPage}} blocking(first:50){nodes{number}}
   comments(last:10){nodes{id fullDatabaseId body author{login} editor{login} lastEditedAt viewerDidAuthor isMinimized issue{number} reactionGroups{content viewerHasReacted}}}
   reactionGroups{content viewerHasReacted}
   closedByPullRequestsReferences(first:5,includeClosedPrs:true){nodes{number state merged isDraft author{login}}}
   timelineItems(last:50,itemTypes:[LABELED_EVENT,UNLABELED_EVENT,ASSIGNED_EVENT,CLOSED_EVENT,REOPENED_EVENT,RENAMED_TITLE_EVENT,BLOCKED_BY_ADDED_EVENT,ISSUE_COMMENT]){nodes{__typename
     ... on LabeledEvent{actor{login} createdAt label{name}} ... on AssignedEvent{assignee{... on User{login}} actor{login}}
     ... on ClosedEvent{actor{login} stateReason closer{__typename ... on PullRequest{number}}} ... on RenamedTitleEvent{previousTitle currentTitle}
     ... on BlockedByAddedEvent{blockingIssue{number}} ... on IssueComment{body}}}
  } } } }`;

interface Seen {
  repository: {
    issues: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      nodes: Record<string, unknown>[];
    };
  };
  rateLimit: { cost: number; remaining: number };
}

test("one query mirrors issues with edges, comments, history and linked pull requests", async () => {
  const { octokit, sandbox, clock } = open();
  const ana = sandbox.as("ana");
  for (const title of ["A", "B", "C"]) {
    ana.openIssue("octo/yard", { title, body: `${title} body`, labels: ["x"] });
    await clock.advance(1_000);
  }
  ana.addBlockedBy("octo/yard", 2, 1);
  ana.addSubIssue("octo/yard", 3, 2);
  ana.assign("octo/yard", 2, "ben");
  await octokit.issues.createComment({ ...yard, issue_number: 2, body: "status" });
  ana.editComment("octo/yard", sandbox.comments("octo/yard", 2)[0]?.id ?? 0, "changed by ana");
  ana.editIssue("octo/yard", 2, { title: "B2" });
  ana.pinIssue("octo/yard", 3);
  sandbox.as("ben").openPullRequest("octo/yard", { title: "P", body: "fixes #2" });
  sandbox.as("ben").merge("octo/yard", 4);
  const seen = await octokit.graphql<Seen>(everything, { o: "octo", r: "yard" });
  const second = await octokit.graphql<Seen>(everything, {
    o: "octo",
    r: "yard",
    after: seen.repository.issues.pageInfo.endCursor,
  });
  const nodes = [...seen.repository.issues.nodes, ...second.repository.issues.nodes];
  expect(seen.repository.issues).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
  expect(second.repository.issues.pageInfo.hasNextPage).toBe(false);
  expect(nodes.map((node) => node["number"]).sort()).toEqual([1, 2, 3]);
  expect(nodes.find((node) => node["number"] === 2)).toMatchObject({
    state: "CLOSED",
    stateReason: "COMPLETED",
    title: "B2",
    parent: { number: 3 },
    issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 },
    blockedBy: { nodes: [{ number: 1, state: "OPEN" }] },
    assignedActors: { nodes: [{ __typename: "User", login: "ben" }] },
    comments: {
      nodes: [
        { body: "changed by ana", author: { login: "signalbox" }, editor: { login: "ana" }, viewerDidAuthor: true },
      ],
    },
    closedByPullRequestsReferences: { nodes: [{ number: 4, state: "MERGED", merged: true }] },
    timelineItems: {
      nodes: [
        { __typename: "LabeledEvent", label: { name: "x" } },
        { __typename: "BlockedByAddedEvent", blockingIssue: { number: 1 } },
        { __typename: "AssignedEvent", assignee: { login: "ben" } },
        { __typename: "RenamedTitleEvent", previousTitle: "B", currentTitle: "B2" },
        { __typename: "ClosedEvent", closer: { __typename: "PullRequest", number: 4 } },
        { __typename: "IssueComment" },
      ],
    },
  });
  expect(nodes.find((node) => node["number"] === 3)).toMatchObject({
    isPinned: true,
    subIssues: { nodes: [{ number: 2 }] },
  });
});

test("points are counted by GitHub's formula", async () => {
  const { octokit } = open();
  const query =
    'query{ rateLimit{cost remaining} repository(owner:"octo",name:"yard"){ issues(first:100){nodes{ labels(first:20){nodes{name}} blockedBy(first:50){nodes{number}} assignedActors(first:10){nodes{__typename}} closedByPullRequestsReferences(first:5){nodes{number}} }} } }';
  const { rateLimit } = await octokit.graphql<Seen>(query);
  expect(rateLimit).toEqual({ cost: 4, remaining: 4_996 });
});

test("what does not exist or must stay unseen is null and an error of type NOT_FOUND", async () => {
  const { octokit, sandbox } = open();
  sandbox.repository("rival/secret", { private: true, collaborators: { ana: "write" } });
  const hidden = sandbox.as("ana").openIssue("rival/secret", { title: "hidden" });
  const repository = await refusal(octokit.graphql('{repository(owner:"rival",name:"secret"){id}}'));
  expect(repository.errors?.[0]).toMatchObject({
    type: "NOT_FOUND",
    path: ["repository"],
    message: "Could not resolve to a Repository with the name 'rival/secret'.",
  });
  expect(repository.data).toEqual({ repository: null });
  sandbox.as("ana").openIssue("octo/yard", { title: "seen" });
  const nodes = await refusal(
    octokit.graphql("query($ids:[ID!]!){nodes(ids:$ids){id}}", {
      ids: [sandbox.issue("octo/yard", 1).nodeId, hidden.nodeId],
    }),
  );
  expect(nodes.data).toEqual({ nodes: [{ id: sandbox.issue("octo/yard", 1).nodeId }, null] });
  expect(nodes.errors?.[0]).toMatchObject({ type: "NOT_FOUND", path: ["nodes", 1] });
  const issue = await refusal(octokit.graphql('{repository(owner:"octo",name:"yard"){issue(number:99){id}}}'));
  expect(issue.errors?.[0]?.message).toBe("Could not resolve to an Issue with the number of 99.");
});

test("pins: three at most, closed ones keep their place", async () => {
  const { octokit, sandbox } = open();
  for (const title of ["A", "B", "C", "D"]) sandbox.as("ana").openIssue("octo/yard", { title });
  const pin = (number: number): Promise<unknown> =>
    octokit.graphql("mutation($id:ID!){pinIssue(input:{issueId:$id}){issue{isPinned}}}", {
      id: sandbox.issue("octo/yard", number).nodeId,
    });
  for (const number of [1, 2, 3]) await pin(number);
  sandbox.as("ana").closeIssue("octo/yard", 1);
  expect((await refusal(pin(4))).errors?.[0]?.message).toBe("Maximum 3 pinned issues per repository");
  await octokit.graphql("mutation($id:ID!){unpinIssue(input:{issueId:$id}){issue{isPinned}}}", {
    id: sandbox.issue("octo/yard", 1).nodeId,
  });
  await pin(4);
  const { repository } = await octokit.graphql<{ repository: { pinnedIssues: { nodes: unknown[] } } }>(
    '{repository(owner:"octo",name:"yard"){pinnedIssues(first:3){nodes{issue{number state} pinnedBy{login}}}}}',
  );
  expect(repository.pinnedIssues.nodes).toHaveLength(3);
  expect(sandbox.pinned("octo/yard")).toEqual([2, 3, 4]);
});

test("createIssue sets labels, assignees and parent in one call", async () => {
  const { octokit, sandbox } = open();
  const label = sandbox.as("ana").createLabel("octo/yard", { name: "plan" });
  const parent = sandbox.as("ana").openIssue("octo/yard", { title: "Parent" });
  const input = {
    repositoryId: sandbox.repositoryOf("octo/yard").nodeId,
    title: "Child",
    body: "text",
    labelIds: [label.nodeId],
    assigneeIds: [sandbox.user("ben").nodeId],
    parentIssueId: parent.nodeId,
  };
  await octokit.graphql("mutation($input:CreateIssueInput!){createIssue(input:$input){issue{number parent{number}}}}", {
    input,
  });
  expect(sandbox.issue("octo/yard", 2).parent).toBe(parent);
  expect(sandbox.labelsOf("octo/yard", 2)).toEqual(["plan"]);
  expect(sandbox.assigneesOf("octo/yard", 2)).toEqual(["ben"]);
});

test("native edges and minimising through mutations", async () => {
  const { octokit, sandbox } = open();
  const [a, b] = ["A", "B"].map((title) => sandbox.as("ana").openIssue("octo/yard", { title }));
  const comment = sandbox.as("ben").comment("octo/yard", 1, "noise");
  const ids = { a: a?.nodeId, b: b?.nodeId };
  await octokit.graphql(
    "mutation($a:ID!,$b:ID!){addBlockedBy(input:{issueId:$a,blockingIssueId:$b}){issue{number} blockingIssue{number}}}",
    ids,
  );
  expect(sandbox.issue("octo/yard", 1).blockedBy).toEqual([b]);
  await octokit.graphql(
    "mutation($a:ID!,$b:ID!){removeBlockedBy(input:{issueId:$a,blockingIssueId:$b}){issue{number}}}",
    ids,
  );
  expect(sandbox.issue("octo/yard", 1).blockedBy).toEqual([]);
  await octokit.graphql(
    "mutation($id:ID!){minimizeComment(input:{subjectId:$id,classifier:OUTDATED}){minimizedComment{isMinimized}}}",
    { id: comment.nodeId },
  );
  expect(comment.minimized).toBe("OUTDATED");
});

test("a document that GitHub's schema refuses is a violation and an error", async () => {
  const { octokit, sandbox } = open();
  const { errors } = await refusal(
    octokit.graphql('{repository(owner:"octo",name:"yard"){issues(first:1){nodes{blockers}}}}'),
  );
  expect(errors?.[0]?.message).toContain("blockers");
  expect(sandbox.violations.splice(0)).toHaveLength(1);
  const bounds = await refusal(octokit.graphql('{repository(owner:"octo",name:"yard"){issues{totalCount}}}'));
  expect(bounds.errors?.[0]?.message).toContain("You must provide a `first` or `last` value");
});
