/** Issues from a file: a list as GitHub's REST API or `gh issue list --json` gives it, or an object that names the repository. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { buildWorld } from "../../core/build-world.ts";
import type { Actor, Issue, Ref, Role, StateReason } from "../../core/model.ts";
import { defaultSettings } from "../../core/settings/settings.ts";
import { textHash } from "../../core/text-hash.ts";
import { openTrust } from "../../core/trust.ts";
import type { Snapshot } from "../../core/world.ts";
import { UsageError } from "../usage-error.ts";
import type { Seen } from "./read-live.ts";

const EXPECTED =
  "Expected owner/name, or a file with a list of issues, for example from: " +
  '`gh api --paginate "repos/octo/yard/issues?state=all" > yard.json`';

const account = z.object({ login: z.string(), type: z.string().optional() }).nullish();
const time = z.string().nullish();
const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const other = z.union([z.int(), z.object({ number: z.int(), repo: z.string().optional() })]);

const item = z.object({
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string().default("open"),
  state_reason: z.string().nullish(),
  stateReason: z.string().nullish(),
  user: account,
  author: account,
  labels: z.array(named).default([]),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  created_at: time,
  createdAt: time,
  updated_at: time,
  updatedAt: time,
  closed_at: time,
  closedAt: time,
  pull_request: z.object({ merged_at: time }).nullish(),
  /** Beyond GitHub's own list: what it waits for by GitHub's dependencies. */
  blocked_by: z.array(other).nullish(),
  html_url: z.string().nullish(),
  url: z.string().nullish(),
});

const whole = z.union([
  z.array(item).transform((issues) => ({ repo: undefined, issues })),
  z.object({ repo: z.string().optional(), issues: z.array(item) }),
]);

type Item = z.infer<typeof item>;

/** Issue 1 of the file stands for nobody in particular: ids come from the login. */
function actor(login: string): Actor {
  return { id: Number.parseInt(textHash(login.toLowerCase()), 36), login, isBot: login.endsWith("[bot]") };
}

function reasonOf(one: Item): StateReason | null {
  const reason = (one.state_reason ?? one.stateReason ?? "").toLowerCase();
  return reason === "not_planned" || reason === "duplicate" || reason === "completed" ? reason : null;
}

function toIssue(one: Item, repo: string): Issue {
  const author = one.user ?? one.author;
  const createdAt = one.created_at ?? one.createdAt ?? "1970-01-01T00:00:00Z";
  const isOpen = one.state.toLowerCase() === "open";
  const toRef = (ref: z.infer<typeof other>): Ref =>
    typeof ref === "number" ? { repo, number: ref } : { repo: ref.repo ?? repo, number: ref.number };
  return {
    ...{ id: one.number, nodeId: `file-${one.number}`, number: one.number, title: one.title, body: one.body ?? "" },
    ...{ isPullRequest: one.pull_request != null, isMerged: one.pull_request?.merged_at != null, isDraft: false },
    ...{
      isOpen,
      stateReason: isOpen ? null : reasonOf(one),
      author: author ? actor(author.login) : null,
      editor: null,
    },
    ...{ createdAt, updatedAt: one.updated_at ?? one.updatedAt ?? createdAt, lastEditedAt: null },
    ...{ closedAt: one.closed_at ?? one.closedAt ?? null, labels: one.labels },
    assignees: (one.assignees ?? []).map(({ login }) => actor(login)),
    blockedBy: (one.blocked_by ?? []).map(toRef),
    ...{ parent: null, subIssueCount: 0, linkedPullRequests: [], timeline: [], isPinned: false },
  };
}

/** `https://github.com/octo/yard/issues/3` names octo/yard. */
function repoOf(items: readonly Item[]): string {
  for (const { html_url, url } of items) {
    const found = /([\w.-]{1,100}\/[\w.-]{1,100})\/(?:issues|pull)\/\d{1,10}$/.exec(html_url ?? url ?? "");
    if (found?.[1] !== undefined) return found[1];
  }
  return "owner/name";
}

function parse(path: string): z.infer<typeof whole> {
  try {
    return whole.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") throw new UsageError(`There is no file ${path}. ${EXPECTED}`);
    if (code === "EISDIR") throw new UsageError(`${path} is a folder. ${EXPECTED}`);
    const [first] = error instanceof z.ZodError ? error.issues : [];
    const why =
      first === undefined ? (error as Error).message : `${first.path.join(".") || "the whole"}: ${first.message}`;
    throw new UsageError(`Cannot read ${path} (${why}). ${EXPECTED}`);
  }
}

/** A file says nothing of permissions: everybody in it is taken at their word, and every open issue takes part. */
export function readExport(path: string, host: string): Seen {
  const { repo: told, issues: items } = parse(path);
  const repo = told ?? repoOf(items);
  const issues = items.map((one) => toIssue(one, repo));
  const people = issues.flatMap(({ author, assignees }) => [author, ...assignees].filter((one) => one !== null));
  const snapshot: Snapshot = {
    ...{
      repo,
      repositoryId: 0,
      isPrivate: true,
      neighbours: [],
      host,
      settingsProblems: [],
      refusals: [],
    },
    now: issues.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), "1970-01-01T00:00:00Z"),
    app: { appId: 0, slug: "", botId: -1, botLogin: "" },
    settings: { ...defaultSettings, scope: "all", authority: "everyone" },
    issues,
    comments: [],
    foreign: [],
    issueMarkers: new Map(),
    roles: new Map(people.map(({ id }): [number, Role] => [id, "write"])),
  };
  const notes = [
    "A file says nothing of permissions, comments and other repositories: its texts are taken at their word.",
  ];
  return { world: buildWorld(snapshot, openTrust(snapshot)), notes };
}
