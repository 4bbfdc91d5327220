/** How things went on one commit: runs of checks, and statuses, the older way to say the same. */
import { z } from "zod";
import type { CheckRun } from "../core/model.ts";
import { Parked, Refused } from "../ports/github.ts";
import { at, type Session } from "./session.ts";

const branch = z.object({ default_branch: z.string() });
const runsPage = z.object({
  check_runs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: z.string().nullable() })),
});
const statusPage = z.object({
  statuses: z.array(z.object({ context: z.string(), state: z.enum(["error", "failure", "pending", "success"]) })),
});
const perPage = 100;
/** A commit with more runs or statuses than this is looked at no further. */
const mostPages = 10;

/** Each takes a permission of its own: with one of them there is something to tell, without both null. */
export async function readChecks(session: Session, commit: string | null): Promise<readonly CheckRun[] | null> {
  const ref = commit ?? (await defaultBranch(session));
  const runs = await unlessForbidden(() => readRuns(session, ref));
  const statuses = await unlessForbidden(() => readStatuses(session, ref));
  return runs === null && statuses === null ? null : [...(runs ?? []), ...(statuses ?? [])];
}

/** One permission that was not granted yet: the rest of the installation goes on. */
async function unlessForbidden<T>(reading: () => Promise<T>): Promise<T | null> {
  try {
    return await reading();
  } catch (error) {
    if (error instanceof Parked || (error instanceof Refused && error.status === 403)) return null;
    throw error;
  }
}

async function defaultBranch(session: Session): Promise<string> {
  const { data } = await session.client.octokit.request("GET /repos/{owner}/{repo}", at(session));
  return `heads/${branch.parse(data).default_branch}`;
}

/** All pages that `readPage` finds, up to the bound. */
async function readPages(readPage: (page: { page?: number }) => Promise<readonly CheckRun[]>): Promise<CheckRun[]> {
  const found: CheckRun[] = [];
  for (let number = 1, size = perPage; size === perPage && number <= mostPages; number += 1) {
    const more = await readPage(number === 1 ? {} : { page: number });
    size = more.length;
    found.push(...more);
  }
  return found;
}

function readRuns(session: Session, ref: string): Promise<CheckRun[]> {
  const route = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";
  return readPages(async (page) => {
    const asking = { ...at(session), ref, filter: "latest" as const, per_page: perPage, ...page };
    const { check_runs: found } = runsPage.parse((await session.client.octokit.request(route, asking)).data);
    return found.map(({ name, status, conclusion }) => ({
      name,
      conclusion: status === "completed" ? conclusion : null,
    }));
  });
}

/** The newest word of each context. */
function readStatuses(session: Session, ref: string): Promise<CheckRun[]> {
  const route = "GET /repos/{owner}/{repo}/commits/{ref}/status";
  return readPages(async (page) => {
    const asking = { ...at(session), ref, per_page: perPage, ...page };
    const { statuses } = statusPage.parse((await session.client.octokit.request(route, asking)).data);
    return statuses.map(({ context, state }) => ({ name: context, conclusion: conclusionOf(state) }));
  });
}

function conclusionOf(state: "error" | "failure" | "pending" | "success"): string | null {
  if (state === "pending") return null;
  return state === "success" ? "success" : "failure";
}
