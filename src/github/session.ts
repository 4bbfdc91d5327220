/** What every reading and action of one repository works with. */
import { z } from "zod";
import type { AppIdentity } from "../core/model.ts";
import type { InstalledRepository } from "../ports/github.ts";
import { Refused } from "../ports/github.ts";
import type { Client } from "./client.ts";
import { withHiddenEdges } from "./hidden-edges.ts";
import { issueQuery } from "./queries.ts";
import { type IssueNode, issueNode } from "./shape.ts";

/** Files of the default branch by path, as last read, with the ETag that GitHub gave them. */
export type KnownFiles = Map<string, { readonly etag: string; readonly text: string | null }>;

export interface Session {
  readonly repository: InstalledRepository;
  readonly owner: string;
  readonly name: string;
  /** With a token narrowed to this repository. */
  readonly client: Client;
  /** With a token that may only read, in all repositories of the installation: for references that lead elsewhere. */
  readonly elsewhere: Client;
  /** With a token that may write issues in all repositories of the installation: only for an edge between two of them. */
  readonly across: Client;
  readonly files: KnownFiles;
  identity(): Promise<AppIdentity>;
}

const oneIssue = z.object({ repository: z.object({ issue: issueNode.nullable() }).nullable() });

/** Reads one issue, complete, just before it is changed. Throws `Refused` 404 when there is none. */
export async function readIssue(session: Session, number: number): Promise<IssueNode> {
  const { owner, name } = session;
  const { repository } = oneIssue.parse(await session.client.graphql(issueQuery, { owner, name, number }));
  if (!repository?.issue) throw new Refused(404, `There is no issue #${number} in ${session.repository.name}.`);
  const [issue = repository.issue] = await withHiddenEdges(session, [repository.issue]);
  return issue;
}

/** The path parameters of a repository, as Octokit wants them. */
export const at = (session: Session) => ({ owner: session.owner, repo: session.name });

export function batches<T>(items: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let start = 0; start < items.length; start += size) found.push(items.slice(start, start + size));
  return found;
}
