/** The checks of one commit. */
import { z } from "zod";
import type { CheckRun } from "../core/model.ts";
import { Parked, Refused } from "../ports/github.ts";
import { at, type Session } from "./session.ts";

const branch = z.object({ default_branch: z.string() });
const page = z.object({
  check_runs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullable() })),
});
const perPage = 100;
/** A commit with more runs than this is looked at no further. */
const mostPages = 10;

/** Check runs only: commit statuses take a permission of their own, which the App does not ask for. */
export async function readChecks(session: Session, commit: string | null): Promise<readonly CheckRun[] | null> {
  try {
    return await readRuns(session, commit ?? (await defaultBranch(session)));
  } catch (error) {
    // One permission that was not granted yet: the rest of the installation goes on.
    if (error instanceof Parked || (error instanceof Refused && error.status === 403)) return null;
    throw error;
  }
}

async function defaultBranch(session: Session): Promise<string> {
  const { data } = await session.client.octokit.request("GET /repos/{owner}/{repo}", at(session));
  return `heads/${branch.parse(data).default_branch}`;
}

async function readRuns(session: Session, ref: string): Promise<readonly CheckRun[]> {
  const runs: CheckRun[] = [];
  for (let number = 1, size = perPage; size === perPage && number <= mostPages; number += 1) {
    const { data } = await session.client.octokit.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      ...at(session),
      ref,
      filter: "latest",
      per_page: perPage,
      ...(number === 1 ? {} : { page: number }),
    });
    const { check_runs: found } = page.parse(data);
    size = found.length;
    runs.push(
      ...found.map(({ name, status, conclusion }) => ({
        name,
        conclusion: status === "completed" ? conclusion : null,
      })),
    );
  }
  return runs;
}
