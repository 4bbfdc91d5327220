/** The smaller readings of one repository: a file, a role, an issue elsewhere, our own comments and issues. */
import { z } from "zod";
import type { ForeignIssue, Issue, Ref, Role } from "../core/model.ts";
import type { ReadComment } from "../ports/github.ts";
import { Parked, Refused } from "../ports/github.ts";
import { readCommentNodes, readIssues } from "./observe-nodes.ts";
import { pagesOf } from "./pages.ts";
import { at, type Session } from "./session.ts";

const listed = z.array(z.object({ node_id: z.string() }));
const perPage = 100;
/** Settings and plan documents fit; a file that is only looked for may be of any size. */
const LONGEST_KEPT = 200_000;
const MOST_KEPT = 50;

/** Text of a file of the default branch; null when there is none (or a folder of that name). Unchanged it is a 304. */
export async function readFile(session: Session, path: string, ref?: string): Promise<string | null> {
  const known = ref === undefined ? session.files.get(path) : undefined;
  const answer = await orNull(404, () =>
    session.client.octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at(session),
      path,
      ...(ref === undefined ? {} : { ref }),
      ...(known === undefined ? {} : { headers: { "if-none-match": known.etag } }),
      mediaType: { format: "raw" },
    }),
  );
  if (known !== undefined && (answer?.status as number | undefined) === 304) return known.text;
  const text = answer === null ? null : fileText(answer.data);
  const etag = answer?.headers.etag;
  const isSmall = (text?.length ?? 0) <= LONGEST_KEPT && (known !== undefined || session.files.size < MOST_KEPT);
  if (ref === undefined && etag !== undefined && isSmall) session.files.set(path, { etag, text });
  return text;
}

const encoded = z.object({ type: z.literal("file"), encoding: z.literal("base64"), content: z.string() });

/** Raw as we asked; a host that does not know the raw form answers base64 in JSON, and a folder a list. */
function fileText(data: unknown): string | null {
  if (typeof data === "string") return data;
  if (data instanceof ArrayBuffer) return new TextDecoder().decode(data);
  const file = encoded.safeParse(data);
  return file.success ? Buffer.from(file.data.content, "base64").toString("utf8") : null;
}

const permission = z.object({
  permission: z.string().optional(),
  user: z.object({ id: z.number().optional(), permissions: z.record(z.string(), z.boolean()).optional() }).nullish(),
});

/** GitHub's booleans from strongest to weakest; `role_name` may be a custom role, `permission` is a legacy value. */
const roles: readonly (readonly [string, Role])[] = [
  ["admin", "admin"],
  ["maintain", "maintain"],
  ["push", "write"],
  ["triage", "triage"],
  ["pull", "read"],
];

/** A login may be given up and taken by somebody else: with `id` only that account has the role. */
export async function readRole(session: Session, login: string, id?: number): Promise<Role> {
  const answer = await orNull(404, () =>
    session.client.octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
      ...at(session),
      username: login,
    }),
  );
  if (answer === null) return "none";
  const { user, permission: legacy } = permission.parse(answer.data);
  if (id !== undefined && user?.id !== undefined && user.id !== id) return "none";
  const held = user?.permissions;
  if (held !== undefined) return roles.find(([name]) => held[name] === true)?.[1] ?? "none";
  return legacy === "admin" || legacy === "write" || legacy === "read" ? legacy : "none";
}

const foreign = z.object({
  title: z.string(),
  state: z.string(),
  state_reason: z.string().nullish(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
});

/** An issue we may not see and one that does not exist read the same: what is hidden must not show by its answer. */
export async function readForeign(session: Session, ref: Ref): Promise<ForeignIssue> {
  const unreachable: ForeignIssue = { ref, state: "unreachable", title: "" };
  const [owner = "", repo = "", ...rest] = ref.repo.split("/");
  if (ref.host !== undefined || owner === "" || repo === "" || rest.length > 0) return unreachable;
  try {
    const { data } = await session.elsewhere.octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}", {
      owner,
      repo,
      issue_number: ref.number,
    });
    const issue = foreign.parse(data);
    return { ref, state: stateOf(issue), title: issue.title, ...(issue.pull_request ? { isPullRequest: true } : {}) };
  } catch (error) {
    const isHidden = error instanceof Refused && [301, 403, 404, 410, 451].includes(error.status);
    if (isHidden || error instanceof Parked) return unreachable;
    throw error;
  }
}

function stateOf(issue: z.infer<typeof foreign>): ForeignIssue["state"] {
  if (issue.state === "open") return "open";
  if (issue.pull_request) return issue.pull_request.merged_at ? "merged" : "unmerged";
  if (issue.state_reason === "not_planned" || issue.state_reason === "duplicate") return issue.state_reason;
  return "completed";
}

/** Lists by REST, which can be asked "since", then reads by node id, which knows editor and reactions. */
export async function readComments(
  session: Session,
  issue: number,
  since: string | null,
): Promise<readonly ReadComment[]> {
  const pages = pagesOf((place) =>
    session.client.octokit.request("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...at(session),
      issue_number: issue,
      per_page: perPage,
      ...place,
      ...(since === null ? {} : { since }),
    }),
  );
  return readCommentNodes(session, await idsIn(pages));
}

/** Issues by our bot *updated* since: a superset of those created since, so that a clock a little off loses none. */
export async function readOwnIssues(session: Session, since: string | null): Promise<readonly Issue[]> {
  const { botLogin } = await session.identity();
  const pages = pagesOf((place) =>
    session.client.octokit.request("GET /repos/{owner}/{repo}/issues", {
      ...at(session),
      creator: botLogin,
      state: "all",
      sort: "created",
      direction: "desc",
      per_page: perPage,
      ...place,
      ...(since === null ? {} : { since }),
    }),
  );
  return (await readIssues(session, await idsIn(pages))).issues;
}

async function idsIn(pages: AsyncIterable<{ data: unknown }>): Promise<string[]> {
  const ids = new Set<string>();
  for await (const { data } of pages) for (const { node_id } of listed.parse(data)) ids.add(node_id);
  return [...ids];
}

async function orNull<T>(status: number, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refused && error.status === status) return null;
    throw error;
  }
}
