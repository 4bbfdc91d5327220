/** Native dependencies: added for declared edges, removed when they were ours. */
import { z } from "zod";
import type { Action } from "../core/actions.ts";
import type { Ref } from "../core/model.ts";
import { isSameName } from "../core/model.ts";
import type { Performed } from "../ports/github.ts";
import type { Client } from "./client.ts";
import { at, type Session } from "./session.ts";
import { isRefused, unlessRefused } from "./unless-refused.ts";

const target = (session: Session, issue: number) => ({ ...at(session), issue_number: issue });
const withId = z.object({ id: z.number() });

export async function addEdge(
  session: Session,
  { issue, blocker }: Extract<Action, { kind: "add-edge" }>,
): Promise<Performed> {
  const id = await databaseIdOf(session, blocker);
  try {
    await writerFor(session, blocker).octokit.request(
      "POST /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by",
      {
        ...target(session, issue),
        issue_id: id,
      },
    );
  } catch (error) {
    if (!isRefused(error, 422) || !(await isBlockedBy(session, issue, blocker, id))) throw error;
  }
  return {};
}

export async function removeEdge(
  session: Session,
  { issue, blocker }: Extract<Action, { kind: "remove-edge" }>,
): Promise<Performed> {
  const id = await databaseIdOf(session, blocker);
  const route = "DELETE /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by/{issue_id}";
  return unlessRefused(
    404,
    /./,
    writerFor(session, blocker).octokit.request(route, { ...target(session, issue), issue_id: id }),
  );
}

/** GitHub has to see both ends: the token of one repository does not see a private other. */
function writerFor(session: Session, blocker: Ref): Client {
  return isSameName(blocker.repo, session.repository.name) ? session.client : session.across;
}

/** A dependency is written with the blocker's global id, which no text and no number tells. */
async function databaseIdOf(session: Session, ref: Ref): Promise<number> {
  const [owner = "", repo = ""] = ref.repo.split("/");
  const isHere = isSameName(ref.repo, session.repository.name);
  const { octokit } = isHere ? session.client : session.elsewhere;
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  return withId.parse((await octokit.request(route, { owner, repo, issue_number: ref.number })).data).id;
}

/** GitHub's words for "this edge exists" are not documented, so look. An issue has at most 50 blockers. */
async function isBlockedBy(session: Session, issue: number, blocker: Ref, id: number): Promise<boolean> {
  const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/dependencies/blocked_by";
  const asked = { ...target(session, issue), per_page: 100 };
  const { data } = await writerFor(session, blocker).octokit.request(route, asked);
  return z
    .array(withId)
    .parse(data)
    .some((blocker) => blocker.id === id);
}
