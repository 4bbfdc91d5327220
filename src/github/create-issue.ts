/** Creating an issue in one write: by REST, or by GraphQL when it gets a parent. */
import { z } from "zod";
import type { Action } from "../core/actions.ts";
import { type Performed, Refused } from "../ports/github.ts";
import { createIssueMutation, labelQuery, placeQuery } from "./queries.ts";
import { newIssue } from "./rest-shape.ts";
import { at, type Session } from "./session.ts";
import { issueNode, toIssue } from "./shape.ts";

type Create = Extract<Action, { kind: "create-issue" }>;

const identified = z.object({ id: z.string() });
const place = z.object({
  repository: z.object({ id: z.string(), issue: identified.nullable() }).nullable(),
});
const labelled = z.object({ repository: z.object({ label: identified.nullable() }).nullable() });
const newLabel = z.object({ node_id: z.string() });
const created = z.object({ createIssue: z.object({ issue: issueNode }) });

export async function createIssue(session: Session, action: Create): Promise<Performed> {
  return action.parent === undefined ? createBare(session, action) : createUnder(session, action, action.parent);
}

async function createBare(session: Session, { title, body, labels }: Create): Promise<Performed> {
  const route = "POST /repos/{owner}/{repo}/issues";
  const { data } = await session.client.octokit.request(route, { ...at(session), title, body, labels: [...labels] });
  return { issue: newIssue(data) };
}

async function createUnder(session: Session, { title, body, labels }: Create, parent: number): Promise<Performed> {
  const { owner, name, client } = session;
  const { repository } = place.parse(await client.graphql(placeQuery, { owner, name, parent }));
  if (!repository?.issue) throw new Refused(404, `There is no issue #${parent} in ${owner}/${name}.`);
  const labelIds: string[] = [];
  for (const label of labels) labelIds.push(await labelId(session, label));
  const input = { repositoryId: repository.id, parentIssueId: repository.issue.id, title, body, labelIds };
  const { createIssue: made } = created.parse(await client.graphql(createIssueMutation, { input }));
  return { issue: toIssue(made.issue) };
}

/** Ids of labels seen by this session, which serves one pass. */
const known = new WeakMap<Session, Map<string, string>>();

/** The label as it is, or made anew: somebody may have deleted it since. */
async function labelId(session: Session, label: string): Promise<string> {
  const ids = known.get(session) ?? new Map<string, string>();
  known.set(session, ids);
  const before = ids.get(label);
  if (before !== undefined) return before;
  const { owner, name, client } = session;
  const { repository } = labelled.parse(await client.graphql(labelQuery, { owner, name, label }));
  const found = repository?.label?.id ?? (await makeLabel(session, label));
  ids.set(label, found);
  return found;
}

async function makeLabel(session: Session, label: string): Promise<string> {
  const route = "POST /repos/{owner}/{repo}/labels";
  const { data } = await session.client.octokit.request(route, { ...at(session), name: label });
  return newLabel.parse(data).node_id;
}
